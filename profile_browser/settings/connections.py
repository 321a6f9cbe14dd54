"""Reading and changing what is set up, within what the administrator allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError, Source
from profile_browser.messages import settings as wording

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKinds


class ConnectionFiles:
    """The administrator's file and the person's own, of which only the latter is written.

    Without paths (the administrator's first) they are those of this computer and this person.
    """

    def __init__(self, kinds: StoreKinds, paths: tuple[Path, Path] | None = None) -> None:
        self._kinds, self._given = kinds, paths

    def read(self) -> Configuration:
        """Return what is set up now; it never raises."""
        from profile_browser.settings.connection_files import read_configuration

        return read_configuration(*self._paths(), self._kinds)

    def save(self, connection: Connection, replacing: str = "") -> str:
        """Save a connection, in place of the one with this key if there is a key. Return its key.

        A connection without a key gets the replaced one's, or a new one made from its title.
        Raises ConfigurationError.
        """
        from profile_browser.settings.connection_editor import save_connection

        taken = self._changeable(replacing).by_key
        own = self._paths()[1]
        return save_connection(own, connection, self._kinds, replacing=replacing, taken=taken)

    def delete(self, key: str) -> None:
        """Take a connection out of the person's file. Raises ConfigurationError."""
        from profile_browser.settings.connection_editor import delete_connection

        known = self._changeable(key).by_key.get(key)
        if known is not None and known.source is not Source.OWN:
            raise ConfigurationError(wording.NOT_EDITABLE)
        delete_connection(self._paths()[1], key)

    def _changeable(self, key: str) -> Configuration:
        configuration = self.read()
        if configuration.blocked:
            raise ConfigurationError(configuration.blocked, wording.BLOCKED)
        known = configuration.by_key.get(key)
        if not configuration.others_allowed or (known is not None and not known.editable):
            raise ConfigurationError(wording.NOT_EDITABLE)
        return configuration

    def _paths(self) -> tuple[Path, Path]:
        from profile_browser.settings.connection_files import configuration_files

        return self._given or configuration_files()
