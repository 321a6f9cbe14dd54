"""A key of a location may have another name, and is written back by the name that was used."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from profile_browser.settings.connection_editor import save_connection
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table

BY_OWN_NAME = table("eu")
BY_OTHER_NAME = BY_OWN_NAME.replace("bucket =", "database =")


def _written(own: Path) -> dict[str, object]:
    tables: dict[str, dict[str, object]] = tomllib.loads(own.read_text("utf-8"))["connections"]
    return tables["eu"]


def _faults(own: Path, text: str) -> tuple[str, ...]:
    own.write_text(text, "utf-8")
    return read_configuration(own.parent / "none.toml", own, KINDS).faults


def test_a_table_may_use_either_name(own: Path) -> None:
    found = []
    for text in (BY_OWN_NAME, BY_OTHER_NAME):
        assert _faults(own, text) == ()
        found.append(read_configuration(own.parent / "none.toml", own, KINDS).known)
    assert BY_OTHER_NAME != BY_OWN_NAME
    assert found[0] == found[1]


@pytest.mark.parametrize("text", [BY_OWN_NAME, BY_OTHER_NAME])
@pytest.mark.parametrize("bucket", ["", "other"])
def test_a_key_is_written_back_by_the_name_that_was_used(own: Path, text: str, bucket: str) -> None:
    _faults(own, text)
    before = _written(own)
    known = read_configuration(own.parent / "none.toml", own, KINDS).by_key["eu"].connection
    location = {**known.location, **({"bucket": bucket} if bucket else {})}
    changed = replace(known, search=False, location=location)
    save_connection(own, changed, KINDS, replacing="eu")
    name = "bucket" if "bucket" in before else "database"
    expected = before | ({name: bucket} if bucket else {}) | {"search": False}
    assert _written(own) == expected


def test_a_key_that_is_given_by_two_names_is_a_fault_with_its_line(own: Path) -> None:
    text = table("eu", 'database = "other"')
    line = 1 + text.splitlines().index('database = "other"')
    assert _faults(own, text) == (
        (
            f"{own}, line {line}: connection “eu” cannot be used. "
            "database: This means the same as bucket. Leave one of them out."
        ),
    )


@pytest.mark.parametrize("value", ["5", '""'])
def test_a_fault_names_the_key_by_the_name_that_was_used(own: Path, value: str) -> None:
    lines = BY_OTHER_NAME.splitlines()
    (at,) = (at for at, line in enumerate(lines) if line.startswith("database"))
    lines[at] = f"database = {value}"
    (fault,) = _faults(own, "\n".join(lines))
    assert f"line {at + 1}: connection “eu” cannot be used. database: " in fault
