"""Keeps memory, which holds a password, out of the core file of a crash."""

from __future__ import annotations

import sys
from contextlib import suppress


def prevent_core_files() -> None:
    """Let a crash of this process leave no core file. Windows has no such limit.

    On Linux the limit is 1 byte: a program that gets core files through a pipe, such as
    systemd-coredump or apport, gets them in spite of 0, but not of 1. PR_SET_DUMPABLE would also
    do, but then the desktop's portals refuse this process.
    """
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    soft = 1 if sys.platform == "linux" and hard else 0
    with suppress(OSError, ValueError):  # a sandbox that forbids it
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
