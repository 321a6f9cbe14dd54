"""Which fields the administrator's file masks. A fault never shows more than the usual rule."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import Configuration
from profile_browser.domain.masking import USUAL_MASKS
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table

STRICT = {"username": True}
MORE = '[[connections.eu.record.more]]\nfield = "loyalty.tier"\nlabel = "Tier"\n'


def read(system: Path, own: Path, of_system: str, of_person: str = "") -> Configuration:
    system.write_text(of_system, "utf-8")
    own.write_text(of_person, "utf-8")
    return read_configuration(system, own, KINDS)


def test_without_the_table_the_usual_fields_are_masked(system: Path, own: Path) -> None:
    assert read(system, own, table("eu")).masks == USUAL_MASKS


@pytest.mark.parametrize(
    "written",
    [
        'masked = { username = true, full_name = false, "loyalty.tier" = false }\n',
        "masked = { username = true, full_name = false, loyalty.tier = false }\n",
    ],
)
def test_each_field_can_be_masked_or_shown(system: Path, own: Path, written: str) -> None:
    configuration = read(system, own, f"{written}{table('eu')}{MORE}")
    expected = {"username": True, "full_name": False, "loyalty.tier": False}
    assert configuration.masks.masked == expected
    assert configuration.faults == ()


@pytest.mark.parametrize(
    ("written", "masked", "said"),
    [
        ("masked = 1", {}, "masked: This must be a table of fields"),
        ('masked = ["email"]', {}, "masked: This must be a table of fields"),
        ('masked = { email = "no" }', {"email": True}, "masked.email: This must be true or false"),
        ("masked = { email = {} }", {"email": True}, "masked.email: This must be true or false"),
        (
            "masked = { emial = false }",
            {"emial": False},
            "“emial”. Available: username, full_name, email, disabled, loyalty.tier.",
        ),
        (
            "masked = { loyalty.tear = false, full_name = false }",
            {"loyalty.tear": False, "full_name": False},
            "masked.loyalty.tear: There is no field “loyalty.tear”.",
        ),
        ("masked = { password = false }", {"password": False}, "masked.password: "),
    ],
)
def test_a_fault_has_its_sentence_and_masks_the_username_as_well(
    system: Path, own: Path, written: str, masked: dict[str, bool], said: str
) -> None:
    configuration = read(system, own, f"{written}\n{table('eu')}{MORE}")
    assert configuration.masks.masked == masked | STRICT
    assert any(said in fault for fault in configuration.faults), configuration.faults
    assert configuration.own_faults == ()


def test_a_person_cannot_unmask_fields(system: Path, own: Path) -> None:
    configuration = read(system, own, table("eu"), "masked = { email = false }\n")
    assert configuration.masks == USUAL_MASKS
    assert "masked: This key is unknown." in configuration.own_faults[0]


def test_tables_with_faults_do_not_make_their_fields_unknown(system: Path, own: Path) -> None:
    broken = "[connections.us]\nquery_timeout = 'x'\n[connections.us.record]\nmore = [1, {}]\n"
    text = f"masked = {{ loyalty.tier = false }}\n{table('eu')}{MORE}{broken}"
    configuration = read(system, own, text)
    assert [fault for fault in configuration.faults if "masked" in fault] == []
