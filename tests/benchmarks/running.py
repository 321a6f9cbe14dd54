"""Runs a process for what it tells, and says what is wrong where it tells nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST = 120.0  # seconds


class NotMeasuredError(Exception):
    """A process that was to be measured has failed, or never came to its end."""


def told_by(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what a process writes to its output. Raises NotMeasuredError."""
    try:
        ended = subprocess.run(
            words,
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        message = f"“{' '.join(words)}” did not end within {_LONGEST:.0f} seconds"
        raise NotMeasuredError(message) from None
    if ended.returncode:
        message = f"“{' '.join(words)}” ended with {ended.returncode}:\n{ended.stderr.strip()}"
        raise NotMeasuredError(message)
    return ended.stdout
