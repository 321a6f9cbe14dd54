"""Virtual screens of X11 and Wayland, and what is visible on them."""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.frozen.program import EXECUTABLE

TIMEOUT_SECONDS = 60
MOST_LOOKS = 30
Look = Callable[[], str]


@contextmanager
def x11_screen(size: str = "1600x1200x24") -> Iterator[str]:
    """Run a virtual screen and yield its name; the size is in pixels and bits."""
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    server = subprocess.Popen(["Xvfb", *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as display:
            yield f":{display.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def wayland_screen(folder: Path) -> Iterator[dict[str, str]]:
    """Run a compositor without a screen, and yield the environment variables to find it."""
    folder.chmod(0o700)
    variables = {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "wayland-of-test"}
    running = subprocess.Popen(
        ["weston", *_weston_options(folder, variables["WAYLAND_DISPLAY"])],
        env={"PATH": os.environ["PATH"], "HOME": str(folder)} | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        (folder / "ready").read_text()  # waits until the compositor has started its client
        yield variables
    finally:
        running.terminate()
        running.wait()


def _weston_options(folder: Path, display: str) -> list[str]:
    ready, client, settings = folder / "ready", folder / "client", folder / "weston.ini"
    os.mkfifo(ready)
    client.write_text(f"#!/bin/sh\necho ready > '{ready}'\n")
    client.chmod(0o700)
    settings.write_text(f"[autolaunch]\npath={client}\n")
    screen = ["--backend=headless-backend.so", "--use-pixman", "--width=1600", "--height=1200"]
    return [*screen, "--debug", "--idle-time=0", f"--socket={display}", f"--config={settings}"]


@contextmanager
def running_program(
    words: Sequence[str], environment: dict[str, str], folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the executable's window, and kill it at the end if it is still running."""
    program = subprocess.Popen([EXECUTABLE, *words], cwd=folder, env=environment)
    try:
        yield program
    finally:
        program.kill()
        program.wait()


def shell(script: str, environment: dict[str, str], *words: str) -> str:
    """Run a bash script and return its output."""
    ended = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", script, "script", *words],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=2 * TIMEOUT_SECONDS,
        check=True,
    )
    return ended.stdout


def x11_window(environment: dict[str, str]) -> str:
    """Wait for the program's window, and return its number."""
    search = "xdotool search --sync --onlyvisible --name 'Profile Browser' | head -n 1"
    window = shell(search, environment).strip()
    shell('xdotool windowfocus --sync "$1"', environment, window)
    return window


def seen_until(expected: str, look: Look) -> str:
    """Read the screen until it shows this text, a limited number of times; return the last text."""
    seen = ""
    for _ in range(MOST_LOOKS):
        seen = look()
        if expected in seen:
            break
    return seen
