"""The program as a process: exit codes, streams, encodings and loaded modules."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from profile_browser import __version__
from profile_browser.stores.registry import STORES
from profile_browser.terminal.streams import BROKEN_PIPE, INTERRUPTED
from tests.unit.helpers.in_process import look_up_here, run_here
from tests.unit.helpers.program import (
    LOOKUP_COMMAND,
    PUBLIC_FIELDS,
    Result,
    environment,
    json_lines,
    lookup,
    python,
)
from tests.unit.helpers.sample_file import BY_NAME

RUSSIAN = next(
    name for name, document in BY_NAME.items() if "Анна" in str(document.get("full_name"))
)


def run(*command: str, home: Path, output: IO[bytes] | None = None) -> tuple[int, str]:
    """Run a command with this standard output, and return its exit code and standard error."""
    ended = subprocess.run(
        command,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=30,
        encoding="utf-8",
        check=False,
    )
    return ended.returncode, ended.stderr


@pytest.fixture(scope="module")
def mixed(home: Path) -> Result:
    """Run one lookup that has every kind of outcome, without a cluster."""
    names = ("johndoe", "nobody", "damaged", "", RUSSIAN)
    return look_up_here(*names, "--sample", "--json", home=home)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """Reserve a port that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_a_command_does_the_same_in_the_process_of_the_tests(home: Path) -> None:
    words = ("johndoe", "nobody", "damaged", RUSSIAN, "--sample", "--json")
    assert look_up_here(*words, home=home) == lookup(*words, home=home)
    assert look_up_here("--oops", home=home) == lookup("--oops", home=home)


@pytest.mark.parametrize(
    ("usernames", "code"),
    [
        (["johndoe"], 0),
        (["johndoe", "nobody"], 1),
        ([""], 2),
        (["x" * 239, "nobody"], 2),
        (["damaged", "", "nobody"], 3),
    ],
)
def test_the_exit_code_reports_the_outcome(home: Path, usernames: list[str], code: int) -> None:
    assert look_up_here(*usernames, "--sample", home=home).code == code


def test_mixed_outcomes_print_only_users_as_json(mixed: Result) -> None:
    users = json_lines(mixed.out)
    assert [user["username"] for user in users] == ["johndoe", RUSSIAN]
    assert [list(user) for user in users] == [PUBLIC_FIELDS] * 2


def test_mixed_outcomes_print_messages_on_standard_error(mixed: Result) -> None:
    lines = mixed.err.splitlines()
    assert lines[0] == "No user named “nobody” in Sample data"
    assert lines[1].startswith("The record of “damaged” in Sample data is damaged.")
    assert lines[2].startswith("This username cannot be looked up in Sample data. Type a username,")
    assert len(lines) == 3


def test_mixed_outcomes_show_no_hash(mixed: Result) -> None:
    assert "$2b$" not in mixed.out + mixed.err


def test_a_user_is_printed_in_plain_text_by_default(home: Path) -> None:
    shown = lookup("userprofile::johndoe", "--sample", home=home)
    assert shown == Result(
        0,
        "Username: johndoe\nFull name: John Doe\nE-mail: johndoe@example.com\nAccount: Active\n\n",
        "",
    )


def test_a_lookup_loads_neither_qt_nor_the_sdk(home: Path) -> None:
    arguments = ("-X", "importtime", *LOOKUP_COMMAND, "johndoe", "--sample")
    times = python(*arguments, home=home).err.splitlines()
    loaded = [line.rpartition("|")[2].strip() for line in times if line.startswith("import time:")]
    assert "profile_browser.stores.sample.source" in loaded
    assert [name for name in loaded if name.startswith(("PySide6", "shiboken6", "couchbase"))] == []


def test_invisible_characters_around_a_username_are_not_removed_without_a_word(home: Path) -> None:
    shown = look_up_here("\u200bjohndoe", "\u200b\ufeffalice", " alice ", "--sample", home=home)
    assert shown.code == 0
    assert shown.err == (
        "Looking up “johndoe” without 1 invisible character\n"
        "Looking up “alice” without 2 invisible characters\n"
    )
    found = run_here("find", "\u200bjohndoe", "--sample", variables=environment(home))
    assert (found.code, found.err) == (0, "Looking up “johndoe” without 1 invisible character\n")


@pytest.mark.parametrize("text", ["\u200bjohndoe", " johndoe", "userprofile::johndoe"])
def test_a_username_can_be_looked_up_exactly_as_it_stands(home: Path, text: str) -> None:
    shown = look_up_here(text, "--sample", "--exactly", home=home)
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.startswith("No user named “")


def test_an_invalid_option_is_reported_in_one_line_without_a_traceback(home: Path) -> None:
    refused = look_up_here("johndoe", PROFILE_BROWSER_CONNECTION_STRING="db.example.com", home=home)
    assert (refused.code, refused.out) == (2, "")
    first, _, rest = refused.err.partition(", ")
    assert first == (
        "profile-browser: --connection-string: A connection string must start with couchbases://"
    )
    assert rest.count("://") == len(STORES.kinds.schemes) - 1
    assert refused.err.count("\n") == 1


@pytest.mark.parametrize("words", [("lookup",), ("find",)], ids=["lookup", "find"])
def test_each_lookup_is_logged_in_one_line_without_the_username(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    run_here(*words, "johndoe", "--sample", variables=environment(tmp_path))
    (log,) = tmp_path.rglob("*.log")
    (line,) = log.read_text("utf-8").splitlines()
    assert " INFO profile_browser.terminal." in line
    assert line.endswith(" on Sample data")
    assert "john" not in line.lower()


def test_a_closed_port_is_reported_once_for_all_usernames(home: Path, closed_port: int) -> None:
    answer = look_up_here(
        *("johndoe", "alice", "--bucket", "travel", "--username", "agent"),
        home=home,
        PROFILE_BROWSER_CONNECTION_STRING=f"couchbase://127.0.0.1:{closed_port}",
        PROFILE_BROWSER_PASSWORD="marked-secret",
    )
    assert (answer.code, answer.out) == (3, "")
    first, second = answer.err.splitlines()
    assert first.startswith("travel on 127.0.0.1 is not responding. ")
    assert second == "1 more user was not looked up."
    assert "marked-secret" not in answer.err


def test_without_a_terminal_the_program_does_not_wait_for_a_password(home: Path) -> None:
    options = ("--connection-string", "couchbase://127.0.0.1", "--bucket", "b", "--username", "u")
    answer = look_up_here("johndoe", *options, home=home)
    assert answer.code == 2
    assert "PROFILE_BROWSER_PASSWORD" in answer.err


def test_the_version_is_printed(home: Path) -> None:
    assert python("-m", "profile_browser", "--version", home=home) == Result(
        0, f"profile-browser {__version__}\n", ""
    )


def test_without_a_display_one_line_points_to_the_lookup_command(home: Path) -> None:
    answer = python("-m", "profile_browser", home=home)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "profile-browser: No display is available. In a terminal, use: "
        "profile-browser lookup USERNAME\n"
    )


def test_json_can_be_printed_in_plain_ascii(home: Path) -> None:
    answer = lookup(RUSSIAN, "--sample", "--json", home=home, PYTHONIOENCODING="ascii")
    assert (answer.code, answer.err) == (0, "")
    assert json_lines(answer.out)[0]["full_name"] == BY_NAME[RUSSIAN]["full_name"]


def test_a_name_that_the_terminal_cannot_encode_breaks_nothing(home: Path) -> None:
    answer = lookup(RUSSIAN, "--sample", home=home, PYTHONIOENCODING="ascii")
    assert "Traceback" not in answer.err
    assert f"Username: {RUSSIAN}" in answer.out
    assert answer.code == 0


def test_a_message_that_the_terminal_cannot_encode_breaks_nothing(home: Path) -> None:
    answer = lookup("Жанна", "--sample", home=home, PYTHONIOENCODING="ascii")
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize(
    "words",
    [("lookup", "johndoe", "--sample"), ("check", "--sample"), ("--version",), ("find", "--help")],
    ids=" ".join,
)
def test_a_full_disk_is_reported_in_one_line_with_its_own_exit_code(
    home: Path, words: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as output:
        ended = run(sys.executable, "-m", "profile_browser", *words, home=home, output=output)
    assert ended == (
        74,
        "profile-browser: The output could not be written: No space left on device.\n",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("lookup", "johndoe", "--sample"),
        ("lookup", "johndoe", "--sample", "--json"),
        ("find", "jane", "--sample"),
        ("check", "--sample"),
        ("connections",),
        ("indexes", "--sample"),
        ("audit", os.devnull, "--user", "johndoe"),
    ],
    ids=" ".join,
)
def test_closed_standard_output_is_reported_with_the_same_exit_code(
    home: Path, words: tuple[str, ...]
) -> None:
    shell = ("sh", "-c", 'exec "$@" >&-', "sh")
    ended = run(*shell, sys.executable, "-m", "profile_browser", *words, home=home)
    assert ended == (
        74,
        "profile-browser: The output could not be written: standard output is closed.\n",
    )


@pytest.mark.parametrize("usernames", [["johndoe"], list(BY_NAME)], ids=["one", "all"])
def test_a_closed_pipe_leaves_no_traceback(home: Path, usernames: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as output:
        command = (sys.executable, *LOOKUP_COMMAND, *usernames, "--sample")
        assert run(*command, home=home, output=output) == (BROKEN_PIPE, "")


INTERRUPTED_AT = """
import os, signal, sys
from importlib.abc import MetaPathFinder

class Interrupt(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from profile_browser.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a whole console")
@pytest.mark.parametrize(
    ("module", "command", "code", "said"),
    [
        ("profile_browser.messages.language", "connections", -signal.SIGINT, ""),
        ("profile_browser.commands", "connections", -signal.SIGINT, ""),
        ("profile_browser.terminal.connections", "connections", INTERRUPTED, "Interrupted.\n"),
        # The window: PySide would end the process with a message of its own.
        ("shiboken6.Shiboken", "--sample", -signal.SIGINT, ""),
        ("PySide6.QtCore", "--sample", -signal.SIGINT, ""),
        ("profile_browser.ui.main_window", "--sample", -signal.SIGINT, ""),
    ],
)
def test_an_interrupt_while_the_program_is_loaded_prints_no_traceback(
    home: Path, module: str, command: str, code: int, said: str
) -> None:
    assert python("-c", INTERRUPTED_AT, module, command, home=home) == (code, "", said)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_command_that_runs_in_the_background_goes_on_after_an_interrupt(home: Path) -> None:
    ignoring = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN){INTERRUPTED_AT}"
    result = python("-c", ignoring, "profile_browser.commands", "connections", home=home)
    assert (result.code, result.err) == (0, "No connections are set up.\n")
