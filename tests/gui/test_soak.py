"""A short soak, and the proof that a soak finds what it is there to find."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

_LONGEST = 55  # seconds; a soak ends by itself long before


def soak(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a soak in a process of its own, whose threads and whose end are the program's alone."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-X", "faulthandler", "-m", *command],
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )


@pytest.mark.parametrize("seed", ["5", "6"])
def test_no_wrong_profile_shows_and_every_look_up_ends_while_the_nodes_fail(seed: str) -> None:
    ended = soak("tests.gui.soak", "--look-ups", "450", "--seconds", "12.5", "--seed", seed)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not ended.stderr


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("stale", "(the answer names .*|is shown)"),
        ("old-store", "Person... of North.* is shown"),
        ("fields", "fields of .* are left behind"),
        ("lost", "the look-up hangs"),
        ("threads", "an abandoned thread does not end"),
    ],
)
def test_a_soak_finds_a_fault_that_is_planted(fault: str, complaint: str) -> None:
    short = ("--look-ups", "150", "--seconds", "20", "--seed", "3", "--patience", "4")
    ended = soak("tests.gui.soak.planted", fault, *short)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert re.search(rf"^FAULT: .*{complaint}", ended.stdout, re.MULTILINE)
