"""A server in a process of its own, on a port of 127.0.0.1, which ends with its standard input."""

from __future__ import annotations

import json
import os
import select
import subprocess
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_LONGEST_START_SECONDS = 60.0


class LoopbackServer:
    """Runs a command of its folder while the `with` block runs.

    The command reads one line of JSON with the port (0 for any free one) and what else it is told,
    and writes one with the port that it listens on.
    """

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._folder = folder
        self._command = command
        self.port = 0

    def __enter__(self) -> Self:
        """Start it, and wait until it answers."""
        self._temporary = TemporaryDirectory()  # a process that is killed leaves its files
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the process; fail the test if it had died by itself."""
        died = self._process.poll() is not None
        self.kill()
        self._temporary.cleanup()
        assert not died, f"the server died: {self._process.returncode}"

    @property
    def order(self) -> str:
        """What the command is told beside the port: one line, as JSON."""
        return "{}"

    def start(self) -> None:
        """Start it, on a free port."""
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=os.environ | {"TMPDIR": self._temporary.name},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = json.dumps(json.loads(self.order) | {"port": self.port})
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], _LONGEST_START_SECONDS)
        assert ready, "the server does not start"
        answer: Mapping[str, int] = json.loads(self._process.stdout.readline() or b"{}")
        assert answer, "the server died"
        self.port = answer["port"]

    def kill(self) -> None:
        """End it as a crash does (SIGKILL)."""
        self._process.kill()
        self._process.communicate()
