"""The audit log, from the administrator's file to the node: no read avoids it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from profile_browser.records.pseudonym import keyed_hash
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.people import MARKED_HASH
from tests.wire.searched_people import DOCUMENTS
from tests.wire.stores import connection_to
from tests.wire.terminal import (
    ALL_FOUND,
    BAD_CONFIGURATION,
    NOT_ASKED,
    SOME_MISSING,
    Ended,
    run_command,
    run_here,
)

KEY = "marked-key-of-at-least-32-letters"


@pytest.fixture
def people() -> Iterator[Node]:
    with Node(DOCUMENTS) as node:
        yield node


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Create the audit folder, and the administrator's file that names it."""
    system = tmp_path / "system" / "profile-browser"
    system.mkdir(parents=True)
    folder = tmp_path / "reads"
    folder.mkdir()
    rules = f'audit = true\naudit_folder = "{folder}"\naudit_key = "{KEY}"\n'
    (system / "connections.toml").write_text(rules, "utf-8")
    return folder


def _run(node: Node, *words: str) -> Ended:
    return run_here(connection_to(node), *words)


def _recorded(folder: Path, *names: str) -> list[tuple[object, ...]]:
    """Return what is recorded, with these usernames in place of their hashes."""
    known = {keyed_hash(KEY.encode(), name): name for name in names}
    (path,) = folder.glob("*.jsonl")
    lines = [json.loads(line) for line in path.read_text("ascii").splitlines()]
    return [(line["action"], line["outcome"], known[line["user"]]) for line in lines]


def test_each_person_looked_up_or_shown_is_recorded(people: Node, folder: Path) -> None:
    looked_up = run_command(connection_to(people), "lookup", "exact", "gone")  # as from a shell
    found = _run(people, "find", "ode", "--json")
    assert "Username: exact" in looked_up.out
    assert [json.loads(line)["username"] for line in found.out.splitlines()] == [
        "Annabel",
        "leeann",
    ]
    assert _recorded(folder, "exact", "gone", "ode", "Annabel", "leeann") == [
        ("look_up", "found", "exact"),
        ("look_up", "missing", "gone"),
        ("look_up", "missing", "ode"),
        ("search", "listed", "Annabel"),
        ("search", "listed", "leeann"),
    ]
    assert KEY not in looked_up.err + found.err


def test_a_read_of_details_is_recorded_and_listed(people: Node, folder: Path) -> None:
    assert "Record ID: userprofile::exact" in _run(people, "lookup", "--details", "exact").out
    assert _recorded(folder, "exact") == [
        ("look_up", "found", "exact"),
        ("read_details", "found", "exact"),
    ]
    assert "read details" in _run(people, "audit", "--user", "exact").out


def test_a_lookup_with_a_refused_sign_in_is_recorded(people: Node, folder: Path) -> None:
    refused = run_here(replace(connection_to(people), password="wrong"), "lookup", "exact")
    assert refused.code == NOT_ASKED
    assert _recorded(folder, "exact") == [("look_up", "wrong_sign_in", "exact")]


@pytest.mark.parametrize(
    "words", [("lookup", "exact", "gone"), ("find", "ode")], ids=["lookup", "find"]
)
def test_without_the_audit_folder_the_program_does_not_even_connect(
    people: Node, folder: Path, words: tuple[str, ...]
) -> None:
    folder.rmdir()
    ended = _run(people, *words)
    assert (ended.code, ended.out) == (NOT_ASKED, "")
    assert (
        "Cannot show accounts from travel on 127.0.0.1: the audit log cannot be written. "
        in ended.err
    )
    assert "Traceback" not in ended.err
    assert people.connections == 0


def test_a_read_that_can_no_longer_be_recorded_is_not_shown(people: Node, folder: Path) -> None:
    _run(people, "lookup", "exact")
    (path,) = folder.glob("*.jsonl")
    path.unlink()
    path.mkdir()
    before = people.opcodes.count(Opcode.SUBDOC_MULTI_LOOKUP)
    ended = _run(people, "lookup", "exact")
    assert (ended.code, ended.out) == (NOT_ASKED, "")
    assert people.opcodes.count(Opcode.SUBDOC_MULTI_LOOKUP) == before


def test_the_audit_log_contains_no_names_and_no_secrets(people: Node, folder: Path) -> None:
    _run(people, "lookup", "exact")
    text = next(folder.glob("*.jsonl")).read_text("ascii")
    for secret in ("exact", "Exact One", MARKED_HASH, people.password, KEY):
        assert secret not in text


# Reasons


@pytest.fixture
def demanding(folder: Path, tmp_path: Path) -> Path:
    """Let the administrator's file demand reasons, and return the audit folder."""
    system = tmp_path / "system" / "profile-browser" / "connections.toml"
    system.write_text(f"audit_reason = true\n{system.read_text('utf-8')}", "utf-8")
    return folder


def _reasons(folder: Path) -> list[object]:
    (path,) = folder.glob("*.jsonl")
    return [json.loads(line).get("reason") for line in path.read_text("ascii").splitlines()]


@pytest.mark.parametrize("words", [("lookup", "exact"), ("find", "ode")], ids=["lookup", "find"])
@pytest.mark.parametrize("reason", [(), ("--reason", " \n"), ("--reason", "x" * 201)])
def test_without_a_demanded_reason_the_program_does_not_even_ask_for_the_password(
    people: Node, demanding: Path, words: tuple[str, ...], reason: tuple[str, ...]
) -> None:
    connection = replace(connection_to(people), password="")
    ended = run_here(connection, *words, *reason)
    assert (ended.code, ended.out) == (BAD_CONFIGURATION, "")
    assert ("too long" if "x" in "".join(reason) else "with --reason") in ended.err
    assert "PROFILE_BROWSER_PASSWORD" not in ended.err
    assert (people.connections, list(demanding.iterdir())) == (0, [])


def test_a_stated_reason_is_recorded_for_each_person(people: Node, demanding: Path) -> None:
    looked_up = _run(people, "lookup", "exact", "gone", "--reason", "Ticket\n4711\x1b")
    found = _run(people, "find", "ode", "--reason", "Ticket 4712")
    assert (looked_up.code, found.code) == (SOME_MISSING, ALL_FOUND)
    assert _reasons(demanding) == ["Ticket 4711"] * 2 + ["Ticket 4712"] * 3


def test_a_check_needs_no_reason(people: Node, demanding: Path) -> None:
    assert _run(people, "check").code == ALL_FOUND
    assert list(demanding.iterdir()) == []


def test_a_reason_that_nobody_demands_is_recorded_where_reads_are(
    people: Node, folder: Path
) -> None:
    assert _run(people, "lookup", "exact", "--reason", "Ticket 4711").err == ""
    assert _reasons(folder) == ["Ticket 4711"]


def test_a_reason_is_said_to_be_lost_where_reads_are_not_recorded(people: Node) -> None:
    ended = _run(people, "lookup", "exact", "--reason", "Ticket 4711")
    assert ended.code == ALL_FOUND
    assert ended.err.endswith(" has no audit log, so the reason is not recorded.\n")


def test_a_check_records_whose_record_it_reads(people: Node, folder: Path) -> None:
    assert _run(people, "check").code == 0
    assert list(folder.glob("*.jsonl")) == []
    fits = _run(people, "check", "--user", "exact")
    gone = _run(people, "check", "--user", "gone")
    assert (fits.code, gone.code) == (0, NOT_ASKED)
    assert "The record layout fits … yes" in fits.out
    assert "has no record of “gone”" in gone.err
    assert _recorded(folder, "exact", "gone") == [
        ("look_up", "found", "exact"),
        ("look_up", "missing", "gone"),
    ]


def test_a_check_reads_no_record_if_that_cannot_be_recorded(people: Node, folder: Path) -> None:
    folder.rmdir()
    ended = _run(people, "check", "--user", "exact")
    assert ended.code == NOT_ASKED
    assert "The record layout fits … no" in ended.out
    assert "the audit log cannot be written" in ended.err
    assert all("nobody" in key for key, _ in people.lookups)


def test_a_check_of_a_record_needs_the_reason_that_the_audit_log_demands(
    people: Node, folder: Path
) -> None:
    rules = folder.parent / "system" / "profile-browser" / "connections.toml"
    rules.write_text(f"audit_reason = true\n{rules.read_text('utf-8')}", "utf-8")
    assert _run(people, "check").code == 0
    refused = _run(people, "check", "--user", "exact")
    assert (refused.code, refused.out) == (BAD_CONFIGURATION, "")
    assert _run(people, "check", "--user", "exact", "--reason", "Ticket 7").code == 0
    assert _recorded(folder, "exact") == [("look_up", "found", "exact")]
