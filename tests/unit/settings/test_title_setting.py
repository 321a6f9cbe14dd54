"""Whether a window's title shows the username; the administrator's choice comes first."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import Configuration
from profile_browser.settings.connection_editor import save_connection
from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import CLUSTER, KINDS
from tests.unit.settings.tables import table

ON, OFF, SLIP = (f"title_shows_username = {value}\n" for value in ("true", "false", '"yes"'))


def _read(system: Path, own: Path, of_system: str, of_person: str) -> Configuration:
    system.write_text(of_system, "utf-8")
    own.write_text(of_person, "utf-8")
    return read_configuration(system, own, KINDS)


@pytest.mark.parametrize(
    ("of_system", "of_person", "shown"),
    [
        ("", "", False),
        (ON, "", True),
        ("", ON, True),
        (OFF, ON, False),
        (ON, OFF, True),
        (SLIP, ON, False),
        ("", SLIP, False),
        (f"other_connections = false\n{table('eu')}", ON, False),
    ],
)
def test_the_username_is_in_the_title_only_if_somebody_asks_and_the_administrator_allows_it(
    system: Path, own: Path, of_system: str, of_person: str, shown: bool
) -> None:
    configuration = _read(system, own, of_system, of_person)
    assert configuration.title_shows_username is shown
    assert bool(configuration.faults) is (SLIP in (of_system, of_person))


def test_saving_a_connection_keeps_a_persons_choice(system: Path, own: Path) -> None:
    _read(system, own, "", ON)
    save_connection(own, CLUSTER, KINDS)
    configuration = read_configuration(system, own, KINDS)
    assert configuration.title_shows_username
    assert configuration.faults == ()
