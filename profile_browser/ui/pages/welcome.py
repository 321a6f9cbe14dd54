"""The page at the start: what to type, and the lookups of this session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton

from profile_browser.domain.recent import RecentState
from profile_browser.messages import recent as recent_wording
from profile_browser.messages import window as wording
from profile_browser.messages.ways import WELCOME_HINT
from profile_browser.ui.pages.page import Page
from profile_browser.ui.properties import set_properties
from profile_browser.ui.widgets.containers import beginning, card
from profile_browser.ui.widgets.elided_labels import heading
from profile_browser.ui.widgets.icons import ICON_SIZE, IconLook, selectable_icon
from profile_browser.ui.widgets.labels import PlainLabel, selectable
from profile_browser.ui.widgets.push_button import push_button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Missing
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.recent import RecentLookup
    from profile_browser.ui.theme import Theme

_ICONS = {
    RecentState.UNANSWERED: IconLook("clock", lambda colors: colors.muted),
    RecentState.FOUND: IconLook("check", lambda colors: colors.good),
    RecentState.SEVERAL: IconLook("person", lambda colors: colors.muted),
    RecentState.MISSING: IconLook("question", lambda colors: colors.muted),
    RecentState.DAMAGED: IconLook("warning", lambda colors: colors.bad),
}


class WelcomePage(Page):
    """Says what to type. A click or Enter repeats a recent lookup."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("welcomePage")
        self._theme = theme
        self._heading_text, self._hint_text = wording.WELCOME_HEADING, WELCOME_HINT
        self._heading = selectable(heading(name="welcomeHeading"))
        self._hint = PlainLabel(name="welcomeHint")
        self._why = push_button(wording.WHY, "whyButton")
        self._problem: Problem | None = None
        self._missing: tuple[Missing, str, str] | None = None
        self._shown: tuple[str, str, Problem | None] | None = None
        self._recent_lookups: Callable[[], Sequence[RecentLookup]] = tuple
        self._list = push_button(wording.LOOK_UP_LIST, "lookUpListButton")
        self._recent = _recent_list()
        self._clear_recent = _clear_button()
        self._lay_out()
        self._why.clicked.connect(self._open_problem)
        self._list.clicked.connect(self.list_wanted)
        self._clear_recent.clicked.connect(self.forget_wanted)
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        self.clear()
        theme.changed.connect(self.list_recent)
        theme.masking.changed.connect(self.list_recent)
        theme.masking.changed.connect(self._mask_again)
        self._recent_card.hide()

    def use_connection(self, connection: Connection) -> None:
        """Take the texts for this connection. They are shown once the page is cleared."""
        self._heading_text = wording.welcome_heading(connection)
        self._hint_text = wording.welcome_hint(connection)

    def clear(self) -> None:
        """Say what to type, in place of what an earlier lookup left here."""
        self._missing = None
        self._show(self._heading_text, self._hint_text, None)

    def show_missing(self, missing: Missing, text: str, connection: str) -> None:
        """Say that nobody is named so there, what to try, and why no search was made."""
        self._missing = missing, text, connection
        self._show_missing()

    def _show_missing(self) -> None:
        if self._missing is not None:
            missing, text, connection = self._missing
            shown = self._theme.masking.question(text)
            sentence = wording.missing_text(missing, shown, connection)
            self._show(sentence, wording.missing_hint(missing), missing.search_problem)

    @Slot()
    def _mask_again(self) -> None:
        """Say the same again. Another sentence, which may name somebody, is taken away."""
        if self._missing is not None:
            self._show_missing()
        else:
            self.clear()

    def show_sentence(self, sentence: str) -> None:
        """Say why nobody is shown, in place of the heading."""
        self._show(sentence, self._hint_text, None)

    def set_recent(self, recent: Callable[[], Sequence[RecentLookup]]) -> None:
        """Ask this function for the lookups on this connection, the latest first."""
        self._recent_lookups = recent

    def showEvent(self, event: QShowEvent) -> None:
        """List what was looked up while another page was visible."""
        super().showEvent(event)
        self.list_recent()

    @Slot()
    def list_recent(self) -> None:
        """List the recent lookups. A hidden list is filled when it is shown: saves 0.2 ms."""
        if not self.isVisible():
            return
        lookups = self._recent_lookups()
        self._recent.clear()
        for lookup in lookups:
            icon = selectable_icon(self._theme, *_ICONS[lookup.state])
            shown = self._as_shown(lookup)
            item = QListWidgetItem(icon, recent_wording.recent_entry(shown), self._recent)
            item.setData(QtCore.Qt.ItemDataRole.UserRole, lookup.question)
        self._recent.setFixedHeight(_height_of(self._recent))
        self._recent_card.setVisible(bool(lookups))

    def _as_shown(self, lookup: RecentLookup) -> RecentLookup:
        """Return a lookup with what is hidden now masked."""
        masking, name = self._theme.masking, lookup.full_name
        question = lookup.question._replace(text=masking.question(lookup.question.text))
        return lookup._replace(
            question=question, full_name=name and masking.name("full_name", name)
        )

    def _show(self, sentence: str, hint: str, problem: Problem | None) -> None:
        if (sentence, hint, problem) == self._shown:
            return
        self._shown = sentence, hint, problem
        self._heading.setText(sentence)
        self._hint.setText(hint)
        self._problem = problem
        self._why.setVisible(problem is not None)

    def _lay_out(self) -> None:
        frame, layout = card()
        layout.addWidget(self._heading)
        layout.addWidget(self._hint)
        layout.addLayout(beginning(self._why))
        layout.addWidget(PlainLabel(wording.WELCOME_SHORTCUTS, role="muted"))
        layout.addLayout(beginning(self._list))
        recent_frame, recent_layout = card()
        top = QHBoxLayout()
        top.addWidget(PlainLabel(recent_wording.HEADING, role="muted"), 1)
        top.addWidget(self._clear_recent)
        recent_layout.addLayout(top)
        recent_layout.addWidget(self._recent)
        self._recent_card = recent_frame
        self._add_cards(frame, recent_frame)

    @Slot()
    def _open_problem(self) -> None:
        self.problem_opened.emit(self._problem)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self.question_chosen.emit(item.data(QtCore.Qt.ItemDataRole.UserRole))


def _clear_button() -> QPushButton:
    button = push_button(recent_wording.CLEAR, "clearRecentButton")
    button.setAccessibleName(recent_wording.CLEAR_NAME)
    button.setToolTip(recent_wording.CLEAR_NAME)
    return button


def _recent_list() -> QListWidget:
    recent = QListWidget()
    recent.setObjectName("recentList")
    recent.setAccessibleName(recent_wording.HEADING)
    recent.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    set_properties(
        recent,
        horizontalScrollBarPolicy="ScrollBarAlwaysOff",
        verticalScrollBarPolicy="ScrollBarAlwaysOff",
        textElideMode="ElideRight",
    )
    return recent


def _height_of(recent: QListWidget) -> int:
    """Return the height of all rows, so that the page scrolls and not the list in it."""
    return sum(recent.sizeHintForRow(row) for row in range(recent.count()))
