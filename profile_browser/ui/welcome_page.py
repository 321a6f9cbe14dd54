"""The page before a profile is shown: what to type, and the look-ups of this session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from profile_browser.domain.plain_text import printable
from profile_browser.domain.wording import window as wording
from profile_browser.ui.parts import heading, page_layout, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection


class WelcomePage(QWidget):
    """Says what to do next; a recent look-up is asked again with a click or Enter."""

    chosen = Signal(str)

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.setObjectName("welcomePage")
        self._hint_text = (
            wording.WELCOME_SAMPLE_HINT if connection.is_sample else wording.WELCOME_HINT
        )
        self._heading = heading(name="welcomeHeading")
        self._hint = plain_label(name="welcomeHint")
        self._recent_heading = plain_label(wording.RECENT_HEADING, role="muted")
        self._recent = _recent_list()
        layout = page_layout(self)
        layout.addWidget(self._heading)
        layout.addWidget(self._hint)
        layout.addWidget(plain_label(wording.WELCOME_KEYS, role="muted"))
        layout.addSpacing(12)
        layout.addWidget(self._recent_heading)
        layout.addWidget(self._recent, 1)
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        self.invite()
        self.show_recent(())

    def invite(self) -> None:
        """Say what to type."""
        self._heading.setText(wording.WELCOME_HEADING)
        self._hint.setText(self._hint_text)

    def report_missing(self, sentence: str) -> None:
        """Say that there is no such user, and what to try."""
        self._heading.setText(sentence)
        self._hint.setText(wording.MISSING_HINT)

    def show_recent(self, usernames: Sequence[str]) -> None:
        """List the look-ups of this session, the latest first."""
        self._recent.clear()
        for username in usernames:
            item = QListWidgetItem(printable(username), self._recent)
            item.setData(Qt.ItemDataRole.UserRole, username)
        for part in (self._recent, self._recent_heading):
            part.setVisible(bool(usernames))

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _recent_list() -> QListWidget:
    recent = QListWidget()
    recent.setObjectName("recentList")
    recent.setAccessibleName(wording.RECENT_HEADING)
    recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    recent.setTextElideMode(Qt.TextElideMode.ElideRight)
    return recent
