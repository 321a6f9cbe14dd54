"""Controls the connections: the menu that lists them and the dialog that edits them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.desktop.started_connection import StartedConnection
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.password_source import PasswordSource
from profile_browser.messages import faults as faults_wording
from profile_browser.messages.passwords import saved as saved_text
from profile_browser.settings.selection import NO_CONNECTION

if TYPE_CHECKING:
    from profile_browser.desktop.password_reader import PasswordReader
    from profile_browser.desktop.services import Services
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.lookups.check_service import CheckService
    from profile_browser.ui.dialogs.connections import ConnectionsDialog
    from profile_browser.ui.main_window import MainWindow
    from profile_browser.ui.theme import Theme


class ConnectionController(QObject):
    """Lists, saves, deletes and tests connections, and shows the faults of their files."""

    switch_wanted = Signal(object)

    def __init__(
        self,
        configuration: Configuration,
        connection: Connection,
        services: Services,
        theme: Theme,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._configuration = configuration
        self._connection = connection
        self._services, self._theme, self._window = services, theme, window
        self._dialog: ConnectionsDialog | None = None
        self._unreported: Connection | None = None  # saved, and nobody knows its password's place
        self._started = StartedConnection(connection, configuration)
        self._listed: list[Connection] = []
        self._list_connections()
        if configuration.faults:
            self._show_faults()

    @cached_property
    def _tests(self) -> CheckService:
        from profile_browser.lookups.check_service import CheckService

        return CheckService(self)

    @cached_property
    def _password_reader(self) -> PasswordReader:
        from profile_browser.desktop.password_reader import PasswordReader

        reader = PasswordReader(self._services.passwords, self)
        reader.found.connect(self._show_password_source)
        return reader

    @property
    def _samples(self) -> tuple[Connection, ...]:
        return self._services.samples if self._configuration.sample_allowed else ()

    @property
    def _fallback(self) -> Connection:
        """What is shown where no connection is set up."""
        return next(iter(self._samples), NO_CONNECTION)

    def find(self, key: str) -> Connection | None:
        """Return the connection with this key, if it is in the menu."""
        return next((one for one in self._listed if key and one.key == key), None)

    def find_sample(self, title: str) -> Connection | None:
        """Return the sample data with this title, if it is in the menu."""
        return next((one for one in self._samples if one.title == title), None)

    def use_connection(self, connection: Connection) -> None:
        """Mark this connection as the current one."""
        self._connection = connection
        self._list_connections()

    def close(self) -> None:
        """Stop what runs for the dialog. A hanging thread is left to end by itself."""
        for name in ("_tests", "_password_reader"):
            if name in vars(self):
                vars(self)[name].close()

    @Slot()
    def manage(self) -> None:
        """Show the connections dialog."""
        from profile_browser.ui.dialogs.connections import ConnectionsDialog

        self._configuration = self._services.files.read()
        dialog = ConnectionsDialog(self._services.kinds, self._theme, self._window)
        dialog.save_wanted.connect(self._save)
        dialog.delete_wanted.connect(self._delete)
        dialog.test_wanted.connect(self._test)
        dialog.shown.connect(self._password_reader.ask)
        dialog.faults_wanted.connect(self._show_fault_details)
        dialog.finished.connect(self._forget_dialog)
        self._tests.stage_ended.connect(dialog.show_stage)
        self._tests.finished.connect(dialog.show_end)
        self._dialog = dialog
        dialog.show_configuration(self._configuration, self._connection.key, self._faults_summary())
        dialog.open()

    def _list_connections(self) -> None:
        """List the connections in the order of the files, and the sample data after them."""
        known = [one.connection for one in self._configuration.known]
        self._listed = self._started.listed_with(known)
        self._window.band.list_connections([*self._listed, *self._samples], self._connection)

    def _faults_summary(self) -> str:
        """Return the sentence about the faults for staff; empty if there are none."""
        configuration = self._configuration
        if not configuration.faults:
            return ""
        usable = [known.connection for known in configuration.known]
        works = any(map(configuration.allows_lookups_on, [*usable, self._connection]))
        return faults_wording.faults_summary(configuration, works=works)

    def _show_faults(self) -> None:
        """Show the file faults, so that no one mistakes the sample data for real data."""
        from profile_browser.ui.widgets.notice import Notice

        notice = Notice("settings", self._faults_summary(), faults_wording.DETAILS)
        notice.action_wanted.connect(self._show_fault_details)
        self._window.show_notice(notice)

    @Slot()
    def _show_fault_details(self) -> None:
        from profile_browser.ui.dialogs.faults import FaultsDialog

        faults = self._configuration.faults
        FaultsDialog(self._faults_summary(), faults, self._dialog or self._window).open()

    @Slot(object, str)
    def _save(self, connection: Connection, password: str) -> None:
        try:
            key = self._services.files.save(connection, connection.key)
        except ConfigurationError as error:
            self._report_failure(error)
            return
        before = self._configuration.by_key.get(connection.key)
        saved = self._reload(key)
        if before is not None:
            self._forget_unless_shared(before.connection)
        self._report_saved(saved, password)
        is_shown = bool(connection.key) and connection.key == self._connection.key
        if is_shown or self._connection.is_absent:
            self.switch_wanted.emit(saved)

    def _report_saved(self, saved: Connection, password: str) -> None:
        """Keep a new password, and say where the password is."""
        from profile_browser.messages.connections import SAVED

        passwords = self._services.passwords
        if password:
            is_kept = passwords.remember(saved, password, keep=passwords.can_keep)
            source = PasswordSource.KEYRING if is_kept else PasswordSource.ENTERED
            self._report(saved_text(source, saved.kind.secret))
        else:
            self._report(SAVED)
            self._unreported = saved
        self._password_reader.ask(saved)

    @Slot(object, object)
    def _show_password_source(self, connection: Connection, source: PasswordSource | None) -> None:
        unreported, self._unreported = self._unreported, None
        if self._dialog is None or self._dialog.shown_key != connection.key:
            return
        self._dialog.show_password_source(source)
        if connection == unreported:
            self._report(saved_text(source, connection.kind.secret))

    @Slot(object)
    def _delete(self, connection: Connection) -> None:
        from profile_browser.messages.connections import DELETED

        try:
            self._services.files.delete(connection.key)
        except ConfigurationError as error:
            self._report_failure(error)
            return
        self._reload("")
        self._forget_unless_shared(connection)
        if connection.key == self._connection.key:
            known = self._configuration.known
            self.switch_wanted.emit(known[0].connection if known else self._fallback)
        self._report(DELETED)

    @Slot(object, str)
    def _test(self, connection: Connection, password: str) -> None:
        self._tests.start(partial(self._services.check, replace(connection, password=password)))

    def _forget_unless_shared(self, connection: Connection) -> None:
        """Forget a saved password unless another connection has the same address and user."""
        if not self._configuration.has_login_of(connection):
            self._services.passwords.forget(connection)

    def _reload(self, key: str) -> Connection:
        """Reload the files, update the dialog and the menu, and return this key's connection."""
        self._configuration = self._services.files.read()
        if self._dialog is not None:
            self._dialog.show_configuration(self._configuration, key, self._faults_summary())
        self._list_connections()
        known = self._configuration.by_key.get(key)
        return known.connection if known else self._connection

    def _report(self, sentence: str, details: str = "") -> None:
        if self._dialog is not None:
            self._dialog.show_result(sentence, details)

    def _report_failure(self, error: ConfigurationError) -> None:
        details = str(error)
        self._report(error.summary, details if details != error.summary else "")

    @Slot()
    def _forget_dialog(self) -> None:
        self._tests.stop()
        self._dialog = self._unreported = None
