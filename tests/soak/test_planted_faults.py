"""The soak finds faults: each of these is planted in the program."""

from __future__ import annotations

import re

import pytest

from tests.soak.running import soak


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
    ended = soak("tests.soak.planted", fault, *short)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert re.search(rf"^FAULT: .*{complaint}", ended.stdout, re.MULTILINE)
