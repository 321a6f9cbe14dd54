"""The program with marked secrets: its processes leave none on the disk or on the terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.settings.connections import ConnectionFiles
from tests.processes.closing_program import CRASH_NOTICE_SHOWN
from tests.processes.test_closing import options_for
from tests.unit.helpers.people import KINDS
from tests.wire.node import Node
from tests.wire.planted import (
    ACCOUNT,
    DOCUMENTS,
    EMAIL,
    EVERYTHING,
    FULL_NAME,
    PASSWORD,
    SECRETS,
    USERNAME,
    marks_in,
    marks_under,
)
from tests.wire.stores import connection_to
from tests.wire.terminal import run_here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WINDOW = "tests.processes.closing_program"
TIMEOUT = 30
# Not valid UTF-8: the SDK would print the whole query on standard error.
NOT_UTF8 = b'{"requestID": "x", "results": [{"username": "\xff"}]}'
HTTP = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(DOCUMENTS, username=ACCOUNT, password=PASSWORD) as node:
        yield node


def run(module: str, *words: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        env={**os.environ, "PROFILE_BROWSER_PASSWORD": password, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )


def assert_nothing_left(folder: Path, *ended: subprocess.CompletedProcess[str]) -> None:
    """Check the output of each process and every file in the user's folders."""
    said = [text for process in ended for text in (process.stdout, process.stderr)]
    assert [text for text in said if marks_in(text, EVERYTHING)] == []
    assert marks_under(folder, EVERYTHING) == []


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("profilePage", USERNAME),
        ("matchesPage", EMAIL),
        ("problemPage", f"{USERNAME}-off"),
    ],
)
def test_a_window_leaves_no_trace_of_the_person_it_showed(
    node: Node, tmp_path: Path, page: str, asked: str
) -> None:
    ended = run(WINDOW, "close", page, asked, *options_for(node))
    assert ended.returncode == 0
    assert_nothing_left(tmp_path, ended)
    assert list(tmp_path.rglob("*.log"))
    assert list(tmp_path.rglob("*.conf"))


@pytest.mark.parametrize("error", ["in a slot", "in the worker", "on a thread"])
def test_an_internal_error_leaves_no_secret(node: Node, tmp_path: Path, error: str) -> None:
    node.put("userprofile::alice", {"username": "alice"})
    ended = run("tests.processes.failing_program", error, USERNAME, *options_for(node))
    assert ended.returncode == 0
    assert_nothing_left(tmp_path, ended)


def test_a_crash_leaves_no_secret(node: Node, tmp_path: Path) -> None:
    words = ("profilePage", USERNAME, *options_for(node))
    ended = [run(WINDOW, end, *words) for end in ("abort", "kill", "close")]
    assert [each.returncode for each in ended] == [-signal.SIGABRT, -signal.SIGKILL, 0]
    assert all(CRASH_NOTICE_SHOWN in each.stdout for each in ended[1:])
    assert list(tmp_path.rglob("crashes"))
    assert_nothing_left(tmp_path, *ended)


def test_a_crash_in_the_sdk_leaves_no_secret(node: Node, tmp_path: Path) -> None:
    node.faults.deadly_map = True
    ended = run(WINDOW, "close", "profilePage", USERNAME, *options_for(node))
    assert ended.returncode == -signal.SIGABRT
    assert list(tmp_path.rglob("crashes"))
    assert_nothing_left(tmp_path, ended)


@pytest.mark.parametrize(
    "words", [["lookup", USERNAME], ["find", EMAIL], ["find", FULL_NAME]], ids=" ".join
)
def test_a_command_prints_only_what_was_asked_for(
    node: Node, tmp_path: Path, words: list[str]
) -> None:
    ended = run_here(connection_to(node), *words)
    assert ended.code == 0
    assert marks_in(ended.out, SECRETS) == []
    assert marks_in(ended.err, EVERYTHING) == []
    assert marks_under(tmp_path, EVERYTHING) == []


def test_a_refused_sign_in_shows_no_password(node: Node, tmp_path: Path) -> None:
    ended = run("profile_browser", "lookup", "x", *options_for(node), password=f"{PASSWORD}-old")
    assert ended.returncode == 3
    assert_nothing_left(tmp_path, ended)


def test_a_query_with_an_invalid_answer_is_not_printed(node: Node, tmp_path: Path) -> None:
    node.query.faults.raw = HTTP % (len(NOT_UTF8), NOT_UTF8)
    ended = run("profile_browser", "find", f"{USERNAME}@x", *options_for(node))
    assert ended.returncode == 3
    assert "SELECT" not in ended.stderr
    assert marks_under(tmp_path, EVERYTHING) == []


def test_a_saved_connection_contains_no_password(node: Node, tmp_path: Path) -> None:
    connection = replace(connection_to(node), key="", title="Planted")
    ConnectionFiles(KINDS).save(connection)
    assert ACCOUNT in next(tmp_path.rglob("connections.toml")).read_text()
    assert marks_under(tmp_path, EVERYTHING) == []


def test_a_planted_leak_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "crashes").mkdir()
    (tmp_path / "crashes" / "1.txt").write_text(f"at {USERNAME}")
    assert marks_under(tmp_path, EVERYTHING) == ["crashes/1.txt: username"]
    leaking = subprocess.CompletedProcess("", 0, stdout=PASSWORD, stderr="")
    with pytest.raises(AssertionError):
        assert_nothing_left(tmp_path / "elsewhere", leaking)
