"""Closing the program, in a separate process with the real SDK."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from tests.processes.closing_program import CLOSING, ON_ANOTHER_THREAD
from tests.wire.node import Node
from tests.wire.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 2.0  # seconds from closing the window to the end of the process
ATTEMPTS = 3  # usually enough for a connect to end at the same moment as the process


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
    """Run the program; return its output, seconds from closing to exit, exit code and errors."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.processes.closing_program", action, awaited, *arguments],
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


@pytest.mark.parametrize("fault", ["silent_reads", "silent_connects"])
def test_closing_while_a_read_or_a_connect_hangs_ends_the_program_within_two_seconds(
    node: Node, fault: str
) -> None:
    setattr(node.faults, fault, True)
    lines, seconds, code, errors = close_when_shown("cancelButton", "johndoe", *options_for(node))
    assert (code, errors) == (0, "")
    assert CLOSING in lines
    assert seconds < LIMIT


def test_closing_after_a_lookup_ends_the_program(node: Node) -> None:
    lines, seconds, code, errors = close_when_shown("profilePage", "johndoe", *options_for(node))
    assert (code, errors) == (0, "")
    assert seconds < LIMIT
    assert lines == [ON_ANOTHER_THREAD, CLOSING]


def test_a_connect_that_ends_while_the_process_exits_does_not_abort_it(node: Node) -> None:
    for _ in range(ATTEMPTS):
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


def test_the_sample_data_does_not_load_the_sdk() -> None:
    lines, _, code, errors = close_when_shown("profilePage", "johndoe", "--sample")
    assert (code, errors) == (0, "")
    assert lines == [CLOSING]


def test_opening_a_connection_loads_no_sdk_before_the_first_lookup(node: Node) -> None:
    lines, _, code, errors = close_when_shown("welcomePage", *options_for(node))
    assert (code, errors) == (0, "")
    assert lines == [CLOSING]
    assert node.connections == 0
