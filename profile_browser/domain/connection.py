"""A connection: which store the profiles are read from, where in it they are, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.address import parse_address
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.domain.store_kind import Capability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.address import Address
    from profile_browser.domain.store_kind import StoreKind

# Seconds. The tutorial of this record has waited this long for a read and a query since SDK 2.
DEFAULT_KV_TIMEOUT, DEFAULT_QUERY_TIMEOUT, DEFAULT_CONNECT_TIMEOUT = 30.0, 300.0, 10.0
LONGEST_TIMEOUT = 3600.0
_SWITCHES = {"search": Capability.SEARCH, "suggestions": Capability.SUGGEST}


class Environment(StrEnum):
    """What a connection is for; the band's colour and word."""

    PRODUCTION = "production"
    STAGING = "staging"
    DEVELOPMENT = "development"
    OTHER = "other"
    SAMPLE = "sample"


@dataclass(frozen=True, kw_only=True)
class Connection:
    """Everything that is needed to open a store. Timeouts are in seconds.

    The key names it on the command line. ``location`` says where in the store the profiles are, by
    all keys of its kind: bucket, scope and collection; a key that is not given has its default.
    ``search`` says whether the store may be searched, ``suggestions`` whether it may be while
    somebody types; neither is on for a kind that cannot. With ``audit`` each person who is looked
    up or shown is recorded first.
    The password is kept out of the repr; nothing writes it to a file.
    """

    kind: StoreKind
    title: str
    key: str = ""
    environment: Environment = Environment.OTHER
    connection_string: str = ""
    location: Mapping[str, str] = field(default_factory=dict, hash=False)
    username: str = ""
    password: str = field(default="", repr=False)
    trust_store: str = ""
    kv_timeout: float = DEFAULT_KV_TIMEOUT
    query_timeout: float = DEFAULT_QUERY_TIMEOUT
    connect_timeout: float = DEFAULT_CONNECT_TIMEOUT
    search: bool = True
    suggestions: bool = True
    audit: bool = False

    def __post_init__(self) -> None:
        keys = self.kind.location
        complete = {key.name: self.location.get(key.name) or key.default for key in keys}
        object.__setattr__(self, "location", complete)
        for name, capability in _SWITCHES.items():
            able = getattr(self, name) and capability in self.kind.capabilities
            object.__setattr__(self, name, able)

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample directory, for which no server is asked."""
        return self.environment is Environment.SAMPLE

    @property
    def unusual_location(self) -> Mapping[str, str]:
        """What of the location is not as the kind has it by default."""
        return {
            key.name: self.location[key.name]
            for key in self.kind.location
            if self.location[key.name] != key.default
        }

    @property
    def may_suggest(self) -> bool:
        """Whether the store may be asked while somebody types.

        Never without encryption: each request may carry the password, as Couchbase's query service
        has it (HTTP Basic). Nor where reads are recorded: a list would show people whom nobody has
        looked up.
        """
        if self.audit or not (self.search and self.suggestions):
            return False
        if self.is_sample:
            return True
        try:
            return self.address.encrypted or self.address.is_loopback
        except RefusedError:
            return False

    @cached_property
    def address(self) -> Address:
        """The connection string, parsed. Raises RefusedError."""
        return parse_address(self.connection_string, self.kind)


def find_faults(connection: Connection) -> dict[str, Refusal]:
    """Return what is wrong with a connection, by the field that has the fault."""
    faults: dict[str, Refusal] = {}
    try:
        _ = connection.address
    except RefusedError as error:
        faults["connection_string"] = error.refusal
    required = (key.name for key in connection.kind.location if key.required)
    given = {
        "connection_string": connection.connection_string,
        **{name: connection.location[name] for name in required},
        "username": connection.username,
    }
    faults |= {name: Refusal(RefusalKind.FIELD_EMPTY) for name, value in given.items() if not value}
    faults |= _find_location_faults(connection)
    for name in ("kv_timeout", "query_timeout", "connect_timeout"):
        if not 0 < getattr(connection, name) <= LONGEST_TIMEOUT:
            faults[name] = Refusal(RefusalKind.TIMEOUT_OUT_OF_RANGE, (LONGEST_TIMEOUT,))
    return faults


def _find_location_faults(connection: Connection) -> dict[str, Refusal]:
    """Return which keys are missing beside others that need them."""
    keys = {key.name: key for key in connection.kind.location}
    given = connection.unusual_location
    return {
        keys[name].needs: Refusal(
            RefusalKind.KEY_NEEDED, (keys[name].label, keys[keys[name].needs].label)
        )
        for name in given
        if keys[name].needs and keys[name].needs not in given
    }
