"""The password prompt on the terminal: what is typed is never shown."""

import os
import pty
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.helpers.people import PASSWORD
from tests.unit.helpers.program import LOOKUP_COMMAND, Result, environment
from tests.unit.helpers.sources import PACKAGE
from tests.unit.settings.keyrings import FILE_VARIABLE
from tests.unit.settings.tables import table

PROMPT = "Password for “agent” on travel on 127.0.0.1: "
_TIMEOUT = 20  # seconds


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Look up johndoe on a closed port from a terminal, and type the password at the prompt."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"couchbase://127.0.0.1:{taken.getsockname()[1]}"
        options = ("--connection-string", address, "--bucket", "travel", "--username", "agent")
        command = [sys.executable, *LOOKUP_COMMAND, "johndoe", *options]
        return _typed(command, environment(tmp_path_factory.mktemp("home")))


def _typed(command: list[str], variables: dict[str, str]) -> Result:
    near, far = pty.openpty()
    with subprocess.Popen(
        command, stdin=far, stdout=far, stderr=far, env=variables, start_new_session=True
    ) as process:
        os.close(far)
        shown = b""
        for piece in _pieces(near):
            before, shown = shown, shown + piece
            if PROMPT.encode() in shown and PROMPT.encode() not in before:
                os.write(near, PASSWORD.encode() + b"\n")
        os.close(near)
        try:
            return Result(process.wait(_TIMEOUT), shown.decode(), "")
        finally:
            process.kill()


def _pieces(terminal: int) -> Iterator[bytes]:
    """Yield what appears on a terminal until its other end is closed or nothing more arrives."""
    while select.select([terminal], [], [], _TIMEOUT)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # on Linux: the other end is closed
            return
        if not piece:
            return
        yield piece


def test_the_prompt_names_the_database_user_and_the_connection(session: Result) -> None:
    assert session.out.startswith(PROMPT)


def test_the_typed_password_is_not_shown(session: Result) -> None:
    assert PASSWORD not in session.out


def test_the_typed_password_is_used_for_the_lookup(session: Result) -> None:
    assert session.code == 3
    assert "travel on 127.0.0.1 is not responding." in session.out


def test_saving_a_password_does_not_show_it(tmp_path: Path) -> None:
    file, entries = tmp_path / "profile-browser" / "connections.toml", tmp_path / "entries.json"
    file.parent.mkdir()
    file.write_text(table("eu", 'title = "travel on 127.0.0.1"'), "utf-8")
    words = ("-m", "profile_browser", "password", "set", "--connection", "eu")
    variables = {
        "XDG_CONFIG_HOME": str(tmp_path),
        "PYTHONPATH": str(PACKAGE.parent),
        "PYTHON_KEYRING_BACKEND": "tests.unit.settings.keyrings.FileKeyring",
        FILE_VARIABLE: str(entries),
    }
    done = _typed([sys.executable, *words], environment(tmp_path, **variables))
    assert done.code == 0
    assert PASSWORD not in done.out
    assert PASSWORD in entries.read_text("utf-8")


def test_an_ordinary_prompt_would_show_the_typed_text(tmp_path: Path) -> None:
    command = [sys.executable, "-c", f"input({PROMPT!r})"]
    assert PASSWORD in _typed(command, environment(tmp_path)).out
