"""A Java server in a process of its own, with bounded memory, on free ports of 127.0.0.1."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Self

from tests.servers.accounts import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LONGEST_START_SECONDS = 60.0
_BETWEEN_LOOKS_SECONDS = 0.2
# A start is short work: the second compiler and a second collecting thread would only delay it.
_SMALL = [
    "-Xms128m", "-Xmx384m", "-XX:MaxDirectMemorySize=128m", "-Xss512k",
    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
]  # fmt: skip


# The kernel ends the server with the thread that started it: nothing else would, if that is killed.
_ENDS_WITH_STARTER = ["setpriv", "--pdeathsig", "KILL"]


class NotStartedError(Exception):
    """A server that did not start, with the last lines that it wrote."""


class JavaServer:
    """Runs while the `with` block does. Its data are in `folder`."""

    password = PASSWORD

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.port, self._inner_port = free_ports(2)

    def __enter__(self) -> Self:
        """Start it, and wait until it answers."""
        self.prepare()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.kill()

    def prepare(self) -> None:
        """Write what it reads at its start."""
        raise NotImplementedError

    def arguments(self) -> Sequence[str]:
        """Return what follows `java`: options, class and arguments."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Say whether it answers the way that a test expects it to."""
        raise NotImplementedError

    # The process

    def start(self) -> None:
        """Start it, and wait until it answers."""
        java = shutil.which("java") or "java"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*_ENDS_WITH_STARTER, java, *_SMALL, *self.arguments()],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        latest = time.monotonic() + _LONGEST_START_SECONDS
        while not self.is_ready():
            if self._process.poll() is not None or time.monotonic() > latest:
                self.kill()
                raise NotStartedError(self.written()[-4000:])
            time.sleep(_BETWEEN_LOOKS_SECONDS)

    def kill(self) -> None:
        """End it as a crash does (SIGKILL)."""
        self._process.kill()
        self._process.wait()

    @property
    def log(self) -> Path:
        """The file to which it writes."""
        return self.folder / "log.txt"

    def written(self) -> str:
        """Return what it has written since its start."""
        return self.log.read_text(errors="replace")


def free_ports(count: int) -> list[int]:
    """Return numbers that no one listens on at the moment."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()
