"""Wires the window and the lookups together. Services are created lazily."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.desktop.connection_checks import ConnectionChecks
from profile_browser.desktop.connection_controller import ConnectionController
from profile_browser.messages.settings import NOTHING_SET_UP
from profile_browser.ui.main_window import MainWindow

if TYPE_CHECKING:
    from profile_browser.desktop.list_controller import ListController
    from profile_browser.desktop.lookup_controller import LookupController
    from profile_browser.desktop.outside_requests import OutsideRequests
    from profile_browser.desktop.password_prompt import PasswordPrompt
    from profile_browser.desktop.privacy import PrivacyGuard
    from profile_browser.desktop.services import Services
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem
    from profile_browser.domain.question import Question
    from profile_browser.lookups.suggestion_service import SuggestionService
    from profile_browser.ui.theme import Theme


class AppController(QObject):
    """Controls the window, its current connection, and the lookups and checks behind it."""

    answered = Signal(object)

    def __init__(
        self, configuration: Configuration, connection: Connection, theme: Theme, services: Services
    ) -> None:
        super().__init__()
        self._connection, self._services, self._theme = connection, services, theme
        self._largest, self._clear_after = configuration.largest_list, configuration.clear_after
        self.window = MainWindow(connection, theme)
        theme.masking.start(configuration.masks)
        self.window.title.shows_username = configuration.title_shows_username
        self.connections = ConnectionController(
            configuration, connection, services, theme, self.window
        )
        self.checks = ConnectionChecks(services, connection, self)
        self._wire()

    @property
    def connection(self) -> Connection:
        """The current connection."""
        return self._connection

    @property
    def is_waiting(self) -> bool:
        """Whether a lookup is pending."""
        return self._is_built("lookups") and self.lookups.service.is_waiting

    @cached_property
    def lookups(self) -> LookupController:
        """Looks up one person at a time."""
        from profile_browser.desktop.lookup_controller import LookupController

        services, connection = self._services, self._connection
        lookups = LookupController(self.window, services, connection, self.checks, self)
        lookups.service.answered.connect(self.answered)
        lookups.reason_given.connect(self._look_up)
        lookups.sign_in_refused.connect(self._ask_for_password)
        return lookups

    @cached_property
    def requests(self) -> OutsideRequests:
        """Follows links and second starts."""
        from profile_browser.desktop.outside_requests import OutsideRequests

        requests = OutsideRequests(
            self.window, self.connections, self._theme.masking, lambda: self._connection
        )
        requests.arrived.connect(self.privacy.restart)
        return requests

    @cached_property
    def _prompt(self) -> PasswordPrompt:
        prompt = self._new_prompt()
        prompt.taken.connect(self._repeat_with_password)
        return prompt

    @cached_property
    def lists(self) -> ListController:
        """Reads, looks up and saves lists of many people."""
        from profile_browser.desktop.list_controller import ListController

        prompt, services = self._new_prompt(), self._services
        lists = ListController(self.window.lists, services, self._connection, self._largest, prompt)
        prompt.taken.connect(self._go_on_with_password)
        lists.reason_demanded.connect(self._note_demand)
        lists.row_opened.connect(self.lookups.gate.cover)
        return lists

    @cached_property
    def suggestions(self) -> SuggestionService:
        """Suggests people as the user types."""
        from profile_browser.lookups.suggestion_service import SuggestionService

        suggestions = SuggestionService(self._services.open_store, self._connection, self)
        suggestions.suggested.connect(self.window.search.suggest)
        return suggestions

    def _is_built(self, name: str) -> bool:
        return name in vars(self)

    def report_internal_error(self, problem: Problem) -> None:
        """Show an internal error, and abort the pending lookup, which may never end."""
        if self._is_built("suggestions"):
            self.suggestions.use_connection(self._connection)
        if self.is_waiting:
            self.lookups.service.abort(problem)
        else:
            self.window.show_own_error(problem)

    @Slot(object)
    def _choose(self, connection: Connection) -> None:
        """Switch to this connection, unless it is shown already or a list is worth more."""
        if connection == self._connection:
            return
        if self.window.lists.may_switch():
            self.switch(connection)
        else:
            self.connections.use_connection(self._connection)

    @Slot(object)
    def switch(self, connection: Connection) -> None:
        """Switch to this connection, and drop everything pending on the previous one."""
        self._connection = connection
        self.checks.use_connection(connection)
        for name in ("lookups", "suggestions", "lists"):
            if self._is_built(name):
                vars(self)[name].use_connection(connection)
        self.window.use_connection(connection)
        self.connections.use_connection(connection)

    @cached_property
    def privacy(self) -> PrivacyGuard:
        """Clears the window when nobody may be in front of it."""
        from profile_browser.desktop.privacy import PrivacyGuard

        guard = PrivacyGuard(self.window, self._clear_after, self._is_looking_up_list)
        guard.clearing.connect(self._forget_requests)
        guard.dropping.connect(self._drop_pending)
        return guard

    def _is_looking_up_list(self) -> bool:
        return self._is_built("lists") and self.lists.is_looking_up

    @Slot()
    def _drop_pending(self) -> None:
        self.switch(self._connection)

    @Slot()
    def _forget_requests(self) -> None:
        if self._is_built("requests"):
            self.requests.forget()

    def close(self) -> None:
        """Hide the window and stop the services. Hanging threads are left to end by themselves."""
        self.window.hide()
        self._forget_requests()
        for name in ("lookups", "suggestions", "lists"):
            if self._is_built(name):
                vars(self)[name].close()
        self.checks.close()
        self.connections.close()

    def _wire(self) -> None:
        window = self.window
        window.lookup_wanted.connect(self._look_up)
        window.cancel_wanted.connect(self._cancel)
        window.details_wanted.connect(self._read_details)
        window.connection_wanted.connect(self._choose)
        window.manage_wanted.connect(self.connections.manage)
        self.connections.switch_wanted.connect(self.switch)
        self.checks.stage_ended.connect(window.pages.show_stage)
        window.waiting_too_long.connect(self.checks.check)
        window.typed.connect(self._suggest)
        window.navigation.link_wanted.connect(self._open_link)
        window.lists.input_shown.connect(self._prepare_list)

    @Slot(object)
    def _look_up(self, question: Question) -> None:
        if self._connection.is_absent:
            self.window.status.report(NOTHING_SET_UP)
            return
        self.lookups.look_up(question)
        self._suggest("")

    @Slot(str)
    def _open_link(self, address: str) -> None:
        self.requests.open_link(address)

    @Slot()
    def _prepare_list(self) -> None:
        self.lists.demand_reason(is_demanded=self.lookups.wants_reasons)

    @Slot()
    def _note_demand(self) -> None:
        """Ask for reasons from now on, because the gateway wants them."""
        self.lookups.demand_reasons()
        self._prepare_list()

    @Slot(str)
    def _read_details(self, username: str) -> None:
        """Read the details of this user's record; without a username, stop reading."""
        if username or self._is_built("lookups"):
            self.lookups.read_details(username)

    @Slot()
    def _cancel(self) -> None:
        if self._is_built("lookups"):
            self.lookups.service.cancel()

    @Slot(str)
    def _suggest(self, text: str) -> None:
        if text or self._is_built("suggestions"):
            self.suggestions.request(text)

    @Slot(object)
    def _ask_for_password(self, problem: Problem) -> None:
        self._prompt.ask(problem)

    @Slot()
    def _repeat_with_password(self) -> None:
        """Look up the same with the password that was given."""
        self._use_password()
        if self._is_built("lists"):
            self.lists.use_password()
        self.window.ask_again()

    @Slot()
    def _go_on_with_password(self) -> None:
        """Go on with the list. A lookup that is pending ends by itself, whatever its password."""
        if not self.is_waiting:
            self._use_password()
        self.lists.use_password()

    def _use_password(self) -> None:
        """Sign in again, with the password that was given."""
        if self._is_built("lookups"):
            self.lookups.use_password()
        if self._is_built("suggestions"):
            self.suggestions.use_connection(self._connection)

    def _new_prompt(self) -> PasswordPrompt:
        from profile_browser.desktop.password_prompt import PasswordPrompt

        return PasswordPrompt(self._services.passwords, self._theme, self.window)
