"""Asks before the results of a list are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages import people_list as wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# Seconds. A list that took longer is not lost by a switch or the end of the program unasked.
LONG = 10.0


class ListLoss:
    """Knows whether a list is running or not saved. It then would be lost."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self.is_running = False
        self._is_unsaved = False
        self._changes = self._changes_at_saving = 0

    def start(self) -> None:
        """Note that another list is looked up."""
        self.is_running, self._is_unsaved = True, False
        self._changes += 1

    def note_rows(self) -> None:
        """Note that there are rows that are not saved."""
        self._is_unsaved = True
        self._changes += 1

    def begin_saving(self) -> None:
        """Note that the rows that are there now are going to be saved."""
        self._changes_at_saving = self._changes

    def note_saved(self) -> None:
        """Note that they are saved. Later rows are not."""
        self._is_unsaved = self._is_unsaved and self._changes != self._changes_at_saving

    def end(self) -> None:
        """Note that nothing is running any more."""
        self.is_running = False

    def forget(self) -> None:
        """Note that there is no list."""
        self.is_running = self._is_unsaved = False

    def may_close(self) -> bool:
        """Return whether to close the list."""
        return self._may(wording.CLOSING_RUNNING, wording.CLOSING, wording.CLOSE_LIST)

    def may_replace(self) -> bool:
        """Return whether to look up another list instead."""
        return self._may(wording.STOPPING, wording.DROPPING, wording.GO_AHEAD)

    def may_switch(self, seconds: float) -> bool:
        """Return whether to switch the connection, ``seconds`` after the start of the list."""
        return seconds < LONG or self._may(
            wording.SWITCHING_RUNNING, wording.SWITCHING, wording.SWITCH
        )

    def may_end(self, seconds: float) -> bool:
        """Return whether to end the program, ``seconds`` after the start of the list."""
        return seconds < LONG or self._may(wording.ENDING_RUNNING, wording.ENDING, wording.END)

    def _may(self, question_while_running: str, question: str, action: str) -> bool:
        if not (self.is_running or self._is_unsaved):
            return True
        from profile_browser.ui.dialogs.questions import confirm  # noqa: PLC0415 - seldom

        asked = question_while_running if self.is_running else question
        return confirm(self._parent, asked, action, wording.KEEP)
