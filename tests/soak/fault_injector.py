"""Makes the nodes fail and recover, by a seed."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from tests.wire.node_process import NodeProcess

_ONE_IN = 30  # turns from one fault to the next, on average
_MOST_TURNS = 12  # that a fault lasts
_REMEMBERED = 200  # turns after which the nodes forget past requests


class FaultInjector:
    """Starts a fault on a node now and then, and ends it some turns later."""

    def __init__(
        self,
        random: Random,
        nodes: Mapping[str, NodeProcess],
        one_in: int = _ONE_IN,
        most_turns: int = _MOST_TURNS,
    ) -> None:
        self._random, self._nodes = random, nodes
        self._one_in, self._most_turns = one_in, most_turns
        self._left = dict.fromkeys(nodes, 0)
        self._sound_since = dict.fromkeys(nodes, 0.0)
        self._turns = 0
        self.faults = 0

    def advance(self) -> None:
        """Advance one turn."""
        self._turns += 1
        for title, node in self._nodes.items():
            if self._turns % _REMEMBERED == 0:
                node.forget()
            if self._left[title]:
                self._left[title] -= 1
                if not self._left[title]:
                    self._end(title)
            elif self._random.randrange(self._one_in) == 0:
                self._begin(title)

    def end_all(self) -> None:
        """End every fault."""
        for title in self._nodes:
            self._end(title)

    def seconds_without_fault(self, title: str) -> float:
        """How long this node has been without a fault; 0 during one."""
        return 0.0 if self._left[title] else monotonic() - self._sound_since[title]

    def _begin(self, title: str) -> None:
        self.faults += 1
        self._left[title] = self._random.randint(1, self._most_turns)
        self._random.choice(_FAULTS)(self._nodes[title], self._random)

    def _end(self, title: str) -> None:
        self._left[title] = 0
        node = self._nodes[title]
        node.set_faults(silent_reads=False, silent_connects=False, delay=0.0, reset_reads=0)
        node.set_query_faults(silent=False, delay=0.0)
        node.restart()
        self._sound_since[title] = monotonic()


def _kill(node: NodeProcess, _: Random) -> None:
    node.stop()


def _restart(node: NodeProcess, _: Random) -> None:
    node.restart()


def _delay(node: NodeProcess, random: Random) -> None:
    delay = random.choice((0.002, 0.02, 0.1, 0.3))
    node.set_faults(delay=delay)
    node.set_query_faults(delay=delay)


def _silence_reads(node: NodeProcess, _: Random) -> None:
    node.set_faults(silent_reads=True)


def _silence_queries(node: NodeProcess, _: Random) -> None:
    node.set_query_faults(silent=True)


def _silence_connects(node: NodeProcess, _: Random) -> None:
    node.set_faults(silent_connects=True)
    node.restart()


def _reset(node: NodeProcess, random: Random) -> None:
    node.set_faults(reset_reads=random.randint(1, 5))


_FAULTS: tuple[Callable[[NodeProcess, Random], None], ...] = (
    _kill,
    _restart,
    _delay,
    _silence_reads,
    _silence_queries,
    _silence_connects,
    _reset,
)
