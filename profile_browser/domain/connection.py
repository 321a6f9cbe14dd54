"""A connection: the store, where the profiles are in it, and the sign-in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.document import USERNAME_PLACE, document_id
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.domain.store_kind import (
    KEY_FIELD,
    SEARCHES,
    Capability,
    LocationKey,
    StoreKind,
)

if TYPE_CHECKING:
    from profile_browser.domain.address import Address

# Seconds.
DEFAULT_KV_TIMEOUT, DEFAULT_QUERY_TIMEOUT, DEFAULT_CONNECT_TIMEOUT = 30.0, 15.0, 10.0
LONGEST_TIMEOUT = 3600.0
SUGGESTION_TIMEOUT = 5.0  # later suggestions are of no use to someone who is typing
# Records of a list that are read at the same time, unless a connection sets another number.
READS_AT_ONCE_IN_WINDOW, READS_AT_ONCE_IN_TERMINAL = 64, 256
_SWITCHES = {"search": SEARCHES, "suggestions": frozenset({Capability.SUGGEST})}


class Environment(StrEnum):
    """What a connection is for. It decides the band's colour and word."""

    PRODUCTION = "production"
    STAGING = "staging"
    DEVELOPMENT = "development"
    OTHER = "other"
    SAMPLE = "sample"


@dataclass(frozen=True, kw_only=True, repr=False)
class Connection:
    """Everything needed to open a store. Timeouts are in seconds.

    ``key`` names the connection on the command line. ``location`` says where in the store the
    profiles are, by the keys of its kind, such as bucket, scope and collection; missing keys get
    their defaults. ``record`` says how the records look.
    ``search`` allows searching, and ``suggestions`` allows searching as you type;
    both are off for a kind that does not support them. With ``audit``, each person who is looked
    up or shown is recorded first; with ``audit_reason``, which implies ``audit``, along with the
    reason that the user states. ``reads_at_once`` is how many records of a list are read at the
    same time; 0 is the program's default.
    Nothing writes the password, or the token, to a file or a log. A kind without database users
    has no ``username``. A gateway gets the reason and records the read itself, so
    there ``audit_reason`` does not imply ``audit``.
    """

    kind: StoreKind
    title: str
    key: str = ""
    environment: Environment = Environment.OTHER
    connection_string: str = ""
    location: Mapping[str, str] = field(default_factory=dict, hash=False)
    record: RecordLayout = USUAL_LAYOUT
    username: str = ""
    password: str = ""
    trust_store: str = ""
    kv_timeout: float = DEFAULT_KV_TIMEOUT
    query_timeout: float = DEFAULT_QUERY_TIMEOUT
    connect_timeout: float = DEFAULT_CONNECT_TIMEOUT
    reads_at_once: int = 0
    search: bool = True
    suggestions: bool = True
    audit: bool = False
    audit_reason: bool = False

    def __repr__(self) -> str:
        return f"Connection({self.key or self.title!r})"  # nothing else, because of logs

    def __post_init__(self) -> None:
        keys = self.kind.location
        complete = {key.name: self.location.get(key.name) or key.default for key in keys}
        object.__setattr__(self, "location", complete)
        for name, capabilities in _SWITCHES.items():
            able = getattr(self, name) and bool(capabilities & self.kind.capabilities)
            object.__setattr__(self, name, able)
        needs_log = self.audit_reason and not self.kind.is_gateway
        object.__setattr__(self, "audit", self.audit or needs_log)
        object.__setattr__(self, "username", self.username if self.kind.has_user else "")

    @property
    def login(self) -> tuple[str, str]:
        """What the password or the token is kept under: the address, and whose or what it is."""
        owner = self.username if self.kind.has_user else self.kind.secret.value
        return self.connection_string, owner

    @property
    def records_reasons(self) -> bool:
        """Whether the reason for a lookup is recorded: here, or by a gateway."""
        return self.audit or self.kind.is_gateway

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample data, which needs no server."""
        return self.environment is Environment.SAMPLE

    @property
    def is_absent(self) -> bool:
        """Whether this stands for no connection, because none is set up."""
        return not (self.connection_string or self.is_sample)

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the kind supports with the keys that this connection gives."""
        missing = (key.enables for key in self.kind.location if not self.location[key.name])
        return self.kind.capabilities.difference(*missing)

    @property
    def searches(self) -> frozenset[Capability]:
        """The ways in which people can be searched for; none if search is turned off."""
        return self.capabilities & SEARCHES if self.search else frozenset()

    @property
    def unusual_location(self) -> Mapping[str, str]:
        """The parts of the location that differ from the defaults."""
        return {
            key.name: self.location[key.name]
            for key in self.kind.location
            if self.location[key.name] != key.default
        }

    @property
    def id_template(self) -> str:
        """What identifies a record in the store, with ``{username}`` in it.

        A gateway is asked by username.
        """
        if self.kind.is_gateway:
            return USERNAME_PLACE
        return self.record.id_at(self.location.get(KEY_FIELD, ""))

    @property
    def longest_id(self) -> int:
        """The maximum length of what identifies a record, in bytes of UTF-8."""
        given = self.unusual_location
        limits = (key.longest_id for key in self.kind.location if key.name in given)
        return next(filter(None, limits), self.kind.longest_id)

    def id_of(self, username: str) -> str:
        """Return what identifies this user's record in the store. Raises RefusedError."""
        return document_id(username, self.longest_id, self.id_template)

    @property
    def may_suggest(self) -> bool:
        """Whether the store may be searched as the user types.

        Never without encryption, because each request may carry the password (HTTP Basic, in
        Couchbase's query service). Never with an audit log, because suggestions would show people
        who were not looked up.
        """
        if self.audit or not (self.search and self.suggestions):
            return False
        if Capability.SUGGEST not in self.capabilities:
            return False
        return self.is_sample or self.is_private

    @property
    def is_private(self) -> bool:
        """Whether nobody on a network can read what is sent. False without a correct address."""
        try:
            return self.address.encrypted or self.address.is_loopback
        except RefusedError:
            return False

    @property
    def suggestion_timeout(self) -> float:
        """How long suggestions may take, in seconds."""
        return min(self.query_timeout, SUGGESTION_TIMEOUT)

    @cached_property
    def address(self) -> "Address":
        """The connection string, parsed. Raises RefusedError."""
        from profile_browser.domain.address import parse_address

        return parse_address(self.connection_string, self.kind)


def find_faults(connection: Connection) -> dict[str, Refusal]:
    """Return what is wrong with a connection, by field."""
    faults: dict[str, Refusal] = {}
    try:
        _ = connection.address
    except RefusedError as error:
        faults["connection_string"] = error.refusal
    required = (key.name for key in connection.kind.location if key.required)
    given = {
        "connection_string": connection.connection_string,
        **{name: connection.location[name] for name in required},
        **({"username": connection.username} if connection.kind.has_user else {}),
    }
    faults |= {name: Refusal(RefusalKind.FIELD_EMPTY) for name, value in given.items() if not value}
    faults |= _find_location_faults(connection)
    for name in ("kv_timeout", "query_timeout", "connect_timeout"):
        if not 0 < getattr(connection, name) <= LONGEST_TIMEOUT:
            faults[name] = Refusal(RefusalKind.TIMEOUT_OUT_OF_RANGE, (LONGEST_TIMEOUT,))
    return faults


def _refuse_value(key: LocationKey, value: str) -> Refusal | None:
    """Return why a value of a key is not accepted, or None if it is."""
    if key.choices and value not in key.choices:
        return Refusal(RefusalKind.NOT_A_CHOICE, key.choices)
    if key.pattern and not re.fullmatch(key.pattern, value):
        return Refusal(RefusalKind.NAME_NOT_ALLOWED, (value, key.label.lower()))
    return _refuse_path(value) if key.is_path else None


def _refuse_path(value: str) -> Refusal | None:
    """Return why a value cannot be the path of a field, or None if it can."""
    from profile_browser.domain.field_paths import refuse_path

    if any(part.startswith("$") for part in value.split(".")):  # an operator in some stores
        return Refusal(RefusalKind.PATH_NOT_ALLOWED, (value,))
    refused = refuse_path(value)
    return Refusal(refused) if refused else None


def _find_location_faults(connection: Connection) -> dict[str, Refusal]:
    """Return the keys with a value that is not accepted, or missing although another needs them."""
    keys = {key.name: key for key in connection.kind.location}
    given = connection.unusual_location
    refused = {name: _refuse_value(keys[name], value) for name, value in given.items()}
    return {name: refusal for name, refusal in refused.items() if refusal} | {
        keys[name].needs: Refusal(
            RefusalKind.KEY_NEEDED, (keys[name].label, keys[keys[name].needs].label)
        )
        for name in given
        if keys[name].needs and keys[name].needs not in given
    }
