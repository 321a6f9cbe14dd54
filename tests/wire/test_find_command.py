"""`profile-browser find` and `profile-browser indexes` against the node."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.wire import query_service
from tests.wire.node import Node
from tests.wire.people import MARKED_HASH
from tests.wire.searched_people import DOCUMENTS
from tests.wire.stores import connection_to
from tests.wire.terminal import ALL_FOUND, NOT_ASKED, SOME_MISSING, Ended, run_command, run_here


@pytest.fixture
def people() -> Iterator[Node]:
    with Node(DOCUMENTS) as node:
        yield node


def usernames(ended: Ended) -> list[str]:
    """Return the usernames in the command's JSON output."""
    return [json.loads(line)["username"] for line in ended.out.splitlines()]


def test_people_are_found_by_name_and_by_e_mail(people: Node) -> None:
    connection = connection_to(people)
    by_name = run_here(connection, "find", "ode", "--json")
    by_email = run_here(connection, "find", "ann@example.com", "--json")
    assert (by_name.code, by_name.err, usernames(by_name)) == (ALL_FOUND, "", ["Annabel", "leeann"])
    assert (by_email.code, by_email.err, usernames(by_email)) == (ALL_FOUND, "", ["ann"])
    assert MARKED_HASH.encode() not in people.answered_bytes


def test_an_exact_username_is_found_without_a_search(people: Node) -> None:
    ended = run_command(connection_to(people), "find", "exact")
    assert ended == Ended(
        ALL_FOUND,
        "Username: exact\nFull name: Exact One\nE-mail: exactly@example.com\nAccount: Active\n\n",
        "",
    )
    assert people.query.asked == []


def test_a_cut_list_is_reported_on_standard_error(people: Node) -> None:
    ended = run_here(connection_to(people), "find", "crowd", "--json", "--limit", "2")
    assert (ended.code, usernames(ended)) == (ALL_FOUND, ["crowd00", "crowd01"])
    assert ended.err == "More than 2 matches. To narrow the list, type more of the name.\n"
    assert [asked.parameters["limit"] for asked in people.query.asked] == [3]


def test_nobody_found_and_an_unavailable_search_have_different_messages(people: Node) -> None:
    nobody = run_here(connection_to(people), "find", "gone")
    people.query.faults.error = query_service.NO_INDEX
    unsearched = run_here(connection_to(people), "find", "gone")
    assert (nobody.code, unsearched.code) == (SOME_MISSING, NOT_ASKED)
    assert nobody.out == unsearched.out == ""
    assert "not available there" not in nobody.err
    assert "search by e-mail or name is not available" in unsearched.err
    assert "profile-browser indexes" in unsearched.err


def test_index_statements_are_printed_without_a_password_or_a_connection(
    people: Node,
) -> None:
    connection = replace(connection_to(people), password="")
    ended = run_here(connection, "indexes")
    assert (ended.code, ended.err) == (0, "")
    keyspace = "`travel`.`_default`.`_default`"
    assert [line.split("(")[0] for line in ended.out.splitlines()] == [
        f"CREATE INDEX `profile_browser_username_2` IF NOT EXISTS ON {keyspace}",
        f"CREATE INDEX `profile_browser_email_2` IF NOT EXISTS ON {keyspace}",
        f"CREATE INDEX `profile_browser_names_2` IF NOT EXISTS ON {keyspace}",
        f"BUILD INDEX ON {keyspace}",
    ]
    assert people.connections == 0
