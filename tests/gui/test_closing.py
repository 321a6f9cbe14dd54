"""The end of the program, in a process of its own and with the real SDK."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from tests.gui.closing_program import CLOSING, ELSEWHERE
from tests.wire.node import Node
from tests.wire.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 2.0  # seconds from closing the window to the end of the process
ENDS_AT_THE_SAME_TIME = 3  # by chance; of three, at least one does


@pytest.fixture
def node() -> Iterator[Node]:
    with Node(PEOPLE) as node:
        yield node


def options_for(node: Node) -> list[str]:
    return [
        *("--connection-string", node.connection_string),
        *("--bucket", node.bucket),
        *("--username", node.username),
    ]


def close_when_shown(
    awaited: str, *arguments: str, action: str = "close"
) -> tuple[list[str], float, int, str]:
    """Run the program, and return its lines, the seconds after closing, its code and errors."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.closing_program", action, awaited, *arguments],
        env={**os.environ, "PROFILE_BROWSER_PASSWORD": "secret", "QT_FORCE_STDERR_LOGGING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if lines[-1] == CLOSING:
                break
        else:
            process.kill()
        closed = monotonic()
        lines += [line.strip() for line in process.stdout]
        code = process.wait(timeout=30)
        return lines, monotonic() - closed, code, process.stderr.read()


def test_closing_while_a_read_hangs_ends_the_program_at_once(node: Node) -> None:
    node.faults.silent_reads = True
    lines, seconds, code, errors = close_when_shown("cancelButton", "johndoe", *options_for(node))
    assert (code, errors) == (0, "")
    assert CLOSING in lines
    assert seconds < LIMIT


def test_closing_while_the_program_connects_ends_it_within_two_seconds(node: Node) -> None:
    node.faults.silent_connects = True
    lines, seconds, code, errors = close_when_shown("cancelButton", "johndoe", *options_for(node))
    assert (code, errors) == (0, "")
    assert CLOSING in lines
    assert seconds < LIMIT


def test_closing_after_a_find_ends_the_program(node: Node) -> None:
    lines, seconds, code, errors = close_when_shown("profilePage", "johndoe", *options_for(node))
    assert (code, errors) == (0, "")
    assert seconds < LIMIT
    assert lines == [ELSEWHERE, CLOSING]


def test_a_connect_that_ends_while_the_process_does_aborts_nothing(node: Node) -> None:
    for _ in range(ENDS_AT_THE_SAME_TIME):
        _, seconds, code, errors = close_when_shown(
            "welcomePage", *options_for(node), action="close while others connect"
        )
        assert (code, errors) == (0, "")
        assert seconds < LIMIT


def test_an_interrupt_in_the_terminal_ends_the_window(node: Node) -> None:
    node.faults.silent_reads = True
    _, seconds, code, errors = close_when_shown(
        "cancelButton", "johndoe", *options_for(node), action="interrupt"
    )
    assert (code, errors) == (-signal.SIGINT, "")
    assert seconds < LIMIT


def test_the_sample_directory_needs_no_sdk() -> None:
    lines, _, code, errors = close_when_shown("profilePage", "johndoe", "--sample")
    assert (code, errors) == (0, "")
    assert lines == [CLOSING]


def test_a_cluster_that_is_not_asked_needs_no_sdk(node: Node) -> None:
    lines, _, code, errors = close_when_shown("welcomePage", *options_for(node))
    assert (code, errors) == (0, "")
    assert lines == [CLOSING]
    assert node.connections == 0
