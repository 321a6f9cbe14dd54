"""Wires the window and the lookups together. Services are created lazily."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.desktop.connection_checks import ConnectionChecks
from profile_browser.desktop.connection_controller import ConnectionController
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.messages.settings import NOTHING_SET_UP
from profile_browser.ui.main_window import MainWindow

if TYPE_CHECKING:
    from profile_browser.desktop.list_controller import ListController
    from profile_browser.desktop.lookup_tracer import LookupTracer
    from profile_browser.desktop.outside_requests import OutsideRequests
    from profile_browser.desktop.password_prompt import PasswordPrompt
    from profile_browser.desktop.privacy import PrivacyGuard
    from profile_browser.desktop.reason_gate import ReasonGate
    from profile_browser.desktop.services import Services
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Answer
    from profile_browser.lookups.lookup_service import LookupService
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
        self._gateway_wants_reasons, self._largest = False, configuration.largest_list
        self._clear_after = configuration.clear_after
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
        return self._is_built("service") and self.service.is_waiting

    @cached_property
    def service(self) -> LookupService:
        """Runs the lookups."""
        from profile_browser.lookups.lookup_service import LookupService

        window = self.window
        service = LookupService(self._services.open_store, self._connection, self)
        service.started.connect(self.checks.stop)
        service.started.connect(self.checks.watch)
        service.started.connect(window.show_started)
        service.answered.connect(self._handle_answer)
        service.answered.connect(self.answered)
        service.cancelled.connect(self.checks.stop)
        service.cancelled.connect(window.show_cancelled)
        service.details_started.connect(self.checks.watch)
        service.details_answered.connect(self._show_details)
        service.details_dropped.connect(self.checks.stop)
        service.held_up.connect(window.status.show_held_up)
        return service

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
    def _tracer(self) -> LookupTracer:
        from profile_browser.desktop.lookup_tracer import LookupTracer

        return LookupTracer(self)

    @cached_property
    def _gate(self) -> ReasonGate:
        from profile_browser.desktop.reason_gate import ReasonGate

        gate = ReasonGate(self.window, self)
        gate.opened.connect(self._look_up)
        return gate

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
        lists.row_opened.connect(self._gate.cover)
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
            self.service.abort(problem)
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
        self._gateway_wants_reasons = False
        if self._is_built("_gate"):
            self._gate.forget()
        self.checks.use_connection(connection)
        self._use_connection(connection)
        if self._is_built("lists"):
            self.lists.use_connection(connection)
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
        for name in ("service", "suggestions", "lists"):
            if self._is_built(name):
                vars(self)[name].close()
        self.checks.close()
        self.connections.close()
        if self._is_built("_tracer"):
            self._tracer.flush()

    def _wire(self) -> None:
        window = self.window
        window.lookup_wanted.connect(self._look_up)
        window.cancel_wanted.connect(self._cancel)
        window.details_wanted.connect(self._read_details)
        window.connection_wanted.connect(self._choose)
        window.manage_wanted.connect(self.connections.manage)
        self.connections.switch_wanted.connect(self.switch)
        self.checks.stage_ended.connect(window.pages.show_stage)
        self.checks.unreachable.connect(self._abort)
        window.waiting_too_long.connect(self.checks.check)
        window.typed.connect(self._suggest)
        window.navigation.link_wanted.connect(self._open_link)
        window.lists.input_shown.connect(self._prepare_list)

    @Slot(object)
    def _look_up(self, question: Question) -> None:
        if self._connection.is_absent:
            self.window.status.report(NOTHING_SET_UP)
            return
        reason = self._reason_for(question)
        if self._wants_reasons and not reason:
            self._cancel()
            self._gate.ask(question)
        else:
            self.service.look_up(question, reason)
        self._suggest("")

    @Slot(str)
    def _open_link(self, address: str) -> None:
        self.requests.open_link(address)

    def _reason_for(self, question: Question) -> str:
        return self._gate.reason_for(question) if self._wants_reasons else ""

    @property
    def _wants_reasons(self) -> bool:
        return self._connection.audit_reason or self._gateway_wants_reasons

    @Slot()
    def _prepare_list(self) -> None:
        self.lists.demand_reason(is_demanded=self._wants_reasons)

    @Slot()
    def _note_demand(self) -> None:
        """Ask for reasons from now on, because the gateway wants them."""
        self._gateway_wants_reasons = True
        self._prepare_list()

    @Slot(str)
    def _read_details(self, username: str) -> None:
        """Read the details of this user's record; without a username, stop reading."""
        if username:
            self.service.read_details(username, self._reason_for(Question(username)))
        elif self._is_built("service"):
            self.service.drop_details()

    @Slot(object)
    def _show_details(self, outcome: DetailsOutcome) -> None:
        self.checks.stop()
        if isinstance(outcome, Problem):
            outcome = self._services.passwords.explain(outcome)
        self.window.show_details(outcome)
        self._tracer.add_details(outcome, self._connection)

    @Slot()
    def _cancel(self) -> None:
        if self._is_built("service"):
            self.service.cancel()

    @Slot(str)
    def _suggest(self, text: str) -> None:
        if text or self._is_built("suggestions"):
            self.suggestions.request(text)

    def _use_connection(self, connection: Connection) -> None:
        """Use this connection, or the same with another password."""
        if self._is_built("service"):
            self.service.use_connection(connection)
        if self._is_built("suggestions"):
            self.suggestions.use_connection(connection)

    @Slot(object)
    def _abort(self, problem: Problem) -> None:
        """Abort a read that hangs because the server is gone, long before its timeout."""
        self.service.abort(problem)

    @Slot(object)
    def _handle_answer(self, answer: Answer) -> None:
        """Show and log the answer, and react to a problem."""
        if isinstance(answer.outcome, Problem):
            problem = self._services.passwords.explain(answer.outcome)
            answer = replace(answer, outcome=problem)
        if self._is_built("_gate"):
            self._gate.note(answer)
        self.window.show_answer(answer)
        self.checks.stop()
        self._tracer.add(answer, self._connection)
        if isinstance(answer.outcome, Problem):
            self._react_to(answer.outcome, answer.question)

    def _react_to(self, problem: Problem, question: Question) -> None:
        """Check the connection, or ask for the password, or for the reason that a gateway wants."""
        if problem.kind is ProblemKind.UNREACHABLE:
            self.checks.check()
        elif problem.kind is ProblemKind.WRONG_SIGN_IN:
            self._prompt.ask(problem)
        elif problem.reason is Reason.REASON_NEEDED:
            self._gateway_wants_reasons = True
            self._gate.ask(question)

    @Slot()
    def _repeat_with_password(self) -> None:
        """Look up the same with the password that was given."""
        self._use_connection(self._connection)
        if self._is_built("lists"):
            self.lists.use_password()
        self.window.ask_again()

    @Slot()
    def _go_on_with_password(self) -> None:
        """Go on with the list. A lookup that is pending ends by itself, whatever its password."""
        if not self.is_waiting:
            self._use_connection(self._connection)
        self.lists.use_password()

    def _new_prompt(self) -> PasswordPrompt:
        from profile_browser.desktop.password_prompt import PasswordPrompt

        return PasswordPrompt(self._services.passwords, self._theme, self.window)
