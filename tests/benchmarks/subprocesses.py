"""Runs a process for its output, and reports why it failed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TIMEOUT = 120.0  # seconds


class NotMeasuredError(Exception):
    """A measured process has failed or did not end in time."""


def output_of(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the output of a process. Raises NotMeasuredError."""
    try:
        ended = subprocess.run(
            words,
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        message = f"“{' '.join(words)}” did not end within {_TIMEOUT:.0f} seconds"
        raise NotMeasuredError(message) from None
    if ended.returncode:
        message = f"“{' '.join(words)}” ended with {ended.returncode}:\n{ended.stderr.strip()}"
        raise NotMeasuredError(message)
    return ended.stdout
