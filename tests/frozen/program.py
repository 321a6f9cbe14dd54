"""The executable in dist/ in a process of its own, far from the checkout and its Python."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from profile_browser.domain.connection import Connection
from tests.wire.terminal import LONGEST_SECONDS, Ended, environment_of

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "dist" / "profile-browser"
# The one that a terminal starts.
EXECUTABLE = {
    "win32": FOLDER / "profile-browser-console.exe",
    "darwin": CHECKOUT / "dist/Profile Browser.app/Contents/MacOS/profile-browser",
}.get(sys.platform, FOLDER / "profile-browser")
# There not even root can make a file.
_UNWRITABLE = "/sys" if sys.platform == "linux" else str(EXECUTABLE / "home")
_OF_WINDOWS = ("SYSTEMROOT", "TEMP")  # no program of Windows does without


def bare_environment(connection: Connection | None = None) -> dict[str, str]:
    """Give an environment with nothing of Python's, and a home that cannot be written to."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": _UNWRITABLE}
    environment |= {name: os.environ[name] for name in _OF_WINDOWS if name in os.environ}
    named = environment_of(connection) if connection else {}
    return environment | {key: text for key, text in named.items() if "PYTHON" not in key}


def run(folder: Path, *words: str, environment: Mapping[str, str], given: str = "") -> Ended:
    """Run the executable with these words from that folder."""
    ended = subprocess.run(
        [EXECUTABLE, *words],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_SECONDS,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)
