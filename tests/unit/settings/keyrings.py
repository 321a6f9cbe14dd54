"""Keyrings of the library's own kind. None of them is picked unless a test asks for it."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

FILE_VARIABLE = "TEST_KEYRING_FILE"


class MemoryKeyring(KeyringBackend):
    """Keeps passwords as long as it lives."""

    viable = False
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        try:
            del self.entries[service, username]
        except KeyError:
            raise PasswordDeleteError from None


class FaultyKeyring(MemoryKeyring):
    """Raises something, whatever it is asked for."""

    viable = False

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self._fault = fault

    def get_password(self, service: str, username: str) -> str | None:
        raise self._raised_for(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._raised_for(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        raise self._raised_for(service, username)

    def _raised_for(self, *_entry: str) -> Exception:
        return self._fault


class FileKeyring(MemoryKeyring):
    """Keeps passwords in a file that a test names, for processes."""

    viable = False

    def __init__(self) -> None:
        super().__init__()
        self._path = Path(os.environ[FILE_VARIABLE])
        if self._path.exists():
            self.entries = {
                (service, username): password
                for service, username, password in json.loads(self._path.read_text("utf-8"))
            }

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password)
        self._write()

    def delete_password(self, service: str, username: str) -> None:
        super().delete_password(service, username)
        self._write()

    def _write(self) -> None:
        self._path.write_text(json.dumps([(*key, word) for key, word in self.entries.items()]))
