"""After how many minutes the window is cleared; the administrator's choice comes first."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import CLEAR_AFTER
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS


@pytest.mark.parametrize(
    ("of_system", "of_person", "minutes"),
    [
        ("", "", CLEAR_AFTER),
        ("", "10", 10),
        ("", "0", 0),
        ("2", "", 2),
        ("2", "60", 2),
        ("0", "1", 0),
    ],
)
def test_the_minutes_are_the_administrators_else_the_persons(
    system: Path, own: Path, of_system: str, of_person: str, minutes: int
) -> None:
    for file, value in ((system, of_system), (own, of_person)):
        file.write_text(f"clear_after = {value}\n" if value else "", "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert (configuration.clear_after, configuration.faults) == (minutes, ())


@pytest.mark.parametrize("value", ["-1", "1.5", '"5"', "true", "1441", "nan"])
def test_a_value_that_cannot_be_meant_is_a_fault_and_the_usual_time_holds(
    system: Path, own: Path, value: str
) -> None:
    system.write_text(f"clear_after = {value}\n", "utf-8")
    own.write_text("clear_after = 0\n", "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert configuration.clear_after == CLEAR_AFTER
    assert "clear_after" in configuration.faults[0]
