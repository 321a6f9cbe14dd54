"""Whose file has a fault, whether lookups still work, and the list of every fault."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import Configuration
from profile_browser.settings.connection_files import find_file_faults, read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.broken_files import break_file
from tests.unit.settings.tables import table

KEY = "marked-key-of-at-least-32-letters"


def _read(system: Path, own: Path, of_system: str, of_person: str = "") -> Configuration:
    system.write_text(of_system, "utf-8")
    own.write_text(of_person, "utf-8")
    return read_configuration(system, own, KINDS)


def test_each_fault_is_told_apart_by_the_file_that_caused_it(system: Path, own: Path) -> None:
    configuration = _read(system, own, f"managed = 1\n{table('eu')}", f"colour = 1\n{table('eu')}")
    assert configuration.system_faults == (
        f"{system}, line 1: managed: This must be true or false, without quotes.",
    )
    assert configuration.own_faults == (
        f"{own}, line 1: colour: This key is unknown.",
        f"{own}: connection “eu” is ignored, because your administrator manages it.",
    )
    assert configuration.faults == (*configuration.system_faults, *configuration.own_faults)


@pytest.mark.parametrize(
    ("of_system", "works"),
    [
        (table("eu"), True),
        (f"colour = 1\n{table('eu')}", True),
        (table("eu", "colour = 1"), False),
        (f"audit = true\n{table('eu')}", False),
        (f'audit = true\naudit_folder = "/a"\naudit_key = "{KEY}"\n{table("eu")}', True),
        (table("eu", "audit = true") + table("us"), True),
        ("", False),
    ],
)
def test_whether_lookups_work_in_spite_of_a_fault(
    of_system: str, works: bool, system: Path, own: Path
) -> None:
    configuration = _read(system, own, of_system)
    usable = [known.connection for known in configuration.known]
    assert any(map(configuration.allows_lookups_on, usable)) is works


def test_every_fault_of_every_file_is_listed(system: Path, own: Path) -> None:
    sentence = break_file(system, "not TOML")
    own.write_text(f"colour = 1\n{table('eu', 'oops = 1')}", "utf-8")
    assert find_file_faults(system, own, KINDS) == [
        sentence,
        f"{own}, line 1: colour: This key is unknown.",
        f"{own}, line 6: connection “eu” cannot be used. oops: This key is unknown.",
    ]


def test_the_faults_of_a_file_that_is_ignored_are_listed_too(system: Path, own: Path) -> None:
    system.write_text(f"other_connections = false\n{table('eu')}", "utf-8")
    own.write_text(table("mine", "oops = 1"), "utf-8")
    assert find_file_faults(system, own, KINDS) == [
        f"{own} is ignored, because your administrator allows no other connections.",
        f"{own}, line 5: connection “mine” cannot be used. oops: This key is unknown.",
    ]


def test_sound_and_missing_files_have_no_faults(system: Path, own: Path) -> None:
    system.write_text(table("eu"), "utf-8")
    assert find_file_faults(system, own, KINDS) == []


def test_a_persons_table_keeps_the_number_of_the_broken_one_that_it_replaces(
    system: Path, own: Path
) -> None:
    of_system = table("eu", "oops = 1") + table("us")
    configuration = _read(system, own, of_system, table("mine") + table("eu"))
    assert list(configuration.by_key) == ["eu", "us", "mine"]
