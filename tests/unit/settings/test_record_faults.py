"""Each fault of a record layout is one sentence with its key and line; the others work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.configuration import ConfigurationError, Source
from profile_browser.settings.connection_editor import save_connection
from profile_browser.settings.connection_files import find_file_faults, read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "[connections.eu.record]"
MORE = "[[connections.eu.record.more]]"
GOOD = [MORE, 'field = "contact.phone"', 'label = "Phone"']
SECRET = "A field with this name may hold a secret, so it is never read."
NO_PATH = "This must be a field's name, or several names separated by dots, without"
NO_PLACE = "This must contain {username} exactly once."
LABEL_TAKEN = "Another field already has the label “{}”, or one that reads the same."
PATH_TAKEN = "Another field already has this path."
OF_OBJECT = "Another path goes through this one, so it leads to an object, not to a value."
KINDS_OF_VALUES = "This must be text, number, yes_no, date or list, in quotes."
EMPTY, MISSING, UNKNOWN = "This must not be empty.", "This is missing.", "This key is unknown."
NO_TEXT, TOO_LONG = "This must be text in quotes.", "This is too long."
CONTROL = "This must not contain control or invisible characters."
NO_PASSWORD = "A file must not contain a password."
SECRET_PATHS = ["hashed_password", "auth.Token", "x.apiSecret.y", "pin", "a.OTP", "salt"]


def more(*lines: str) -> list[str]:
    """Return a layout with a good field and, below it, a field with these lines."""
    return [RECORD, *GOOD, MORE, *lines]


# Under line 5, the empty one after the connection's own keys: the line with the fault, its key and
# the beginning of its sentence.
FAULTS: dict[str, tuple[list[str], int, str]] = {
    "no table": (["record = 3"], 5, "record: This must be a table, as in"),
    "array": (["[[connections.eu.record]]"], 5, "record: This must be a table, as in"),
    "unknown": ([RECORD, 'type = "x"', "colour = 1"], 7, f"record.colour: {UNKNOWN}"),
    "id": ([RECORD, 'id = "user::"'], 6, f"record.id: {NO_PLACE}"),
    "id twice": ([RECORD, 'id = "{username}:{username}"'], 6, f"record.id: {NO_PLACE}"),
    "id no text": ([RECORD, "id = 3"], 6, f"record.id: {NO_TEXT}"),
    "id long": ([RECORD, f'id = "{"é" * 100}{{username}}"'], 6, f"record.id: {TOO_LONG}"),
    "id NUL": ([RECORD, r'id = "{username}\u0000"'], 6, f"record.id: {CONTROL}"),
    "type": ([RECORD, "type = false"], 6, f"record.type: {NO_TEXT}"),
    "type field": ([RECORD, 'type_field = ""'], 6, f"record.type_field: {NO_PATH}"),
    "path": ([RECORD, 'email = "contact..email"'], 6, f"record.email: {NO_PATH}"),
    "path array": ([RECORD, 'email = "emails[0]"'], 6, f"record.email: {NO_PATH}"),
    "path backtick": ([RECORD, 'email = "`e`"'], 6, f"record.email: {NO_PATH}"),
    "path deep": ([RECORD, f'email = "{".".join("a" * 33)}"'], 6, f"record.email: {TOO_LONG}"),
    "path long": ([RECORD, f'email = "{"é" * 501}"'], 6, f"record.email: {TOO_LONG}"),
    "path hidden": ([RECORD, r'email = "e\u202Email"'], 6, f"record.email: {CONTROL}"),
    "path spaces": ([RECORD, 'email = "contact. email"'], 6, f"record.email: {NO_PATH}"),
    "both, a secret": (
        [RECORD, 'disabled = "off"', 'enabled = "x.pin"'],
        7,
        f"record.enabled: {SECRET}",
    ),
    "both": (
        [RECORD, 'disabled = "off"', 'enabled = "on"'],
        7,
        "record.enabled: Use either disabled or enabled, not both.",
    ),
    "inside": ([RECORD, 'username = "a"', 'email = "a.b"'], 6, f"record.username: {OF_OBJECT}"),
    "inside type": ([RECORD, 'type_field = "username.type"'], 5, f"record.username: {OF_OBJECT}"),
    "password": ([RECORD, 'password = "x"'], 6, f"record.password: {NO_PASSWORD}"),
    "more": ([RECORD, "more = 3"], 6, "record.more: These must be tables, as in"),
    "more texts": ([RECORD, 'more = ["a"]'], 6, "record.more: These must be tables, as in"),
    "13": ([RECORD, *GOOD * 13], 42, "record.more: There can be at most 12 added fields."),
    "more unknown": (more(*GOOD[1:], "colour = 1"), 12, f"record.more.colour: {UNKNOWN}"),
    "more password": (more(*GOOD[1:], "Password = 1"), 12, f"record.more.Password: {NO_PASSWORD}"),
    "more path": (more('label = "A"', 'field = "a."'), 11, f"record.more.field: {NO_PATH}"),
    "no path": (more('label = "A"'), 9, f"record.more.field: {MISSING}"),
    "no label": (more('field = "a"'), 9, f"record.more.label: {MISSING}"),
    "kind": (more('field = "a"', 'label = "A"', 'kind = "TEXT"'), 12, KINDS_OF_VALUES),
    "kind account": (more('field = "a"', 'label = "A"', 'kind = "account"'), 12, KINDS_OF_VALUES),
    "kind no text": (more('field = "a"', 'label = "A"', "kind = 3"), 12, KINDS_OF_VALUES),
    "label empty": (more('field = "a"', 'label = " "'), 11, f"record.more.label: {EMPTY}"),
    "label blank": (more('field = "a"', r'label = "\u200D"'), 11, f"record.more.label: {EMPTY}"),
    "label long": (more('field = "a"', f'label = "{"a" * 61}"'), 11, TOO_LONG),
    "label control": (more('field = "a"', r'label = "a\tb"'), 11, CONTROL),
    "label direction": (more('field = "a"', r'label = "a\u202Eb"'), 11, CONTROL),
    "label invisible": (more('field = "a"', r'label = "a\u200Bb"'), 11, CONTROL),
    "label twice": (more('field = "a"', 'label = "PHONE"'), 11, LABEL_TAKEN.format("PHONE")),
    "label alike": (
        more('field = "a"', r'label = "Ph\u00ADone"'),
        11,
        "record.more.label: Another",
    ),
    "label wide": (more('field = "a"', 'label = "Ｐhone"'), 11, LABEL_TAKEN.format("Ｐhone")),
    "label spaced": (more('field = "a"', 'label = "User name"'), 11, "record.more.label: Another"),
    "label of a record detail": (
        more('field = "a"', 'label = "Last change"'),
        11,
        LABEL_TAKEN.format("Last change"),
    ),
    "label built in": (more('field = "a"', 'label = "Email"'), 11, LABEL_TAKEN.format("Email")),
    "path twice": (more('label = "B"', GOOD[1]), 11, f"record.more.field: {PATH_TAKEN}"),
    "path built in": (more('label = "B"', 'field = "email"'), 11, PATH_TAKEN),
    "path of object": (more('label = "B"', 'field = "contact"'), 11, OF_OBJECT),
    "inline": (
        [
            "record = {id = '{username}', more = [",
            '{field = "a", label = "A"},',
            "{field = 'b', label = 3}]}",
        ],
        7,
        f"record.more.label: {NO_TEXT}",
    ),
    "dotted": (["record.id = '{username}'", 'record."type" = 3'], 6, f"record.type: {NO_TEXT}"),
}


def _read(own: Path, lines: list[str], line_end: str = "\n") -> list[tuple[int, str]]:
    """Return the faults of a connection with these lines, each with its line in the file."""
    text = "\n".join([table("eu"), *lines, "", table("good")])
    # The one empty line is the first of the given ones, as the table ends with a line's end.
    own.write_bytes(text.replace("\n\n", "\n", 1).replace("\n", line_end).encode())
    configuration = read_configuration(own.with_name("none"), own, KINDS)
    assert list(configuration.by_key) == ["good"]
    assert configuration.writable
    assert list(configuration.faults) == find_file_faults(own.with_name("none"), own, KINDS)
    return [_parted(own, fault) for fault in configuration.faults]


def _parted(own: Path, fault: str) -> tuple[int, str]:
    place, _, rest = fault.partition(": connection “eu” cannot be used. ")
    file, _, line = place.rpartition(", line ")
    assert file == str(own)
    return int(line), rest


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("lines", "line", "sentence"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_one_sentence_with_its_key_and_line(
    lines: list[str], line: int, sentence: str, line_end: str, own: Path
) -> None:
    (first, *others) = _read(own, lines, line_end)
    assert first[0] == line
    assert sentence in first[1]
    assert first[1].startswith("record")
    assert first[1].endswith(".")
    assert others == []


@pytest.mark.parametrize("path", SECRET_PATHS)
@pytest.mark.parametrize(
    "key", ["username", "email", "full_name", "disabled", "enabled", "type_field"]
)
def test_a_secret_is_never_one_of_the_fields(key: str, path: str, own: Path) -> None:
    assert _read(own, [RECORD, f'{key} = "{path}"']) == [(6, f"record.{key}: {SECRET}")]


@pytest.mark.parametrize("path", SECRET_PATHS)
def test_a_secret_is_never_an_added_field(path: str, own: Path) -> None:
    faults = _read(own, [RECORD, *GOOD, MORE, 'label = "A"', f'field = "{path}"'])
    assert faults == [(11, f"record.more.field: {SECRET}")]


def test_an_administrator_cannot_add_a_secret_either(system: Path, own: Path) -> None:
    secret = "\n".join([table("eu"), RECORD, *GOOD, MORE, 'field = "otp"', 'label = "Code"'])
    system.write_text(f"managed = true\n{secret}\n{table('us')}", "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert list(configuration.by_key) == ["us"]
    (fault,) = configuration.system_faults
    assert (
        fault == f"{system}, line 12: connection “eu” cannot be used. record.more.field: {SECRET}"
    )


def test_a_secret_is_not_saved(system: Path, own: Path) -> None:
    """Nothing in the program makes such a layout; the file would refuse it all the same."""
    own.write_text("\n".join([table("eu"), RECORD, *GOOD]), "utf-8")
    (known,) = read_configuration(system, own, KINDS).known
    assert known.source is Source.OWN
    layout = known.connection.record
    secret = layout._replace(more=(layout.more[0]._replace(path="otp"),))
    before = own.read_text("utf-8")
    with pytest.raises(ConfigurationError, match=r"record\.more\.field: A field with this name"):
        save_connection(own, replace(known.connection, record=secret), KINDS, replacing="eu")
    assert own.read_text("utf-8") == before


def test_every_fault_of_a_layout_is_reported_at_once_each_with_its_line(own: Path) -> None:
    lines = [RECORD, 'id = "x"', "email = 3", MORE, 'field = "pin"', MORE, 'label = ""', "x = 1"]
    assert [(line, text.partition(":")[0]) for line, text in _read(own, lines)] == [
        (6, "record.id"),
        (7, "record.email"),
        (8, "record.more.label"),
        (9, "record.more.field"),
        (10, "record.more.field"),
        (11, "record.more.label"),
        (12, "record.more.x"),
    ]


def test_a_fault_beside_the_layout_is_reported_with_those_of_the_layout(own: Path) -> None:
    faults = _read(own, ["kv_timeout = 0", RECORD, 'id = "x"'])
    assert [line for line, _ in faults] == [5, 7]
