"""What a kind of store declares: its addresses, its location keys and its capabilities."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from importlib.util import find_spec
from typing import NamedTuple

from profile_browser.domain.document import MAX_DOCUMENT_ID_BYTES
from profile_browser.domain.refusal import RefusalKind, RefusedError

_WRITTEN_PORT = r":([0-9]{1,5})$"


class Scheme(NamedTuple):
    """A scheme of connection strings, its default port, and whether it is encrypted.

    With ``listed_by_dns``, a connection string has one name, for which DNS lists the servers. With
    ``local_only``, the server must be on this computer.
    """

    name: str
    port: int
    encrypted: bool
    listed_by_dns: bool = False
    local_only: bool = False


class Secret(StrEnum):
    """What a sign-in needs: the password of a database user, or a token alone."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind
    TOKEN = "token"  # noqa: S105 - the name of a kind


class Capability(StrEnum):
    """What a store may support besides reading a profile by username."""

    EMAIL = "email"  # search by e-mail; the values of the searches are those of SearchKind
    BEGINNING = "beginning"
    SUGGEST = "suggest"
    MANY = "many"  # records at once
    DETAILS = "details"  # of a record: its revision, expiry and last change


SEARCHES = frozenset({Capability.EMAIL, Capability.BEGINNING})
KEY_FIELD = "key_field"  # the location key for the field that identifies a record


class LocationKey(NamedTuple):
    """A key that says where in a store of this kind the profiles are, such as ``bucket``.

    It has the same name in a connection's table, as an option and in the dialog. ``hint`` explains
    the option; ``placeholder`` is for the empty field. ``needs`` is another key that must be given
    with this one. ``enables`` is what a connection can do only if this key is given. ``choices``
    are the accepted values, or ``pattern`` is a regular expression for them, if not all are. With
    ``is_path``, the value names a field of the records, and must not name a secret. ``others`` are
    other names that a table, an option or a variable may use for this key. ``longest_id`` is the
    maximum length of a record's id if this key is given, if that differs from its kind's.
    """

    name: str
    label: str
    hint: str
    placeholder: str = ""
    required: bool = False
    default: str = ""
    needs: str = ""
    enables: frozenset[Capability] = frozenset()
    choices: tuple[str, ...] = ()
    is_path: bool = False
    pattern: str = ""
    others: tuple[str, ...] = ()
    longest_id: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is accepted for this key, its own first."""
        return (self.name, *self.others)


class StoreKind(NamedTuple):
    """One kind of store.

    ``web_ports`` are ports that people mistake for the store's own. ``parameters`` are allowed in a
    connection string; other programs ask for TLS by one of ``tls_parameters``. ``revision`` is what
    this kind calls the revision of a record, and ``keeps_times`` is whether it keeps when a record
    expires and was last changed. ``right`` is what it calls a right that an administrator gives.
    ``search_index`` is what a search needs in the store, with its article; an administrator
    creates it. ``longest_id`` is the maximum length of a record's id, in bytes of UTF-8. ``extra``
    is the extra of this package that installs ``drivers``, the packages that this kind imports.
    ``secret`` is what a sign-in needs. With ``is_gateway``, the server is this program's gateway,
    which knows the record layout and keeps the audit log. So it is told the reason for a read.
    """

    name: str
    title: str
    schemes: tuple[Scheme, ...] = ()
    location: tuple[LocationKey, ...] = ()
    capabilities: frozenset[Capability] = frozenset(Capability)
    web_ports: frozenset[int] = frozenset()
    parameters: frozenset[str] = frozenset()
    tls_parameters: frozenset[str] = frozenset()
    revision: str = "Revision"
    keeps_times: bool = True
    right: str = "role"
    search_index: str = "an index"
    longest_id: int = MAX_DOCUMENT_ID_BYTES
    extra: str = ""
    drivers: frozenset[str] = frozenset()
    secret: Secret = Secret.PASSWORD
    is_gateway: bool = False

    @property
    def has_user(self) -> bool:
        """Whether a database user signs in. A token alone says who asks."""
        return self.secret is Secret.PASSWORD

    @property
    def is_installed(self) -> bool:
        """Whether all drivers of this kind are installed. Imports none of them."""
        return all(find_spec(driver) for driver in self.drivers)


def unknown_scheme(typed: str, schemes: Iterable[Scheme]) -> RefusedError:
    """Return the error that names these schemes; if some contain what was typed, only those."""
    names = [scheme.name for scheme in schemes]
    near = [name for name in names if typed.lower() in name]
    return RefusedError(RefusalKind.SCHEME_UNKNOWN, *(near or names))


class StoreKinds:
    """The kinds of stores that this program knows, the default first."""

    def __init__(self, kinds: tuple[StoreKind, ...]) -> None:
        self.kinds = kinds

    @property
    def usual(self) -> StoreKind:
        """The default kind, for a new connection without a connection string."""
        return self.kinds[0]

    @property
    def servers(self) -> tuple[StoreKind, ...]:
        """The kinds that a connection string can name."""
        return tuple(kind for kind in self.kinds if kind.schemes)

    @cached_property
    def location_keys(self) -> tuple[str, ...]:
        """The names of the keys of all kinds, each once."""
        return tuple(dict.fromkeys(key.name for kind in self.kinds for key in kind.location))

    @cached_property
    def location_names(self) -> tuple[str, ...]:
        """Every accepted name of a key, each once. The keys' own names come first."""
        others = (name for kind in self.kinds for key in kind.location for name in key.others)
        return tuple(dict.fromkeys((*self.location_keys, *others)))

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """The schemes of all kinds, the usual one first."""
        return tuple(scheme for kind in self.kinds for scheme in kind.schemes)

    def kind_of(self, connection_string: str) -> StoreKind:
        """Return the kind for the scheme of a connection string. Raises RefusedError.

        The address of a database's web page is refused, although a gateway has the same scheme.
        """
        scheme, _, rest = connection_string.strip().partition("://")
        if scheme not in self._by_scheme:
            raise unknown_scheme(scheme, self.schemes)
        kind = self._by_scheme[scheme]
        port = re.search(_WRITTEN_PORT, rest.partition("/")[0])
        meant = self._schemes_at(int(port[1])) if kind.is_gateway and port else ()
        if meant:
            raise RefusedError(RefusalKind.SCHEME_UNKNOWN, *meant)
        return kind

    def _schemes_at(self, port: int) -> tuple[str, ...]:
        """Return the schemes of the databases with this port, encrypted ones if there are any."""
        found = [
            scheme
            for kind in self.kinds
            for scheme in kind.schemes
            if not kind.is_gateway and (port == scheme.port or port in kind.web_ports)
        ]
        encrypted = [scheme for scheme in found if scheme.encrypted]
        return tuple(scheme.name for scheme in encrypted or found)

    @cached_property
    def _by_scheme(self) -> Mapping[str, StoreKind]:
        return {scheme.name: kind for kind in self.kinds for scheme in kind.schemes}
