"""The page that asks why somebody is looked up, before anything is asked of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton

from profile_browser.domain.audit import LONGEST_REASON, reason_of
from profile_browser.messages import audit as wording
from profile_browser.ui.announcements import announce
from profile_browser.ui.direction import begin_at_start
from profile_browser.ui.pages.page import Page
from profile_browser.ui.widgets.button_row import ButtonRow
from profile_browser.ui.widgets.containers import card
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel, heading
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from profile_browser.ui.theme import Theme


class ReasonPage(Page):
    """Asks for a ticket number or a reason. Enter continues."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("reasonPage")
        self._masking, self._text = theme.masking, ""
        self._masking.changed.connect(self._show_question)
        self._heading = heading(name="reasonHeading")
        self._hint = ElidedWordsLabel(name="reasonHint")
        self._hint.setText(wording.REASON_HINT)
        self._field = reason_field("reasonField")
        self._fault = PlainLabel(wording.REASON_EMPTY, role="fault", name="reasonFault")
        self._continue = QPushButton(wording.CONTINUE)
        self._continue.setObjectName("continueButton")
        self._cancel = QPushButton(wording.CANCEL)
        self._cancel.setObjectName("cancelReasonButton")
        self._lay_out()
        self._field.returnPressed.connect(self._submit)
        self._field.textEdited.connect(self._fault.hide)
        self._continue.clicked.connect(self._submit)
        self._cancel.clicked.connect(self.dismissed)
        self.clear()

    def ask(self, text: str) -> None:
        """Ask why this text is looked up."""
        self._text = text
        self._show_question()

    @Slot()
    def _show_question(self) -> None:
        if self._text:
            question = wording.reason_question(self._masking.question(self._text))
            self._heading.setText(question)
            self._field.setAccessibleName(f"{question} {wording.REASON_NAME}")

    def take_focus(self) -> None:
        """Let the reason be typed at once."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Remove the reason, and whom it is for."""
        self._text = ""
        self._heading.clear()
        self._field.clear()
        self._field.setAccessibleName(wording.REASON_NAME)
        self._fault.hide()

    @Slot()
    def _submit(self) -> None:
        reason = reason_of(self._field.text())
        if reason:
            self.reason_given.emit(reason)
            return
        self._fault.show()
        self.take_focus()
        announce(self._field, wording.REASON_EMPTY)

    def _lay_out(self) -> None:
        frame, layout = card()
        layout.addWidget(self._heading)
        layout.addWidget(self._hint)
        layout.addWidget(self._field)
        layout.addWidget(self._fault)
        layout.addWidget(ButtonRow(self._continue, self._cancel))
        self._add_cards(frame)


def reason_field(name: str) -> QLineEdit:
    """Return a field for a reason."""
    field = QLineEdit()
    begin_at_start(field)
    field.setObjectName(name)
    field.setProperty("role", "reason")
    field.setPlaceholderText(wording.REASON_NAME)
    field.setAccessibleDescription(wording.REASON_HINT)
    field.setMaxLength(LONGEST_REASON)
    return field
