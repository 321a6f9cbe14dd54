"""Two programs that save at the same time do not lose each other's changes."""

from pathlib import Path

from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.at_once import run_at_once
from tests.unit.helpers.people import KINDS
from tests.unit.settings.saving_program import SAVES
from tests.unit.settings.tables import table

PROGRAM = "tests.unit.settings.saving_program"


def test_nothing_is_lost_when_two_programs_save_at_once(own: Path) -> None:
    own.write_text(table("eu"), "utf-8")
    run_at_once(own.parent, PROGRAM, (str(own), "one"), (str(own), "two"))
    found = read_configuration(own.parent / "no-such-file", own, KINDS)
    names = [f"{name}-{number}" for name in ("one", "two") for number in range(SAVES)]
    assert set(found.by_key) == {"eu", *names}
    assert found.by_key["one-0"].connection.location["bucket"] == f"b{SAVES - 1}"
    assert found.by_key["two-0"].connection.location["bucket"] == f"b{SAVES - 1}"
