"""The values in the sentences about a cluster's problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.stores.couchbase.keyspace import Keyspace
from profile_browser.stores.couchbase.statements import index_script_of

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

_ROLES = {
    Reason.DATABASE_NOT_ALLOWED: "data_reader",
    Reason.READING_NOT_ALLOWED: "data_reader",
    Reason.SEARCHING_NOT_ALLOWED: "query_select",
}


def problem_values(reason: Reason, connection: Connection) -> dict[str, object]:
    """Return the values for the sentences of a problem with this reason."""
    keyspace = Keyspace.of(connection)
    values: dict[str, object] = {"noun": "bucket", "database": keyspace.bucket}
    if reason in _ROLES:
        values["role"] = _ROLES[reason]
    if reason is Reason.COLLECTION_MISSING or keyspace.is_named_collection:
        values["collection"], values["keys"] = keyspace.path, "scope and collection"
    if reason is Reason.INDEX_MISSING:
        values["statements"] = index_script_of(connection)
    return values
