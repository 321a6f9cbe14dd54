"""Checks the connection, and looks at the network while a lookup waits."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.problem import ProblemKind

if TYPE_CHECKING:
    from profile_browser.desktop.services import Services
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.lookups.check_service import CheckService
    from profile_browser.lookups.network_watch import NetworkWatch


class ConnectionChecks(QObject):
    """Nothing of it is built before it is first used."""

    stage_ended = Signal(object)  # a StageResult of a check
    unreachable = Signal(object)  # the Problem because of which nobody can answer

    def __init__(self, services: Services, connection: Connection, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._connection = services, connection

    def use_connection(self, connection: Connection) -> None:
        """Drop what runs, and check this connection from now on."""
        self._connection = connection
        self.stop()

    @Slot()
    def check(self) -> None:
        """Check the connection, stage by stage."""
        self._checks.start(partial(self._services.check, self._connection))

    @Slot()
    def watch(self) -> None:
        """Look at the network from time to time."""
        self._watch.start(partial(self._services.look_at_network, self._connection))

    @Slot()
    def stop(self) -> None:
        """Drop what runs."""
        for service in self._built():
            service.stop()

    def close(self) -> None:
        """Drop what runs, and start nothing more. Hanging threads are left to end by themselves."""
        for service in self._built():
            service.close()

    @cached_property
    def _checks(self) -> CheckService:
        from profile_browser.lookups.check_service import CheckService

        checks = CheckService(self)
        checks.stage_ended.connect(self.stage_ended)
        checks.stage_ended.connect(self._note_stage)
        return checks

    @cached_property
    def _watch(self) -> NetworkWatch:
        from profile_browser.lookups.network_watch import NetworkWatch

        watch = NetworkWatch(self)
        watch.stage_ended.connect(self._note_stage)
        return watch

    def _built(self) -> list[CheckService | NetworkWatch]:
        return [vars(self)[name] for name in ("_checks", "_watch") if name in vars(self)]

    @Slot(object)
    def _note_stage(self, result: StageResult) -> None:
        if result.problem is not None and result.problem.kind is ProblemKind.UNREACHABLE:
            self.unreachable.emit(result.problem)
