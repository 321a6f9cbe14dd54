"""Which cluster, bucket and collection the profiles are read from, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.address import AddressRefusedError, parse_address
from profile_browser.messages import refusals

if TYPE_CHECKING:
    from profile_browser.domain.address import Address

DEFAULT_SCOPE = DEFAULT_COLLECTION = "_default"
# Seconds. The tutorial of this record has waited this long for a read and a query since SDK 2.
DEFAULT_KV_TIMEOUT, DEFAULT_QUERY_TIMEOUT, DEFAULT_CONNECT_TIMEOUT = 30.0, 300.0, 10.0
LONGEST_TIMEOUT = 3600.0


class Environment(StrEnum):
    """What a connection is for; the band's colour and word."""

    PRODUCTION = "production"
    STAGING = "staging"
    DEVELOPMENT = "development"
    OTHER = "other"
    SAMPLE = "sample"


@dataclass(frozen=True, kw_only=True)
class Connection:
    """Everything that is needed to open a bucket. Timeouts are in seconds.

    The key names it on the command line. ``search`` says whether the query service may be asked,
    ``suggestions`` whether it may be while somebody types. With ``audit`` each person that is
    asked for or shown is recorded first.
    The password is kept out of the repr; nothing writes it to a file.
    """

    title: str
    key: str = ""
    environment: Environment = Environment.OTHER
    connection_string: str = ""
    bucket: str = ""
    scope: str = DEFAULT_SCOPE
    collection: str = DEFAULT_COLLECTION
    username: str = ""
    password: str = field(default="", repr=False)
    trust_store: str = ""
    kv_timeout: float = DEFAULT_KV_TIMEOUT
    query_timeout: float = DEFAULT_QUERY_TIMEOUT
    connect_timeout: float = DEFAULT_CONNECT_TIMEOUT
    search: bool = True
    suggestions: bool = True
    audit: bool = False

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample directory, for which no cluster is asked."""
        return self.environment is Environment.SAMPLE

    @property
    def in_named_collection(self) -> bool:
        """Whether the profiles are in another collection than the bucket's default one."""
        return (self.scope, self.collection) != (DEFAULT_SCOPE, DEFAULT_COLLECTION)

    @property
    def may_suggest(self) -> bool:
        """Whether names may be asked for while somebody types.

        Never without encryption: the query service is signed in to with HTTP Basic, and each
        pause in the typing would send the password in the clear. Nor where reads are recorded:
        a list names people in passing whom nobody has asked for.
        """
        if self.audit:
            return False
        if self.is_sample or not (self.search and self.suggestions):
            return self.search and self.suggestions
        try:
            return self.address.encrypted or self.address.is_loopback
        except AddressRefusedError:
            return False

    @cached_property
    def address(self) -> Address:
        """The connection string, parsed; raises AddressRefusedError."""
        return parse_address(self.connection_string)


def faults_of(connection: Connection) -> dict[str, str]:
    """Return what is wrong with a connection: a sentence for each field that has a fault."""
    faults: dict[str, str] = {}
    try:
        _ = connection.address
    except AddressRefusedError as error:
        faults["connection_string"] = str(error)
    for name in ("connection_string", "bucket", "username"):
        if not getattr(connection, name):
            faults[name] = refusals.FIELD_EMPTY
    if connection.scope != DEFAULT_SCOPE and connection.collection == DEFAULT_COLLECTION:
        faults["collection"] = refusals.SCOPE_WITHOUT_COLLECTION
    for name in ("kv_timeout", "query_timeout", "connect_timeout"):
        if not 0 < getattr(connection, name) <= LONGEST_TIMEOUT:
            faults[name] = refusals.timeout_out_of_range(LONGEST_TIMEOUT)
    return faults
