"""Runs a soak in a separate process, so that no test shares its threads."""

from __future__ import annotations

import subprocess
import sys

_TIMEOUT = 55  # seconds; a soak ends by itself long before


def soak(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a soak, and wait for it to end."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-X", "faulthandler", "-m", *command],
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=False,
    )
