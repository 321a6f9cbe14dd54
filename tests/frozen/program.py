"""Runs the executable in dist/ isolated from the checkout and its Python."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from profile_browser.domain.connection import Connection
from tests.wire.terminal import TIMEOUT_SECONDS, Ended, environment_of

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "dist" / "profile-browser"
# The executable for the terminal.
EXECUTABLE = {
    "win32": FOLDER / "profile-browser-console.exe",
    "darwin": CHECKOUT / "dist/Profile Browser.app/Contents/MacOS/profile-browser",
}.get(sys.platform, FOLDER / "profile-browser")
# Not even root can create a file here.
_UNWRITABLE = "/sys" if sys.platform == "linux" else str(EXECUTABLE / "home")
_WINDOWS_VARIABLES = ("SYSTEMROOT", "TEMP")  # needed by every program on Windows


def bare_environment(connection: Connection | None = None) -> dict[str, str]:
    """Return an environment without Python's variables and with an unwritable home."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": _UNWRITABLE}
    environment |= {name: os.environ[name] for name in _WINDOWS_VARIABLES if name in os.environ}
    named = environment_of(connection) if connection else {}
    return environment | {key: text for key, text in named.items() if "PYTHON" not in key}


def run(folder: Path, *words: str, environment: Mapping[str, str], given: str = "") -> Ended:
    """Run the executable with these arguments in that folder."""
    ended = subprocess.run(
        [EXECUTABLE, *words],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)
