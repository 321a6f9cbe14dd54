"""What ArangoDB's errors mean, and the values for the sentences about them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.stores.arangodb.indexes import index_script_of
from profile_browser.stores.arangodb.place import Place
from profile_browser.stores.http.failures import READING, Answer, Dialect, Phase
from profile_browser.stores.json_values import part_of

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

_QUERY_KILLED = 1500  # after the time that the query was given
_FORBIDDEN = 11
_HINT_UNUSABLE = 1577  # the index that a query forces
_REASONS = {
    1203: Reason.COLLECTION_MISSING,
    1228: Reason.DATABASE_MISSING,
    _HINT_UNUSABLE: Reason.INDEX_MISSING,
}
# Without access to the database, the server refuses with another reason before this.
_OF_COLLECTION = {Reason.READING_NOT_ALLOWED, Reason.SEARCHING_NOT_ALLOWED}


def _reason_of(answer: Answer, phase: Phase) -> Reason | None:
    number = _number_of(answer)
    if number == _QUERY_KILLED:
        return phase.timed_out
    if number == _FORBIDDEN and answer.status == HTTPStatus.BAD_REQUEST:  # of the list of indexes
        return phase.not_allowed
    if number == _HINT_UNUSABLE and phase is READING:
        return Reason.KEY_INDEX_MISSING
    return _REASONS.get(number)


def _error_of(answer: Answer) -> str:
    number = _number_of(answer)
    return f"errorNum {number}" if number else ""


def _number_of(answer: Answer) -> int:
    """Return the server's number of an error, or 0. Its text may have ids and search text."""
    number = part_of(answer.value, "errorNum")
    return number if isinstance(number, int) else 0


def _values_of(reason: Reason, connection: Connection) -> dict[str, object]:
    """Return the values for the sentences of a problem with this reason."""
    place = Place.of(connection)
    values: dict[str, object] = {"noun": "database", "database": place.database, "role": "ro"}
    if reason in _OF_COLLECTION:
        values |= {"noun": "collection", "database": place.collection}
    if reason is Reason.COLLECTION_MISSING:
        values |= {"collection": place.collection, "keys": "database and collection"}
    if reason in (Reason.KEY_INDEX_MISSING, Reason.RECORD_AMBIGUOUS):
        values["key_field"] = place.key_field
    if reason in (Reason.INDEX_MISSING, Reason.KEY_INDEX_MISSING):
        values["statements"] = index_script_of(place)
    return values


DIALECT = Dialect(_reason_of, _error_of, _values_of)
