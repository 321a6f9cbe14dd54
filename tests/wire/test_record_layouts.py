"""Whatever the layout, only the described fields of a record come over the wire."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.outcome import Found, Matches
from profile_browser.domain.question import Question
from tests.wire.frames import Opcode
from tests.wire.layouts import FULL, HASH, HIDDEN, LAYOUTS, UNTYPED, document
from tests.wire.node import Node
from tests.wire.stores import cluster_store, connection_to, look_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout

PATHS = {
    "usual": ["username", "full_name", "email", "disabled"],
    "nested": [
        *("login.name", "person.full name", "contact.email", "disabled"),
        "contact.phone",
    ],
    "untyped": ["username", "full_name", "email", "is_active"],
    "full": [
        *("username", "full_name", "email", "disabled"),
        *(f"more.field{number}" for number in range(12)),
    ],
}
IDS = {"nested": "user:ann:profile", "untyped": "ann"}
PEOPLE: dict[str, dict[str, object]] = {
    "ann": {"full_name": "Ann Lee", "email": "ann@example.com"},
    "anton": {"full_name": "Anton Berg", "email": "anton@example.com", "disabled": True},
}
SECRETS = (HASH, HIDDEN)
every_layout = pytest.mark.parametrize("name", LAYOUTS)


@pytest.fixture
def layout(name: str) -> RecordLayout:
    """Return the layout with this name."""
    return LAYOUTS[name]


@pytest.fixture
def records(layout: RecordLayout) -> Iterator[Node]:
    """Start a node with Ann and Anton in this layout."""
    documents = {
        layout.id.replace("{username}", username): document(layout, username, **values)
        for username, values in PEOPLE.items()
    }
    with Node(documents, layout=layout) as node:
        yield node


@pytest.fixture
def connection(records: Node, layout: RecordLayout) -> Connection:
    """Return a connection to the node whose records have this layout."""
    return replace(connection_to(records), record=layout)


@every_layout
def test_a_read_asks_once_for_the_described_paths_and_nothing_else_comes(
    records: Node, connection: Connection, name: str
) -> None:
    outcome = look_up(connection, "ann")
    assert isinstance(outcome, Found)
    expected = {"username": "ann", **PEOPLE["ann"], "disabled": False}
    assert outcome.user.public_values == expected
    more = [(value.field.path, value.content) for value in outcome.user.more]
    assert more == [(field.path, field.path) for field in connection.record.more]
    assert records.lookups == [(IDS.get(name, "userprofile::ann"), PATHS[name])]
    assert Opcode.GET not in records.opcodes
    assert_only_described(records)


@every_layout
def test_a_search_finds_people_and_nothing_else_comes(
    records: Node, connection: Connection
) -> None:
    with closing(cluster_store(connection)) as store:
        by_email = store.search(Question("anton@example.com"), 50)
        by_name = store.search(Question("lee ann"), 50)
        several = store.search(Question("an"), 50)
        suggested = store.suggest("an", 50)
    assert isinstance(by_email, Found)
    assert (by_email.user.username, by_email.user.disabled) == ("anton", True)
    assert isinstance(by_name, Found)
    assert by_name.user.username == "ann"
    assert isinstance(several, Matches)
    for users in (several.users, suggested):
        assert [user.username for user in users] == ["ann", "anton"]
        for user in users:
            assert [each.content for each in user.more] == [
                field.path for field in connection.record.more
            ]
    assert_only_described(records)


@pytest.mark.parametrize("between", ["a text", 5, None, ["x"], True])
def test_a_record_is_shown_where_a_text_takes_the_place_of_a_nested_object(
    between: object,
) -> None:
    layout = LAYOUTS["nested"]
    record = document(layout, "ann", full_name="Ann Lee") | {"contact": between}
    with Node({"user:ann:profile": record}, layout=layout) as node:
        outcome = look_up(replace(connection_to(node), record=layout), "ann")
    assert isinstance(outcome, Found)
    assert (outcome.user.full_name, outcome.user.email) == ("Ann Lee", None)
    assert [value.exact for value in outcome.user.more] == [""]


def assert_only_described(node: Node) -> None:
    """Check that the node sent no other field, and that it has some."""
    assert b"ann@example.com" in node.answered_bytes
    for secret in SECRETS:
        assert secret.encode() not in node.answered_bytes


@pytest.mark.parametrize("name", ["nested"])
def test_an_undescribed_field_beside_a_described_one_would_be_noticed(
    records: Node, connection: Connection
) -> None:
    outer = connection.record.more[0]._replace(path="contact")
    look_up(replace(connection, record=connection.record._replace(more=(outer,))), "ann")
    assert HIDDEN.encode() in records.answered_bytes


def test_records_of_another_type_are_not_found(layouts_node: Node) -> None:
    connection = replace(connection_to(layouts_node), record=FULL)
    with closing(cluster_store(connection)) as store:
        outcome = store.search(Question("a"), 50)
    assert isinstance(outcome, Found)
    assert outcome.user.username == "ann"


@pytest.fixture
def layouts_node() -> Iterator[Node]:
    """Start a node with Ann as a record, and Anton as a document of another type."""
    other = document(FULL, "anton") | {"type": "session"}
    documents = {"userprofile::ann": document(FULL, "ann"), "userprofile::anton": other}
    with Node(documents, layout=FULL) as node:
        yield node


def test_the_opposite_of_disabled_is_read_as_such() -> None:
    documents = {
        name: document(UNTYPED, name) | {"is_active": value}
        for name, value in {"on": True, "off": False, "odd": "yes"}.items()
    }
    with Node(documents, layout=UNTYPED) as node:
        connection = replace(connection_to(node), record=UNTYPED)
        on, off, odd = (look_up(connection, name) for name in documents)
    assert isinstance(on, Found)
    assert isinstance(off, Found)
    assert (on.user.disabled, off.user.disabled) == (False, True)
    assert not isinstance(odd, Found)
