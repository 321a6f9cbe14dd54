"""Internal errors in a separate process, with all hooks installed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.processes.failing_program import PLANTED, SECRET

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("error", PLANTED)
def test_an_error_is_shown_and_logged_once_and_the_program_goes_on(
    error: str, tmp_path: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.processes.failing_program", error, "johndoe", "--sample"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0
    assert ended.stdout.splitlines() == [
        "An internal error occurred while Sample data was open",
        "alice",
    ]
    assert "Traceback" not in ended.stderr
    assert SECRET not in ended.stderr
    (log,) = tmp_path.rglob("*.log")
    written = log.read_text("utf-8")
    assert written.count("Unexpected error") == 1
    assert "in fail" in written
    assert SECRET not in written
