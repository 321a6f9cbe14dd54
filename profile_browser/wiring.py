"""The window, the look-ups and the connections, wired together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.outcome import Answer, Problem, ProblemKind
from profile_browser.domain.wording import connections as wording
from profile_browser.lookups.checking import CheckService
from profile_browser.lookups.service import LookupService
from profile_browser.lookups.suggestions import SuggestionService
from profile_browser.settings.options import SAMPLE
from profile_browser.ui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.domain.check import ConnectionCheck, StageResult
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore
    from profile_browser.ui.connections_dialog import ConnectionsDialog
    from profile_browser.ui.theme import Theme

LAST_WAIT = 1000  # milliseconds that hanging look-ups and checks may hold up the program's end


class Passwords(Protocol):
    """Where the password of a connection is found and kept."""

    @property
    def is_fixed(self) -> bool:
        """Whether the environment gives the password, whatever is entered."""
        ...

    @property
    def can_keep(self) -> bool:
        """Whether a password can outlive this run."""
        ...

    def find(self, connection: Connection) -> str | None:
        """Return the password; any thread may ask."""
        ...

    def remember(self, connection: Connection, password: str, *, keep: bool) -> bool:
        """Use this password from now on, in later runs too where it is to be kept."""
        ...

    def forget(self, connection: Connection) -> bool:
        """Discard the password."""
        ...


class ConnectionFiles(Protocol):
    """Where connections are set up."""

    def read(self) -> Configuration:
        """Return what is set up now."""
        ...

    def save(self, connection: Connection, replacing: str = "") -> str:
        """Keep a connection, in place of the one of its key where it has one; return the key.

        Raises ConfigurationError.
        """
        ...

    def delete(self, key: str) -> None:
        """Take a connection out. Raises ConfigurationError."""
        ...


@dataclass(frozen=True)
class Means:
    """What stands behind the window; tests put other things there."""

    open_store: Callable[[Connection], ProfileStore]
    check: ConnectionCheck
    passwords: Passwords
    files: ConnectionFiles


class ProfileBrowser(QObject):
    """The window on one connection at a time, and the look-ups and checks behind it."""

    def __init__(
        self, configuration: Configuration, connection: Connection, theme: Theme, means: Means
    ) -> None:
        super().__init__()
        self._configuration = configuration
        self._connection = self._started_on = connection
        self._theme, self._means = theme, means
        self.window = MainWindow(connection, theme)
        self.service = LookupService(means.open_store, connection, self)
        self.suggestions = SuggestionService(means.open_store, connection, self)
        self.checks = CheckService(self)
        self.tests = CheckService(self)
        self._dialog: ConnectionsDialog | None = None
        self._wire()
        self._offer()
        if configuration.faults:
            self._tell_of_faults(configuration.faults)

    @property
    def connection(self) -> Connection:
        """The connection that is shown."""
        return self._connection

    def _tell_of_faults(self, faults: Sequence[str]) -> None:
        """Say what is wrong with the files: else the sample directory would pass for the real."""
        from profile_browser.ui.notice import Notice

        notice = Notice("settings", wording.faults_notice(faults), wording.MANAGE)
        notice.action_wanted.connect(self.manage)
        self.window.show_notice(notice)

    def report_own_error(self, problem: Problem) -> None:
        """Show that the program itself failed, and wait for nothing that may never come."""
        self.suggestions.use(self._connection)
        if self.service.is_waiting:
            self.service.give_up(problem)
        else:
            self.window.show_own_error(problem)

    @Slot(object)
    def switch(self, connection: Connection) -> None:
        """Leave the connection before, with everything that was asked there, for this one."""
        self._connection = connection
        self.checks.stop()
        self._use(connection)
        self.window.use_connection(connection)
        self._offer()

    def close(self) -> bool:
        """Hide the window and end what runs; True where every thread came to its end."""
        self.window.hide()
        services = (self.service, self.suggestions, self.checks, self.tests)
        ended = [service.close(LAST_WAIT // len(services)) for service in services]
        return all(ended)

    @Slot()
    def manage(self) -> None:
        """Show the dialog in which connections are set up."""
        from profile_browser.ui.connections_dialog import ConnectionsDialog

        self._configuration = self._means.files.read()
        dialog = ConnectionsDialog(self._configuration, self._theme, self.window)
        dialog.save_wanted.connect(self._save)
        dialog.delete_wanted.connect(self._delete)
        dialog.test_wanted.connect(self._test)
        dialog.finished.connect(self._forget_dialog)
        self.tests.stage_ended.connect(dialog.show_stage)
        self.tests.finished.connect(dialog.show_end)
        self._dialog = dialog
        dialog.show_configuration(self._configuration, self._connection.key)
        dialog.open()

    def _wire(self) -> None:
        window, service = self.window, self.service
        window.lookup_wanted.connect(service.look_up)
        window.cancel_wanted.connect(service.cancel)
        window.connection_wanted.connect(self.switch)
        window.manage_wanted.connect(self.manage)
        service.started.connect(self._stop_check)
        service.started.connect(window.show_started)
        service.answered.connect(window.show_answer)
        service.answered.connect(self._follow)
        service.cancelled.connect(window.show_cancelled)
        service.held_up.connect(window.status.show_held_up)
        self.checks.stage_ended.connect(window.pages.show_stage)
        self.checks.stage_ended.connect(self._give_up_where_nobody_answers)
        window.waiting_too_long.connect(self._start_check)
        window.typed.connect(self.suggestions.follow)
        window.lookup_wanted.connect(self.suggestions.drop)
        self.suggestions.suggested.connect(window.show_suggestions)

    def _use(self, connection: Connection) -> None:
        self.service.use(connection)
        self.suggestions.use(connection)

    def _offer(self) -> None:
        known = [known.connection for known in self._configuration.known]
        others = [one for one in (self._started_on, SAMPLE) if one not in known]
        self.window.offer([*known, *dict.fromkeys(others)], self._connection)

    @Slot()
    def _start_check(self) -> None:
        self.checks.start(partial(self._means.check, self._connection))

    @Slot(object)
    def _give_up_where_nobody_answers(self, result: StageResult) -> None:
        """End a read that hangs because the server is gone, long before its own timeout."""
        if result.problem is not None and result.problem.kind is ProblemKind.UNREACHABLE:
            self.service.give_up(result.problem)

    @Slot()
    def _stop_check(self) -> None:
        self.checks.stop()

    @Slot(object)
    def _follow(self, answer: Answer) -> None:
        """Do what a problem calls for: look where it is, or ask for the password again."""
        self.checks.stop()
        outcome = answer.outcome
        if not isinstance(outcome, Problem):
            return
        if outcome.kind is ProblemKind.UNREACHABLE:
            self._start_check()
        elif outcome.kind is ProblemKind.WRONG_SIGN_IN and not self._means.passwords.is_fixed:
            self._ask_password(outcome)

    def _ask_password(self, problem: Problem) -> None:
        from profile_browser.ui.password_dialog import PasswordDialog

        passwords = self._means.passwords
        passwords.forget(self._connection)
        dialog = PasswordDialog(
            self._connection,
            reason=problem.summary,
            can_keep=passwords.can_keep,
            parent=self.window,
        )
        dialog.password_given.connect(self._take_password)
        dialog.open()

    @Slot(str, bool)
    def _take_password(self, password: str, keep: bool) -> None:
        self._means.passwords.remember(self._connection, password, keep=keep)
        self._use(self._connection)
        self.window.ask_again()

    @Slot(object, str)
    def _save(self, connection: Connection, password: str) -> None:
        try:
            key = self._means.files.save(connection, connection.key)
        except ConfigurationError as error:
            self._report(str(error))
            return
        before = self._configuration.by_key.get(connection.key)
        saved = self._reload(key)
        if before is not None:
            self._forget_unless_shared(before.connection)
        if password:
            passwords = self._means.passwords
            passwords.remember(saved, password, keep=passwords.can_keep)
        if connection.key and connection.key == self._connection.key:
            self.switch(saved)
        self._report(wording.SAVED)

    @Slot(object)
    def _delete(self, connection: Connection) -> None:
        try:
            self._means.files.delete(connection.key)
        except ConfigurationError as error:
            self._report(str(error))
            return
        self._reload("")
        self._forget_unless_shared(connection)
        if connection.key == self._connection.key:
            known = self._configuration.known
            self.switch(known[0].connection if known else SAMPLE)
        self._report(wording.DELETED)

    @Slot(object, str)
    def _test(self, connection: Connection, password: str) -> None:
        self.tests.start(partial(self._means.check, replace(connection, password=password)))

    def _forget_unless_shared(self, connection: Connection) -> None:
        """Discard a password, kept by address and account, that no connection uses any more."""
        account = (connection.connection_string, connection.username)
        used = {
            (known.connection.connection_string, known.connection.username)
            for known in self._configuration.known
        }
        if account not in used:
            self._means.passwords.forget(connection)

    def _reload(self, key: str) -> Connection:
        """Read the files again, show what they say now, and return the connection of this key."""
        self._configuration = self._means.files.read()
        if self._dialog is not None:
            self._dialog.show_configuration(self._configuration, key)
        self._offer()
        known = self._configuration.by_key.get(key)
        return known.connection if known else self._connection

    def _report(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.show_result(sentence)

    @Slot()
    def _forget_dialog(self) -> None:
        self.tests.stop()
        self._dialog = None
