"""`profile-browser lookup --from` against the node."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from select import select
from time import monotonic, thread_time
from typing import TYPE_CHECKING

import pytest

from profile_browser.terminal.streams import INTERRUPTED
from tests.unit.helpers.program import json_lines
from tests.wire.people import ALICE, JOHN_DOE, MARKED_HASH
from tests.wire.stores import connection_to
from tests.wire.terminal import (
    ALL_FOUND,
    CHECKOUT,
    NOT_ASKED,
    SOME_MISSING,
    environment_of,
    look_up_here,
    run_lookup,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from tests.wire.node import Node

AT_ONCE = 1.0  # seconds
PATIENCE = 30.0  # seconds


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a list."""
    path = tmp_path / "list.txt"
    path.write_text("johndoe\nalice\n", "utf-8")
    return path


@contextmanager
def started(
    connection: Connection, *words: str, output: int = subprocess.PIPE
) -> Iterator[subprocess.Popen[str]]:
    """Run the command, with pipes for its input, its output and its errors."""
    command = [sys.executable, "-m", "profile_browser", "lookup", *words]
    with subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=os.environ | environment_of(connection),
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def interrupt(process: subprocess.Popen[str], *, is_impatient: bool = False) -> str:
    """Press Ctrl+C, and return what was said. The command must end within a second.

    Who is impatient presses it again.
    """
    assert process.stderr is not None
    errors = process.stderr
    process.send_signal(signal.SIGINT)
    seconds, said = 0.0, ""
    if is_impatient:
        seconds += seconds_until(lambda: bool(select([errors], [], [], 0)[0]))
        said = errors.readline()
        process.send_signal(signal.SIGINT)
    seconds += seconds_until(lambda: process.poll() is not None)
    assert process.returncode == (-signal.SIGINT if is_impatient else INTERRUPTED)
    assert seconds < AT_ONCE
    return said + errors.read()


def seconds_until(has_come: Callable[[], bool]) -> float:
    """Ask all the time, and return for how many seconds this test was running meanwhile.

    A loaded machine lets this test run no more than the command, so its seconds are those that the
    command would take on a machine of its own.
    """
    started = thread_time()
    while not has_come():
        assert thread_time() - started < PATIENCE
    return thread_time() - started


def test_each_entry_has_its_row_in_the_order_of_the_list(node: Node, file: Path) -> None:
    node.put("userprofile::torn", JOHN_DOE | {"disabled": "off"})
    file.write_text("alice\nnobody\ntorn\n" + "x" * 300 + "\n\njohndoe\nalice\n", "utf-8")
    ended = run_lookup(connection_to(node), "--from", str(file), "--json")
    rows = json_lines(ended.out)
    assert [row["outcome"] for row in rows] == [
        "found", "missing", "not_readable", "refused", "found", "found",
    ]  # fmt: skip
    assert [row.get("email") for row in rows if row["outcome"] == "found"] == [
        ALICE["email"], JOHN_DOE["email"], ALICE["email"],
    ]  # fmt: skip
    assert (ended.code, ended.err) == (NOT_ASKED, "")
    assert MARKED_HASH not in ended.out


def test_hundreds_of_people_are_looked_up(node: Node, file: Path) -> None:
    names = [f"person{number}" for number in range(600)]
    for name in names[::2]:
        node.put(f"userprofile::{name}", JOHN_DOE | {"username": name})
    file.write_text("\n".join(names), "utf-8")
    ended = look_up_here(connection_to(node), "--from", str(file), "--missing-only")
    assert (ended.code, ended.err) == (SOME_MISSING, "")
    assert ended.out.splitlines() == names[1::2]


def test_a_lost_connection_is_said_and_the_list_goes_on_by_itself(node: Node, file: Path) -> None:
    connection = replace(connection_to(node), connect_timeout=2.0)
    node.stop()
    with started(connection, "--from", str(file), "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stderr.readline()
        assert said.endswith(" is not responding. The program tries again by itself.\n")
        node.restart()
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (ALL_FOUND, "")
    assert [row["asked"] for row in json_lines(out)] == ["johndoe", "alice"]


def test_a_wrong_password_ends_the_list(node: Node, file: Path) -> None:
    ended = look_up_here(replace(connection_to(node), password="no"), "--from", str(file))
    assert (ended.code, ended.out) == (NOT_ASKED, "")
    refused, done = ended.err.splitlines()
    assert "refused the sign-in" in refused
    assert done == "0 of 2 entries were looked up."


# Ctrl+C


@pytest.mark.parametrize("fault", ["silent_reads", "silent_connects"])
def test_an_interrupt_does_not_wait_for_the_cluster(node: Node, file: Path, fault: str) -> None:
    setattr(node.faults, fault, True)
    connection = replace(connection_to(node), kv_timeout=20.0, connect_timeout=20.0)
    with started(connection, "--from", str(file)) as process:
        wait = node.wait_for_read if fault == "silent_reads" else node.wait_for_connection
        assert wait(timeout=20.0)
        assert interrupt(process) == "Interrupted. 0 of 2 entries were looked up.\n"


def test_an_interrupt_keeps_what_was_printed_and_says_how_many_that_were(node: Node) -> None:
    with started(connection_to(node), "--from", "-", "--json") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("johndoe\n" * 25)
        process.stdin.flush()
        rows = json_lines("".join(process.stdout.readline() for _ in range(25)))
        assert {row["outcome"] for row in rows} == {"found"}
        assert interrupt(process) == "Interrupted. 25 entries were looked up.\n"
        assert process.stdout.read() == ""


def test_an_interrupt_does_not_wait_for_a_list_that_does_not_come(
    node: Node, tmp_path: Path
) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with started(connection_to(node), "--from", str(path)) as process:
        with path.open("w"):  # waits until the command has opened it, too
            said = interrupt(process)
        assert said == "Interrupted. 0 entries were looked up.\n"


@pytest.mark.parametrize("is_impatient", [False, True])
def test_an_interrupt_does_not_wait_for_a_program_that_reads_nothing(
    node: Node, tmp_path: Path, is_impatient: bool
) -> None:
    path = tmp_path / "list.txt"
    path.write_text("johndoe\n" * 9_000, "utf-8")
    near, far = os.pipe()
    with started(connection_to(node), "--from", str(path), "--json", output=far) as process:
        deadline = monotonic() + PATIENCE
        while select([], [far], [], 0)[1]:  # until the pipe is full
            assert monotonic() < deadline
        said = interrupt(process, is_impatient=is_impatient)
        assert re.fullmatch(r"Interrupted\. [\d,]+ of 9,000 entries .*\n", said)
    os.close(near)
    os.close(far)
