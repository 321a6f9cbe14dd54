"""Wires the window and the lookups together. Services are created lazily."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.desktop.connection_controller import ConnectionController
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.messages import connections as wording
from profile_browser.messages.settings import NOTHING_SET_UP
from profile_browser.ui.main_window import MainWindow

if TYPE_CHECKING:
    from profile_browser.desktop.lookup_tracer import LookupTracer
    from profile_browser.desktop.reason_gate import ReasonGate
    from profile_browser.desktop.services import Services
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Answer
    from profile_browser.lookups.check_service import CheckService
    from profile_browser.lookups.lookup_service import LookupService
    from profile_browser.lookups.network_watch import NetworkWatch
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
        self._gateway_wants_reasons = False
        self.window = MainWindow(connection, theme)
        self.window.title_shows_username = configuration.title_shows_username
        self.connections = ConnectionController(
            configuration, connection, services, theme, self.window
        )
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
        service.started.connect(self._stop_checks)
        service.started.connect(self._start_watch)
        service.started.connect(window.show_started)
        service.answered.connect(self._handle_answer)
        service.answered.connect(self.answered)
        service.cancelled.connect(self._stop_checks)
        service.cancelled.connect(window.show_cancelled)
        service.details_started.connect(self._start_watch)
        service.details_answered.connect(self._show_details)
        service.details_dropped.connect(self._stop_checks)
        service.held_up.connect(window.status.show_held_up)
        return service

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
    def suggestions(self) -> SuggestionService:
        """Suggests people as the user types."""
        from profile_browser.lookups.suggestion_service import SuggestionService

        suggestions = SuggestionService(self._services.open_store, self._connection, self)
        suggestions.suggested.connect(self.window.show_suggestions)
        return suggestions

    @cached_property
    def checks(self) -> CheckService:
        """Checks the current connection."""
        from profile_browser.lookups.check_service import CheckService

        checks = CheckService(self)
        checks.stage_ended.connect(self.window.pages.show_stage)
        checks.stage_ended.connect(self._abort_if_unreachable)
        return checks

    @cached_property
    def watch(self) -> NetworkWatch:
        """Looks at the network while a lookup waits."""
        from profile_browser.lookups.network_watch import NetworkWatch

        watch = NetworkWatch(self)
        watch.stage_ended.connect(self._abort_if_unreachable)
        return watch

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
        """Switch to this connection, unless it is shown already."""
        if connection != self._connection:
            self.switch(connection)

    @Slot(object)
    def switch(self, connection: Connection) -> None:
        """Switch to this connection, and drop everything pending on the previous one."""
        self._connection = connection
        self._gateway_wants_reasons = False
        if self._is_built("_gate"):
            self._gate.forget()
        self._stop_checks()
        self._use_connection(connection)
        self.window.use_connection(connection)
        self.connections.use_connection(connection)

    def close(self) -> None:
        """Hide the window and stop the services. Hanging threads are left to end by themselves."""
        self.window.hide()
        for name in ("service", "suggestions", "checks", "watch"):
            if self._is_built(name):
                vars(self)[name].close()
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
        window.waiting_too_long.connect(self._start_check)
        window.typed.connect(self._suggest)

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

    def _reason_for(self, question: Question) -> str:
        return self._gate.reason_for(question) if self._wants_reasons else ""

    @property
    def _wants_reasons(self) -> bool:
        return self._connection.audit_reason or self._gateway_wants_reasons

    @Slot(str)
    def _read_details(self, username: str) -> None:
        """Read the details of this user's record; without a username, stop reading."""
        if username:
            self.service.read_details(username, self._reason_for(Question(username)))
        elif self._is_built("service"):
            self.service.drop_details()

    @Slot(object)
    def _show_details(self, outcome: DetailsOutcome) -> None:
        self._stop_checks()
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

    @Slot()
    def _start_check(self) -> None:
        self.checks.start(partial(self._services.check, self._connection))

    @Slot(object)
    def _abort_if_unreachable(self, result: StageResult) -> None:
        """Abort a read that hangs because the server is gone, long before its timeout."""
        if result.problem is not None and result.problem.kind is ProblemKind.UNREACHABLE:
            self.service.abort(result.problem)

    @Slot()
    def _start_watch(self) -> None:
        self.watch.start(partial(self._services.look_at_network, self._connection))

    @Slot()
    def _stop_checks(self) -> None:
        for name in ("checks", "watch"):
            if self._is_built(name):
                vars(self)[name].stop()

    @Slot(object)
    def _handle_answer(self, answer: Answer) -> None:
        """Show and log the answer, and react to a problem."""
        if isinstance(answer.outcome, Problem):
            problem = self._services.passwords.explain(answer.outcome)
            answer = replace(answer, outcome=problem)
        if self._is_built("_gate"):
            self._gate.note(answer)
        self.window.show_answer(answer)
        self._stop_checks()
        self._tracer.add(answer, self._connection)
        if isinstance(answer.outcome, Problem):
            self._react_to(answer.outcome, answer.question)

    def _react_to(self, problem: Problem, question: Question) -> None:
        """Check the connection, or ask for the password, or for the reason that a gateway wants."""
        if problem.kind is ProblemKind.UNREACHABLE:
            self._start_check()
        elif problem.kind is ProblemKind.WRONG_SIGN_IN:
            self._ask_password(problem)
        elif problem.reason is Reason.REASON_NEEDED:
            self._gateway_wants_reasons = True
            self._gate.ask(question)

    def _ask_password(self, problem: Problem) -> None:
        from profile_browser.ui.dialogs.password import PasswordDialog

        passwords = self._services.passwords
        if not passwords.has_variable:  # the keyring's password was not the one that was refused
            passwords.forget(self._connection)
        dialog = PasswordDialog(
            self._connection,
            reason=wording.password_reason(problem),
            why_not_kept=self._why_not_kept(),
            theme=self._theme,
            parent=self.window,
        )
        dialog.password_given.connect(self._take_password)
        dialog.open()

    def _why_not_kept(self) -> str:
        """Return why a password is kept for this run only; empty if it can be kept longer."""
        passwords, secret = self._services.passwords, self._connection.kind.secret
        if passwords.has_variable:
            return wording.variable_overrides_keyring(secret)
        return "" if passwords.can_keep else wording.kept_this_run(secret)

    @Slot(str, bool)
    def _take_password(self, password: str, keep: bool) -> None:
        self._services.passwords.remember(self._connection, password, keep=keep)
        self._use_connection(self._connection)
        self.window.ask_again()
