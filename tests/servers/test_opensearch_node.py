"""OpenSearch itself, through httpx: what a store of this kind will stand on."""

from __future__ import annotations

import re
import ssl
from typing import TYPE_CHECKING

import httpx
import pytest
import trustme

from profile_browser.domain.folding import LETTERS, fold
from profile_browser.domain.matching import entries_of, orders_of
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.elasticsearch.indexes import index_of
from profile_browser.stores.elasticsearch.requests import name_query
from tests.servers.front import Front
from tests.servers.opensearch_node import OpenSearchNode
from tests.wire.people import JOHN_DOE, MARKED_HASH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIELDS = ["username", "full_name", "email", "disabled"]


@pytest.fixture(scope="module")
def node(opensearch: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSearchNode]:
    with OpenSearchNode(opensearch, tmp_path_factory.mktemp("opensearch")) as running:
        assert running.order("PUT", "/profiles", index_of(USUAL_LAYOUT))[0] == 200
        assert running.order("PUT", "/profiles/_doc/johndoe?refresh=true", JOHN_DOE)[0] == 201
        yield running


def client(
    port: int,
    username: str = OpenSearchNode.reader,
    password: str = OpenSearchNode.password,
    tls: ssl.SSLContext | None = None,
) -> httpx.Client:
    return httpx.Client(
        base_url=f"http{'s' if tls else ''}://127.0.0.1:{port}/profiles",
        auth=(username, password),
        headers={"Accept-Encoding": "identity"},  # a compressed body could hide the hash
        verify=tls or False,
        timeout=2.0,
        trust_env=False,
    )


def by_key(asking: httpx.Client, key: str) -> httpx.Response:
    return asking.get(f"/_doc/{key}", params={"_source_includes": ",".join(FIELDS)})


def search(asking: httpx.Client, query: object) -> list[object]:
    asked = {"query": query, "_source": FIELDS, "size": 51, "track_total_hits": False}
    answer = asking.post("/_search", json=asked)
    assert answer.status_code == 200, answer.text
    return [hit["_source"]["username"] for hit in answer.json()["hits"]["hits"]]


def test_only_the_asked_fields_of_a_found_record_come(node: OpenSearchNode) -> None:
    with Front(node.port) as front, client(front.port) as asking:
        assert by_key(asking, "johndoe").json()["_source"] == {n: JOHN_DOE[n] for n in FIELDS}
        assert by_key(asking, "nobody").json()["found"] is False
        assert by_key(asking, "%2E%2E").json()["found"] is False
        assert b"johndoe@example.com" in front.answered
        assert MARKED_HASH.encode() not in front.answered
        # No fields at all are all fields.
        asking.get("/_doc/johndoe", params={"_source_includes": ""})
        assert MARKED_HASH.encode() in front.answered  # it would have been seen


def test_an_index_finds_an_address_and_a_beginning_in_any_case(node: OpenSearchNode) -> None:
    with client(node.port) as asking:
        assert search(asking, {"term": {"email.folded": "JÖHNDOE@Example.com"}}) == ["johndoe"]
        assert search(asking, {"prefix": {"full_name.folded": {"value": "JÖ"}}}) == ["johndoe"]
        assert search(asking, {"prefix": {"full_name.folded": {"value": "*"}}}) == []
        assert search(asking, {"ids": {"values": ["johndoe", "..", "nobody"]}}) == ["johndoe"]


def test_the_index_folds_every_letter_as_the_domain_does(node: OpenSearchNode) -> None:
    letters = [
        chr(code)
        for first, last in re.findall("(.)(?:-(.))?", "".join(LETTERS.values()))
        for code in range(ord(first), ord(last or first) + 1)
    ]
    texts = [f"x{text}" for letter in letters for text in (letter, letter.upper())]
    texts += ["İSTANBUL", "ΑΣ", "Пётр", "e\u0301a", "O’Brien", "王芳", "👩‍👩‍👧", "a b"]
    asked = {"normalizer": "folded", "text": texts}
    status, answer = node.order("POST", "/profiles/_analyze", asked)
    assert status == 200
    assert isinstance(answer, dict)
    assert [token["token"] for token in answer["tokens"]] == [fold(text) for text in texts]


def test_a_name_is_found_by_the_beginnings_of_its_words(node: OpenSearchNode) -> None:
    names = [
        "John Paul Doe",
        "Jane O’Neil",
        "Zoë Muñiz-García",
        "Пётр Ильич",
        "王芳",
        "Ann-Marie Lee",
    ]
    for number, name in enumerate(names):
        record = {"username": name, "full_name": name}
        assert node.order("PUT", f"/profiles/_doc/{number}?refresh=true", record)[0] == 201
    texts = ["doe jo", "john d", "oneil", "o neil", "garcia z", "munizg", "петр", "王", "annm", "x"]
    with client(node.port) as asking:
        for text in texts:
            begun = tuple(" ".join(words) for words in orders_of(text))
            expected = {n for n in names if any(e.startswith(begun) for e in entries_of(n))}
            found = {*search(asking, name_query("full_name", text))} - {"johndoe"}
            assert found == expected, text
    for number, _ in enumerate(names):
        assert node.order("DELETE", f"/profiles/_doc/{number}?refresh=true")[0] == 200


def test_wrong_passwords_missing_rights_and_writes_are_refused(node: OpenSearchNode) -> None:
    with client(node.port, password="not-the-one") as asking:
        assert by_key(asking, "johndoe").status_code == 401
    with client(node.port, username=node.stranger) as asking:
        assert by_key(asking, "johndoe").status_code == 403
    with client(node.port) as asking:
        assert asking.delete("/_doc/johndoe").status_code == 403
        # An account that may read only one index is not told which others exist.
        assert asking.get(f"http://127.0.0.1:{node.port}/missing/_doc/johndoe").status_code == 403
    assert node.order("GET", "/missing/_doc/johndoe")[0] == 404


def test_a_certificate_for_another_name_is_refused_before_the_password_is_sent(
    node: OpenSearchNode,
) -> None:
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Front(node.port, tls=context) as front, client(front.port, tls=trusting) as asking:
        assert by_key(asking, "johndoe").status_code == 200
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("elsewhere.example").configure_cert(context)
    with Front(node.port, tls=context) as front, client(front.port, tls=trusting) as asking:
        with pytest.raises(httpx.ConnectError, match="certificate"):
            by_key(asking, "johndoe")
        assert front.received == b""


def test_a_server_that_falls_silent_or_dies_ends_a_read(node: OpenSearchNode) -> None:
    with Front(node.port) as front, client(front.port) as asking:
        front.stop()
        with pytest.raises(httpx.ReadTimeout):
            asking.get("/_doc/johndoe", timeout=0.3)
        front.die()
        with pytest.raises(httpx.ConnectError):
            by_key(asking, "johndoe")


def test_it_starts_again_with_what_it_had(node: OpenSearchNode) -> None:
    node.kill()
    with client(node.port) as asking, pytest.raises(httpx.ConnectError):
        by_key(asking, "johndoe")
    node.start()
    with client(node.port) as asking:
        assert by_key(asking, "johndoe").status_code == 200
    assert node.peak_memory() < 1000
