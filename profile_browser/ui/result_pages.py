"""The result area: it shows the outcome of a lookup, one page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot

from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.question import Question
from profile_browser.domain.store_kind import Capability
from profile_browser.messages import window as wording
from profile_browser.ui.pages.page import ListingPage
from profile_browser.ui.pages.stack import PageStack, lazy_page

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.problem import Problem
    from profile_browser.ui.pages.matches import MatchesPage
    from profile_browser.ui.pages.page import Page
    from profile_browser.ui.pages.people_list import PeopleListPage
    from profile_browser.ui.pages.people_list_input import PeopleListInputPage
    from profile_browser.ui.pages.problem import ProblemPage
    from profile_browser.ui.pages.profile import ProfilePage
    from profile_browser.ui.pages.reason import ReasonPage
    from profile_browser.ui.pages.waiting import WaitingPage
    from profile_browser.ui.pages.welcome import WelcomePage
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.place import Place

# Milliseconds, one frame of a screen. A profile that comes sooner replaces the last one directly:
# no empty page flickers in between, and the lookup takes 0.9 ms less.
BLANK_AFTER = 16


class ResultPages(PageStack):
    """Shows the outcome of a lookup. Behind a profile from a list is that list.

    Behind the outcome of a lookup that was asked beside the list of many people is that list, too.
    """

    welcome: WelcomePage = lazy_page(".welcome.WelcomePage")
    waiting: WaitingPage = lazy_page(".waiting.WaitingPage")
    profile: ProfilePage = lazy_page(".profile.ProfilePage")
    matches: MatchesPage = lazy_page(".matches.MatchesPage")
    problem: ProblemPage = lazy_page(".problem.ProblemPage")
    reason: ReasonPage = lazy_page(".reason.ReasonPage")
    list_input: PeopleListInputPage = lazy_page(".people_list_input.PeopleListInputPage")
    people_list: PeopleListPage = lazy_page(".people_list.PeopleListPage")

    match_shown = Signal(object)
    person_shown = Signal(str)  # the username; empty once nobody is shown
    place_changed = Signal(object)  # the place in the list of the match shown, or None
    blanked = Signal()
    refused = Signal(str)  # the sentence that says why nothing is shown

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("resultPages")
        self._connection: Connection | None = None
        self._page_behind: Page | None = None
        self._found: Found | None = None
        self._listed: Question | None = None
        self._place: Place | None = None
        self.is_in_list = False  # whether the person shown is one of the list behind
        self.shows_outcome = False
        self._awaited = ""
        self._blank_timer = QTimer(self, singleShot=True, interval=BLANK_AFTER)
        self._blank_timer.timeout.connect(self._show_blank)
        self.match_opened.connect(self._show_match)
        self.problem_opened.connect(self._show_reason)

    @property
    def has_page_behind(self) -> bool:
        """Whether another page of the same answer is behind the one that is shown."""
        return self._page_behind is not None

    @property
    def can_return_to_list(self) -> bool:
        """Whether a list is behind the page that is shown, and no lookup pending."""
        return self._list_behind is not None

    @property
    def _list_behind(self) -> ListingPage | None:
        behind = self._page_behind if self.shows_outcome else None
        return behind if isinstance(behind, ListingPage) else None

    @property
    def listed_question(self) -> Question | None:
        """The question that the list of matches answers, while that list is shown."""
        return self._listed if self.shows("matches") else None

    def use_connection(self, connection: Connection) -> None:
        """Empty all pages, and show what can be looked up on this connection."""
        self._connection = connection
        self.forget_pages()
        self.welcome.use_connection(connection)
        self.show_welcome()

    def show_welcome(self) -> None:
        """Empty all pages, and show what to type."""
        self._forget(for_outcome=False)
        self.welcome.list_recent()
        self._turn_to(self.welcome)

    def show_sentence(self, sentence: str) -> None:
        """Show nobody, and say why."""
        self.show_welcome()
        self.shows_outcome = True  # Esc leads to the usual start page
        self.welcome.show_sentence(sentence)

    @property
    def shown_question(self) -> Question | None:
        """The question that leads to the person who is shown; None if nobody is."""
        return None if self._found is None else Question(self._found.stored_as)

    def start_lookup(self, question: Question) -> None:
        """Empty the pages. A blank page follows unless the answer comes within one frame."""
        self._awaited = question.text
        self.shows_outcome = False
        replaced = self.profile if self.shows("profile") else None
        if question != self.shown_question:  # else the list behind it stays
            self._forget(but=replaced, for_outcome=False)
            self._page_behind = self.current_page if self.shows_people_list else None
        self.person_shown.emit("")
        if replaced is None:
            self._show_blank()
        else:
            replaced.forget_person()
            self._blank_timer.start()

    @Slot()
    def name_awaited(self) -> None:
        """Say who is being looked up."""
        self.waiting.show_name(self._awaited)

    def ask_reason(self, question: Question) -> None:
        """Empty the pages, and ask why this is looked up."""
        self._forget()
        self.reason.ask(question.text)
        self._turn_to(self.reason)
        self.reason.take_focus()

    @property
    def shows_people_list(self) -> bool:
        """Whether the list of many people is shown."""
        return self.shows("people_list")

    @property
    def shows_person_of_list(self) -> bool:
        """Whether a person of the list of many people is shown, or read again."""
        return self.is_in_list and self._page_behind is self.made_page("people_list")

    def show_people_list(self) -> None:
        """Show the list of many people, where it was left."""
        self._forget()
        self._turn_to(self.people_list)
        self.people_list.take_focus()

    def show_list_input(self) -> None:
        """Show the page that takes a list. Behind it is the list before, if that is shown."""
        self._forget()
        self._page_behind = self.current_page if self.shows_people_list else None
        self._turn_to(self.list_input)
        self.list_input.take_focus()

    def show_person(self, found: Found) -> None:
        """Show a person of the list of many people."""
        self._page_behind = self.people_list
        self.is_in_list = True
        self._show_found(found)

    def show_outcome(self, question: Question, outcome: Outcome, connection: str) -> None:
        """Show the outcome of a question to the connection of this title."""
        self.shows_outcome = True
        match outcome:
            case Found():
                self._show_found(outcome)
            case Matches():
                self._listed, self.is_in_list = question, False
                self.matches.show_matches(question, outcome)
                self._turn_to(self.matches)
            case Missing():
                self.welcome.show_missing(outcome, question.text, connection)
                self._turn_to(self.welcome)
            case _:
                self._show_problem(outcome)

    def show_own_error(self, problem: Problem) -> None:
        """Empty all pages, and show that the program itself failed."""
        self._forget()
        self._show_problem(problem)

    def step_back(self) -> bool:
        """Show the page behind this one. Returns False where there is none."""
        left, behind = self.current_page, self._page_behind
        self._page_behind = self._found = None
        if behind is None:
            return False
        self.is_in_list = False
        self._turn_to(behind)
        left.clear()
        if isinstance(behind, ListingPage):
            behind.take_focus()
        return True

    def narrow_to_shown(self, question: Question) -> Question:
        """Return the question to repeat: for the shown profile alone, if a search found it."""
        shown = self._found
        return question if shown is None or shown.way is Way.KEY else Question(shown.stored_as)

    @Slot(int)
    def step(self, distance: int) -> None:
        """Show the person so many rows further down in the list of matches behind."""
        if self._list_behind is not None and self.is_in_list:
            self._list_behind.step(distance)

    @Slot()
    def copy_all(self) -> None:
        """Copy all fields of the profile that is shown, or of the person selected in the list."""
        if isinstance(self.current_page, ListingPage):
            self.current_page.copy_row()
        else:
            self.profile.copy_all()

    @Slot()
    def toggle_details(self) -> None:
        """Open the record details of the profile that is shown, or close them."""
        connection = self._connection
        if connection and Capability.DETAILS not in connection.capabilities:
            self.refused.emit(wording.details_not_kept(connection.title))
        elif self._found is not None and self.shows("profile"):
            self.profile.details.toggle()
        else:
            self.refused.emit(wording.NO_DETAILS)

    def stop_reading_details(self) -> bool:
        """Close the record details if their answer is awaited. Return whether it was."""
        return self.shows("profile") and self.profile.details.stop_reading()

    @Slot(object)
    def show_stage(self, result: StageResult) -> None:
        """Show the result of one stage of the connection check, below the problem."""
        self.problem.stages.show_stage(result)

    @Slot(object)
    def _show_match(self, found: Found) -> None:
        self._page_behind = self.matches
        self.is_in_list = True
        self._show_found(found)
        self.match_shown.emit(found)

    def _show_found(self, found: Found) -> None:
        self._found = found
        self.profile.show_profile(found, self._connection.key if self._connection else "")
        if self._connection is not None:
            self.profile.details.use_record(found.stored_as, self._connection)
        self._turn_to(self.profile)

    @Slot(object)
    def _show_reason(self, problem: Problem) -> None:
        self._page_behind = self.welcome
        self._show_problem(problem)

    def _show_problem(self, problem: Problem) -> None:
        self.problem.show_problem(problem)
        self._turn_to(self.problem)

    @Slot()
    def _show_blank(self) -> None:
        self.waiting.clear()
        self._turn_to(self.waiting)
        self.blanked.emit()

    def _turn_to(self, page: Page) -> None:
        self._blank_timer.stop()
        if self.shows("profile") and page is not self.profile:
            self.profile.clear()
        self.setCurrentWidget(page)
        shown = self._found if self.shows("profile") else None
        self.person_shown.emit("" if shown is None else shown.user.username)
        self.note_place()

    @Slot()
    def note_place(self) -> None:
        """Report the place of a person whose list is behind. It may change while that fills."""
        behind = self._list_behind
        place = behind.place if behind is not None and self.is_in_list else None
        if place != self._place:
            self._place = place
            self.place_changed.emit(place)

    def _forget(self, but: Page | None = None, *, for_outcome: bool = True) -> None:
        self.shows_outcome = for_outcome
        self._page_behind = self._found = self._listed = None
        self.is_in_list = False
        self.clear_pages(but)
