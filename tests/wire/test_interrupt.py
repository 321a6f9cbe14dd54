"""Ctrl+C ends a command at once, even if the cluster does not answer."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
from dataclasses import replace
from select import select
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from tests.wire.stores import connection_to
from tests.wire.terminal import CHECKOUT, environment_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.node import Node

AT_ONCE = 2.0  # seconds; the timeouts are longer
PROMPT = b"Password for "
INTERRUPTED = 130
PATIENCE = 30.0  # seconds
# The main thread is in a call that no signal interrupts, until a line comes.
BUSY_COMMAND = """
import ctypes, sys, threading
from profile_browser.terminal import interrupts

def say_ready():
    while mutex.raw[0] != 2:  # glibc: nobody waits for it yet
        pass
    print("ready", flush=True)

def say_last_words():
    print("last words", flush=True)
    sys.stdin.readline()
    system.pthread_mutex_unlock(mutex)
    threading.Event().wait()

interrupts._PATIENCE, interrupts._LAST_WORDS = 0.0, 60.0
system, mutex = ctypes.CDLL(None), ctypes.create_string_buffer(128)
system.pthread_mutex_lock(mutex)
try:
    with interrupts.prompt_interrupts(say_last_words):
        threading.Thread(target=say_ready).start()
        system.pthread_mutex_lock(mutex)
        print("not interrupted")
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("fault", ["silent_reads", "silent_connects"])
def test_an_interrupt_does_not_wait_for_the_cluster(node: Node, fault: str) -> None:
    setattr(node.faults, fault, True)
    connection = replace(connection_to(node), kv_timeout=20.0, connect_timeout=20.0)
    command = [sys.executable, "-m", "profile_browser", "lookup", "johndoe"]
    environment = os.environ | environment_of(connection)
    with subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        wait = node.wait_for_read if fault == "silent_reads" else node.wait_for_connection
        assert wait(timeout=20.0)
        sent = monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30.0)
    assert monotonic() - sent < AT_ONCE
    assert process.returncode == -signal.SIGINT
    assert errors == ""


def test_an_interrupt_at_the_second_password_prompt_restores_the_terminal(
    node: Node,
) -> None:
    """Otherwise the shell would not show what is typed afterwards."""
    near, far = pty.openpty()
    patient = replace(connection_to(node), kv_timeout=PATIENCE, connect_timeout=PATIENCE)
    environment = os.environ | environment_of(patient)
    environment.pop("PROFILE_BROWSER_PASSWORD")
    with subprocess.Popen(
        [sys.executable, "-m", "profile_browser", "lookup", "johndoe"],
        cwd=CHECKOUT,
        env=environment,
        stdin=far,
        stdout=far,
        stderr=far,
        start_new_session=True,
    ) as process:
        os.close(far)  # so that reading ends when the command does
        _read_until_prompt(near)
        os.write(near, b"wrong\n")
        _read_until_prompt(near)
        assert not _echoes(near)
        process.send_signal(signal.SIGINT)
        assert process.wait(30.0) == INTERRUPTED
        assert _echoes(near)
    os.close(near)


def test_a_refused_password_is_asked_for_once_for_a_whole_list(node: Node, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("johndoe\nalice\n" * 300, "utf-8")
    near, far = pty.openpty()
    patient = replace(connection_to(node), kv_timeout=PATIENCE, connect_timeout=PATIENCE)
    command = [sys.executable, "-m", "profile_browser", "lookup", "--from", str(path), "--json"]
    environment = os.environ | environment_of(patient)
    environment.pop("PROFILE_BROWSER_PASSWORD")
    with subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdin=far,
        stdout=subprocess.PIPE,
        stderr=far,
        start_new_session=True,
    ) as process:
        os.close(far)
        _read_until_prompt(near)
        os.write(near, b"wrong\n")
        _read_until_prompt(near)
        os.write(near, f"{patient.password}\n".encode())
        out, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    assert out.count(b"johndoe@example.com") == out.count(b"alice@example.com") == 300
    os.close(near)


def _read_until_prompt(terminal: int) -> None:
    shown = b""
    while not shown.endswith(b": ") or PROMPT not in shown:
        ready, _, _ = select([terminal], [], [], PATIENCE)
        assert ready, f"no prompt within {PATIENCE} s after {shown!r}"
        shown += _read(terminal, shown)


def _read(terminal: int, shown: bytes) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:
        pytest.fail(f"the command ended after {shown!r}")


def _echoes(terminal: int) -> bool:
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def test_two_interrupts_during_a_call_of_the_driver_show_no_words_of_the_interpreter() -> None:
    command = [sys.executable, "-c", BUSY_COMMAND]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stdout is not None
        for line in ("ready\n", "last words\n"):
            assert process.stdout.readline() == line
            process.send_signal(signal.SIGINT)
        assert process.communicate("go on\n", timeout=PATIENCE) == ("interrupted\n", "")
