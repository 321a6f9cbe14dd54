"""Looks up one person at a time, and reacts to the answers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.question import Question
from profile_browser.lookups.lookup_service import LookupService

if TYPE_CHECKING:
    from profile_browser.desktop.connection_checks import ConnectionChecks
    from profile_browser.desktop.lookup_tracer import LookupTracer
    from profile_browser.desktop.reason_gate import ReasonGate
    from profile_browser.desktop.services import Services
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import DetailsOutcome
    from profile_browser.domain.outcome import Answer
    from profile_browser.ui.main_window import MainWindow


class LookupController(QObject):
    """Asks for a reason or a password where one is needed, shows each answer, and logs it."""

    sign_in_refused = Signal(object)  # the Problem
    reason_given = Signal(object)  # a Question that can be looked up now

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        connection: Connection,
        checks: ConnectionChecks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._checks = window, services, checks
        self._connection, self._gateway_wants_reasons = connection, False
        self.service = LookupService(services.open_store, connection, self)
        self._wire()

    @property
    def wants_reasons(self) -> bool:
        """Whether each lookup on this connection must have a reason."""
        return self._connection.audit_reason or self._gateway_wants_reasons

    def use_connection(self, connection: Connection) -> None:
        """Drop everything pending, and look up on this connection from now on."""
        self._connection, self._gateway_wants_reasons = connection, False
        if "gate" in vars(self):
            self.gate.forget()
        self.service.use_connection(connection)

    def use_password(self) -> None:
        """Drop everything pending, and sign in with another password from now on."""
        self.service.use_connection(self._connection)

    def demand_reasons(self) -> None:
        """Ask for reasons from now on, because the gateway wants them."""
        self._gateway_wants_reasons = True

    def look_up(self, question: Question) -> None:
        """Look up, once there is a reason if one is demanded."""
        reason = self._reason_for(question)
        if self.wants_reasons and not reason:
            self.service.cancel()
            self.gate.ask(question)
        else:
            self.service.look_up(question, reason)

    def read_details(self, username: str) -> None:
        """Read the details of this user's record; without a username, stop reading."""
        if username:
            self.service.read_details(username, self._reason_for(Question(username)))
        else:
            self.service.drop_details()

    def close(self) -> None:
        """Stop everything. Hanging threads are left to end by themselves."""
        self.service.close()
        if "_tracer" in vars(self):
            self._tracer.flush()

    @cached_property
    def gate(self) -> ReasonGate:
        """Knows the reason of the latest lookup, and whom it is for."""
        from profile_browser.desktop.reason_gate import ReasonGate

        gate = ReasonGate(self._window, self)
        gate.opened.connect(self.reason_given)
        return gate

    @cached_property
    def _tracer(self) -> LookupTracer:
        from profile_browser.desktop.lookup_tracer import LookupTracer

        return LookupTracer(self)

    def _wire(self) -> None:
        service, window, checks = self.service, self._window, self._checks
        service.started.connect(checks.stop)
        service.started.connect(checks.watch)
        service.started.connect(window.show_started)
        service.answered.connect(self._handle_answer)
        service.cancelled.connect(checks.stop)
        service.cancelled.connect(window.show_cancelled)
        service.details_started.connect(checks.watch)
        service.details_answered.connect(self._show_details)
        service.details_dropped.connect(checks.stop)
        service.held_up.connect(window.status.show_held_up)
        checks.unreachable.connect(service.abort)

    def _reason_for(self, question: Question) -> str:
        return self.gate.reason_for(question) if self.wants_reasons else ""

    @Slot(object)
    def _handle_answer(self, answer: Answer) -> None:
        """Show and log the answer, and react to a problem."""
        if isinstance(answer.outcome, Problem):
            problem = self._services.passwords.explain(answer.outcome)
            answer = answer._replace(outcome=problem)
        if "gate" in vars(self):
            self.gate.note(answer)
        self._window.show_answer(answer)
        self._checks.stop()
        self._tracer.add(answer, self._connection)
        if isinstance(answer.outcome, Problem):
            self._react_to(answer.outcome, answer.question)

    def _react_to(self, problem: Problem, question: Question) -> None:
        """Check the connection, or ask for the password, or for the reason that a gateway wants."""
        if problem.kind is ProblemKind.UNREACHABLE:
            self._checks.check()
        elif problem.kind is ProblemKind.WRONG_SIGN_IN:
            self.sign_in_refused.emit(problem)
        elif problem.reason is Reason.REASON_NEEDED:
            self.demand_reasons()
            self.gate.ask(question)

    @Slot(object)
    def _show_details(self, outcome: DetailsOutcome) -> None:
        self._checks.stop()
        if isinstance(outcome, Problem):
            outcome = self._services.passwords.explain(outcome)
        self._window.show_details(outcome)
        self._tracer.add_details(outcome, self._connection)
