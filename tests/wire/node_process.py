"""The node in a process of its own: its memory, its threads and its time are not the program's.

A thread of the test's own process would take its turns from the program under test, and what it
remembers for assertions would count as the program's memory.
"""

from __future__ import annotations

import signal
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection as Pipe
    from types import TracebackType

    from tests.wire import node as nodes

_LONGEST_STEP_SECONDS = 15.0
_END = "end"
_Told = tuple[str, dict[str, object]]
_Answer = tuple[str, tuple[str, ...]]  # what went wrong, and what was asked for
_DONE: _Answer = ("", ())


class NodeProcess:
    """A node in a child process, while the `with` block runs; what it is told counts at once.

    No fault that it can be told makes an answer malformed: those would end the program's process.
    """

    def __init__(self, documents: Mapping[str, object]) -> None:
        context = get_context("spawn")  # after a fork the SDK's reads hang
        self._pipe, theirs = context.Pipe()
        self._theirs = theirs
        self._process = context.Process(
            target=serve_node, args=(theirs, dict(documents)), name="node", daemon=True
        )

    def __enter__(self) -> Self:
        """Start the process, and wait until its node listens."""
        self._process.start()
        self._theirs.close()  # or the end of the child would go unnoticed
        known = self._heard()
        self.connection_string, self.bucket, self.username, self.password = known
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process; fail the test if the node itself failed."""
        try:
            self._tell(_END)
        finally:
            self._process.join(_LONGEST_STEP_SECONDS)
            self._process.kill()
            self._process.join()
            self._pipe.close()

    def stop(self) -> None:
        """Close the ports and reset every connection; clients are refused from now on."""
        self._tell("stop")

    def restart(self) -> None:
        """Drop every connection and listen again on the same ports."""
        self._tell("restart")

    def set_faults(self, **faults: object) -> None:
        """Set fields of the node's faults, by their names."""
        self._tell("faults", **faults)

    def set_query_faults(self, **faults: object) -> None:
        """Set fields of the query service's faults, by their names."""
        self._tell("query_faults", **faults)

    def forget(self) -> None:
        """Start the node's records anew; nobody can read them from here."""
        self._tell("forget")

    def _tell(self, command: str, **fields: object) -> None:
        self._pipe.send((command, fields))
        self._heard()

    def _heard(self) -> tuple[str, ...]:
        if not self._pipe.poll(_LONGEST_STEP_SECONDS):
            message = "the node's process does not answer"
            raise AssertionError(message)
        answer: _Answer = self._pipe.recv()
        fault, facts = answer
        assert not fault, fault
        return facts


def serve_node(pipe: Pipe, documents: Mapping[str, object]) -> None:
    """Run a node and do what the pipe says, until it says the end or is closed."""
    from tests.wire.node import Node  # noqa: PLC0415 - whoever starts this is spared it

    # Ctrl+C ends the program, and that ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Node(documents) as node:
            facts = (node.connection_string, node.bucket, node.username, node.password)
            pipe.send(("", facts))
            _obey(pipe, _commands(node))
        pipe.send(_DONE)
    except EOFError:  # whoever started this is gone
        return
    except Exception as error:  # noqa: BLE001 - it is told to whoever started this
        pipe.send((f"{type(error).__name__}: {error}", ()))


def _obey(pipe: Pipe, commands: Mapping[str, Callable[..., object]]) -> None:
    while True:
        told: _Told = pipe.recv()
        command, fields = told
        if command == _END:
            return
        try:
            commands[command](**fields)
        except AttributeError as error:
            pipe.send((f"AttributeError: {error}", ()))
        else:
            pipe.send(_DONE)


def _commands(node: nodes.Node) -> dict[str, Callable[..., object]]:
    def forget() -> None:
        node.forget()
        node.query.asked.clear()

    return {
        "stop": node.stop,
        "restart": node.restart,
        "faults": lambda **fields: _set(node.faults, fields),
        "query_faults": lambda **fields: _set(node.query.faults, fields),
        "forget": forget,
    }


def _set(faults: object, fields: Mapping[str, object]) -> None:
    for name, value in fields.items():
        if not hasattr(faults, name):
            raise AttributeError(name)
        setattr(faults, name, value)
