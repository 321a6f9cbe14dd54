"""Two programs that save at the same time do not lose each other's changes."""

import subprocess
import sys
from pathlib import Path

from profile_browser.settings.connection_files import read_configuration
from tests.unit.helpers.people import KINDS
from tests.unit.helpers.program import environment
from tests.unit.helpers.sources import PACKAGE
from tests.unit.settings.saving_program import SAVES
from tests.unit.settings.tables import table

_LONGEST = 60  # seconds


def _start(own: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.unit.settings.saving_program", str(own), name],
        cwd=PACKAGE.parent,
        env=environment(own.parent),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def _begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_nothing_is_lost_when_two_programs_save_at_once(own: Path) -> None:
    own.write_text(table("eu"), "utf-8")
    with _start(own, "one") as one, _start(own, "two") as two:
        for process in (one, two):
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        _begin(one)
        _begin(two)
        ended = [process.communicate(timeout=_LONGEST) for process in (one, two)]
    assert ended == [("", "")] * 2
    found = read_configuration(own.parent / "no-such-file", own, KINDS)
    names = [f"{name}-{number}" for name in ("one", "two") for number in range(SAVES)]
    assert set(found.by_key) == {"eu", *names}
    assert found.by_key["one-0"].connection.location["bucket"] == f"b{SAVES - 1}"
    assert found.by_key["two-0"].connection.location["bucket"] == f"b{SAVES - 1}"
