"""What a person may choose unless the administrator does: each key is true, false or left out."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import Configuration
from profile_browser.settings.connection_editor import save_connection
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import CLUSTER, KINDS
from tests.unit.settings.tables import table

# Each key, which is also the name of what it sets, and what holds where nobody chooses.
LEFT_OPEN = {"title_shows_username": False, "offer_copied": None}
ON, OFF, SLIP = "{} = true\n", "{} = false\n", '{} = "yes"\n'

each_key = pytest.mark.parametrize("key", LEFT_OPEN)


def _read(system: Path, own: Path, of_system: str, of_person: str) -> Configuration:
    system.write_text(of_system, "utf-8")
    own.write_text(of_person, "utf-8")
    return read_configuration(system, own, KINDS)


@each_key
@pytest.mark.parametrize(
    ("files", "chosen"),  # the administrator's file and the person's
    [
        (("", ""), None),
        ((ON, ""), True),
        (("", ON), True),
        ((OFF, ON), False),
        ((ON, OFF), True),
        ((SLIP, ON), False),
        (("", SLIP), False),
        ((f"other_connections = false\n{table('eu')}", ON), None),
    ],
)
def test_a_person_chooses_only_where_the_administrator_leaves_it_open(
    system: Path, own: Path, key: str, files: tuple[str, str], chosen: bool | None
) -> None:
    of_system, of_person = (text.format(key) for text in files)
    configuration = _read(system, own, of_system, of_person)
    assert getattr(configuration, key) is (LEFT_OPEN[key] if chosen is None else chosen)
    assert bool(configuration.faults) is (SLIP in files)


@each_key
def test_saving_a_connection_keeps_a_persons_choice(system: Path, own: Path, key: str) -> None:
    _read(system, own, "", ON.format(key))
    save_connection(own, CLUSTER, KINDS)
    configuration = read_configuration(system, own, KINDS)
    assert getattr(configuration, key) is True
    assert configuration.faults == ()
