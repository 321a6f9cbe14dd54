"""``profile-browser audit``: it prints the entries that match, and reports what it skips."""

import json
import math
import re
import time
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from profile_browser.domain.audit import Action, Read
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.record import RecordLayout
from profile_browser.records.audit_entries import LONGEST_LINE
from profile_browser.records.audit_log import AuditLog
from profile_browser.terminal.audit import Filters, add_filters, filters_of, print_entries
from profile_browser.terminal.table import BLOCK
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.program import python
from tests.unit.settings.tables import table

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


def _print(
    rules: AuditRules, *files: Path | str, as_json: bool = True, user: str | None = None
) -> int:
    return print_entries(rules, [*map(str, files)], Filters(user=user), as_json=as_json)


# Programs get the entries unchanged


@pytest.mark.parametrize("name", ["johndoe", "userprofile::johndoe", " johndoe\n"])
def test_the_entries_about_a_person_are_printed_unchanged(
    rules: AuditRules, file: Path, name: str, capsys: Capture
) -> None:
    first, _, last = _lines(file)
    assert _print(rules, file, user=name) == FOUND
    assert capsys.readouterr() == (first + last, "")


@pytest.mark.parametrize("name", ["user:johndoe:profile", "userprofile::johndoe"])
def test_a_person_is_found_by_an_id_of_a_connection_that_is_set_up(
    rules: AuditRules, file: Path, name: str, capsys: Capture
) -> None:
    layouts = [RecordLayout(id="user:{username}:profile")]
    filters, files = Filters(user=name), [str(file)]
    assert print_entries(rules, files, filters, as_json=True, layouts=layouts) == FOUND
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_without_a_filter_every_entry_is_printed(
    rules: AuditRules, file: Path, capsys: Capture
) -> None:
    assert _print(rules, file) == FOUND
    assert capsys.readouterr() == ("".join(_lines(file)), "")


def test_a_name_that_was_looked_up_exactly_is_found(rules: AuditRules, file: Path) -> None:
    name = "\u200bjohn"
    assert _print(rules, file, user=name) == NONE
    AuditLog(rules).write(CLUSTER, [Read(name, Action.LOOK_UP, "found", 1.0)])
    assert _print(rules, file, user=name) == FOUND


def test_a_person_nobody_has_read_has_no_entries(
    rules: AuditRules, file: Path, capsys: Capture
) -> None:
    assert _print(rules, file, user="Johndoe") == NONE
    assert capsys.readouterr() == ("", "")


def test_several_files_are_read_in_order(
    rules: AuditRules, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(_lines(file)[1], "ascii")
    assert _print(rules, file, other, user="alice") == FOUND
    assert capsys.readouterr().out == _lines(file)[1] * 2
    assert _print(rules, other, file, user="johndoe") == FOUND


def test_without_a_file_those_in_the_audit_folder_are_read(
    rules: AuditRules, file: Path, capsys: Capture
) -> None:
    earlier = file.with_name("reads-2020-01.jsonl")
    earlier.write_text(_lines(file)[1], "ascii")
    assert _print(rules, user="alice") == FOUND
    assert capsys.readouterr().out == _lines(file)[1] * 2


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [("", "no valid audit_folder. Name the files"), ("/nowhere", "no audit log files in /nowhere")],
)
def test_without_any_file_the_command_says_so(folder: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        _print(AuditRules(folder=folder, key=KEY))


# Filters


BASE: Mapping[str, object] = {
    "time": "2026-11-26T09:30:00.000Z",
    "os_user": "kim",
    "connection": "Customers EU",
    "connection_key": "eu",
    "action": "look_up",
    "outcome": "found",
    "user": "0123456789abcdef",
}


THROUGH_GATEWAY = {
    "os_user": "gateway",
    "who": "support-7",
    "desk": "10.0.0.5",
    "request_id": "0123456789abcdef0123",
}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file with these entries, each given by what is unusual."""

    def write(*entries: Mapping[str, object]) -> Path:
        path = tmp_path / "written.jsonl"
        lines = [json.dumps({**BASE, **entry}, ensure_ascii=False) for entry in entries]
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path

    return write


@pytest.fixture
def use_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Return a function that sets the local time zone."""

    def use(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield use
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def in_tokyo(use_zone: Callable[[str], None]) -> None:
    """Use the time zone of Tokyo, which is 9 hours ahead of UTC."""
    use_zone("Asia/Tokyo")


def _parsed(*options: str) -> Filters:
    parser = ArgumentParser()
    add_filters(parser)
    return filters_of(parser.parse_args(options))


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(by="kim"), [0, 2]),
        (Filters(by="Kim"), []),
        (Filters(connection="eu"), [0, 1]),
        (Filters(connection="Customers US"), [2]),
        (Filters(by="kim", connection="eu"), [0]),
        (Filters(by="lee", connection="us"), []),
    ],
)
def test_entries_must_match_every_filter(
    written: Callable[..., Path], filters: Filters, numbers: list[int], capsys: Capture
) -> None:
    path = written(
        {"number": 0},
        {"number": 1, "os_user": "lee"},
        {"number": 2, "connection": "Customers US", "connection_key": "us"},
    )
    assert print_entries(AuditRules(), [str(path)], filters, as_json=True) == (
        FOUND if numbers else NONE
    )
    out = capsys.readouterr().out
    assert [json.loads(line)["number"] for line in out.splitlines()] == numbers


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["--who", "support-7"], [1]),
        (["--who", "kim"], [2]),
        (["--by", "kim"], [0]),
        (["--by", "gateway"], []),
        (["--desk", "10.0.0.5"], [1]),
        (["--request", "0123456789abcdef0123"], [1]),
        (["--request", ""], [0]),
        (["--who", "kim", "--desk", "10.0.0.5"], []),
    ],
)
def test_reads_through_a_gateway_are_found_by_token_desk_and_request(
    written: Callable[..., Path], options: list[str], numbers: list[int], capsys: Capture
) -> None:
    other = {"who": "kim", "desk": "10.0.0.6", "request_id": "f" * 20}
    path = written(
        {"number": 0}, THROUGH_GATEWAY | {"number": 1}, THROUGH_GATEWAY | other | {"number": 2}
    )
    print_entries(AuditRules(), [str(path)], _parsed(*options), as_json=True)
    out = capsys.readouterr().out
    assert [json.loads(line)["number"] for line in out.splitlines()] == numbers


@pytest.mark.usefixtures("in_tokyo")
@pytest.mark.parametrize(
    ("option", "text", "hours"),
    [
        # The entries are from 23:00 on 25 November to 02:00 on 27 November in Tokyo.
        ("--from", "2026-11-26", [15, 16, 38, 39, 41]),
        ("--to", "2026-11-26", [14, 15, 16, 38]),
        ("--to", "2026-11-25", [14]),
        ("--from", "2026-11-27", [39, 41]),
        ("--from", "20261127", [39, 41]),
        ("--from", "2026-11-27T02:00", [41]),
        ("--to", "2026-11-26T00:00", [14, 15]),
        ("--to", "2026-11-26 01:00:00.000", [14, 15, 16]),
        ("--from", "2026-11-26T14:00Z", [38, 39, 41]),
        ("--to", "2026-11-25T16:00+01:00", [14, 15]),
    ],
)
def test_dates_are_local_unless_they_name_a_time_zone(
    written: Callable[..., Path], option: str, text: str, hours: list[int], capsys: Capture
) -> None:
    start = datetime(2026, 11, 25, tzinfo=UTC)
    moments = [(hour, start + timedelta(hours=hour)) for hour in (14, 15, 16, 38, 39, 41)]
    path = written(*({"hour": hour, "time": moment.isoformat()} for hour, moment in moments))
    assert print_entries(AuditRules(), [str(path)], _parsed(option, text), as_json=True) == FOUND
    out = capsys.readouterr().out
    assert [json.loads(line)["hour"] for line in out.splitlines()] == hours


def test_a_day_whose_last_hour_comes_twice_is_included_whole(
    use_zone: Callable[[str], None],
) -> None:
    use_zone("Asia/Beirut")
    end = datetime(2026, 10, 24, 21, 59, 59, 999_999, tzinfo=UTC)
    assert _parsed("--to", "2026-10-24").end == end


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("text", ["9999-12-31", "9999-12-31T23:59"])
def test_a_date_at_the_end_of_the_calendar_is_refused(
    use_zone: Callable[[str], None], zone: str, text: str
) -> None:
    use_zone(zone)
    with pytest.raises(SystemExit):
        _parsed("--to", text)


@pytest.mark.parametrize("option", ["--from", "--to"])
@pytest.mark.parametrize(
    "text", ["", "yesterday", "26.11.2026", "2026-11-31", "2026-11-26T25:00", "2026-11-26T10:00+99"]
)
def test_text_that_is_no_date_is_refused(option: str, text: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        _parsed(option, text)
    assert ended.value.code == NOT_READ
    assert f"“{text}” is not a date or time such as 2026-11-26" in capsys.readouterr().err


def test_an_end_before_the_start_is_refused(file: Path) -> None:
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    filters = Filters(start=noon, end=noon - timedelta(seconds=1))
    with pytest.raises(ConfigurationError, match="--to is earlier than --from"):
        print_entries(AuditRules(), [str(file)], filters, as_json=True)


# Damage


@pytest.mark.parametrize(
    "damage",
    [
        b"{",
        b"\xff\xfe",
        b"[1, 2]",
        b'"user"',
        b"{}",
        b"[" * 100_000,
        b"9" * 5_000,
        b"\0",
        json.dumps({**BASE, "milliseconds": math.inf}).encode(),
        json.dumps({**BASE, "milliseconds": 7}).replace(" 7}", " 1e999}").encode(),
        json.dumps({**BASE, "os_user": 7}).encode(),
        json.dumps({**BASE, "time": "2026-11-26T09:30:00"}).encode(),
        json.dumps({**BASE, "time": "0001-01-01T00:00:00Z"}).encode(),
        json.dumps({**BASE, "time": "9999-12-31T23:59:59Z"}).encode(),
        json.dumps({**BASE, "x": "y" * LONGEST_LINE}).encode(),
    ],
    ids=[
        "not JSON",
        "not UTF-8",
        "a list",
        "a text",
        "an empty object",
        "too deep",
        "a huge number",
        "a null character",
        "infinity",
        "a number beyond all others",
        "a number in place of a name",
        "no time zone",
        "the first year",
        "the last year",
        "too long",
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_a_damaged_line_is_reported_and_the_rest_is_printed(
    rules: AuditRules, file: Path, damage: bytes, as_json: bool, capsys: Capture
) -> None:
    _print(rules, file, as_json=as_json, user="johndoe")
    whole = capsys.readouterr().out
    first, other, last = (line.encode() for line in _lines(file))
    file.write_bytes(first + damage + b"\n" + other + b"\n" + last)
    assert _print(rules, file, as_json=as_json, user="johndoe") == FOUND
    out, err = capsys.readouterr()
    assert out == whole
    assert err.splitlines()[0] == (
        f"profile-browser: {file}: line 2 is not an audit log entry, so it is skipped."
    )


def test_many_damaged_lines_are_reported_once(
    rules: AuditRules, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text("x\n" * 1_200)
    file.write_text("".join([*_lines(file), "y\n", "{\n"]), "ascii")
    assert _print(rules, file, other, user="alice") == FOUND
    assert capsys.readouterr().err == (
        "profile-browser: 1,202 lines are not audit log entries, so they are skipped. The first is "
        f"line 4 of {file}.\n"
    )


@pytest.mark.parametrize("name", ["missing.jsonl", "reads"])
def test_an_unreadable_file_is_reported_and_the_others_are_printed(
    rules: AuditRules, file: Path, tmp_path: Path, name: str, capsys: Capture
) -> None:
    bad = str(tmp_path / name)
    for files in ([bad, str(file)], [str(file), bad]):
        assert _print(rules, *files, user="alice") == NOT_READ
        out, err = capsys.readouterr()
        assert out == _lines(file)[1]
        assert err.startswith(f"profile-browser: {bad} cannot be read: ")


@pytest.mark.parametrize("as_json", [True, False])
def test_output_that_cannot_be_written_is_not_blamed_on_the_file(
    rules: AuditRules, file: Path, as_json: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", refuse)
    with pytest.raises(BrokenPipeError):
        _print(rules, file, as_json=as_json)


# People get a table


@pytest.mark.usefixtures("in_tokyo")
def test_people_get_a_table_with_aligned_columns(
    written: Callable[..., Path], capsys: Capture
) -> None:
    path = written(
        {"reason": "Ticket 4711"},
        {"os_user": "someone-else", "outcome": "wrong_sign_in", "user": "f" * 64},
    )
    assert _print(AuditRules(), path, as_json=False) == FOUND
    out, err = capsys.readouterr()
    assert out == (
        "Time                       By            Connection    Action   Outcome        "
        "Person        Reason       Desk  Request\n"
        "2026-11-26 18:30:00+09:00  kim           Customers EU  look up  found          "
        "0123456789ab  Ticket 4711\n"
        "2026-11-26 18:30:00+09:00  someone-else  Customers EU  look up  wrong sign in  "
        "ffffffffffff\n"
    )
    assert err == "Matching: 2 of 2 entries in 1 file.\n"


def test_a_read_through_a_gateway_shows_whose_token_it_was_and_from_where(
    written: Callable[..., Path], capsys: Capture
) -> None:
    assert _print(AuditRules(), written(THROUGH_GATEWAY), as_json=False) == FOUND
    heading, line = capsys.readouterr().out.splitlines()
    cells = ("support-7", "10.0.0.5", "0123456789abcdef0123")
    for name, cell in zip(("By", "Desk", "Request"), cells, strict=True):
        assert line[heading.index(name) :].startswith(cell)


def test_a_table_of_any_length_never_gets_narrower(
    written: Callable[..., Path], capsys: Capture
) -> None:
    path = written({"os_user": "someone-else"}, *[{}] * BLOCK, {"reason": "last"})
    assert _print(AuditRules(), path, as_json=False) == FOUND
    heading, *lines = capsys.readouterr().out.splitlines()
    columns = {line.index("Customers EU") for line in lines}
    assert columns == {heading.index("Connection")}


def test_without_a_match_only_what_was_read_is_said(
    written: Callable[..., Path], capsys: Capture
) -> None:
    filters = Filters(by="nobody")
    assert print_entries(AuditRules(), [str(written({}))], filters, as_json=False) == NONE
    assert capsys.readouterr() == ("", "Matching: 0 of 1 entry in 1 file.\n")


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("name", ["os_user", "connection", "action", "outcome", "user", "reason"])
def test_control_characters_in_the_file_do_not_reach_the_terminal(
    written: Callable[..., Path], as_json: bool, name: str, capsys: Capture
) -> None:
    path = written({name: "\x9b31m\u202e\x1b[2J\nroot"})
    assert _print(AuditRules(), path, as_json=as_json) == FOUND
    out = capsys.readouterr().out
    assert "root" in out or name == "user"
    assert not any(mark in out for mark in "\x9b\u202e\x1b")
    assert len(out.splitlines()) == (1 if as_json else 2)


def test_a_large_file_is_read_and_printed_as_a_stream(tmp_path: Path, capsys: Capture) -> None:
    line = json.dumps({**BASE}).encode() + b"\n"
    path = tmp_path / "large.jsonl"
    with path.open("wb") as file:
        for _ in range(20):
            file.write(line * 1_000)
    lines = path.with_suffix(".out").open("w")
    with capsys.disabled(), lines, redirect_stdout(lines), redirect_stderr(lines):
        tracemalloc.start()
        try:
            for as_json in (True, False):
                assert _print(AuditRules(), path, as_json=as_json) == FOUND
            _, largest = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert largest < path.stat().st_size / 2


def test_without_the_key_nobody_can_be_found_by_username(file: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"usernames only as hashes. .* no valid audit_key"
    ):
        _print(AuditRules(), file, user="johndoe")


def _system_file(home: Path, *lines: str) -> None:
    folder = home / "etc" / "profile-browser"
    folder.mkdir(parents=True)
    (folder / "connections.toml").write_text("\n".join([*lines, ""]), "utf-8")


def test_the_command_uses_the_administrator_s_key(file: Path, tmp_path: Path) -> None:
    _system_file(tmp_path, f'audit_key = "{KEY}"')
    command = ("-m", "profile_browser", "audit", str(file), "--json", "--user")
    found = python(*command, "alice", home=tmp_path)
    assert (found.code, found.out, found.err) == (FOUND, _lines(file)[1], "")
    assert python(*command, "bob", home=tmp_path) == (NONE, "", "")


def test_the_command_knows_the_ids_of_the_connections(file: Path, tmp_path: Path) -> None:
    record = '[connections.eu.record]\nid = "user:{username}:profile"'
    _system_file(tmp_path, f'audit_key = "{KEY}"', table("eu"), record)
    command = ("-m", "profile_browser", "audit", str(file), "--json", "--user")
    assert python(*command, "user:alice:profile", home=tmp_path).out == _lines(file)[1]


def test_the_command_without_a_key_says_so(file: Path, tmp_path: Path) -> None:
    ended = python("-m", "profile_browser", "audit", str(file), "--user", "x", home=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "profile-browser: The audit log contains usernames only as hashes, and the "
        "administrator's file has no valid audit_key to compute them. Leave --user out, or ask "
        "your administrator.\n"
    )


@pytest.mark.parametrize(
    ("line", "options"),
    [('audit_folder = "audit"', ()), ('audit_key = "short"', ("--user", "x"))],
)
def test_a_setting_that_is_there_and_wrong_is_not_called_missing(
    line: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    _system_file(tmp_path, line)
    ended = python("-m", "profile_browser", "audit", *options, home=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert f"administrator's file has no valid {line.split(maxsplit=1)[0]}" in ended.err


def test_the_command_prints_a_table_with_every_filter(file: Path, tmp_path: Path) -> None:
    _system_file(tmp_path, f'audit_key = "{KEY}"', f'audit_folder = "{file.parent}"')
    by = json.loads(_lines(file)[0])["os_user"]
    narrowed = ("--by", by, "--from", "2020-01-01", "--to", "2999-12-30", "--connection")
    command = ("-m", "profile_browser", "audit", "--user", "johndoe", *narrowed)
    found = python(*command, "Customers", home=tmp_path)
    assert (found.code, found.err) == (FOUND, "Matching: 2 of 3 entries in 1 file.\n")
    assert [re.split(" {2,}", line)[1] for line in found.out.splitlines()] == ["By", by, by]
    assert python(*command, "Others", home=tmp_path).code == NONE
