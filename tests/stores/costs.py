"""What the servers of the kinds cost, so that a build shows it: seconds to start, and memory.

And the seconds in which a kind reads a list of a thousand.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

# The seconds until a kind was ready, and the most memory of its processes in MiB.
_COSTS = pytest.StashKey[dict[str, tuple[float, int]]]()
_LISTS = pytest.StashKey[dict[str, float]]()
_SENT, _SENT_LISTS = "costs of servers", "seconds of lists"  # from a worker of xdist


@contextmanager
def measured(
    config: pytest.Config, name: str, start: AbstractContextManager[None]
) -> Iterator[None]:
    """Enter `start`, and note what it took. No other process of this one runs meanwhile."""
    began = time.monotonic()
    with start:
        seconds = time.monotonic() - began
        yield
        if memory := _peak_of_children():
            costs = config.stash.setdefault(_COSTS, {})
            costs[name] = max((seconds, memory), costs.get(name, (0.0, 0)))
            if hasattr(config, "workeroutput"):
                config.workeroutput[_SENT] = costs


def note_list(config: pytest.Config, name: str, seconds: float) -> None:
    """Note the seconds in which a kind has read a list of a thousand."""
    lists = config.stash.setdefault(_LISTS, {})
    lists[name] = seconds
    if hasattr(config, "workeroutput"):
        config.workeroutput[_SENT_LISTS] = lists


def take_costs(config: pytest.Config, output: Mapping[str, Any]) -> None:
    """Keep what a worker has noted."""
    config.stash.setdefault(_COSTS, {}).update(output.get(_SENT, {}))
    config.stash.setdefault(_LISTS, {}).update(output.get(_SENT_LISTS, {}))


def lines_of_costs(config: pytest.Config) -> Iterator[str]:
    """Yield a line for each kind that has started processes, and one for all."""
    costs = config.stash.get(_COSTS, {})
    for name, (seconds, memory) in sorted(costs.items()):
        yield f"{name}: its server started in {seconds:.1f} s and took up to {memory} MiB"
    for name, seconds in sorted(config.stash.get(_LISTS, {}).items()):
        yield f"{name}: a list of 1,000 was read in {seconds:.2f} s"
    if costs:
        yield f"all servers together: up to {sum(memory for _, memory in costs.values())} MiB"


def _peak_of_children() -> int:
    peak = 0
    for each in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for child in _text_of(each).split():
            status = _text_of(Path(f"/proc/{child}/status"))
            peak += int(status.partition("VmHWM:")[2].split()[0] if "VmHWM" in status else 0)
    return peak // 1024


def _text_of(path: Path) -> str:
    """Return what a file says about a thread or a process; nothing if that has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
