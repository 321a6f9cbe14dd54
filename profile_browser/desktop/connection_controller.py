"""Controls the connections: the menu that lists them and the dialog that edits them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import connections as wording

if TYPE_CHECKING:
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
        self._connection = self._started_on = connection
        self._services, self._theme, self._window = services, theme, window
        self._dialog: ConnectionsDialog | None = None
        self._list_connections()
        if configuration.faults:
            self._show_faults()

    @cached_property
    def _tests(self) -> CheckService:
        from profile_browser.lookups.check_service import CheckService

        return CheckService(self)

    def use_connection(self, connection: Connection) -> None:
        """Mark this connection as the current one."""
        self._connection = connection
        self._list_connections()

    def close(self) -> None:
        """Stop the test of a connection. A hanging thread is left to end by itself."""
        if "_tests" in vars(self):
            self._tests.close()

    @Slot()
    def manage(self) -> None:
        """Show the connections dialog."""
        from profile_browser.ui.dialogs.connections import ConnectionsDialog

        self._configuration = self._services.files.read()
        dialog = ConnectionsDialog(
            self._configuration, self._services.kinds, self._theme, self._window
        )
        dialog.save_wanted.connect(self._save)
        dialog.delete_wanted.connect(self._delete)
        dialog.test_wanted.connect(self._test)
        dialog.finished.connect(self._forget_dialog)
        self._tests.stage_ended.connect(dialog.show_stage)
        self._tests.finished.connect(dialog.show_end)
        self._dialog = dialog
        dialog.show_configuration(self._configuration, self._connection.key)
        dialog.open()

    def _list_connections(self) -> None:
        known = [known.connection for known in self._configuration.known]
        others = [one for one in (self._started_on, self._services.sample) if one not in known]
        self._window.list_connections([*known, *dict.fromkeys(others)], self._connection)

    def _show_faults(self) -> None:
        """Show the file faults, so that no one mistakes the sample data for real data."""
        from profile_browser.ui.widgets.notice import Notice

        sentence = wording.faults_notice(self._configuration.faults)
        notice = Notice("settings", sentence, wording.MANAGE)
        notice.action_wanted.connect(self.manage)
        self._window.show_notice(notice)

    @Slot(object, str)
    def _save(self, connection: Connection, password: str) -> None:
        try:
            key = self._services.files.save(connection, connection.key)
        except ConfigurationError as error:
            self._report(str(error))
            return
        before = self._configuration.by_key.get(connection.key)
        saved = self._reload(key)
        if before is not None:
            self._forget_unless_shared(before.connection)
        if password:
            passwords = self._services.passwords
            passwords.remember(saved, password, keep=passwords.can_keep)
        if connection.key and connection.key == self._connection.key:
            self.switch_wanted.emit(saved)
        self._report(wording.SAVED)

    @Slot(object)
    def _delete(self, connection: Connection) -> None:
        try:
            self._services.files.delete(connection.key)
        except ConfigurationError as error:
            self._report(str(error))
            return
        self._reload("")
        self._forget_unless_shared(connection)
        if connection.key == self._connection.key:
            known = self._configuration.known
            self.switch_wanted.emit(known[0].connection if known else self._services.sample)
        self._report(wording.DELETED)

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
            self._dialog.show_configuration(self._configuration, key)
        self._list_connections()
        known = self._configuration.by_key.get(key)
        return known.connection if known else self._connection

    def _report(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.show_result(sentence)

    @Slot()
    def _forget_dialog(self) -> None:
        self._tests.stop()
        self._dialog = None
