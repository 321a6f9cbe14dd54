"""What a source refuses before it asks a server."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import replace
from threading import Thread

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.messages.problems import next_step
from profile_browser.stores.cassandra.adapter import CASSANDRA, KIND
from profile_browser.stores.cassandra.source import CassandraSource
from profile_browser.stores.store import Store
from tests.stores.asserting import assert_problem
from tests.wire.layouts import NESTED

CONNECTION = Connection(
    kind=KIND,
    title="Customers EU",
    connection_string="cassandra://127.0.0.1:1",
    location={"database": "crm", "collection": "people"},
    record=NESTED,
    username="staff",
    password="secret",
)


def test_an_email_inside_a_column_cannot_be_searched_for_without_a_search_table() -> None:
    with closing(CassandraSource(CONNECTION, CONNECTION.address)) as source:
        with pytest.raises(ProblemError) as raised:
            source.search(Question("ann@example.com"), 51)
        problem = raised.value.problem
        assert problem.reason is Reason.SETTINGS_REFUSED
        refusal = Refusal(RefusalKind.PATH_NOT_INDEXED, ("contact.email",))
        assert problem.values["refusal"] == refusal


def test_a_key_that_is_too_long_is_refused() -> None:
    with (
        closing(CassandraSource(CONNECTION, CONNECTION.address)) as source,
        pytest.raises(RefusedError),
    ):
        source.read("x" * 65_536)


def test_a_username_that_is_its_key_may_be_as_long_as_a_key() -> None:
    layout = USUAL_LAYOUT._replace(id="x" * 65_500 + "{username}")
    with closing(Store(replace(CONNECTION, record=layout), CASSANDRA)) as store:
        assert_problem(store.look_up("j" * 100), Reason.PORT_CLOSED)
        problem = assert_problem(store.look_up("j" * 65_536), Reason.USERNAME_REFUSED)
        assert "at most 65535 letters" in next_step(problem)


def test_a_server_that_is_too_old_is_called_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"cassandra://127.0.0.1:{server.getsockname()[1]}"
        Thread(target=answer_as_cassandra_3, args=(server,), daemon=True).start()
        with closing(Store(replace(CONNECTION, connection_string=address), CASSANDRA)) as store:
            problem = assert_problem(store.look_up("johndoe"), Reason.SERVER_TOO_OLD)
    assert "Cassandra 4.0 or later" in next_step(problem)


def answer_as_cassandra_3(server: socket.socket) -> None:
    """Answer the first request as a server does that does not know protocol 5."""
    request = b""
    while not request:  # the first connection only tries the port
        client, _ = server.accept()
        request = client.recv(9)
        text = b"Invalid or unsupported protocol version (5)"
        body = (10).to_bytes(4) + len(text).to_bytes(2) + text
        with client:
            if request:
                client.sendall(b"\x84\0" + request[2:4] + b"\0" + len(body).to_bytes(4) + body)
                client.recv(1)


def test_a_setting_that_is_not_valid_is_refused() -> None:
    location = {**CONNECTION.location, "consistency": "ALL"}
    with closing(Store(replace(CONNECTION, location=location), CASSANDRA)) as store:
        assert_problem(store.look_up("johndoe"), Reason.SETTINGS_REFUSED)


def test_a_closed_source_asks_nothing() -> None:
    source = CassandraSource(CONNECTION, CONNECTION.address)
    source.close()
    with pytest.raises(ProblemError) as raised:
        source.read("johndoe")
    assert raised.value.problem.reason is Reason.CANCELLED
