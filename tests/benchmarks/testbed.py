"""The set-up for the figures: a node, a folder with a connection, and measured processes."""

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
from tests.benchmarks.screen import seconds_until_seen
from tests.benchmarks.subprocesses import output_of
from tests.wire.node_process import NodeProcess

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIMITS = "tests.benchmarks.limits"
_LAUNCHER = (sys.executable, "-m", "tests.benchmarks.launcher")
_COMPILED = (Path(profile_browser.__file__).parent, Path(__file__).parent)
_ADMINISTRATION = "administration"
# A desktop's session keeps its runtime folder in memory; on a disk, the window's lock takes 3 ms.
_MEMORY = Path("/dev/shm")
_CONNECTION = """[connections.node]
title = "Node"
connection_string = "{}"
bucket = "{}"
username = "{}"
"""


class RepeatedLookups(NamedTuple):
    """The results of many lookups: milliseconds of each, and bytes of memory at the end."""

    took: list[float]
    memory: int


class Testbed:
    """Starts processes that have a connection to the node and none of the user's own settings."""

    def __init__(self, node: NodeProcess, folder: Path, runtime: str) -> None:
        self.node = node
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PROFILE_")}
        own = {f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
        own["XDG_CONFIG_DIRS"] = str(folder / _ADMINISTRATION)
        own["XDG_RUNTIME_DIR"] = runtime
        signing_in = {"NODE_USERNAME": node.username, "NODE_PASSWORD": node.password}
        place = {"NODE_CONNECTION_STRING": node.connection_string, "NODE_BUCKET": node.bucket}
        password = {"PROFILE_BROWSER_PASSWORD": node.password}
        self._environment = kept | own | signing_in | place | password

    def seconds_to_paint(self, awaited: str, module: str, *arguments: str) -> float:
        """Return the seconds from the start of a process to the awaited paint of its window."""
        began = time.monotonic()
        painted = self._run(*_LAUNCHER, awaited, module, *arguments)
        return float(painted) - began

    def seconds_until_seen(self, *words: str) -> float:
        """Return the seconds from the start of a process until it is visible on a screen."""
        return seconds_until_seen(words, self._environment)

    def seconds_to_end(self, module: str, *arguments: str) -> float:
        """Return the seconds from the start of a process to its end."""
        began = time.monotonic()
        output_of((sys.executable, "-m", module, *arguments), self._environment)
        return time.monotonic() - began

    def look_up_repeatedly(self, times: int, module: str, *arguments: str) -> RepeatedLookups:
        """Look up this many people in a window."""
        results = self._run(*_LAUNCHER, f"often:{times}", module, *arguments)
        return RepeatedLookups(results["took"], results["memory"])

    def read_repeatedly(self, times: int) -> list[float]:
        """Return the milliseconds of each of this many reads without a window."""
        return list(self.measurements(f"{LIMITS}.reads_alone", str(times)))

    def measurements(self, module: str, *arguments: str) -> Any:  # noqa: ANN401 - any JSON that it prints
        """Return what a module prints in a process of its own."""
        return self._run(sys.executable, "-m", module, *arguments)

    def _run(self, *words: str) -> Any:  # noqa: ANN401 - any JSON that the process prints
        return json.loads(output_of(words, self._environment).splitlines()[-1])


@contextmanager
def testbed(people: Mapping[str, object], rules: str) -> Iterator[Testbed]:
    """Start the node, set it up in a temporary folder, and compile the measured code.

    An installed program is compiled as well, but a checkout may not be. ``people`` are the node's
    records by their IDs, and ``rules`` are those of the administrator's file.
    """
    for compiled in _COMPILED:
        compileall.compile_dir(compiled, quiet=1)
    memory = _MEMORY if _MEMORY.is_dir() else None
    with (
        NodeProcess(people) as node,
        TemporaryDirectory() as name,
        TemporaryDirectory(dir=memory) as runtime,
    ):
        folder = Path(name)
        text = _CONNECTION.format(node.connection_string, node.bucket, node.username)
        _write_settings(folder, text)
        _write_settings(folder / _ADMINISTRATION, rules)
        yield Testbed(node, folder, runtime)


def _write_settings(folder: Path, text: str) -> None:
    own = folder / "profile-browser"
    own.mkdir(parents=True)
    (own / "connections.toml").write_text(text, encoding="utf-8")
