"""``sample = false``: whether the administrator leaves the sample data in the program."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import Configuration
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table


def _read(system: Path, own: Path, of_system: str, of_person: str = "") -> Configuration:
    system.write_text(of_system, "utf-8")
    own.write_text(of_person, "utf-8")
    return read_configuration(system, own, KINDS)


@pytest.mark.parametrize(("line", "allowed"), [("", True), ("true", True), ("false", False)])
def test_the_administrator_decides_about_the_sample_data(
    line: str, allowed: bool, system: Path, own: Path
) -> None:
    configuration = _read(system, own, f"sample = {line}\n" if line else "")
    assert configuration.sample_allowed is allowed
    assert configuration.faults == ()


@pytest.mark.parametrize("value", ['"yes"', "1", "[]"])
def test_a_rule_that_is_written_wrongly_turns_the_sample_data_off(
    value: str, system: Path, own: Path
) -> None:
    configuration = _read(system, own, f"sample = {value}\n{table('eu')}")
    assert not configuration.sample_allowed
    assert configuration.faults == (
        f"{system}, line 1: sample: This must be true or false, without quotes.",
    )


def test_a_person_cannot_turn_the_sample_data_on_or_off(system: Path, own: Path) -> None:
    configuration = _read(system, own, "sample = false\n", "sample = true\n")
    assert not configuration.sample_allowed
    assert configuration.faults == (f"{own}, line 1: sample: This key is unknown.",)
