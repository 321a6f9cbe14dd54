"""A build that demands the servers does not pass because tests were skipped."""

import os
import sys
from pathlib import Path

from tests.unit.helpers.program import python

CASES = """
import pytest
from tests.servers.building import build_or_skip
from tests.servers.demanding import MAY_SKIP

@pytest.fixture
def server(request):
    return build_or_skip(lambda name: pytest.skip("no tool"), "cassandra", request.config)

def test_of_a_server(server):
    pass

def test_without_a_driver():
    pytest.importorskip("a_driver_that_nobody_has")

def test_that_nobody_can_run(request):
    request.node.stash[MAY_SKIP] = True
    pytest.skip("the kind cannot show it")

@pytest.mark.xfail(strict=True)
def test_of_a_known_fault():
    raise AssertionError
"""


HYPOTHESIS = ["-p", "_hypothesis_pytestplugin"]  # whose option tests.conftest reads


def last_line(folder: Path, *options: str) -> str:
    """Run the cases, and return what pytest says at the end."""
    file = folder / "test_cases.py"
    file.write_text(CASES, encoding="utf-8")
    plugins = ["-p", "tests.conftest", "-p", "tests.servers.demanding", *HYPOTHESIS]
    words = ["-c", os.devnull, "--rootdir", str(folder), *plugins, *options, str(file)]
    variables = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = python("-m", "pytest", *words, home=folder, **variables)
    return ended.out.splitlines()[-1]


def test_a_run_that_demands_servers_fails_for_each_test_that_lacks_one(tmp_path: Path) -> None:
    assert "1 failed, 1 skipped, 1 xfailed, 1 error" in last_line(tmp_path, "--require-servers")


def test_a_run_that_does_not_skips_them(tmp_path: Path) -> None:
    assert "3 skipped, 1 xfailed" in last_line(tmp_path)
