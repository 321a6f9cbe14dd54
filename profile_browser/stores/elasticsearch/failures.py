"""What Elasticsearch's errors mean, and the values for the sentences about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.stores.elasticsearch.indexes import index_script_of
from profile_browser.stores.http.failures import OPEN_AND_READ, Answer, Dialect, Phase
from profile_browser.stores.json_values import part_of

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

_REASONS = {
    "index_not_found_exception": Reason.DATABASE_MISSING,  # or a data stream, which has no ids
    "index_closed_exception": Reason.DATABASE_MISSING,
    "cluster_block_exception": Reason.SERVER_UNAVAILABLE,
    "too_long_http_line_exception": Reason.REQUEST_TOO_LONG,
    # The searches are always the same, so they can only fail on how the index is mapped.
    "search_phase_execution_exception": Reason.INDEX_MISSING,
}
_REFUSED = {400, 403, 404}
# To a request for a record by its id, this is the answer of an alias of several indices.
_OF_SEVERAL = "illegal_argument_exception"
_READ_ACTION = "indices:data/read/get"
_SEARCH_ACTION = "indices:data/read/search"


def _reason_of(answer: Answer, phase: Phase) -> Reason | None:
    if phase == OPEN_AND_READ and _error_of(answer) == _OF_SEVERAL:
        return Reason.DATABASE_AMBIGUOUS
    if answer.status in _REFUSED:
        return _REASONS.get(_error_of(answer))
    if answer.is_success and part_of(answer.value, "timed_out") is True:
        return phase.timed_out
    if answer.is_success and part_of(answer.value, "_shards", "failed"):
        return Reason.SERVER_UNAVAILABLE  # a part of the index cannot be searched at the moment
    return None


def _error_of(answer: Answer) -> str:
    """Return the type of an error. Its text may have ids and search text."""
    name = part_of(answer.value, "error", "type")
    return name if isinstance(name, str) else ""


def _values_of(reason: Reason, connection: Connection) -> dict[str, object]:
    values: dict[str, object] = {
        "noun": "index",
        "database": connection.location["index"],
        "role": f"read (in OpenSearch, the actions {_READ_ACTION} and {_SEARCH_ACTION})",
    }
    if reason is Reason.INDEX_MISSING:
        values["statements"] = index_script_of(connection)
    return values


DIALECT = Dialect(_reason_of, _error_of, _values_of)
