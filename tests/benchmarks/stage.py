"""What the figures are measured on: a node, a folder with a connection set up, and processes."""

from __future__ import annotations

import compileall
import json
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import profile_browser
from tests.benchmarks.people import documents
from tests.benchmarks.running import told_by
from tests.benchmarks.screen import seconds_until_seen
from tests.wire.node_process import NodeProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = "tests.benchmarks.limits"
_LAUNCHED = (sys.executable, "-m", "tests.benchmarks.launched")
_COMPILED = (Path(profile_browser.__file__).parent, Path(__file__).parent)
_CONNECTION = """[connections.node]
title = "Node"
connection_string = "{}"
bucket = "{}"
username = "{}"
"""


class Often(NamedTuple):
    """What many look-ups came to: milliseconds of each, and bytes of memory at their end."""

    took: list[float]
    memory: int


class Stage:
    """Starts processes that find the node set up, and nothing of the person's own."""

    def __init__(self, node: NodeProcess, folder: Path) -> None:
        self.node = node
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PROFILE_")}
        own = {f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
        own["XDG_CONFIG_DIRS"] = str(folder / "nothing")
        signing_in = {"NODE_USERNAME": node.username, "NODE_PASSWORD": node.password}
        place = {"NODE_CONNECTION_STRING": node.connection_string, "NODE_BUCKET": node.bucket}
        password = {"PROFILE_BROWSER_PASSWORD": node.password}
        self._environment = kept | own | signing_in | place | password

    def seconds_to_paint(self, awaited: str, module: str, *arguments: str) -> float:
        """Return the seconds from the start of a process to what is awaited of its window."""
        began = time.monotonic()
        painted = self._run(*_LAUNCHED, awaited, module, *arguments)
        return float(painted) - began

    def seconds_until_seen(self, *words: str) -> float:
        """Return the seconds from the start of a process to what is seen of it on a screen."""
        return seconds_until_seen(words, self._environment)

    def seconds_to_end(self, module: str, *arguments: str) -> float:
        """Return the seconds that a process lives."""
        began = time.monotonic()
        told_by((sys.executable, "-m", module, *arguments), self._environment)
        return time.monotonic() - began

    def look_up_often(self, times: int, module: str, *arguments: str) -> Often:
        """Press Enter so many times in a window."""
        told = self._run(*_LAUNCHED, f"often:{times}", module, *arguments)
        return Often(told["took"], told["memory"])

    def read_often(self, times: int) -> list[float]:
        """Return the milliseconds of so many reads without a window."""
        return list(self._run(sys.executable, "-m", f"{LIMITS}.reads_alone", str(times)))

    def _run(self, *words: str) -> Any:  # noqa: ANN401 - whatever the process told
        return json.loads(told_by(words, self._environment).splitlines()[-1])


@contextmanager
def stage() -> Iterator[Stage]:
    """Start the node, and set it up in a folder of its own; compile what is measured.

    An installed program is compiled too, and a checkout may not be.
    """
    for compiled in _COMPILED:
        compileall.compile_dir(compiled, quiet=1)
    with NodeProcess(documents()) as node, TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "profile-browser").mkdir()
        text = _CONNECTION.format(node.connection_string, node.bucket, node.username)
        (folder / "profile-browser" / "connections.toml").write_text(text, encoding="utf-8")
        yield Stage(node, folder)
