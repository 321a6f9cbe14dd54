"""Cassandra itself, through the store: what only this kind has."""

from __future__ import annotations

import re
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.messages.problems import details, next_step
from profile_browser.stores.cassandra.adapter import CASSANDRA, KIND
from profile_browser.stores.cassandra.entries import Entry, entries_for, suggestions
from profile_browser.stores.cassandra.indexes import index_script_of
from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.cassandra.statements import entries_between
from profile_browser.stores.store import Store
from tests.servers.cassandra_node import CassandraNode, signed_in
from tests.servers.front import Front
from tests.servers.java_server import free_ports
from tests.stores.asserting import assert_problem
from tests.wire.people import MARKED_HASH
from tests.wire.sdk import PATIENT_SECONDS
from tests.wire.tls import tls_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import trustme
    from cassandra.cluster import Session

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.record import RecordLayout

UNTYPED = USUAL_LAYOUT._replace(type="")
SET_UP = f"""
CREATE KEYSPACE shop WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}};
CREATE KEYSPACE wide WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 3}};
CREATE TABLE shop.people (username text PRIMARY KEY, full_name text, email text, disabled boolean,
    hashed_password text, since date, seen timestamp, visits bigint, spent decimal, tags set<text>,
    number varint, score double, ref uuid, note ascii);
CREATE INDEX ON shop.people (email) USING 'sai'
    WITH OPTIONS = {{'case_sensitive': 'false', 'normalize': 'true', 'ascii': 'true'}};
CREATE TABLE shop.bare (username text PRIMARY KEY, full_name text, email text, disabled boolean);
INSERT INTO shop.bare (username, email) VALUES ('johndoe', 'JohnDoe@example.com');
CREATE TABLE shop.numbered (number uuid PRIMARY KEY, username text, full_name text, email text,
    disabled boolean);
CREATE INDEX ON shop.numbered (username) USING 'sai';
INSERT INTO shop.numbered (number, username, full_name) VALUES (uuid(), 'johndoe', 'John Doe');
CREATE TABLE shop.logged (username text, at int, full_name text, email text, disabled boolean,
    nick text, ref uuid, PRIMARY KEY (username, at));
CREATE INDEX ON shop.logged (nick) USING 'sai';
INSERT INTO shop.logged (username, at, nick, disabled) VALUES ('johndoe', 1, 'x', false);
INSERT INTO shop.logged (username, at, nick, disabled) VALUES ('johndoe', 2, 'johndoe', true);
INSERT INTO shop.logged (username, at, nick, disabled) VALUES ('other', 1, 'johndoe', true);
CREATE TABLE shop.shared (tenant text, username text, full_name text, email text, disabled boolean,
    PRIMARY KEY ((tenant, username)));
INSERT INTO shop.shared (tenant, username, full_name) VALUES ('eu', 'johndoe', 'John Doe');
CREATE TABLE wide.people (username text PRIMARY KEY, full_name text, email text, disabled boolean);
INSERT INTO shop.people (username, full_name, email, disabled, hashed_password, since, seen, visits,
    spent, tags, number, score, ref, note) VALUES ('johndoe', 'John Doe', 'JohnDoe@example.com',
    false, '{MARKED_HASH}', '2020-02-03', '2024-05-06T07:08:09Z', 9007199254740993, 10.50,
    {{'vip', 'eu'}}, 123456789012345678901234567890, 0.5,
    d56e2b1c-2f0e-4a0e-8d6d-1b2f3c4d5e6f, 'plain');
INSERT INTO shop.people (username, seen) VALUES ('late', 400000000000000);
INSERT INTO wide.people (username, full_name) VALUES ('johndoe', 'John Doe') USING TIMESTAMP 1;
CREATE ROLE {CassandraNode.reader} WITH PASSWORD = '{CassandraNode.password}' AND LOGIN = true;
GRANT SELECT ON shop.people TO {CassandraNode.reader};
GRANT SELECT ON shop.numbered TO {CassandraNode.reader};
GRANT SELECT ON shop.logged TO {CassandraNode.reader};
GRANT SELECT ON shop.shared TO {CassandraNode.reader};
GRANT SELECT ON shop.bare TO {CassandraNode.reader};
GRANT SELECT ON wide.people TO {CassandraNode.reader}
"""
INDEX = """CREATE INDEX IF NOT EXISTS ON shop.bare (email) USING 'sai'
    WITH OPTIONS = {'case_sensitive': 'false', 'normalize': 'true', 'ascii': 'true'}"""
MORE = tuple(
    Field(path, kind, path=path)
    for path, kind in {
        "since": FieldKind.DATE,
        "seen": FieldKind.DATE,
        "visits": FieldKind.NUMBER,
        "spent": FieldKind.NUMBER,
        "tags": FieldKind.LIST,
        "number": FieldKind.NUMBER,
        "score": FieldKind.NUMBER,
        "ref": FieldKind.TEXT,
        "note": FieldKind.TEXT,
    }.items()
)


@pytest.fixture(scope="module")
def node(cassandra: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CassandraNode]:
    with CassandraNode(cassandra, tmp_path_factory.mktemp("cassandra")) as running:
        with administrator(running) as session:
            for statement in SET_UP.split(";\n"):
                session.execute(statement)
        yield running


@contextmanager
def administrator(node: CassandraNode) -> Iterator[Session]:
    with signed_in(node.port, node.administrator, node.administrator) as session:
        yield session


def connection_to(node: CassandraNode, **location: str) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"cassandra://127.0.0.1:{node.port}",
        location={"database": "shop", "collection": "people", **location},
        record=UNTYPED,
        username=node.reader,
        password=node.password,
        kv_timeout=PATIENT_SECONDS,
        query_timeout=PATIENT_SECONDS,
        connect_timeout=PATIENT_SECONDS,
    )


@contextmanager
def opened(connection: Connection) -> Iterator[Store]:
    with closing(Store(connection, CASSANDRA)) as store:
        yield store


def look_up(connection: Connection) -> Outcome:
    with opened(connection) as store:
        return store.look_up("johndoe")


def search(connection: Connection, text: str) -> Outcome:
    with opened(connection) as store:
        return store.search(Question(text), 50)


def failed_stage(connection: Connection, username: str = "") -> tuple[Stage, Reason] | None:
    *_, last = CASSANDRA.check(connection, username)
    if last.state is not StageState.FAILED:
        return None
    assert last.problem is not None
    return last.stage, last.problem.reason


def test_columns_of_every_type_are_shown(node: CassandraNode) -> None:
    connection = replace(connection_to(node), record=UNTYPED._replace(more=MORE))
    found = look_up(connection)
    assert isinstance(found, Found)
    assert [value.exact for value in found.user.more] == [
        '"2020-02-03"',
        '"2024-05-06T07:08:09+00:00"',
        "9007199254740993",
        "10.50",
        '["eu", "vip"]',
        "123456789012345678901234567890",
        "0.5",
        '"d56e2b1c-2f0e-4a0e-8d6d-1b2f3c4d5e6f"',
        '"plain"',
    ]
    assert [value.field.path for value in found.user.more if value.is_damaged] == []
    assert failed_stage(connection, "johndoe") is None


def test_a_date_that_python_cannot_hold_damages_its_record_alone(node: CassandraNode) -> None:
    layout = UNTYPED._replace(more=MORE)
    with opened(replace(connection_to(node), record=layout)) as store:
        problem = assert_problem(store.look_up("late"), Reason.RECORD_DAMAGED)
        assert "“seen”" in next_step(problem)
        assert isinstance(store.look_up("johndoe"), Found)
        for names in (["late", "johndoe"], ["late"]):
            outcomes = store.look_up_all(names, at_once=64)
            assert not isinstance(outcomes, Problem)
            assert_problem(outcomes["late"], Reason.RECORD_DAMAGED)
            assert all(isinstance(outcomes[name], Found) for name in names[1:])


def test_a_username_with_an_index_need_not_be_the_key_of_the_table(
    node: CassandraNode, with_table: Connection
) -> None:
    grant(node)
    location = {**with_table.location, "collection": "numbered"}
    connection = replace(with_table, location=location)
    assert isinstance(look_up(connection), Found)
    assert_found(connection, "doe jo")
    assert failed_stage(connection) is None


@pytest.mark.parametrize("key_field", ["username", "nick"])
def test_of_several_records_with_one_key_none_is_shown(node: CassandraNode, key_field: str) -> None:
    layout = UNTYPED._replace(id="{username}")
    connection = replace(
        connection_to(node, collection="logged", key_field=key_field), record=layout
    )
    problem = assert_problem(look_up(connection), Reason.RECORD_AMBIGUOUS)
    assert f"The field “{key_field}” must identify one record." in next_step(problem)


def test_several_records_with_one_key_spoil_no_other_row_of_a_list(node: CassandraNode) -> None:
    layout = UNTYPED._replace(id="{username}")
    with opened(replace(connection_to(node, collection="logged"), record=layout)) as store:
        outcomes = store.look_up_all(["nobody", "johndoe", "other"], at_once=64)
    assert not isinstance(outcomes, Problem)
    assert_problem(outcomes["johndoe"], Reason.RECORD_AMBIGUOUS)
    assert isinstance(outcomes["nobody"], Missing)
    assert isinstance(outcomes["other"], Found)


@pytest.mark.parametrize("key_field", ["ref", "at"])
def test_a_key_that_is_not_text_is_named(node: CassandraNode, key_field: str) -> None:
    connection = connection_to(node, collection="logged", key_field=key_field)
    with administrator(node) as session:
        session.execute(f"CREATE INDEX IF NOT EXISTS ON shop.logged ({key_field}) USING 'sai'")
    problem = assert_problem(look_up(connection), Reason.SETTINGS_REFUSED)
    assert f"“{key_field}” cannot identify a record" in next_step(problem)
    assert failed_stage(connection) == (Stage.DATABASE, Reason.SETTINGS_REFUSED)


def test_a_record_that_is_missing_is_named_by_its_key(node: CassandraNode) -> None:
    *_, last = CASSANDRA.check(connection_to(node), "nobody")
    assert last.problem is not None
    assert "There is no record with the ID “nobody”." in next_step(last.problem)


def test_a_lookup_without_an_index_on_its_column_is_an_error_and_no_scan(
    node: CassandraNode,
) -> None:
    layout = UNTYPED._replace(id="{username}@example.com")
    connections = {
        "username": connection_to(node, collection="shared"),
        "email": replace(connection_to(node, collection="bare", key_field="email"), record=layout),
    }
    with administrator(node) as session:
        session.execute("DROP INDEX IF EXISTS shop.bare_email_idx")
    for column, connection in connections.items():
        problem = assert_problem(look_up(connection), Reason.KEY_INDEX_MISSING)
        assert f"“{column}”" in next_step(problem)
        assert failed_stage(connection) == (Stage.DATABASE, Reason.KEY_INDEX_MISSING)
        assert details(problem).splitlines()[-1] in CASSANDRA.index_script(connection)


def test_the_printed_index_finds_a_record_by_a_part_of_its_key(node: CassandraNode) -> None:
    connection = connection_to(node, collection="shared")
    problem = assert_problem(look_up(connection), Reason.KEY_INDEX_MISSING)
    with administrator(node) as session:
        session.execute(details(problem).splitlines()[-1].rstrip(";"))
        latest = time.monotonic() + 10.0
        while not isinstance(look_up(connection), Found) and time.monotonic() < latest:
            pass  # the index is being built
        assert isinstance(look_up(connection), Found)
        session.execute("DROP INDEX shop.shared_username_idx")


# What the table lacks


@pytest.mark.parametrize(
    ("layout", "path"),
    [
        (UNTYPED._replace(more=(Field("Phone", path="phone"),)), "phone"),
        (UNTYPED._replace(more=(Field("Phone", path="email.phone"),)), "email"),
    ],
)
def test_a_column_that_the_table_lacks_is_named(
    node: CassandraNode, layout: RecordLayout, path: str
) -> None:
    connection = replace(connection_to(node), record=layout)
    problem = assert_problem(look_up(connection), Reason.SETTINGS_REFUSED)
    assert f"“{path}”" in next_step(problem)
    assert failed_stage(connection) == (Stage.DATABASE, Reason.SETTINGS_REFUSED)


def test_a_type_that_the_table_lacks_is_named_by_a_search(node: CassandraNode) -> None:
    connection = replace(connection_to(node), record=USUAL_LAYOUT)
    assert isinstance(look_up(connection), Found)
    problem = assert_problem(search(connection, "johndoe@example.com"), Reason.SETTINGS_REFUSED)
    assert "“type”" in next_step(problem)


def test_a_table_that_the_keyspace_lacks_is_named(node: CassandraNode) -> None:
    connection = connection_to(node, collection="People")
    assert_problem(look_up(connection), Reason.COLLECTION_MISSING)
    assert failed_stage(connection) == (Stage.DATABASE, Reason.COLLECTION_MISSING)


def test_a_keyspace_that_is_missing_is_named(node: CassandraNode) -> None:
    connection = connection_to(node, database="nowhere")
    assert_problem(look_up(connection), Reason.DATABASE_MISSING)
    assert failed_stage(connection) == (Stage.DATABASE, Reason.DATABASE_MISSING)


# Searching by e-mail alone


def test_without_an_index_a_search_by_email_is_an_error_and_no_scan(node: CassandraNode) -> None:
    connection = connection_to(node, collection="bare")
    with administrator(node) as session:
        session.execute("DROP INDEX IF EXISTS shop.bare_email_idx")
    problem = assert_problem(search(connection, "johndoe@example.com"), Reason.INDEX_MISSING)
    assert "CREATE INDEX" in details(problem)
    assert failed_stage(connection) == (Stage.SEARCH, Reason.INDEX_MISSING)


def test_the_printed_index_finds_an_email_in_any_case_and_with_any_accents(
    node: CassandraNode,
) -> None:
    connection = connection_to(node, collection="bare")
    with administrator(node) as session:
        session.execute("DROP INDEX IF EXISTS shop.bare_email_idx")
        session.execute(CASSANDRA.index_script(connection).rstrip(";"))
    for text in ("JÖHNDOE@example.com", "jo\u0308hndoe@example.com"):
        assert_found(connection, text)
    assert isinstance(search(connection, "john@example.com"), Missing)
    assert failed_stage(connection) is None


@pytest.mark.parametrize(
    "others",
    [
        ["CREATE INDEX old ON shop.bare (email)"],
        ["CREATE INDEX old ON shop.bare (email) USING 'sai'"],
        ["CREATE INDEX old ON shop.bare (email)", INDEX],
    ],
)
def test_an_index_that_would_miss_people_is_an_error_and_dropped_by_what_is_printed(
    node: CassandraNode, others: list[str]
) -> None:
    connection = connection_to(node, collection="bare")
    with administrator(node) as session:
        session.execute("DROP INDEX IF EXISTS shop.bare_email_idx")
        for statement in others:
            session.execute(statement)
    problem = assert_problem(search(connection, "johndoe@example.com"), Reason.INDEX_MISSING)
    assert failed_stage(connection) == (Stage.SEARCH, Reason.INDEX_MISSING)
    _, printed = details(problem).split("\n\n")
    with administrator(node) as session:
        for statement in printed.splitlines():
            session.execute(statement.rstrip(";"))
    assert_found(connection, "johndoe@example.com")
    assert failed_stage(connection) is None


def test_a_session_asks_for_the_indexes_once(node: CassandraNode) -> None:
    with Front(node.port) as front:
        connection = connection_to(node)
        address = f"cassandra://127.0.0.1:{front.port}"
        with opened(replace(connection, connection_string=address)) as store:
            for _ in range(2):
                store.search(Question("johndoe@example.com"), 50)
        values = b"\0\0\0\x04shop\0\0\0\x06people"
        assert front.received.count(values) == 1


def assert_found(connection: Connection, text: str) -> None:
    """Check that a search finds johndoe. An index that was just created may still be built."""
    latest = time.monotonic() + 10.0
    outcome = search(connection, text)
    while not isinstance(outcome, Found) and time.monotonic() < latest:
        outcome = search(connection, text)
    assert isinstance(outcome, Found)
    assert outcome.user.username == "johndoe"


def test_without_a_search_table_nobody_is_found_by_a_beginning(node: CassandraNode) -> None:
    problem = assert_problem(search(connection_to(node), "john"), Reason.SEARCH_NOT_OFFERED)
    assert "“Search table”" in next_step(problem)


# The search table


@pytest.fixture
def with_table(node: CassandraNode) -> Iterator[Connection]:
    connection = connection_to(node, search_table="search")
    with administrator(node) as session:
        session.execute(index_script_of(Place.of(connection)).rstrip(";"))
        insert(session, entries_for("johndoe", username="johndoe", full_name="John Doe"))
        yield connection
        session.execute("DROP TABLE shop.search")


def insert(session: Session, entries: set[Entry]) -> None:
    statement = session.prepare(
        "INSERT INTO shop.search (field, beginning, folded, id) VALUES (?, ?, ?, ?)"
    )
    for entry in entries:
        session.execute(statement, entry)


def grant(node: CassandraNode) -> None:
    with administrator(node) as session:
        session.execute(f"GRANT SELECT ON shop.search TO {node.reader}")


def test_two_rights_to_select_are_enough(node: CassandraNode, with_table: Connection) -> None:
    problem = assert_problem(search(with_table, "doe jo"), Reason.SEARCHING_NOT_ALLOWED)
    assert "on the table “shop.search”" in next_step(problem)
    assert isinstance(look_up(with_table), Found)
    assert failed_stage(with_table) == (Stage.SEARCH, Reason.SEARCHING_NOT_ALLOWED)
    grant(node)
    assert_found(with_table, "doe jo")
    assert failed_stage(with_table) is None


def test_an_entry_that_is_out_of_date_finds_nobody(
    node: CassandraNode, with_table: Connection
) -> None:
    grant(node)
    with administrator(node) as session:
        insert(session, entries_for("johndoe", username="jane", email="jane@example.com"))
        insert(session, entries_for("gone", username="gone"))
    for text in ("jane", "jane@example.com", "gone"):
        assert isinstance(search(with_table, text), Missing)


def test_entries_that_are_out_of_date_do_not_hide_people_behind_them(
    node: CassandraNode, with_table: Connection
) -> None:
    grant(node)
    with administrator(node) as session:
        gone = (f"gone{number:03}" for number in range(200))
        for name in gone:
            insert(session, entries_for(name, username=f"j{name}", full_name=f"Doe {name}"))
    assert_found(with_table, "d")
    assert_found(with_table, "j")


def test_a_search_shows_none_of_several_records_with_one_key(
    node: CassandraNode, with_table: Connection
) -> None:
    grant(node)
    location = {**with_table.location, "collection": "logged"}
    assert_problem(
        search(replace(with_table, location=location), "doe jo"), Reason.RECORD_AMBIGUOUS
    )


def test_a_search_table_that_is_missing_is_a_missing_index(node: CassandraNode) -> None:
    problem = assert_problem(
        search(connection_to(node, search_table="none"), "john"), Reason.INDEX_MISSING
    )
    assert 'CREATE TABLE IF NOT EXISTS "shop"."none"' in details(problem)


def test_a_search_reads_no_more_entries_of_a_crowd_than_it_lists(
    node: CassandraNode, with_table: Connection
) -> None:
    grant(node)
    with administrator(node) as session:
        names = [f"crowd{number}" for number in range(300)]
        insert(session, {entry for name in names for entry in entries_for(name, username=name)})
        prepared = session.prepare(entries_between(Place.of(with_table)))
        answer = session.execute(prepared, suggestions("crowd").values(51), trace=True)
        events = answer.get_query_trace(PATIENT_SECONDS).events
    live = [re.match(r"Read (\d+) live rows", event.description) for event in events]
    assert max(int(read[1]) for read in live if read) == 51


def test_a_list_is_read_with_the_statement_of_a_lookup(node: CassandraNode) -> None:
    connection_string = "cassandra://127.0.0.1:{}"
    with (
        Front(node.port) as front,
        opened(
            replace(connection_to(node), connection_string=connection_string.format(front.port))
        ) as store,
    ):
        outcomes = store.look_up_all(["johndoe", "nobody"], at_once=64)
        asked = re.findall(rb'SELECT "[^;]*?(FROM "shop"[^?]*\? LIMIT 2)', front.received)
    assert isinstance(outcomes, dict)
    assert [type(outcome) for outcome in outcomes.values()] == [Found, Missing]
    assert set(asked) == {b'FROM "shop"."people" WHERE "username" = ? LIMIT 2'}


# Replicas and hosts


def test_as_many_replicas_are_asked_as_the_connection_says(node: CassandraNode) -> None:
    wide = connection_to(node, database="wide")
    assert assert_problem(look_up(wide), Reason.SERVER_UNAVAILABLE).cause == "Unavailable"
    one = connection_to(node, database="wide", consistency="ONE")
    assert isinstance(look_up(one), Found)


def test_another_host_is_asked_if_the_first_does_not_respond(node: CassandraNode) -> None:
    [closed] = free_ports(1)
    with Front(node.port) as front:
        hosts = f"cassandra://127.0.0.1:{closed},127.0.0.1:{front.port},127.0.0.1:{node.port}"
        with opened(replace(connection_to(node), connection_string=hosts)) as store:
            assert isinstance(store.look_up("johndoe"), Found)
            assert b"johndoe" in front.received
            front.die()
            assert isinstance(store.look_up("johndoe"), Found)


# Encryption


def test_the_certificate_must_contain_the_name_that_the_connection_has(
    node: CassandraNode, authority: trustme.CA, trust_store: Path
) -> None:
    expected = {"localhost": Found, "127.0.0.1": Problem}
    for name, outcome in expected.items():
        with Front(node.port, tls=tls_with(authority.issue_cert(name))) as front:
            connection = replace(
                connection_to(node),
                connection_string=f"cassandras://localhost:{front.port}",
                trust_store=str(trust_store),
            )
            assert isinstance(look_up(connection), outcome)
            assert (node.password.encode() in front.received) is (outcome is Found)


def test_a_server_that_does_not_encrypt_gets_no_password(node: CassandraNode) -> None:
    with Front(node.port) as front:
        address = f"cassandras://127.0.0.1:{front.port}"
        assert_problem(
            look_up(replace(connection_to(node), connection_string=address)), Reason.TLS_FAILED
        )
        assert node.password.encode() not in front.received


def test_a_plain_connection_to_a_server_that_encrypts_sends_nothing_and_fails_at_once(
    node: CassandraNode, authority: trustme.CA
) -> None:
    with Front(node.port, tls=tls_with(authority.issue_cert("127.0.0.1"))) as front:
        address = f"cassandra://127.0.0.1:{front.port}"
        assert_problem(
            look_up(replace(connection_to(node), connection_string=address)),
            Reason.CONNECTION_CUT,
        )
        assert front.received == b""
