"""The table of people whom a search found. Enter or a double click opens one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeyEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from profile_browser.domain.fields import FIELDS, FieldKind
from profile_browser.messages import matches as wording
from profile_browser.messages.clipboard_formats import as_text
from profile_browser.messages.profile import NOT_RECORDED, shown_values
from profile_browser.ui.widgets.account_badge import LOOKS
from profile_browser.ui.widgets.labels import START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.account_badge import AccountLook

_COLUMNS = tuple(field.label for field in FIELDS)
_ACCOUNT = next(at for at, field in enumerate(FIELDS) if field.kind is FieldKind.ACCOUNT)
_ALWAYS_SHOWN = (0, _ACCOUNT)  # the username and the account; the later of the others go first
_BY_IMPORTANCE = sorted(range(len(_COLUMNS)), key=lambda column: column not in _ALWAYS_SHOWN)
_READABLE_WIDTH = 18  # average characters, a cell's padding included
_LONGEST_TEXT = 200  # characters of a value, more than a column shows
_ROW_PADDING = 14
_ICON_SIZES = (16, 32)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class MatchesTable(QTableWidget):
    """Shows people in plain text. Letters typed here belong in the search field."""

    opened = Signal(int)
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, len(_COLUMNS))
        self._theme = theme
        self._users: tuple[User, ...] = ()
        self._shown_columns = len(_COLUMNS)
        self._prepare()
        self._prepare_header()
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._draw)

    def show_users(self, users: Sequence[User]) -> None:
        """List these people in this order, and select the first."""
        self._users = tuple(users)
        self.clearContents()
        self.setRowCount(len(self._users))
        self._draw()
        self.setCurrentCell(0 if self._users else -1, 0)
        self.scrollToTop()

    def sizeHint(self) -> QSize:
        """Need little space, so that the table scrolls and not the whole page."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the least important columns if all of them would be too narrow to read."""
        super().resizeEvent(event)
        readable = self.fontMetrics().averageCharWidth() * _READABLE_WIDTH
        room = self.viewport().width() // readable
        self._show_columns(min(max(room, len(_ALWAYS_SHOWN)), len(_COLUMNS)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a person with Enter, and pass letters on."""
        text, plain = event.text(), not event.modifiers() & _NO_TEXT
        if event.key() in _ENTER and plain:
            self._open(self.currentIndex())
        elif event.key() in _ENDS and plain:
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.rowCount() - 1)
        elif plain and text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())

    @Slot()
    def _draw(self) -> None:
        icons = {disabled: self._account_icon(look) for disabled, look in LOOKS.items()}
        for row, user in enumerate(self._users):
            for column, text in enumerate(shown_values(user, _LONGEST_TEXT).values()):
                self.setItem(row, column, self._value_item(text))
            account = self.item(row, _ACCOUNT) or QTableWidgetItem()
            account.setForeground(QColor(LOOKS[user.disabled].color(self._theme.colors)))
            account.setIcon(icons[user.disabled])
        if self._shown_columns < len(_COLUMNS):
            self._describe_rows()

    def _show_columns(self, count: int) -> None:
        if count == self._shown_columns:
            return
        self._shown_columns = count
        for place, column in enumerate(_BY_IMPORTANCE):
            self.setColumnHidden(column, place >= count)
        self._draw()

    def _describe_rows(self) -> None:
        """Give the tooltips and screen readers what the hidden columns would show."""
        for row, user in enumerate(self._users):
            whole = as_text(user, _LONGEST_TEXT)
            for column in range(len(_COLUMNS)):
                item = self.item(row, column) or QTableWidgetItem()
                item.setToolTip(_literal(whole))
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, whole)

    def _value_item(self, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setTextAlignment(START)
        if text == NOT_RECORDED:
            item.setForeground(QColor(self._theme.colors.muted))
        return item

    def _account_icon(self, look: AccountLook) -> QIcon:
        """Return an icon that is visible on a selected row too."""
        colors = self._theme.colors
        icon = QIcon(self._theme.icon(look.icon, look.color(colors)))
        selected = self._theme.icon(look.icon, colors.on_accent)
        for size in _ICON_SIZES:
            icon.addPixmap(selected.pixmap(size, size), QIcon.Mode.Selected)
        return icon

    def _prepare(self) -> None:
        self.setObjectName("matchesTable")
        self.setAccessibleName(wording.LIST_NAME)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)

    def _prepare_header(self) -> None:
        self.setHorizontalHeaderLabels(_COLUMNS)
        header = self.horizontalHeader()
        header.setDefaultAlignment(START)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_ACCOUNT, QHeaderView.ResizeMode.ResizeToContents)


def _literal(text: str) -> str:
    """Return a text for a tooltip, which would interpret markup."""
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)
