"""The node in a separate process, so that its memory, threads and time are not the program's.

A thread in the test's own process would compete with the program under test, and the records
it keeps for assertions would count as the program's memory.
"""

from __future__ import annotations

import signal
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection as Pipe

    from tests.wire import node as nodes

_LONGEST_STEP_SECONDS = 15.0
_END = "end"
_Command = tuple[str, dict[str, object]]
_Answer = tuple[str, tuple[str, ...]]  # an error, and the requested facts
_DONE: _Answer = ("", ())


class NodeProcess:
    """A node in a child process, during the `with` block; commands take effect at once.

    None of its faults makes an answer malformed, because that would crash the program's process.
    """

    def __init__(self, documents: Mapping[str, object]) -> None:
        context = get_context("spawn")  # the SDK's reads hang after a fork
        self._pipe, child_end = context.Pipe()
        self._child_end = child_end
        self._process = context.Process(
            target=serve_node, args=(child_end, dict(documents)), name="node", daemon=True
        )

    def __enter__(self) -> Self:
        """Start the process and wait until its node listens."""
        self._process.start()
        self._child_end.close()  # otherwise the end of the child would not be noticed
        facts = self._receive()
        self.connection_string, self.bucket, self.username, self.password = facts
        return self

    def __exit__(self, *_: object) -> None:
        """End the process; fail the test if the node itself failed."""
        try:
            self._send(_END)
        finally:
            self._process.join(_LONGEST_STEP_SECONDS)
            self._process.kill()
            self._process.join()
            self._pipe.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def stop(self) -> None:
        """Close the ports and reset every connection; clients are refused from now on."""
        self._send("stop")

    def restart(self) -> None:
        """Drop every connection and listen again on the same ports."""
        self._send("restart")

    def set_faults(self, **faults: object) -> None:
        """Set fields of the node's faults, by their names."""
        self._send("faults", **faults)

    def set_query_faults(self, **faults: object) -> None:
        """Set fields of the query service's faults, by their names."""
        self._send("query_faults", **faults)

    def forget(self) -> None:
        """Clear the node's records, which cannot be read from here."""
        self._send("forget")

    def _send(self, command: str, **fields: object) -> None:
        self._pipe.send((command, fields))
        self._receive()

    def _receive(self) -> tuple[str, ...]:
        if not self._pipe.poll(_LONGEST_STEP_SECONDS):
            message = "the node's process does not answer"
            raise AssertionError(message)
        answer: _Answer = self._pipe.recv()
        fault, facts = answer
        assert not fault, fault
        return facts


def serve_node(pipe: Pipe, documents: Mapping[str, object]) -> None:
    """Run a node and the commands from the pipe, until the end command or a closed pipe."""
    from tests.wire.node import Node  # noqa: PLC0415 - not loaded in the parent process

    # Ctrl+C ends the parent, and that ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Node(documents) as node:
            facts = (node.connection_string, node.bucket, node.username, node.password)
            pipe.send(("", facts))
            _run_commands(pipe, _commands(node))
        pipe.send(_DONE)
    except EOFError:  # the parent is gone
        return
    except Exception as error:  # noqa: BLE001 - it is reported to the parent
        pipe.send((f"{type(error).__name__}: {error}", ()))


def _run_commands(pipe: Pipe, commands: Mapping[str, Callable[..., object]]) -> None:
    while True:
        message: _Command = pipe.recv()
        command, fields = message
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
