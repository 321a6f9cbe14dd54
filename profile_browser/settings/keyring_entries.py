"""The operating system's keyring: an entry for each address and database user, or none.

A gateway has no database users: its entry is called “token”.

Back ends raise errors of any type. Each means that the entry is missing or was not kept; the log
names the type.
"""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from profile_browser.domain.connection import Connection

_PROGRAM = "profile-browser"
# Plain files, and ones that ask for their own password on a terminal.
_FILES = "keyrings.alt."

_log = logging.getLogger(__name__)


class KeyringEntries:
    """Passwords in the keyring. It is loaded when it is first needed; any thread may ask."""

    @property
    def usable(self) -> bool:
        """Whether there is a keyring that keeps what it is given."""
        return self._backend is not None

    def get(self, connection: Connection) -> str | None:
        """Return the password that is kept for a connection."""
        if self._backend is None:
            return None
        try:
            return self._backend.get_password(*_entry(connection)) or None
        except Exception as error:  # noqa: BLE001 - see above
            _log_fault(error)
            return None

    def put(self, connection: Connection, password: str) -> bool:
        """Keep a password. Return whether it is kept."""
        if self._backend is None:
            return False
        try:
            self._backend.set_password(*_entry(connection), password)
        except Exception as error:  # noqa: BLE001 - see above
            _log_fault(error)
            return False
        return True

    def delete(self, connection: Connection) -> bool:
        """Discard a password. Return whether none is kept any more."""
        if self._backend is None:
            return True
        try:
            if self._backend.get_password(*_entry(connection)) is not None:
                self._backend.delete_password(*_entry(connection))
        except Exception as error:  # noqa: BLE001 - see above
            _log_fault(error)
            return False
        return True

    @cached_property
    def _backend(self) -> KeyringBackend | None:
        try:
            return _usable_backend()
        except Exception as error:  # noqa: BLE001 - see above
            _log_fault(error)
            return None


def _usable_backend() -> KeyringBackend | None:
    import keyring  # noqa: PLC0415 - 50 ms that a run without a password does not spend

    logging.getLogger("keyring").addHandler(logging.NullHandler())
    backend = keyring.get_keyring()
    # Those that keep nothing, and a chain without links, have a priority of 0 or less.
    if backend.priority <= 0 or type(backend).__module__.startswith(_FILES):
        return None
    return backend


def _entry(connection: Connection) -> tuple[str, str]:
    address, owner = connection.login
    return f"{_PROGRAM} {address}", owner


def _log_fault(error: Exception) -> None:
    _log.warning("The keyring could not be used: %s", type(error).__name__)
