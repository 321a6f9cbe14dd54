"""A new field takes one line of code: it is then read, shown, copied and masked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.gui import new_field_program
from tests.unit.helpers.sources import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = "    disabled: Annotated["
LINE = '    phone: Annotated[str | None, Field("Phone")] = None\n'
NUMBER = "+43 660 1234567"
PERSON = {"id": "userprofile::zoe", "type": "userprofile", "username": "zoe", "phone": NUMBER}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the program, adding one field and two people who have it."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parent / "resources", folder / "resources")
    fields = folder / PACKAGE.name / "domain" / "fields.py"
    source = fields.read_text("utf-8")
    assert source.count(BEFORE) == 1
    fields.write_text(source.replace(BEFORE, LINE + BEFORE), "utf-8")
    with (folder / "resources" / "sample_profiles.jsonl").open("a", encoding="utf-8") as sample:
        others = [{**PERSON, "id": "userprofile::zoe2", "username": "zoe2"}, PERSON]
        sample.writelines(f"{json.dumps(person)}\n" for person in others)
    return folder


def run(copy: Path, *words: str) -> str:
    """Run Python with the copied program."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *words]
    ended = subprocess.run(
        command, env=environment, cwd=copy, capture_output=True, check=True, text=True, timeout=60
    )
    return ended.stdout


def test_a_new_field_appears_everywhere_wherever_the_layout_has_it_and_is_masked(
    copy: Path,
) -> None:
    appearances = json.loads(run(copy, new_field_program.__file__, "phone", "zoe"))
    assert appearances.pop("masked") == ["Phone: +•••"]
    assert appearances == dict.fromkeys(appearances, True)
    assert len(appearances) == 7


def test_the_terminal_prints_a_new_field(copy: Path) -> None:
    lookup = ("-m", "profile_browser", "lookup", "zoe", "--sample")
    assert f"Phone: {NUMBER}\n" in run(copy, *lookup)
    assert json.loads(run(copy, *lookup, "--json"))["phone"] == NUMBER
