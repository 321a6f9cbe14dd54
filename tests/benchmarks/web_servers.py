"""The servers that are measured over HTTP, each as a process on a port of 127.0.0.1."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.subprocesses import NotMeasuredError
from tests.wire.cluster_map import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_START_SECONDS = 30.0
_POLL_SECONDS = 0.02


@contextmanager
def web_server(module: str, environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Run a module that serves on the port of its argument; give its origin and process number."""
    port = _free_port()
    words = (sys.executable, "-m", module, str(port))
    with subprocess.Popen(words, env=os.environ | environment) as process:
        try:
            _wait_until_it_listens(process, port)
            yield f"http://{HOST}:{port}", process.pid
        finally:
            process.kill()


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _LONGEST_START_SECONDS
    while not _accepts(port):
        try:
            process.wait(_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            if time.monotonic() < until:
                continue
        message = f"“{' '.join(map(str, process.args))}” does not serve"  # type: ignore[arg-type]
        raise NotMeasuredError(message)


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        port: int = bound.getsockname()[1]
        return port


def _accepts(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), 1.0).close()
    except OSError:
        return False
    return True
