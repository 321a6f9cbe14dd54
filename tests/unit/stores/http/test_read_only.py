"""The kinds over HTTP make no request that writes, and one file alone could make another one."""

import re

import pytest

from tests.unit.helpers.http_reads import ROOMS, SESSION, aql_writes, writes
from tests.unit.helpers.sources import sources

_MODULES = [name for name in sources() if name.split(".")[1:2] == ["stores"]]
QUERIES = "profile_browser.stores.arangodb.queries"


@pytest.mark.parametrize("room", ROOMS)
def test_no_request_writes(room: str) -> None:
    modules = [name for name in _MODULES if name.split(".")[2] == room]
    assert {name: found for name in modules if (found := writes(sources()[name]))} == {}


def test_no_query_writes() -> None:
    assert aql_writes(sources()[QUERIES]) == set()


def test_one_file_alone_has_the_client() -> None:
    imported = re.compile(
        r"^\s*(import|from) (httpx|httpcore|http\.client|urllib\.request)", re.MULTILINE
    )
    named = {name for name in _MODULES if imported.search(sources()[name])}
    assert named == {SESSION}


@pytest.mark.parametrize(
    "planted",
    [
        "Request('PUT', '/people')",
        "Request('DELETE', path)",
        "Request(method, path)",
        "Request('GET', path, body)",
        "Request(method='POST', path=_search_path(connection))",
        "Request('POST', f'{_database_path(place)}/_api/document')",
        "session.Request('POST', '/_bulk', {})",
        "self._client.put",
        "self._client.request('PUT', url)",
    ],
)
def test_a_planted_write_is_noticed(planted: str) -> None:
    assert writes(planted) == {planted.removesuffix("('PUT', url)")}


@pytest.mark.parametrize("word", ["INSERT", "UPDATE", "REPLACE", "REMOVE", "UPSERT"])
def test_a_planted_query_that_writes_is_noticed(word: str) -> None:
    assert aql_writes(f'query = f"{{people}} {word} each IN @@people"') == {word}
    assert aql_writes(f'"""Explains {word}."""') == set()
