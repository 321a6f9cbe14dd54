"""The window's widgets with its style sheet, icons and texts, once a person is shown.

The style sheet with its colours and icons is the program's own; nothing else is. What the program
shows only at other times is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from profile_browser.ui.theme import Theme

Part = TypeVar("Part", bound=QWidget)

_FIELDS = {"username": "Username", "fullName": "Full name", "email": "E-mail", "account": "Account"}
_Margins = tuple[int, int, int, int]
_NO_MARGINS = (0, 0, 0, 0)


class Value(QLineEdit):
    """A field as wide as its text."""

    def sizeHint(self) -> QSize:
        """Return the width of the text with the padding of the style sheet."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 16
        return QSize(width, super().sizeHint().height())


class StyledForm(QMainWindow):
    """A band, a search row, two pages of which the second is a person's, and a status bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWindowTitle("Node – Profile Browser")
        self.resize(760, 560)
        self.field = _enlarged(1.1, _named("searchField", QLineEdit(clearButtonEnabled=True)))
        self.heading = _enlarged(1.6, _label("profileHeading"), QFont.Weight.DemiBold)
        self.values = [_value(f"{name}Value") for name in _FIELDS]
        self.copies = [self._icon_button("copy") for _ in _FIELDS]
        self.badge, self.sign = _named("accountBadge", QFrame()), QLabel()
        self.read_from = _label("readFrom", role="muted")
        self.message = _label("statusMessage")
        self.dot, self.state = QLabel(), _named("connectionState", QLabel("Idle"))
        self.pages = QStackedWidget()
        self._lay_out()
        self.field.setFocus()

    def icon(self, name: str, color: str) -> QPixmap:
        """Return an icon in a colour of the style sheet."""
        return self._theme.icon(name, getattr(self._theme.colors, color)).pixmap(16, 16)

    def _lay_out(self) -> None:
        look_up = _named("lookupButton", QPushButton("Look up"))
        search = (self.field, look_up, self._icon_button("question"))
        for page in (QWidget(), self._profile_page()):
            self.pages.addWidget(page)
        rows = (self._band(), _row(10, (20, 16, 20, 12), *search), self.pages)
        self.setCentralWidget(_fill(QWidget(), QVBoxLayout(), 0, _NO_MARGINS, *rows))
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setFixedHeight(33)
        bar.setContentsMargins(18, 2, 12, 2)
        bar.addWidget(self.message, 1)
        for part in (self.dot, self.state):
            bar.addPermanentWidget(part)

    def _band(self) -> QFrame:
        title = _label("environmentText", policy=QSizePolicy.Policy.Expanding)
        lock, switch = QLabel(), QToolButton()
        title.setText("OTHER  ·  Node")
        lock.setPixmap(self.icon("lock-open", "on_band"))
        switch.setObjectName("switchButton")
        switch.setIcon(self._theme.icon("chevron-down", self._theme.colors.on_band))
        parts = (title, lock, QLabel("this computer"), switch)
        band = _fill(QFrame(), QHBoxLayout(), 6, (20, 5, 14, 5), *parts)
        band.setProperty("environment", "other")
        return _named("environmentBand", band)

    def _profile_page(self) -> QScrollArea:
        details = _named("detailsLine", self._icon_button("chevron-right", "Record details"))
        copy_all = _named("copyAllButton", QToolButton())
        copy_all.setText("Copy all")
        copy_all.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        copy_all.setMenu(QMenu(copy_all))
        bottom = _row(6, _NO_MARGINS, self.read_from, copy_all)
        details_row = _row(2, _NO_MARGINS, details, None)
        parts = (self.heading, self._grid(), details_row, bottom)
        card = _named("card", _fill(QFrame(), QVBoxLayout(), 8, (24, 16, 16, 14), *parts))
        page = QScrollArea(widgetResizable=True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setWidget(_fill(QWidget(), QVBoxLayout(), 12, (20, 0, 20, 10), card, None))
        return page

    def _grid(self) -> QWidget:
        inside, account = QWidget(), self.values[-1]
        grid = QGridLayout(inside)
        grid.setSpacing(0)
        grid.setContentsMargins(*_NO_MARGINS)
        grid.setColumnStretch(1, 1)
        _fill(self.badge, QHBoxLayout(), 2, (10, 0, 6, 0), self.sign, account)
        fits = QSizePolicy.Policy.Maximum
        self.badge.setSizePolicy(fits, fits)
        for row, (label, value, copy) in enumerate(
            zip(_FIELDS.values(), self.values, self.copies, strict=True)
        ):
            named = _label("", role="muted", policy=QSizePolicy.Policy.Preferred)
            named.setText(label)
            named.setContentsMargins(0, 0, 18, 0)
            shown = self.badge if value is account else value
            grid.addWidget(named, row, 0)
            grid.addWidget(_row(2, (0, 1, 0, 1), shown, copy, None), row, 1)
        return inside

    def _icon_button(self, icon: str, text: str = "") -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setIcon(self._theme.icon(icon, self._theme.colors.muted))
        if text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            button.setProperty("role", "icon")
        return button


def _row(spacing: int, margins: _Margins, *parts: QWidget | None) -> QWidget:
    return _fill(QWidget(), QHBoxLayout(), spacing, margins, *parts)


def _fill(
    inside: Part,
    box: QBoxLayout,
    spacing: int,
    margins: _Margins,
    *parts: QWidget | None,
) -> Part:
    """Lay parts out in a widget; None takes what room is left."""
    inside.setLayout(box)
    box.setSpacing(spacing)
    box.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            box.addStretch(1)
        else:
            box.addWidget(part)
    return inside


def _label(
    name: str, role: str = "", policy: QSizePolicy.Policy = QSizePolicy.Policy.Ignored
) -> QLabel:
    label = _named(name, QLabel(wordWrap=name == "profileHeading"))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
    label.setProperty("role", role)
    return label


def _value(name: str) -> Value:
    value = _named(name, Value(readOnly=True, frame=False))
    value.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    value.setProperty("role", "value")
    return value


def _named(name: str, part: Part) -> Part:
    part.setObjectName(name)
    return part


def _enlarged(scale: float, part: Part, weight: QFont.Weight = QFont.Weight.Normal) -> Part:
    font = part.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(weight)
    part.setFont(font)
    return part
