"""How long a list can be, and how many of its records are read at the same time."""

from dataclasses import replace
from pathlib import Path

import pytest

from profile_browser.domain.configuration import LARGEST_LIST
from profile_browser.settings.connection_editor import save_connection
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table

NUMBERS = "This must be a whole number from 1 to {:,}, without quotes."


def test_a_list_can_have_ten_thousand_entries_unless_the_administrator_sets_another_number(
    system: Path, own: Path
) -> None:
    assert read_configuration(system, own, KINDS).largest_list == LARGEST_LIST == 10_000
    system.write_text("largest_list = 25\n", "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert configuration.largest_list == 25
    assert configuration.faults == ()


@pytest.mark.parametrize("value", ["0", "-1", "10_000_001", '"25"', "2.5", "true", "[25]"])
def test_a_faulty_number_of_entries_is_said_and_the_default_stays(
    system: Path, own: Path, value: str
) -> None:
    system.write_text(f"managed = true\nlargest_list = {value}\n", "utf-8")
    configuration = read_configuration(system, own, KINDS)
    sentence = NUMBERS.format(10_000_000)
    assert configuration.faults == (f"{system}, line 2: largest_list: {sentence}",)
    assert configuration.largest_list == LARGEST_LIST


def test_nobody_raises_the_number_of_entries_in_their_own_file(system: Path, own: Path) -> None:
    system.write_text("largest_list = 25\n", "utf-8")
    own.write_text("largest_list = 1_000_000\n", "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert configuration.largest_list == 25
    assert configuration.own_faults == (f"{own}, line 1: largest_list: This key is unknown.",)


@pytest.mark.parametrize(("line", "number"), [("", 0), ("reads_at_once = 1024", 1024)])
def test_a_connection_sets_how_many_records_are_read_at_the_same_time(
    system: Path, own: Path, line: str, number: int
) -> None:
    system.write_text(table("eu", line), "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert configuration.by_key["eu"].connection.reads_at_once == number
    assert configuration.faults == ()


@pytest.mark.parametrize("value", ["0", "1025", '"64"', "64.0", "false"])
def test_a_faulty_number_of_reads_is_said_with_its_line(
    system: Path, own: Path, value: str
) -> None:
    system.write_text(table("eu", f"reads_at_once = {value}"), "utf-8")
    (fault,) = read_configuration(system, own, KINDS).faults
    why = f"reads_at_once: {NUMBERS.format(1024)}"
    assert fault == f"{system}, line 5: connection “eu” cannot be used. {why}"


def test_saving_a_connection_keeps_how_many_records_are_read_at_the_same_time(
    system: Path, own: Path
) -> None:
    own.write_text(table("eu", "reads_at_once = 8"), "utf-8")
    connection = read_configuration(system, own, KINDS).by_key["eu"].connection
    save_connection(own, replace(connection, title="Europe"), KINDS, replacing="eu")
    saved = read_configuration(system, own, KINDS).by_key["eu"].connection
    assert (saved.title, saved.reads_at_once) == ("Europe", 8)
