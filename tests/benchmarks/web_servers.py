"""The servers that are measured over HTTP, each as a process on a port of 127.0.0.1."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.subprocesses import NotMeasuredError
from tests.servers.gateway_process import accepts, free_port
from tests.wire.cluster_map import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_START_SECONDS = 30.0
_POLL_SECONDS = 0.02


@contextmanager
def web_server(module: str, environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Run a module that serves on the port of its argument; give its origin and process number."""
    port = free_port()
    words = (sys.executable, "-m", module, str(port))
    with subprocess.Popen(words, env=os.environ | environment) as process:
        try:
            _wait_until_it_listens(process, port)
            yield f"http://{HOST}:{port}", process.pid
        finally:
            process.kill()


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _LONGEST_START_SECONDS
    while not accepts(port):
        try:
            process.wait(_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            if time.monotonic() < until:
                continue
        message = f"“{' '.join(map(str, process.args))}” does not serve"  # type: ignore[arg-type]
        raise NotMeasuredError(message)
