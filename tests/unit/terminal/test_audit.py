"""``profile-browser audit``: it prints the lines about one person and reports what it skips."""

import json
from pathlib import Path

import pytest

from profile_browser.domain.audit import Action, AuditRules, Read
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.records.audit_log import AuditLog
from profile_browser.terminal.audit import print_entries
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.program import python

Capture = pytest.CaptureFixture[str]
KEY = "marked-key-of-at-least-32-letters"
FOUND, NONE, NOT_READ = range(3)


@pytest.fixture
def rules(tmp_path: Path) -> AuditRules:
    folder = tmp_path / "reads"
    folder.mkdir()
    return AuditRules(folder=str(folder), key=KEY)


@pytest.fixture
def file(rules: AuditRules) -> Path:
    """Write a file with two lines about johndoe and one about alice between them."""
    record = AuditLog(rules)
    for name, outcome in (("johndoe", "found"), ("alice", "listed"), ("johndoe", "missing")):
        record.write(CLUSTER, [Read(name, Action.LOOK_UP, outcome, 1.0)])
    (path,) = Path(rules.folder).glob("*.jsonl")
    return path


def _lines(file: Path) -> list[str]:
    return file.read_text("ascii").splitlines(keepends=True)


@pytest.mark.parametrize("name", ["johndoe", "userprofile::johndoe", " johndoe\n"])
def test_the_lines_about_a_person_are_printed_unchanged(
    rules: AuditRules, file: Path, name: str, capsys: Capture
) -> None:
    first, _, last = _lines(file)
    assert print_entries(rules, [str(file)], name) == FOUND
    assert capsys.readouterr() == (first + last, "")


def test_a_name_that_was_looked_up_exactly_is_found(rules: AuditRules, file: Path) -> None:
    name = "\u200bjohn"
    assert print_entries(rules, [str(file)], name) == NONE
    AuditLog(rules).write(CLUSTER, [Read(name, Action.LOOK_UP, "found", 1.0)])
    assert print_entries(rules, [str(file)], name) == FOUND


def test_a_person_nobody_has_read_has_no_lines(
    rules: AuditRules, file: Path, capsys: Capture
) -> None:
    assert print_entries(rules, [str(file)], "Johndoe") == NONE
    assert capsys.readouterr() == ("", "")


def test_several_files_are_read_in_order(
    rules: AuditRules, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(_lines(file)[1], "ascii")
    assert print_entries(rules, [str(file), str(other)], "alice") == FOUND
    assert capsys.readouterr().out == _lines(file)[1] * 2
    assert print_entries(rules, [str(other), str(file)], "johndoe") == FOUND


@pytest.mark.parametrize(
    "damage",
    [b"{", b"\xff\xfe", b"[1, 2]", b'"user"', b"{}", b"[" * 100_000, b"9" * 5_000, b"\0"],
    ids=[
        "not JSON",
        "not UTF-8",
        "a list",
        "a text",
        "an empty object",
        "too deep",
        "a huge number",
        "a null character",
    ],
)
def test_a_damaged_line_is_reported_and_the_rest_is_printed(
    rules: AuditRules, file: Path, damage: bytes, capsys: Capture
) -> None:
    first, other, last = (line.encode() for line in _lines(file))
    file.write_bytes(first + damage + b"\n" + other + b"\n" + last)
    assert print_entries(rules, [str(file)], "johndoe") == FOUND
    out, err = capsys.readouterr()
    assert out.encode() == first + last
    assert err == f"profile-browser: {file}: line 2 is not an audit log entry, so it is skipped.\n"


@pytest.mark.parametrize("name", ["missing.jsonl", "reads"])
def test_an_unreadable_file_is_reported_and_the_others_are_printed(
    rules: AuditRules, file: Path, tmp_path: Path, name: str, capsys: Capture
) -> None:
    bad = str(tmp_path / name)
    for files in ([bad, str(file)], [str(file), bad]):
        assert print_entries(rules, files, "alice") == NOT_READ
        out, err = capsys.readouterr()
        assert out == _lines(file)[1]
        assert err.startswith(f"profile-browser: {bad} cannot be read: ")


def test_control_characters_in_the_file_do_not_reach_the_terminal(
    rules: AuditRules, file: Path, capsys: Capture
) -> None:
    line = json.loads(_lines(file)[0])
    file.write_text(json.dumps(line | {"os_user": "\x9b31m"}, ensure_ascii=False), "utf-8")
    assert print_entries(rules, [str(file)], "johndoe") == FOUND
    assert "\x9b" not in capsys.readouterr().out


def test_without_the_key_the_command_is_refused(file: Path) -> None:
    with pytest.raises(ConfigurationError, match="no audit_key"):
        print_entries(AuditRules(), [str(file)], "johndoe")


def _system_file(home: Path, *lines: str) -> None:
    folder = home / "etc" / "profile-browser"
    folder.mkdir(parents=True)
    (folder / "connections.toml").write_text("\n".join([*lines, ""]), "utf-8")


def test_the_command_uses_the_administrator_s_key(file: Path, tmp_path: Path) -> None:
    _system_file(tmp_path, f'audit_key = "{KEY}"')
    command = ("-m", "profile_browser", "audit", str(file), "--user")
    found = python(*command, "alice", home=tmp_path)
    assert (found.code, found.out, found.err) == (FOUND, _lines(file)[1], "")
    assert python(*command, "bob", home=tmp_path) == (NONE, "", "")


def test_the_command_without_a_key_says_so(file: Path, tmp_path: Path) -> None:
    ended = python("-m", "profile_browser", "audit", str(file), "--user", "x", home=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "profile-browser: The administrator's file has no audit_key, so the audit log cannot be "
        "searched.\n"
    )
