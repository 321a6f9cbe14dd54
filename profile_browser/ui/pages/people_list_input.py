"""The page that takes a list of people, pasted or from a file, and asks before it looks them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
)

from profile_browser.domain.audit import reason_of
from profile_browser.messages import audit as audit_wording
from profile_browser.messages import people_list as wording
from profile_browser.messages.list_faults import source
from profile_browser.ui.announcements import announce
from profile_browser.ui.clipboard import read_text
from profile_browser.ui.pages.page import Page
from profile_browser.ui.pages.reason import reason_field
from profile_browser.ui.widgets.button_row import ButtonRow
from profile_browser.ui.widgets.containers import card
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel, heading
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.list_preview import ListPreviewPane
from profile_browser.ui.widgets.paste_field import PasteField, submits
from profile_browser.ui.widgets.push_button import push_button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from profile_browser.domain.list_input import ListCounts, ListPreview
    from profile_browser.ui.theme import Theme


class PeopleListInputPage(Page):
    """Shows how a list is understood, and asks whether to look it up."""

    text_given = Signal(str)
    open_wanted = Signal()
    column_chosen = Signal(int)
    start_wanted = Signal(str)  # the reason; empty where none is demanded

    def __init__(self, _theme: Theme) -> None:
        super().__init__("peopleListInputPage")
        self._heading = heading(name="listInputHeading")
        self._heading.setText(wording.HEADING)
        self._hint = PlainLabel(wording.HINT, role="muted", name="listHint")
        self._field = PasteField()
        self._source = ElidedWordsLabel(name="listSource")
        self._preview = ListPreviewPane()
        self._counts = PlainLabel(name="listCounts")
        self._fault = PlainLabel(role="fault", name="listFault")
        self._reason = reason_field("listReasonField")
        self._start = push_button(wording.LOOK_UP, "startListButton")
        self._open = push_button(wording.OPEN_FILE, "openListButton")
        self._paste = push_button(wording.PASTE_INSTEAD, "pasteInsteadButton")
        self._cancel = push_button(wording.CANCEL, "cancelListButton")
        self._is_moving_on = False
        self._lay_out()
        self._connect()
        self.forget()

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter for this page: in the window it is a search."""
        wants_key = event.type() is QEvent.Type.ShortcutOverride
        if wants_key and isinstance(event, QKeyEvent) and submits(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look up by Ctrl+Enter, and paste, wherever the focus is, unless that field takes it."""
        if submits(event) and not self._reason.hasFocus():
            self._submit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(read_text())
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Keep the list: it belongs to no lookup."""

    def forget(self) -> None:
        """Remove the list."""
        self._reason.clear()
        self._take_pasted()

    def take_focus(self) -> None:
        """Let a list be pasted, or the list that is there be looked up."""
        target: QWidget = self._field if self._field.isVisibleTo(self) else self._open
        if self._start.isEnabled():
            target = self._start if self._reason.isHidden() else self._reason
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._show_focus)  # once the page has its new height

    def demand_reason(self, *, is_demanded: bool) -> None:
        """Ask for a reason, too, or do not."""
        self._reason.setVisible(is_demanded)

    def paste(self, text: str) -> None:
        """Take a text, as if it was pasted here, and go on to what is next."""
        if not text.strip():
            return
        self._take_pasted()
        self._is_moving_on = True
        if self._field.takes(text):
            self._field.show_text(text)
        else:
            self._take_long_text(text)

    def show_reading(self) -> None:
        """Say that a file is being read."""
        self._is_moving_on = True
        self._forget_document()
        self._counts.setText(wording.READING)
        self._counts.show()

    def show_document(self, preview: ListPreview) -> None:
        """Show the first rows of a list, in which column its people are, and how it was read."""
        is_field_shown = self._field.isVisibleTo(self)
        self._source.setText(source(preview))
        self._source.setVisible(not is_field_shown or bool(preview.columns))
        self._preview.show_preview(preview)
        self._preview.setVisible(self._source.isVisibleTo(self))

    def show_counts(self, counts: ListCounts) -> None:
        """Say how many people are in the list, and ask whether to look them up."""
        sentence = wording.counts_text(counts)
        self._fault.hide()
        self._counts.setText(sentence)
        self._counts.show()
        self._start.setEnabled(counts.asked > 0)
        self._move_on(sentence)

    def show_fault(self, sentence: str) -> None:
        """Say why the list cannot be looked up."""
        self._forget_answer()
        self._fault.setText(sentence)
        self._fault.show()
        self._announce(sentence)
        self._is_moving_on = False

    def ask_reason(self, counts: ListCounts, sentence: str) -> None:
        """Ask for the reason without which the list was not looked up."""
        self._take_pasted()
        self.show_file()
        self._reason.show()
        self._is_moving_on = True
        self.show_counts(counts)
        self._fault.setText(sentence)
        self._fault.show()

    def show_file(self) -> None:
        """Show a file in place of the field."""
        self._field.hide()
        self._hint.hide()
        self._paste.show()

    @Slot()
    def _show_focus(self) -> None:
        for part in (self._start, self._reason, self._open):
            if part.hasFocus():
                self.ensureWidgetVisible(part)

    @Slot()
    def _submit(self) -> None:
        """Look the list up, once it is counted and the reason is there."""
        reason = "" if self._reason.isHidden() else reason_of(self._reason.text())
        if not self._start.isEnabled():
            self._is_moving_on = True
        elif reason or self._reason.isHidden():
            self.start_wanted.emit(reason)
        else:
            self._fault.setText(audit_wording.REASON_EMPTY)
            self._fault.show()
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self._announce(audit_wording.REASON_EMPTY)

    @Slot()
    def _take_pasted(self) -> None:
        """Show the empty field for pasting."""
        self._field.reset()
        self._field.show()
        self._hint.show()
        self._paste.hide()
        self._forget_document()

    @Slot()
    def _paste_instead(self) -> None:
        self._take_pasted()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _take_long_text(self, text: str) -> None:
        self.show_file()
        self.show_reading()
        self.text_given.emit(text)

    @Slot(str)
    def _take_text(self, text: str) -> None:
        if text.strip():
            self.text_given.emit(text)
        else:
            self._forget_document()

    @Slot()
    def _forget_answer(self) -> None:
        """Forget how many there are: the list is another one now."""
        self._start.setEnabled(False)
        self._counts.hide()
        self._fault.hide()

    def _forget_document(self) -> None:
        self._forget_answer()
        self._preview.clear()
        self._preview.hide()
        self._source.hide()

    def _move_on(self, sentence: str) -> None:
        """Move to what is next, if the list was just opened or pasted from elsewhere."""
        if self._is_moving_on and self.isVisible():
            self._announce(sentence)
            self.take_focus()
        self._is_moving_on = False

    def _announce(self, sentence: str) -> None:
        announce(self._counts, sentence)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._forget_answer)
        self._field.edited.connect(self._take_text)
        self._field.long_text_pasted.connect(self._take_long_text)
        self._field.submitted.connect(self._submit)
        self._reason.returnPressed.connect(self._submit)
        self._start.clicked.connect(self._submit)
        self._open.clicked.connect(self.open_wanted)
        self._paste.clicked.connect(self._paste_instead)
        self._cancel.clicked.connect(self.dismissed)
        self._preview.column_chosen.connect(self._forget_answer)
        self._preview.column_chosen.connect(self.column_chosen)

    def _lay_out(self) -> None:
        frame, layout = card()
        layout.addWidget(self._heading)
        layout.addWidget(self._hint)
        layout.addWidget(self._field, 1)
        for part in (self._source, self._preview, self._counts, self._reason, self._fault):
            layout.addWidget(part)
        layout.addWidget(ButtonRow(self._start, self._open, self._paste, self._cancel))
        layout.addStretch(0)
        self._add_cards(frame, fill=True)
