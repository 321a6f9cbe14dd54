"""The questions about what would be lost."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from profile_browser.messages import connections as wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from profile_browser.domain.store_kind import Secret


class Unsaved(Enum):
    """What becomes of unsaved changes. With ``CANCEL``, the dialog stays as it is."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


def ask_about_changes(parent: QWidget) -> Unsaved:
    """Ask what becomes of unsaved changes. Enter saves them, and Escape cancels."""
    box = _box(parent, wording.UNSAVED)
    roles = QMessageBox.ButtonRole
    save = box.addButton(wording.SAVE, roles.AcceptRole)
    discard = box.addButton(wording.DISCARD, roles.DestructiveRole)
    box.setEscapeButton(box.addButton(wording.CANCEL, roles.RejectRole))
    box.setDefaultButton(save)
    box.exec()
    answers = {save: Unsaved.SAVE, discard: Unsaved.DISCARD}
    return next(
        (answer for button, answer in answers.items() if box.clickedButton() is button),
        Unsaved.CANCEL,
    )


def confirm_deletion(parent: QWidget, title: str, secret: Secret) -> bool:
    """Ask whether to delete a connection. The safe answer is the default."""
    return confirm(parent, wording.delete_question(title, secret), wording.DELETE, wording.CANCEL)


def confirm(parent: QWidget, question: str, action: str, otherwise: str) -> bool:
    """Ask whether to do something that loses data. The safe answer is the default."""
    box = _box(parent, question)
    wanted = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(otherwise, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is wanted


def open_question(parent: QWidget, question: str, action: str, otherwise: str) -> QMessageBox:
    """Ask without waiting. ``accepted`` follows the action; the safe answer is the default."""
    box = _box(parent, question)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(otherwise, QMessageBox.ButtonRole.RejectRole))
    box.open()
    return box


def _box(parent: QWidget, question: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("questionBox")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    return box
