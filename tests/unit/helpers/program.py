"""The program as a separate process, without a display."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LOOKUP_COMMAND = ("-m", "profile_browser", "lookup")
PUBLIC_FIELDS = ["username", "full_name", "email", "disabled"]
_TIMEOUT = 30  # seconds
_REMOVED = ("PROFILE_BROWSER_", "PYTHON", "QT_", "DISPLAY", "WAYLAND_", "XDG_", "COV_")


class Result(NamedTuple):
    """The exit code and output of a process."""

    code: int
    out: str
    err: str


def environment(home: Path, **variables: str) -> dict[str, str]:
    """Return this process's environment with another home, no display and no keyring."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_REMOVED)}
    own = {
        "HOME": str(home),
        "TMPDIR": str(home),  # where a window without a runtime folder listens
        "XDG_CONFIG_DIRS": str(home / "etc"),
        "PYTHONIOENCODING": "utf-8",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    return kept | own | variables


def python(*arguments: str, home: Path, **variables: str) -> Result:
    """Run Python and wait for it to end."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(home, **variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_TIMEOUT,
        encoding="utf-8",
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def lookup(*arguments: str, home: Path, **variables: str) -> Result:
    """Run ``python -m profile_browser lookup`` and wait for it to end."""
    return python(*LOOKUP_COMMAND, *arguments, home=home, **variables)


def json_lines(text: str) -> list[dict[str, object]]:
    """Return the JSON objects of a text that has one in each line."""
    return [json.loads(line) for line in text.splitlines()]
