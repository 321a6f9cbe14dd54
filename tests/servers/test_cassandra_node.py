"""Cassandra itself, through its driver: what a store of this kind will stand on."""

from __future__ import annotations

import ssl
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
import trustme
from cassandra import AuthenticationFailed, OperationTimedOut, ReadFailure, Unauthorized
from cassandra.cluster import NoHostAvailable

from tests.servers.cassandra_node import CassandraNode, signed_in
from tests.servers.front import Front
from tests.wire.people import JOHN_DOE, MARKED_HASH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cassandra.cluster import Session

READER = CassandraNode.reader
SET_UP = f"""
CREATE KEYSPACE crm WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}};
CREATE TABLE crm.profiles (username text PRIMARY KEY, full_name text, email text,
    disabled boolean, hashed_password text);
CREATE INDEX profiles_email ON crm.profiles (email) USING 'sai'
    WITH OPTIONS = {{'case_sensitive': 'false', 'normalize': 'true', 'ascii': 'true'}};
CREATE TABLE crm.profiles_by_name (beginning text, folded text, username text,
    PRIMARY KEY (beginning, folded, username));
INSERT INTO crm.profiles_by_name (beginning, folded, username) VALUES ('jo', 'john doe', 'johndoe');
CREATE ROLE {READER} WITH PASSWORD = '{CassandraNode.password}' AND LOGIN = true;
GRANT SELECT ON crm.profiles TO {READER};
GRANT SELECT ON crm.profiles_by_name TO {READER}
"""
BY_KEY = "SELECT username, full_name, email, disabled FROM crm.profiles WHERE username = ?"
BY_EMAIL = "SELECT username, full_name FROM crm.profiles WHERE email = ? LIMIT 51"
BY_BEGINNING = (
    "SELECT username FROM crm.profiles_by_name"
    " WHERE beginning = ? AND folded >= ? AND folded < ? LIMIT 51"
)


@pytest.fixture(scope="module")
def node(cassandra: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CassandraNode]:
    with CassandraNode(cassandra, tmp_path_factory.mktemp("cassandra")) as running:
        with signed_in(running.port, running.administrator, running.administrator) as session:
            for statement in SET_UP.split(";\n"):
                session.execute(statement)
            wait_for_the_index(session)
            names = "username, full_name, email, disabled, hashed_password"
            session.execute(
                f"INSERT INTO crm.profiles ({names}) VALUES (%s, %s, %s, %s, %s)",
                [JOHN_DOE[name] for name in names.split(", ")],
            )
        yield running


def wait_for_the_index(session: Session) -> None:
    """Ask it until it answers: for a moment after its creation it refuses."""
    latest = time.monotonic() + 10.0
    while time.monotonic() < latest:
        with suppress(ReadFailure):
            rows(session, BY_EMAIL, "nobody")
            return
    pytest.fail("the index does not answer")


def rows(session: Session, statement: str, *values: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in session.execute(session.prepare(statement), values)]


def test_only_the_asked_columns_of_a_found_record_come(node: CassandraNode) -> None:
    with Front(node.port) as front, signed_in(front.port) as session:
        assert rows(session, BY_KEY, "johndoe") == [
            ("johndoe", "John Doe", "johndoe@example.com", False)
        ]
        assert rows(session, BY_KEY, "nobody") == []
        assert b"johndoe@example.com" in front.answered
        assert MARKED_HASH.encode() not in front.answered
        session.execute("SELECT * FROM crm.profiles WHERE username = 'johndoe'")
        assert MARKED_HASH.encode() in front.answered  # it would have been seen


def test_an_index_finds_an_address_in_any_case(node: CassandraNode) -> None:
    with signed_in(node.port) as session:
        assert rows(session, BY_EMAIL, "JÖHNDOE@Example.com") == [("johndoe", "John Doe")]
        assert rows(session, BY_BEGINNING, "jo", "john", "joho") == [("johndoe",)]


def test_a_wrong_password_is_refused(node: CassandraNode) -> None:
    with pytest.raises(NoHostAvailable) as raised, signed_in(node.port, password="not-the-one"):
        pass
    assert [type(error) for error in raised.value.errors.values()] == [AuthenticationFailed]


def test_the_reader_may_not_write(node: CassandraNode) -> None:
    with signed_in(node.port) as session, pytest.raises(Unauthorized):
        session.execute("DELETE FROM crm.profiles WHERE username = 'johndoe'")


def test_a_certificate_for_another_name_is_refused_before_the_password_is_sent(
    node: CassandraNode,
) -> None:
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    for name in ("127.0.0.1", "elsewhere.example"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        with Front(node.port, tls=context) as front:
            if name == "127.0.0.1":
                with signed_in(front.port, tls=trusting) as session:
                    assert len(rows(session, BY_KEY, "johndoe")) == 1
                assert node.password.encode() in front.received
                continue
            with pytest.raises(NoHostAvailable) as raised, signed_in(front.port, tls=trusting):
                pass
            assert "certificate" in str(raised.value.errors)
            assert front.received == b""


def test_a_server_that_falls_silent_or_dies_ends_a_read(node: CassandraNode) -> None:
    with Front(node.port) as front, signed_in(front.port) as session:
        prepared = session.prepare(BY_KEY)
        front.stop()
        with pytest.raises(OperationTimedOut):
            session.execute(prepared, ["johndoe"], timeout=0.3)
        front.go_on()
        front.die()
        with pytest.raises(NoHostAvailable):
            session.execute(prepared, ["johndoe"])


def test_it_starts_again_with_what_it_had(node: CassandraNode) -> None:
    node.kill()
    with pytest.raises(NoHostAvailable), signed_in(node.port):
        pass
    node.start()
    with signed_in(node.port) as session:
        assert len(rows(session, BY_KEY, "johndoe")) == 1
    assert node.peak_memory() < 1000
