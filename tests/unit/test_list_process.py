"""``lookup --from`` as a process, on the sample data: pipes, memory and terminals."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from select import select
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from profile_browser.terminal.streams import BROKEN_PIPE
from tests.unit.helpers.in_process import look_up_here, run_here
from tests.unit.helpers.program import (
    LOOKUP_COMMAND,
    Result,
    environment,
    json_lines,
    lookup,
)
from tests.unit.helpers.sample_file import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import IO

COMMAND = (sys.executable, *LOOKUP_COMMAND, "--sample", "--from")
NAMES = [name for name in BY_NAME if name != "damaged"]
PATIENCE = 60.0  # seconds
MORE_MEMORY = 7_500  # KB, for a list of 50,000 beside one of a hundredth; 30,000 for 200,000


@pytest.fixture
def home_with_long_lists(tmp_path: Path) -> Path:
    """Return a home folder on a computer where lists can have any length."""
    folder = tmp_path / "etc" / "profile-browser"
    folder.mkdir(parents=True)
    (folder / "connections.toml").write_text("largest_list = 10_000_000\n", "utf-8")
    return tmp_path


def piped(text: str, *words: str, home: Path) -> Result:
    """Run the command with this text in its standard input."""
    words = ("lookup", "--sample", "--from", "-", *words)
    return run_here(*words, variables=environment(home), entered=text.encode())


def test_standard_input_is_looked_up_in_its_order(home: Path) -> None:
    ended = piped("alice\n\nnobody\n userprofile::johndoe \nalice\n", "--json", home=home)
    rows = json_lines(ended.out)
    assert (ended.code, ended.err) == (1, "")
    assert [(row["asked"], row["outcome"]) for row in rows] == [
        ("alice", "found"),
        ("nobody", "missing"),
        ("johndoe", "found"),
        ("alice", "found"),
    ]
    assert "hashed_password" not in ended.out


def test_a_thousand_people_are_printed_in_order(home: Path, tmp_path: Path) -> None:
    names = [*NAMES, *(f"nobody{number}" for number in range(400)), *NAMES]
    path = tmp_path / "list.txt"
    path.write_text("\n".join(names), "utf-8")
    ended = look_up_here("--from", str(path), "--sample", "--json", home=home)
    assert [row["asked"] for row in json_lines(ended.out)] == names


def test_only_those_who_are_missing_are_printed(home: Path) -> None:
    ended = piped("johndoe\nnobody\ndamaged\njon\n", "--missing-only", home=home)
    assert (ended.code, ended.out) == (3, "nobody\njon\n")
    assert ended.err.startswith("The record of “damaged”")


def test_a_fifo_is_looked_up(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "list"
    os.mkfifo(path)
    writer = Thread(target=path.write_text, args=("johndoe\nnobody\n", "utf-8"), daemon=True)
    writer.start()
    ended = lookup("--from", str(path), "--sample", "--csv", home=home)
    assert [line.split(",")[:2] for line in ended.out.splitlines()[1:]] == [
        ["johndoe", "found"],
        ["nobody", "missing"],
    ]


def test_the_answers_of_a_slow_pipe_come_before_it_ends(home: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "-", "--json"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("johndoe\n" * 25)
        process.stdin.flush()
        first = [json.loads(process.stdout.readline()) for _ in range(20)]
        assert {row["outcome"] for row in first} == {"found"}
        process.stdin.close()
        assert process.wait(PATIENCE) == 0


def test_a_list_without_usernames_is_refused(home: Path) -> None:
    ended = piped("\n \n", home=home)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "profile-browser: Standard input: The list is empty.\n"


def test_a_list_that_is_too_long_is_refused_with_the_reason(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("johndoe\n" * 10_001, "utf-8")
    ended = look_up_here("--from", str(path), "--sample", home=home)
    assert (ended.code, ended.out) == (2, "")
    assert "It can have at most 10,000 entries. Nobody was looked up." in ended.err


def test_a_pipe_that_is_too_long_is_looked_up_as_far_as_allowed(home: Path) -> None:
    ended = piped("johndoe\n" * 10_500, "--json", home=home)
    assert (ended.code, ended.out.count("\n")) == (2, 10_000)
    done, too_long = ended.err.splitlines()
    assert done == "10,000 entries were looked up."
    assert "It can have at most 10,000 entries. The rest was not looked up." in too_long


def test_a_program_that_stops_reading_ends_the_command_quietly(home: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "-", "--json"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        feeder = Thread(target=_feed, args=(process.stdin, [b"johndoe\n"] * 9_000), daemon=True)
        feeder.start()
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(PATIENCE) == BROKEN_PIPE
        assert process.stderr.read() == b""


def test_a_list_of_any_length_needs_no_more_memory(home_with_long_lists: Path) -> None:
    few, many = (_memory_for(count, home_with_long_lists) for count in (500, 50_000))
    assert many - few < MORE_MEMORY


def _memory_for(count: int, home: Path) -> int:
    """Return the most memory, in KB, that the command needs for a pipe of this many lines."""
    with subprocess.Popen(
        [*COMMAND, "-", "--json"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines = (b"%s\n" % NAMES[number % 400].encode() for number in range(count))
        Thread(target=_feed, args=(process.stdin, lines), daemon=True).start()
        assert sum(1 for _ in process.stdout) == count
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


def _feed(stream: IO[bytes], lines: Iterable[bytes]) -> None:
    try:
        with stream:
            for line in lines:
                stream.write(line)
    except BrokenPipeError:
        pass  # the command ended first, as some tests want it


def test_a_terminal_shows_how_far_the_list_is_and_then_only_the_results(
    home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\n".join([*NAMES[:40], "nobody"]), "utf-8")
    code, written = _on_terminal([*COMMAND, str(path), "--missing-only"], home)
    assert code == 1
    assert "Looked up " in written
    assert " of 41: " in written
    assert [_seen(line) for line in written.split("\n")] == ["nobody", ""]


ORDERED = r"Username: johndoe\n.*No user named “nobody”.*Username: alice\n.*record of “damaged”.*\n"


def test_people_and_messages_keep_the_order_of_the_list(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("johndoe\nnobody\nalice\ndamaged\n", "utf-8")
    code, written = _on_terminal([*COMMAND, str(path)], home)
    seen = "\n".join(_seen(line) for line in written.split("\n"))
    piped = subprocess.run(
        [*COMMAND, str(path)],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        encoding="utf-8",
        check=False,
    ).stdout
    assert code == 3
    assert seen == piped
    assert re.fullmatch(ORDERED, piped, re.DOTALL)


def _seen(line: str) -> str:
    """Return what a terminal shows of a line in which earlier text was overwritten."""
    shown = ""
    for part in line.split("\r"):
        shown = part + shown[len(part) :]
    return shown.rstrip()


def _on_terminal(command: list[str], home: Path) -> tuple[int, str]:
    """Run a command whose output goes to a terminal. Return its exit code, and what it wrote."""
    near, far = pty.openpty()
    with subprocess.Popen(
        command, env=environment(home), stdin=subprocess.DEVNULL, stdout=far, stderr=far
    ) as process:
        os.close(far)
        written = b""
        while select([near], [], [], PATIENCE)[0] and (part := _read(near)):
            written += part
        code = process.wait(PATIENCE)
    os.close(near)
    return code, written.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the command has ended
        return b""
