"""What a source refuses before it asks a server."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.messages.problems import next_step
from profile_browser.stores.cassandra.adapter import CASSANDRA, KIND
from profile_browser.stores.cassandra.entries import Entry, entries_for
from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.cassandra.source import CassandraSource
from profile_browser.stores.cassandra.statements import INDEXES, by_email, by_key, entries_between
from profile_browser.stores.record_fit import described_paths
from profile_browser.stores.store import Store
from tests.stores.asserting import assert_problem
from tests.wire.layouts import NESTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from profile_browser.stores.cassandra.link import Question as Asked
    from profile_browser.stores.cassandra.link import Row
    from tests.stores.harness import Records

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


# Pages of a search

TABLES = replace(
    CONNECTION,
    location={**CONNECTION.location, "search_table": "people_search"},
    record=USUAL_LAYOUT._replace(type=""),
)
BY_EMAIL = replace(CONNECTION, record=USUAL_LAYOUT)


class Tables:
    """In the place of a session: a search table with these entries, and a table with these people.

    It says how many rows each question had.
    """

    def __init__(self, connection: Connection, people: Records, entries: Iterable[Entry]) -> None:
        self._place, self._paths = Place.of(connection), described_paths(connection.record)
        self._people, self._entries = people, sorted(entries, key=lambda each: each[2:])
        self.counts: list[int] = []

    def rows(self, questions: Iterable[Asked], *_: object) -> list[list[Row]]:
        """Return the rows of each statement."""
        return [self._count(self._answer(*question)) for question in questions]

    def close(self) -> None:
        """Do nothing."""

    def _count(self, rows: list[Row]) -> list[Row]:
        self.counts.append(len(rows))
        return rows

    def _answer(self, statement: str, values: Sequence[object]) -> list[Row]:
        if statement == INDEXES:
            folding = {"case_sensitive": "false", "normalize": "true", "ascii": "true"}
            return [("mails", {"target": "email", **folding})]
        if statement == by_key(self._place, self._paths):
            return self._records(values)
        *asked, most = values
        assert isinstance(most, int)
        if statement == by_email(self._place, self._paths):
            return self._records(self._people)[:most]
        assert statement == entries_between(self._place)
        field, beginning, *after, until = asked
        found: list[Row] = [
            entry[2:]
            for entry in self._entries
            if entry[:2] == (field, beginning) and tuple(after) < entry[2:] < (until,)
        ]
        return found[:most]

    def _records(self, keys: Iterable[object]) -> list[Row]:
        found = [self._people[str(key)] for key in keys if str(key) in self._people]
        return [tuple(record.get(path) for path in self._paths) for record in found]


def searching(connection: Connection, tables: Tables) -> CassandraSource:
    source = CassandraSource(connection, connection.address)
    source._session.close()
    source._session = tables  # type: ignore[assignment]  # what it uses of a session
    return source


def people(count: int, name: str) -> Records:
    keys = [f"{number:03}" for number in range(count)]
    return {key: {"username": key, "full_name": name.format(key)} for key in keys}


def entries(records: Records) -> list[Entry]:
    return [
        entry
        for key, record in records.items()
        for entry in entries_for(
            key, username=str(record["username"]), full_name=str(record["full_name"])
        )
    ]


def test_people_with_several_entries_are_all_found() -> None:
    records = people(47, "Bo Bea{} Bi")
    tables = Tables(TABLES, records, entries(records))
    assert len(searching(TABLES, tables).search(Question("b"), 51)) == 47
    assert max(tables.counts) == 51


def test_a_search_ends_as_soon_as_there_are_enough_people() -> None:
    records = people(300, "{} Bo")
    tables = Tables(TABLES, records, entries(records))
    assert len(searching(TABLES, tables).search(Question("bo"), 51)) == 51
    assert sum(tables.counts) == 51 + 51  # entries and records


def test_entries_that_are_out_of_date_do_not_hide_others() -> None:
    left, records = people(200, "Bo A{}"), people(60, "Bo C")
    moved = {f"9{key}": record for key, record in left.items()}
    tables = Tables(TABLES, {**records, **{key: {"username": key} for key in moved}}, [])
    tables._entries = sorted([*entries(records), *entries(moved)], key=lambda each: each[2:])
    assert len(searching(TABLES, tables).search(Question("bo"), 51)) >= 51


def test_suggestions_are_no_more_than_asked_for_after_entries_that_are_out_of_date() -> None:
    records = people(40, "Bo")
    stale = [Entry("username", "0", f"000{number}", "gone") for number in range(5)]
    tables = Tables(TABLES, records, [*entries(records), *stale])
    suggested = searching(TABLES, tables).suggest("0", 8)
    assert [row["username"] for row in suggested] == [f"{number:03}" for number in range(8)]  # type: ignore[index]  # any object


def test_a_search_that_does_not_come_to_an_end_in_time_is_no_short_list() -> None:
    records = people(60, "Bo A")
    tables = Tables(TABLES, {}, entries(records))
    source = searching(replace(TABLES, query_timeout=0.0), tables)
    with pytest.raises(ProblemError) as raised:
        source.search(Question("bo"), 51)
    assert raised.value.problem.reason is Reason.SEARCH_TIMED_OUT


def test_records_of_another_type_do_not_hide_people_with_the_same_email() -> None:
    def stored(kind: str) -> dict[str, object]:
        return {"username": kind, "email": "a@example.com", "type": kind}

    records: Records = {
        **{f"order{number}": stored("order") for number in range(120)},
        **{f"person{number}": stored(USUAL_LAYOUT.type) for number in range(60)},
    }
    tables = Tables(BY_EMAIL, records, [])
    assert len(searching(BY_EMAIL, tables).search(Question("a@example.com"), 51)) >= 51
