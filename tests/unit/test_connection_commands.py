"""The commands for connections and passwords."""

import json
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from keyring import core as keyring_core

from tests.unit.helpers.in_process import run_here
from tests.unit.helpers.people import PASSWORD
from tests.unit.helpers.program import Result, environment
from tests.unit.helpers.sources import PACKAGE
from tests.unit.settings.broken_files import WAYS, break_file
from tests.unit.settings.keyrings import FILE_VARIABLE
from tests.unit.settings.tables import table

FILE_KEYRING = "tests.unit.settings.keyrings.FileKeyring"
NO_KEYRING = "keyring.backends.fail.Keyring"
ENTRY = ["profile-browser couchbases://db.example.com", "agent", PASSWORD]
BY_HAND = ("--connection-string", "couchbase://h", "--bucket", "b", "--username", "u")
_TIMEOUT = 30  # seconds


class Program:
    """Runs the program with separate files and a separate keyring."""

    def __init__(self, folder: Path) -> None:
        self.system = folder / "system" / "profile-browser" / "connections.toml"
        self.own = folder / "own" / "profile-browser" / "connections.toml"
        self.entries = folder / "entries.json"
        self._home = folder
        for path in (self.system, self.own):
            path.parent.mkdir(parents=True)

    def run(
        self, *words: str, entered: str | bytes = "", keyring: str = FILE_KEYRING, **variables: str
    ) -> Result:
        """Run a command, with the keyring that the environment names."""
        environment = self._environment(keyring, **variables)
        text = entered if isinstance(entered, bytes) else entered.encode()
        with patch.object(keyring_core, "_keyring_backend", None):  # chosen once in a process
            return run_here(*words, variables=environment, entered=text)

    def start(self, *words: str, flags: tuple[str, ...] = ()) -> Result:
        """Run ``python -m profile_browser`` in a process of its own, and wait for it to end."""
        done = subprocess.run(
            [sys.executable, *flags, "-m", "profile_browser", *words],
            cwd=PACKAGE.parent,
            env=self._environment(FILE_KEYRING),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def _environment(self, keyring: str, **variables: str) -> dict[str, str]:
        folders = {
            "XDG_CONFIG_DIRS": str(self.system.parents[1]),
            "XDG_CONFIG_HOME": str(self.own.parents[1]),
            "PYTHON_KEYRING_BACKEND": keyring,
            FILE_VARIABLE: str(self.entries),
        }
        return environment(self._home, **folders, **variables)

    def kept(self) -> object:
        """Return what is in the keyring."""
        return json.loads(self.entries.read_text("utf-8")) if self.entries.exists() else []


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Set up the program with a connection in the administrator's file and one in the user's."""
    program = Program(tmp_path)
    program.system.write_text(table("eu", 'title = "Customers EU"'), "utf-8")
    program.own.write_text(table("mine", bucket="b"), "utf-8")
    return program


def test_the_connections_of_both_files_are_listed(program: Program) -> None:
    listed = program.start("connections")
    assert (listed.code, listed.err) == (0, "")
    assert [line.split()[0] for line in listed.out.splitlines()] == ["Key", "eu", "mine"]
    assert [line.split()[-1] for line in listed.out.splitlines()] == ["Source", "system", "own"]


def test_an_invalid_connection_is_reported_and_the_others_are_listed(program: Program) -> None:
    program.own.write_text("[connections.bad]\npassword = 'marked'\n", "utf-8")
    listed = program.run("connections")
    assert listed.code == 2
    assert "eu " in listed.out
    place = f"\nprofile-browser: {program.own}, line 2"
    assert f"{place}: connection “bad” cannot be used. password: A file must" in listed.err
    assert "marked" not in listed.err


def test_a_password_can_be_set_from_a_pipe_and_forgotten(program: Program) -> None:
    done = program.run("password", "set", "--connection", "eu", entered=f"{PASSWORD}\r\nmore\n")
    assert done == Result(0, "Saved the password for “agent” on Customers EU in the keyring.\n", "")
    assert program.kept() == [ENTRY]
    for _ in range(2):
        done = program.run("password", "forget", "--connection", "eu")
        said = "Removed the password for “agent” on Customers EU from the keyring.\n"
        assert done == Result(0, said, "")
        assert program.kept() == []


def test_a_password_is_written_to_neither_the_files_nor_the_log(
    program: Program, tmp_path: Path
) -> None:
    program.run("password", "set", "--connection", "eu", entered=PASSWORD)
    program.entries.unlink()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if PASSWORD.encode() in path.read_bytes()] == []


@pytest.mark.parametrize("action", ["set", "forget"])
@pytest.mark.parametrize(
    "keyring", [NO_KEYRING, "keyring.backends.null.Keyring", "no_such_module.Keyring"]
)
def test_without_a_keyring_setting_or_forgetting_a_password_is_refused(
    action: str, keyring: str, program: Program
) -> None:
    refused = program.run(
        "password", action, "--connection", "eu", entered=PASSWORD, keyring=keyring
    )
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("profile-browser: No keyring is available")
    assert len(refused.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "entered", "sentence"),
    [
        (("set", "--connection", "eu"), "", "No password was entered."),
        (("set", "--connection", "eu"), "\n", "No password was entered."),
        (("set", "--connection", "eu"), b"\xff\n", "The password contains bytes"),
        (("set",), PASSWORD, "Choose a connection with --connection"),
        (("forget", "--connection", "x"), "", "There is no connection “x”. Available: eu, mine."),
    ],
)
def test_a_password_that_cannot_be_saved_is_refused_in_one_line(
    words: tuple[str, ...], entered: str | bytes, sentence: str, program: Program
) -> None:
    refused = program.run("password", *words, entered=entered)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(f"profile-browser: {sentence}")
    assert len(refused.err.splitlines()) == 1
    assert program.kept() == []


def test_a_saved_password_is_used_for_a_lookup(program: Program) -> None:
    program.system.write_text(table("eu").replace("couchbases://db", "couchbase://no-host"))
    without = program.run("lookup", "johndoe", keyring=NO_KEYRING)
    assert (without.code, "There is no password" in without.err) == (2, True)
    program.run("password", "set", "--connection", "eu", entered=PASSWORD)
    assert program.run("lookup", "johndoe").code == 3


def test_faults_in_the_files_are_reported_before_a_lookup(program: Program) -> None:
    program.own.write_text("oops", "utf-8")
    refused = program.run("lookup", "johndoe", "--connection", "mine")
    assert refused.code == 2
    assert refused.err.splitlines() == [
        f"profile-browser: {program.own} cannot be read: line 1 is not valid TOML.",
        "profile-browser: There is no connection “mine”. Available: eu.",
    ]


def test_sample_data_does_not_replace_a_misconfigured_cluster(
    program: Program,
) -> None:
    program.system.unlink()
    program.own.write_text("oops", "utf-8")
    refused = program.run("lookup", "johndoe")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.splitlines()[1].startswith("profile-browser: No connection can be used.")
    assert program.run("lookup", "johndoe", "--sample").code == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_lookup_is_refused_while_the_administrators_file_is_broken(
    program: Program, way: str
) -> None:
    sentence = break_file(program.system, way)
    refused = program.run("lookup", "johndoe", "--connection", "mine")
    assert refused == Result(2, "", f"profile-browser: {sentence}\n")


@pytest.mark.parametrize(
    "words",
    [
        ("lookup", "johndoe"),
        ("lookup", "johndoe", *BY_HAND),
        ("find", "jo", *BY_HAND),
        ("check", *BY_HAND),
        ("indexes", *BY_HAND),
        ("connections",),
        ("password", "set", "--connection", "mine"),
        ("audit", "reads.jsonl", "--user", "johndoe"),
    ],
)
def test_every_command_is_refused_while_the_administrators_file_is_broken(
    program: Program, words: tuple[str, ...]
) -> None:
    sentence = break_file(program.system, "not TOML")
    refused = program.run(*words, entered=PASSWORD)
    assert refused == Result(2, "", f"profile-browser: {sentence}\n")
    assert program.kept() == []


def test_variables_do_not_bypass_a_broken_administrators_file(program: Program) -> None:
    sentence = break_file(program.system, "not TOML")
    by_key = program.run("lookup", "johndoe", PROFILE_BROWSER_CONNECTION="mine")
    by_hand = program.run(
        "lookup",
        "johndoe",
        PROFILE_BROWSER_CONNECTION_STRING="couchbase://h",
        PROFILE_BROWSER_BUCKET="b",
        PROFILE_BROWSER_USERNAME="u",
    )
    assert by_key == by_hand == Result(2, "", f"profile-browser: {sentence}\n")


def test_if_the_administrator_s_file_is_broken_sample_data_still_works(
    program: Program,
) -> None:
    break_file(program.system, "not TOML")
    assert program.run("lookup", "johndoe", "--sample").code == 0


def test_connections_by_option_are_refused_if_the_administrator_forbids_others(
    program: Program,
) -> None:
    program.system.write_text(f"other_connections = false\n{table('eu')}", "utf-8")
    refused = program.run("lookup", "johndoe", *BY_HAND)
    assert refused.code == 2
    assert "Your administrator allows only the connections that are set up." in refused.err


def test_a_lookup_in_the_sample_data_loads_no_settings_libraries(program: Program) -> None:
    for path in (program.system, program.own):
        path.unlink()
    looked_up = program.start("lookup", "johndoe", "--sample", flags=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip() for line in looked_up.err.splitlines()}
    assert "profile_browser.stores.sample.source" in loaded
    assert loaded & {"keyring", "filelock", "tomllib"} == set()


def test_listing_connections_loads_no_libraries_for_writing(program: Program) -> None:
    listed = program.start("connections", flags=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip() for line in listed.err.splitlines()}
    assert "tomllib" in loaded
    assert loaded & {"profile_browser.settings.toml_writer", "keyring", "filelock"} == set()
