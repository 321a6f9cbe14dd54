"""Wires the list of many people: its reading, its lookups, and its saving."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.desktop.list_memory import ListMemory
from profile_browser.desktop.list_reader import ListReader
from profile_browser.domain.list_input import ListError, ListFault
from profile_browser.domain.people_list import RowState
from profile_browser.domain.problem import ProblemKind, Reason
from profile_browser.messages import people_list as wording
from profile_browser.messages.list_faults import fault_text
from profile_browser.messages.plain_text import printable
from profile_browser.messages.problems import summary

if TYPE_CHECKING:
    from profile_browser.desktop.list_saver import ListSaver
    from profile_browser.desktop.password_prompt import PasswordPrompt
    from profile_browser.desktop.services import Services
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.list_input import PreparedList
    from profile_browser.domain.people_list import ListRow
    from profile_browser.domain.problem import Problem
    from profile_browser.lookups.list_lookup import Pause
    from profile_browser.lookups.list_service import ListService
    from profile_browser.ui.list_navigation import ListNavigation

_log = logging.getLogger(__name__)


class ListController(QObject):
    """Holds one list for one connection. The log names nobody of it."""

    reason_demanded = Signal()  # a gateway wants one
    row_opened = Signal(object, str)  # the texts for a person, and the reason for the list

    def __init__(
        self,
        lists: ListNavigation,
        services: Services,
        connection: Connection,
        largest: int,
        prompt: PasswordPrompt,
    ) -> None:
        super().__init__(lists)
        self._lists, self._connection = lists, connection
        self._prompt, self._services = prompt, services
        self._prepared: PreparedList | None = None  # and can be looked up
        self._started: PreparedList | None = None
        self._reason = ""
        self._refused: Problem | None = None  # of the sign-in, until there is another password
        self._reader = ListReader(largest, self)
        self._memory = ListMemory(self)
        self._wire()

    def demand_reason(self, *, is_demanded: bool) -> None:
        """Ask for a reason before a list is looked up, or do not."""
        self._lists.input.demand_reason(is_demanded=is_demanded)

    @property
    def is_looking_up(self) -> bool:
        """Whether a list is being looked up, and not paused."""
        return self._is_built("_service") and self._service.is_running and not self._lists.is_paused

    def use_connection(self, connection: Connection) -> None:
        """Drop the list, and look up the next one on this connection."""
        self._connection = connection
        self._reader.forget()
        self._drop()

    def use_password(self) -> None:
        """Go on with another password."""
        self._refused = None
        if self._is_built("_service") and self._service.is_running:
            self._service.go_on()

    def close(self) -> None:
        """Stop everything. Hanging threads are left to end by themselves."""
        self._reader.close()
        for name in ("_service", "_saver"):
            if self._is_built(name):
                vars(self)[name].close()

    def _is_built(self, name: str) -> bool:
        return name in vars(self)

    @cached_property
    def _service(self) -> ListService:
        from profile_browser.lookups.list_service import ListService

        service = ListService(self._services.open_store, self._connection, self)
        service.rows_arrived.connect(self._lists.add_rows)
        service.rows_arrived.connect(self._memory.add)
        service.paused.connect(self._show_pause)
        service.finished.connect(self._show_end)
        service.finished.connect(self._memory.freeze)
        return service

    @cached_property
    def _saver(self) -> ListSaver:
        from profile_browser.desktop.list_saver import ListSaver

        saver = ListSaver(self)
        saver.saved.connect(self._lists.show_saved)
        saver.failed.connect(self._lists.show_not_saved)
        return saver

    def _wire(self) -> None:
        lists = self._lists
        lists.text_given.connect(self._read_text)
        lists.file_given.connect(self._read_file)
        lists.column_chosen.connect(self._choose_column)
        lists.start_wanted.connect(self._start)
        lists.stop_wanted.connect(self._stop)
        lists.go_on_wanted.connect(self._go_on)
        lists.row_opened.connect(self._note_opened)
        lists.save_wanted.connect(self._save)
        lists.closed.connect(self._drop)
        self._reader.previewed.connect(lists.input.show_document)
        self._reader.prepared.connect(self._show_prepared)

    @Slot(str)
    def _read_text(self, text: str) -> None:
        self._prepared = None
        self._reader.read(text, self._connection)

    @Slot(str)
    def _read_file(self, path: str) -> None:
        self._prepared = None
        self._reader.read(Path(path), self._connection)

    @Slot(int)
    def _choose_column(self, column: int) -> None:
        self._prepared = None
        self._reader.choose(column, self._connection)

    @Slot(object)
    def _show_prepared(self, result: PreparedList | ListError) -> None:
        if isinstance(result, ListError):
            limit = f" {wording.LIMIT_SET}" if result.kind is ListFault.TOO_LONG else ""
            self._lists.input.show_fault(f"{fault_text(result)}{limit}")
        else:
            self._prepared = result
            self._lists.input.show_counts(result.counts)

    @Slot(str)
    def _start(self, reason: str) -> None:
        """Look the list up. Entries that no record can have are in their places, unasked."""
        prepared = self._prepared
        if prepared is None:
            return
        self._drop()
        self._started = prepared
        self._reason = reason
        self._lists.show_started(prepared.entries, self._connection.record.more)
        self._reader.forget()
        self._memory.freeze()
        self._service.start(prepared.entries, reason)

    @Slot()
    def _stop(self) -> None:
        self._service.stop()

    @Slot()
    def _go_on(self) -> None:
        """Try again, with a password if that is what is missing."""
        if self._refused is not None:
            self._prompt.ask(self._refused)
        else:
            self._service.go_on()

    @Slot(object)
    def _show_pause(self, pause: Pause | None) -> None:
        if pause is None:
            self._lists.show_going_on()
            return
        problem = self._services.passwords.explain(pause.problem)
        if problem.reason is Reason.REASON_NEEDED:
            self._ask_reason(problem)
            return
        self._lists.show_pause(problem, pause.seconds)
        if problem.kind is ProblemKind.WRONG_SIGN_IN:
            self._refused = problem
            self._prompt.ask(problem)

    def _ask_reason(self, problem: Problem) -> None:
        """Ask for the reason that a gateway wants. It has answered nothing without one."""
        started = self._started
        if started is not None:
            self.reason_demanded.emit()
            self._lists.ask_for_reason(started.counts, summary(problem))
            self._prepared = started

    @Slot(bool)
    def _show_end(self, stopped: bool) -> None:
        words = self._lists.show_end(stopped=stopped)
        _log.info("List on %s: %s", printable(self._connection.title), words)

    @Slot(object)
    def _note_opened(self, row: ListRow) -> None:
        """Let the reason for the list hold for a person of it, too."""
        texts = [row.entry.text]
        if row.state is RowState.FOUND:
            texts.append(row.user.username)
        self.row_opened.emit(texts, self._reason)

    @Slot(str)
    def _save(self, path: str) -> None:
        self._saver.save(Path(path), self._lists.page.table.rows(), self._connection.record.more)

    @Slot()
    def _drop(self) -> None:
        """End the list that is running, without a word."""
        self._memory.release()
        if self._is_built("_service"):
            self._service.use_connection(self._connection)
        self._reason, self._prepared, self._started, self._refused = "", None, None, None
