"""The choice of a kind of store, which goes with the scheme of the connection string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from profile_browser.domain.connection import find_faults
from profile_browser.domain.refusal import Refusal, RefusedError
from profile_browser.messages import connections as wording

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKind, StoreKinds

NAME = "store"
_SEPARATOR = "://"


class StoreChoice(QComboBox):
    """Lists the kinds of stores that a connection string can name."""

    def __init__(self, kinds: StoreKinds) -> None:
        super().__init__()
        self._kinds = kinds
        self.setObjectName(f"field_{NAME}")
        self.setAccessibleName(wording.FIELDS[NAME])
        self.addItems([kind.title for kind in kinds.servers])
        self.setMaxVisibleItems(self.count())

    @property
    def kind(self) -> StoreKind:
        """The kind that is chosen."""
        return self._kinds.servers[self.currentIndex()]

    def choose(self, kind: StoreKind) -> None:
        """Choose a kind, silently."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._kinds.servers.index(kind))

    def kind_of(self, connection_string: str) -> StoreKind:
        """Return the kind for a scheme that is known, else the one that is chosen.

        A host may begin like a scheme, so that only its separator makes it one. The address of a
        web page is not a gateway's if a store is chosen whose schemes end like it.
        """
        address = _with_small_scheme(connection_string)
        scheme, separator, _ = address.partition(_SEPARATOR)
        if not separator or any(one.name.endswith(f"+{scheme}") for one in self.kind.schemes):
            return self.kind
        try:
            return self._kinds.kind_of(address)
        except RefusedError:
            return self.kind

    def find_faults(self, connection: Connection) -> dict[str, Refusal]:
        """Return what is wrong, by field: an address may also be that of a database's web page."""
        faults = find_faults(connection)
        if "connection_string" not in faults:
            try:
                self._kinds.kind_of(connection.connection_string)
            except RefusedError as error:
                faults["connection_string"] = error.refusal
        return faults

    def completed(self, connection_string: str) -> str:
        """Return the connection string with a scheme of the chosen kind, if it begins with none."""
        begun = connection_string.strip().partition(":")[0]
        names = [scheme.name for scheme in self._kinds.schemes]
        has_scheme = _SEPARATOR in connection_string or begun in names
        if not has_scheme:
            return self.address_for(connection_string)
        return _with_small_scheme(connection_string)

    def address_for(self, connection_string: str) -> str:
        """Return the connection string with a scheme of the chosen kind, encrypted if it was so."""
        scheme, separator, hosts = connection_string.strip().rpartition(_SEPARATOR)
        if not (separator or hosts):
            return ""
        known = {one.name: one.encrypted for one in self._kinds.schemes}
        fitting = (one for one in self.kind.schemes if one.encrypted is known.get(scheme, True))
        return f"{next(fitting, self.kind.schemes[0]).name}{_SEPARATOR}{hosts}"


def _with_small_scheme(connection_string: str) -> str:
    """Return the connection string with the scheme in small letters: capitals mean the same."""
    scheme, separator, hosts = connection_string.strip().partition(_SEPARATOR)
    return f"{scheme.lower()}{separator}{hosts}" if separator else connection_string
