"""What a desk sends to a gateway: one request for each lookup, with the token and the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.stores.audited import AuditedStore
from profile_browser.stores.gateway.adapter import GATEWAY
from profile_browser.stores.store import Store
from tests.unit.stores.gateway.answering import (
    JOHN,
    TOKEN,
    connection_to,
    refusing,
    saying,
    store_on,
)
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.audit import Read
    from profile_browser.domain.connection import Connection

FOUND = saying(JOHN)
NOBODY = saying({"users": [], "more": False})


def targets(server: Server) -> list[str]:
    """Return the method and the target of each request."""
    return [request.split(b" HTTP/1.1", 1)[0].decode() for request in server.requests]


def reasons(server: Server) -> list[str]:
    """Return the reason of each request; empty where there is none."""
    name = b"Profile-Browser-Reason: "
    return [
        request.partition(name)[2].partition(b"\r\n")[0].decode() for request in server.requests
    ]


def test_three_lookups_are_three_requests_on_one_connection() -> None:
    with store_on(FOUND) as (store, server):
        for _ in range(3):
            assert isinstance(store.look_up("johndoe"), Found)
    assert targets(server) == ["GET /users/johndoe"] * 3
    assert server.connections == 2  # the check of the route, and the session's own


def test_the_token_is_in_a_header_alone() -> None:
    with store_on(FOUND) as (store, server):
        store.look_up("johndoe")
    (request,) = server.requests
    assert f"\r\nAuthorization: Bearer {TOKEN}\r\n".encode() in request
    assert request.count(TOKEN.encode()) == 1
    assert b"Basic" not in request


@pytest.mark.parametrize(
    "pasted",
    [
        f"  {TOKEN}\r\n",
        f"\t{TOKEN}\N{NO-BREAK SPACE}",
        f"Bearer {TOKEN}",
        f"authorization: bearer {TOKEN}\n",
    ],
)
def test_a_token_is_sent_without_the_spaces_or_the_header_that_were_pasted_with_it(
    pasted: str,
) -> None:
    with store_on(FOUND, password=pasted) as (store, server):
        assert isinstance(store.look_up("johndoe"), Found)
    (request,) = server.requests
    assert f"\r\nAuthorization: Bearer {TOKEN}\r\n".encode() in request


@pytest.mark.parametrize("token", ["pb token", "pb_\r\nHost: x", "tökén", "x" * 10_000, "\0"])
def test_a_token_that_no_header_can_have_is_refused_before_anything_is_sent(token: str) -> None:
    with store_on(FOUND, password=token) as (store, server):
        outcome = store.look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.SIGN_IN_REFUSED
    assert server.requests == []


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("..", "/users/%2E%2E"),
        ("a/b", "/users/a%2Fb"),
        ("%2F", "/users/%252F"),
        ("Zoë", "/users/Zo%C3%AB"),
        ("a?b#c d", "/users/a%3Fb%23c%20d"),
        ("batch", "/users/batch"),
    ],
)
def test_a_username_is_one_part_of_the_path(username: str, path: str) -> None:
    with store_on(FOUND) as (store, server):
        store.look_up(username)
        store.read_details(username)
    assert targets(server) == [f"GET {path}", f"GET {path}/details"]


@pytest.mark.parametrize(("limit", "sent"), [(1, 1), (50, 50), (1000, 50)])
def test_a_search_asks_for_no_more_than_a_gateway_lists(limit: int, sent: int) -> None:
    with store_on(NOBODY) as (store, server):
        assert isinstance(store.search(Question("jo & co"), limit), Missing)
    assert targets(server) == [f"GET /users?text=jo%20%26%20co&limit={sent}"]


def test_a_list_that_the_gateway_has_cut_says_that_more_match() -> None:
    people = [{**JOHN, "username": name} for name in ("b", "a")]
    with store_on(saying({"users": people, "more": True})) as (store, _):
        outcome = store.search(Question("john"), 1000)
    assert isinstance(outcome, Matches)
    assert [user.username for user in outcome.users] == ["a", "b"]
    assert outcome.more


def test_nobody_is_suggested_and_nothing_is_sent() -> None:
    with store_on(NOBODY) as (store, server):
        assert store.suggest("jo", 8) == ()
    assert server.connections == 0


def test_a_reason_is_stated_in_a_header_for_its_own_question_alone() -> None:
    with store_on(refusing("404 Not Found", "not_found", "bad_input")) as (store, server):
        store.look_up("johndoe", "Ticket 4711: Zoë\r\nHost: x")
        store.look_up("johndoe")
        store.read_details("johndoe", "Ticket 2")
        store.search(Question("john", reason="Ticket 3"), 50)
    assert reasons(server) == [
        "Ticket%204711%3A%20Zo%C3%AB%0D%0AHost%3A%20x",
        "",
        "Ticket%202",
        "Ticket%203",
    ]
    assert not any("Ticket" in target for target in targets(server))


class _Log:
    """An audit log of a desk."""

    folder = ""

    def __init__(self) -> None:
        self.reads: list[Read] = []

    def prepare(self) -> None:
        """Do nothing."""

    def write(self, _connection: Connection, reads: Sequence[Read]) -> None:
        self.reads += reads


def test_a_desk_with_an_audit_log_of_its_own_states_the_reason_as_well() -> None:
    log = _Log()
    with Server(FOUND) as server:
        connection = AuditRules(required=True).applied_to(connection_to(server.port))
        store = AuditedStore(connection, Store(connection, GATEWAY), lambda: log)
        store.look_up("johndoe", "Ticket 1")
        store.close()
    assert [read.reason for read in log.reads] == ["Ticket 1"]
    assert reasons(server) == ["Ticket%201"]


def test_a_demanded_reason_needs_no_audit_log_at_the_desk() -> None:
    connection = AuditRules(reason_required=True).applied_to(connection_to(80))
    assert (connection.audit, connection.audit_reason) == (False, True)
    assert replace(connection, audit=True).audit


def test_no_redirect_is_followed_and_the_token_goes_nowhere_else() -> None:
    with Server(FOUND) as other:
        headers = f"Location: http://127.0.0.1:{other.port}/users/johndoe\r\n"
        with store_on(answering(b"", "307 Temporary Redirect", headers)) as (store, _):
            outcome = store.look_up("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.reason is Reason.REDIRECTED
    assert other.connections == 0
