"""What CouchDB's errors mean, and the values for the sentences about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.stores.couchdb.designs import index_script_of
from profile_browser.stores.http.failures import Answer, Dialect, Phase
from profile_browser.stores.json_values import part_of

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

# The design document or its view. A database that is missing has another reason.
_VIEW_IS_MISSING = {"missing", "deleted", "missing_named_view"}
_MISSING = {"not_found", "illegal_database_name"}
# After several wrong passwords, for five minutes. The right one is refused as well.
_LOCKED = "temporarily locked"
_TIMEOUT = "timeout"


def _reason_of(answer: Answer, phase: Phase) -> Reason | None:
    if _error_of(answer) == _TIMEOUT:
        return phase.timed_out
    said = part_of(answer.value, "reason")
    if isinstance(said, str) and _LOCKED in said:
        return Reason.SERVER_UNAVAILABLE
    if _error_of(answer) not in _MISSING:
        return None
    return Reason.INDEX_MISSING if said in _VIEW_IS_MISSING else Reason.DATABASE_MISSING


def _error_of(answer: Answer) -> str:
    """Return the name of an error. Its reason may have ids."""
    name = part_of(answer.value, "error")
    return name if isinstance(name, str) else ""


def _values_of(reason: Reason, connection: Connection) -> dict[str, object]:
    """Return the values for the sentences of a problem."""
    values: dict[str, object] = {
        "noun": "database",
        "database": connection.location["database"],
        "role": "member",
    }
    if reason is Reason.INDEX_MISSING:
        values["statements"] = index_script_of(connection)
    return values


DIALECT = Dialect(_reason_of, _error_of, _values_of)
