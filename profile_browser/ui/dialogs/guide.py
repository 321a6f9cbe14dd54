"""The administration guide: its Markdown, made readable, with working links and a search."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from profile_browser.domain.resource_files import read_resource
from profile_browser.messages import guide as wording
from profile_browser.messages.help_menu import GUIDE_TITLE
from profile_browser.messages.window import CLOSE
from profile_browser.ui.announcements import announce
from profile_browser.ui.direction import begin_at_start
from profile_browser.ui.widgets.clear_button import ClearButton
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock

    from profile_browser.ui.theme import Theme

GUIDE_FILE = "guide/administration.md"
DEFAULT_SIZE = QSize(720, 560)
_MARGIN, _CELL_PADDING = 12, 4
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


class GuideDialog(QDialog):
    """Shows the guide; Ctrl+F goes to the search field, and Enter there finds the next place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("guideDialog")
        self.setWindowTitle(GUIDE_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = GuideText(theme)
        self._field = _search_field()
        ClearButton(self._field, theme)
        self._not_found = PlainLabel(name="guideNotFound", role="muted")
        self._field.returnPressed.connect(self._find_next)
        QShortcut(QKeySequence.StandardKey.Find, self, self._field.setFocus)
        self._lay_out()
        self._text.setFocus()

    @Slot()
    def _find_next(self) -> None:
        found = self._text.find_next(self._field.text())
        self._not_found.setText("" if found else wording.NOT_FOUND)
        if not found:
            announce(self._not_found, wording.NOT_FOUND)

    def _lay_out(self) -> None:
        search = QHBoxLayout()
        search.addWidget(self._field, 1)
        search.addWidget(self._not_found)
        buttons = QDialogButtonBox()
        close = buttons.addButton(CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)  # or Enter in the search field would press it
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(search)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
        self.resize(DEFAULT_SIZE)


class GuideText(QTextBrowser):
    """The guide as text. Its links lead to its headings, or after a click to the web browser."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("guideText")
        self.setAccessibleName(GUIDE_TITLE)
        self.setOpenExternalLinks(True)
        # Everything wraps; the edge of a table may still be rounded up, by a pixel too many.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._show_guide)
        self._show_guide()

    def find_next(self, text: str) -> bool:
        """Select the next place that holds a text, from the top again after the last one."""
        if self.find(text):
            return True
        before = self.textCursor()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self.find(text):
            return True
        self.setTextCursor(before)
        return False

    @Slot()
    def _show_guide(self) -> None:
        """Show the guide in the present colours, which are written into its links."""
        place = self.verticalScrollBar().value()
        self.document().setMarkdown(read_resource(GUIDE_FILE))
        with _laid_out_once(self.document()):
            for block in _blocks(self.document()):
                if block.blockFormat().headingLevel():
                    _add_anchor(block)
                _prepare_block(block)
        self.document().setDocumentMargin(_MARGIN)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)


def anchor_of(heading: str) -> str:
    """Return what a link to a heading is called, as on GitHub."""
    return _NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-")


@contextmanager
def _laid_out_once(document: QTextDocument) -> Iterator[None]:
    """Let a document be laid out after all changes; after each takes two seconds."""
    changes = QTextCursor(document)
    changes.beginEditBlock()
    yield
    changes.endEditBlock()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _add_anchor(block: QTextBlock) -> None:
    anchor = QTextCharFormat()
    anchor.setAnchor(True)
    anchor.setAnchorNames([anchor_of(block.text())])
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(anchor)


def _prepare_block(block: QTextBlock) -> None:
    """Let long lines of code wrap, and put space into the cells of tables."""
    wrapped = block.blockFormat()
    wrapped.setNonBreakableLines(False)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(wrapped)
    table = cursor.currentTable()
    if table is not None:
        shape = table.format()
        shape.setCellPadding(_CELL_PADDING)
        table.setFormat(shape)


def _search_field() -> QLineEdit:
    field = QLineEdit()
    begin_at_start(field)
    field.setObjectName("guideSearchField")
    field.setAccessibleName(wording.FIND)
    field.setPlaceholderText(wording.FIND)
    return field
