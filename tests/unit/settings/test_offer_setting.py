"""Whether what was copied elsewhere is offered: the administrator's choice comes first."""

from pathlib import Path

import pytest

from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS

ON, OFF, SLIP = (f"offer_copied = {value}\n" for value in ("true", "false", '"yes"'))


@pytest.mark.parametrize(
    ("of_system", "of_person", "offered"),
    [
        ("", "", None),
        (ON, "", True),
        ("", ON, True),
        (OFF, ON, False),
        (ON, OFF, True),
        (SLIP, ON, False),
        ("", SLIP, False),
    ],
)
def test_the_files_fix_the_choice_or_leave_it_open(
    system: Path, own: Path, of_system: str, of_person: str, offered: bool | None
) -> None:
    system.write_text(of_system, "utf-8")
    own.write_text(of_person, "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert configuration.offer_copied is offered
    assert bool(configuration.faults) is (SLIP in (of_system, of_person))
