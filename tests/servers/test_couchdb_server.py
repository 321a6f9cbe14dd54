"""What the stand-in for CouchDB can show: a look-up and a search as a real one answers them."""

from __future__ import annotations

import json
import ssl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
import trustme

from tests.servers.couchdb_server import CouchDBServer
from tests.servers.front import Front

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HASH = "NOBODY-ASKED-FOR-THIS"
DESIGN = "_design/profile-browser"
SHORT_SECONDS, PATIENT_SECONDS = 1.5, 30.0
NAMES = ["José", "JOSE", "josephine", "jo", "john", "Zoë", "$where", "a.b/../'\"*%\\\n", "łódź"]
PEOPLE = [
    {
        "_id": name,
        "username": name,
        "email": f"{name}@Example.org",
        "name": {"first": name, "hash": HASH},
        "hash": HASH,
    }
    for name in [*NAMES, *(f"member{number:03}" for number in range(60))]
]
FOLDED = """
  function fold(text) {
    text = text.toLowerCase();
    return text.normalize ? text.normalize("NFKD").replace(/[\\u0300-\\u036f]/g, "") : text;
  }
"""
ENTRIES = (
    "function (doc) {"
    + FOLDED
    + """
  ["username", "email"].forEach(function (field) {
    if (typeof doc[field] === "string") emit([field, fold(doc[field])], null);
  });
}"""
)
# A request for several people at once: Mango reads all people for `$in`.
ROWS = "function (doc) { emit(doc._id, {username: doc.username, email: doc.email}); }"
VIEWS = {"entries": ENTRIES, "rows": ROWS}
INDEXES = {"email": ["email"]}


@pytest.fixture(scope="module")
def server(pouchdb: Path) -> Iterator[CouchDBServer]:
    with CouchDBServer(pouchdb, PEOPLE, views=VIEWS, indexes=INDEXES) as started:
        yield started


@contextmanager
def client_of(
    server: CouchDBServer,
    address: str = "",
    auth: tuple[str, str] | None = (CouchDBServer.username, CouchDBServer.password),
    verify: ssl.SSLContext | bool = True,
    timeout: float = PATIENT_SECONDS,
) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"{address or server.address}/{server.database}/",
        auth=auth,
        verify=verify,
        timeout=timeout,
        trust_env=False,
        headers={"Accept-Encoding": "identity"},  # a front can read what is not compressed
    ) as client:
        yield client


def find(client: httpx.Client, key: str, *fields: str) -> list[dict[str, object]]:
    asked = {"selector": {"_id": {"$eq": key}}, "fields": list(fields), "limit": 1}
    answer = client.post("_find", json=asked)
    found: list[dict[str, object]] = answer.raise_for_status().json()["docs"]
    return found


def find_range(client: httpx.Client, field: str, low: str, high: str) -> list[str]:
    keys = {"startkey": [field, low], "endkey": [field, high], "limit": 51, "reduce": False}
    asked = {name: json.dumps(value) for name, value in keys.items()}
    answer = client.get(f"{DESIGN}/_view/entries", params=asked)
    ids = [row["id"] for row in answer.raise_for_status().json()["rows"]]
    answer = client.post(f"{DESIGN}/_view/rows", json={"keys": ids})
    return [row["value"]["username"] for row in answer.raise_for_status().json()["rows"]]


def test_starts_fast_and_stays_small(pouchdb: Path) -> None:
    started = time.monotonic()
    with CouchDBServer(pouchdb, PEOPLE, views=VIEWS, indexes=INDEXES) as server:
        took = time.monotonic() - started
        print(f"CouchDB: {took:.1f} s, {server.peak_memory()} MiB")
        assert took < 60
        assert server.peak_memory() < 500


@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_a_meaning_in_a_query_is_found(server: CouchDBServer, name: str) -> None:
    with client_of(server) as client:
        assert find(client, name, "username") == [{"username": name}]


def test_a_missing_key_finds_nobody(server: CouchDBServer) -> None:
    with client_of(server) as client:
        assert find(client, "nobody", "username") == []


def test_only_asked_fields_cross_the_wire(server: CouchDBServer) -> None:
    front = Front(server.port)
    with front, client_of(server, f"http://localhost:{front.port}") as client:
        found = find(client, "john", "username", "name.first", "missing.field")
        find_range(client, "username", "jo", "jo\uffff")
        assert HASH.encode() not in front.answered
        client.get("john")
        assert HASH.encode() in front.answered, "the front would have seen it"
    assert found == [{"username": "john", "name": {"first": "john"}}]


def test_an_email_is_found_in_any_case(server: CouchDBServer) -> None:
    with client_of(server) as client:
        assert find_range(client, "email", *["john@example.org"] * 2) == ["john"]


def test_a_beginning_is_found_whatever_its_case_and_accents(server: CouchDBServer) -> None:
    with client_of(server) as client:
        found = find_range(client, "username", "jose", "jose\uffff")
    assert sorted(found) == ["JOSE", "José", "josephine"]


def test_an_index_serves_an_exact_email(server: CouchDBServer) -> None:
    asked = {"selector": {"email": {"$eq": "john@Example.org"}}, "fields": ["username"]}
    with client_of(server) as client:
        assert client.post("_explain", json=asked).json()["index"]["name"] == "email"
        assert client.post("_find", json=asked).json()["docs"] == [{"username": "john"}]


@pytest.mark.parametrize(
    ("auth", "status"),
    [
        ((CouchDBServer.username, "wrong"), 401),
        (("nobody", CouchDBServer.password), 401),
        (None, 401),
        ((CouchDBServer.stranger, CouchDBServer.password), 403),
    ],
)
@pytest.mark.parametrize("path", ["_find", "_explain", "_design/profile-browser/_view/entries"])
def test_an_account_without_the_right_to_read_is_refused(
    server: CouchDBServer, auth: tuple[str, str] | None, status: int, path: str
) -> None:
    method = "GET" if path.startswith("_design") else "POST"
    with client_of(server, auth=auth) as client:
        answer = client.request(method, path, json={"selector": {"_id": "john"}})
    assert answer.status_code == status
    assert HASH not in answer.text


def test_the_account_cannot_write(server: CouchDBServer) -> None:
    with client_of(server) as client:
        index = {"index": {"fields": ["username"]}}
        assert client.put("new", json={}).status_code == 403
        assert client.put("_design/new", json={}).status_code in {401, 403}
        assert client.post("_index", json=index).status_code == 403


@pytest.mark.parametrize(
    ("database", "path"), [("missing", "_find"), ("shop", "_design/profile-browser/_view/missing")]
)
def test_what_is_missing_is_reported(server: CouchDBServer, database: str, path: str) -> None:
    method = "GET" if path.startswith("_design") else "POST"
    with client_of(server) as client:
        address = f"{server.address}/{database}/{path}"
        answer = client.request(method, address, json={"selector": {"_id": "john"}})
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_a_killed_server_is_noticed_in_time(pouchdb: Path) -> None:
    with CouchDBServer(pouchdb, PEOPLE) as server, client_of(server) as client:
        assert find(client, "john", "username")
        server.kill()
        with pytest.raises(httpx.TransportError):
            find(client, "john", "username")
        with pytest.raises(httpx.ConnectError):
            find(client, "john", "username")
        server.start()
        assert find(client, "john", "username")


def test_a_silent_server_is_given_up(pouchdb: Path) -> None:
    with (
        CouchDBServer(pouchdb, PEOPLE) as server,
        client_of(server, timeout=SHORT_SECONDS) as client,
    ):
        assert find(client, "john", "username")
        server.stop()
        with pytest.raises(httpx.ReadTimeout):
            find(client, "john", "username")


def test_a_wrong_certificate_gets_no_password(pouchdb: Path) -> None:
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    for name, accepted in (("localhost", True), ("another.example", False)):
        certificate = authority.issue_cert(name).private_key_and_cert_chain_pem.bytes().decode()
        with (
            CouchDBServer(pouchdb, PEOPLE, certificate=certificate) as server,
            client_of(server, verify=trusting) as client,
        ):
            if accepted:
                assert find(client, "john", "username")
            else:
                with pytest.raises(httpx.ConnectError, match="Hostname mismatch"):
                    find(client, "john", "username")
