"""Short soaks, with and without planted faults."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.long
_TIMEOUT = 55  # seconds; a soak ends by itself long before


def soak(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a soak in a separate process, so that no other test shares its threads."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-X", "faulthandler", "-m", *command],
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=False,
    )


@pytest.mark.parametrize("seed", ["5", "6"])
def test_while_nodes_fail_no_wrong_profile_is_shown_and_every_lookup_ends(seed: str) -> None:
    ended = soak("tests.gui.soak", "--lookups", "450", "--seconds", "12.5", "--seed", seed)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not ended.stderr


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("stale", "(the answer names .*|is shown)"),
        ("old-store", "Person... of North.* is shown"),
        ("fields", "fields of .* are left behind"),
        ("lost", "the lookup hangs"),
        ("threads", "an abandoned thread does not end"),
    ],
)
def test_a_soak_finds_a_planted_fault(fault: str, complaint: str) -> None:
    short = ("--lookups", "150", "--seconds", "20", "--seed", "3", "--patience", "4")
    ended = soak("tests.gui.soak.planted", fault, *short)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert re.search(rf"^FAULT: .*{complaint}", ended.stdout, re.MULTILINE)


@pytest.mark.parametrize("seed", ["5", "11"])
def test_while_a_node_fails_no_row_of_a_list_is_wrong_and_each_name_has_one(seed: str) -> None:
    ended = soak("tests.gui.soak.lists", "--seconds", "10", "--seed", seed)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not ended.stderr
