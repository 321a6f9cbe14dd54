"""A crash leaves no core file, which would hold the password, and still leaves its trace."""

import signal
import sys
from pathlib import Path

import pytest

from tests.unit.helpers.program import python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")

LOOKED_UP = """
import os, resource
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from profile_browser.__main__ import main
from profile_browser.records.crashes import CrashRecorder
crashes = CrashRecorder()
crashes.start()
main(["lookup", "johndoe", "--sample"])
"""


def test_a_command_sets_the_size_of_core_files_to_nothing(tmp_path: Path) -> None:
    shown = python(
        "-c", f"{LOOKED_UP}print(resource.getrlimit(resource.RLIMIT_CORE)[0])", home=tmp_path
    )
    assert int(shown.out.split()[-1]) == (1 if sys.platform == "linux" else 0)


def test_a_limit_of_nothing_is_kept(tmp_path: Path) -> None:
    lowered = "import resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    shown = python(
        "-c",
        f"{lowered}{LOOKED_UP}print(resource.getrlimit(resource.RLIMIT_CORE))",
        home=tmp_path,
    )
    assert shown.out.splitlines()[-1] == "(0, 0)"


def test_a_crash_leaves_its_trace_and_no_core_file(tmp_path: Path) -> None:
    crash = f"{LOOKED_UP}os.chdir({str(tmp_path)!r})\nos.kill(os.getpid(), {int(signal.SIGSEGV)})"
    assert python("-c", crash, home=tmp_path).code == -signal.SIGSEGV
    (trace,) = tmp_path.rglob("crashes/*.running")
    assert "Fatal Python error: Segmentation fault" in trace.read_text()
    assert list(tmp_path.glob("core*")) == []
