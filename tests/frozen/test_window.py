import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.frozen.program import EXECUTABLE, bare_environment
from tests.wire.node import Node
from tests.wire.tls import encrypted

LONGEST_SECONDS = 60


@pytest.fixture
def display() -> Iterator[str]:
    """Give the name of a virtual screen that runs while the test does."""
    reading, writing = os.pipe()
    size = ["-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *size], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def screen_text(environment: dict[str, str], words: Sequence[str], folder: Path) -> str:
    """Return what an eye reads in the window once johndoe's name is there, then quit it."""
    program = subprocess.Popen([EXECUTABLE, *words], cwd=folder, env=environment)
    try:
        seen = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", _READ_WINDOW, "read", str(folder / "seen.png")],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_SECONDS * 2,
            check=True,
        )
        assert program.wait(LONGEST_SECONDS) == 0
    finally:
        program.kill()
        program.wait()
    return seen.stdout


_READ_WINDOW = f"""
window=$(timeout {LONGEST_SECONDS} xdotool search --sync --onlyvisible --name 'Profile Browser' |
    head -n 1)
xdotool windowfocus --sync "$window"
for _ in $(seq 20); do
    import -window "$window" "$1"
    seen=$(tesseract "$1" - --psm 11 2> /dev/null)
    [[ $seen != *'John Doe'* ]] || break
done
echo "$seen"
xdotool key ctrl+q
"""


@pytest.fixture
def environment(display: str) -> dict[str, str]:
    return bare_environment() | {"DISPLAY": display, "QT_SCALE_FACTOR": "2"}


def test_the_window_shows_someone_of_the_sample(
    environment: dict[str, str], tmp_path: Path
) -> None:
    seen = screen_text(environment, ["johndoe", "--sample"], tmp_path)
    assert "John Doe" in seen
    assert "johndoe@example.com" in seen


def test_the_window_shows_someone_of_a_node_with_tls(
    environment: dict[str, str], tls_node: Node, trust_store: Path, tmp_path: Path
) -> None:
    named = bare_environment(encrypted(tls_node, trust_store))
    seen = screen_text(named | environment, ["johndoe"], tmp_path)
    assert "John Doe" in seen
    assert "johndoe@example.com" in seen
