"""Processes that write to the audit log at the same time lose nothing and break no line."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.records.audit_log import AuditLog
from profile_browser.records.pseudonym import keyed_hash
from tests.unit.helpers.at_once import run_at_once
from tests.unit.records.writing_program import ANSWERS, KEY

PROGRAM = "tests.unit.records.writing_program"
_NOBODY_UID = "65534"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Create a folder outside the user's private folders, so that other accounts can reach it."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _people(folder: Path) -> list[object]:
    texts = [path.read_text("ascii") for path in sorted(folder.glob("*.jsonl"))]
    return [json.loads(line)["user"] for text in texts for line in text.splitlines()]


def test_processes_that_write_at_once_write_whole_lines_and_lose_none(folder: Path) -> None:
    names = ("one", "two", "three")
    run_at_once(folder, PROGRAM, *((str(folder), name) for name in names))
    people = _people(folder)
    answers = [f"{name}-{number}" for name in names for number in range(ANSWERS)]
    pairs = [[keyed_hash(KEY.encode(), f"{answer}-{one}") for one in "ab"] for answer in answers]
    assert sorted(map(str, people)) == sorted(person for pair in pairs for person in pair)
    assert {tuple(pair) for pair in pairs} <= set(pairwise(people))


@pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() != 0, reason="only root can be two people"
)
@pytest.mark.parametrize("mode", [0o1777, 0o1733])
def test_different_accounts_can_write_to_the_same_file(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    AuditLog(AuditRules(folder=str(folder), key=KEY)).prepare()
    run_at_once(folder, PROGRAM, (str(folder), "one"), (str(folder), "two", _NOBODY_UID))
    assert len(_people(folder)) == 2 * 2 * ANSWERS
