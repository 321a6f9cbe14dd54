"""The program's commands against a node: in this process, or in their own as a shell runs them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from profile_browser.domain.connection import Connection
from profile_browser.settings.selection import TIMEOUT_OPTIONS, text_options, variable_of
from profile_browser.stores.registry import STORES
from tests.unit.helpers import in_process

KINDS = STORES.kinds
CHECKOUT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 60.0
# The exit codes of lookup and find, and what lookup prints of johndoe.
ALL_FOUND, SOME_MISSING, BAD_CONFIGURATION, NOT_ASKED = range(4)
JOHN_AS_TEXT = """\
Username: johndoe
Full name: John Doe
E-mail: johndoe@example.com
Account: Active

"""


@dataclass(frozen=True)
class Ended:
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


def look_up_here(connection: Connection, *words: str) -> Ended:
    """Run `lookup` in this process."""
    return run_here(connection, "lookup", *words)


def run_here(connection: Connection, *words: str) -> Ended:
    """Run a command in this process, which has loaded the SDK already."""
    return Ended(*in_process.run_here(*words, variables=os.environ | environment_of(connection)))


def run_lookup(connection: Connection, *words: str) -> Ended:
    """Run `profile-browser lookup` with these words; the connection is in its environment."""
    return run_command(connection, "lookup", *words)


def run_command(connection: Connection, *words: str) -> Ended:
    """Run `profile-browser` with these words; the connection is in its environment."""
    ended = subprocess.run(
        [sys.executable, "-m", "profile_browser", *words],
        cwd=CHECKOUT,
        env=os.environ | environment_of(connection),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def environment_of(connection: Connection) -> dict[str, str]:
    """Return the variables that describe a connection, and one that makes the output UTF-8."""
    options = (*text_options(KINDS), "password", *TIMEOUT_OPTIONS)
    values = {name: str(getattr(connection, name, "")) for name in options}
    values |= connection.location
    named = {variable_of(name): value for name, value in values.items()}
    return named | {"PYTHONUTF8": "1"}
