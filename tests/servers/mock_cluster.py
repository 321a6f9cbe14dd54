"""Couchbase's mock server in a separate process, which gets one command in each line."""

from __future__ import annotations

import base64
import json
import os
import select
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from tests.wire.documents import DEFAULT_COLLECTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LONGEST_STEP_SECONDS = 15.0


@dataclass(frozen=True)
class Conversation:
    """What went over one connection, as it was on the wire."""

    received: bytes
    answered: bytes


class MockCluster:
    """A cluster of gocaves on free ports of 127.0.0.1, while the `with` block runs.

    Nodes are numbered from 0 in the order in which they came. Documents go to the default
    collection; values are JSON-able, or bytes that are kept as they are.
    """

    bucket = "travel"
    username = "staff"
    password = "a-password-that-nothing-else-holds"

    def __init__(self, program: Path, documents: Mapping[str, object], *, nodes: int) -> None:
        self._program = program
        self._documents = [_document(key, value) for key, value in documents.items()]
        self._nodes = nodes
        self.ports: list[int] = []

    def __enter__(self) -> Self:
        """Start the process, and wait until it listens."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, a stopped one too; fail the test if it had died by itself."""
        died = self._process.poll() is not None and not self._killed
        self.kill()
        assert not died, f"the mock died: {self._process.returncode}"

    # The process

    def start(self) -> None:
        """Start it with its first documents, and on the ports of an earlier run."""
        self._killed = False
        self._process = subprocess.Popen(
            [self._program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._tell(
            {
                "nodes": self._nodes,
                "ports": self.ports,
                "username": self.username,
                "password": self.password,
                "bucket": self.bucket,
                "documents": self._documents,
            }
        )

    def stop(self) -> None:
        """Have it stand still, as under a debugger (SIGSTOP)."""
        self._process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self._process.pid, os.WSTOPPED)

    def go_on(self) -> None:
        """Let it run again (SIGCONT)."""
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a crash does (SIGKILL)."""
        self._killed = True
        self._process.kill()
        self._process.communicate()

    # Documents

    def put(self, key: str, value: object, collection: str = DEFAULT_COLLECTION) -> None:
        """Store a JSON-able value, or bytes as they are; a new collection comes into being."""
        self._order("put", document=_document(key, value, collection))

    def remove(self, key: str, collection: str = DEFAULT_COLLECTION) -> None:
        """Forget a document."""
        self._order("remove", document=_document(key, b"", collection))

    # Nodes

    def freeze(self, node: int) -> None:
        """Let a node accept connections and answer nothing more."""
        self._order("freeze", node=node)

    def thaw(self, node: int) -> None:
        """Let it answer again, and what was asked meanwhile too."""
        self._order("thaw", node=node)

    def kill_node(self, node: int) -> None:
        """Refuse a node's clients and reset those that are connected."""
        self._order("kill", node=node)

    def restart_node(self, node: int) -> None:
        """Let it listen again, on the same port."""
        self._order("restart", node=node)

    def add_node(self) -> None:
        """Add a node, which holds no documents yet."""
        self._order("add")

    def spread(self, *nodes: int) -> None:
        """Move the documents to these nodes alone, in a new cluster map."""
        self._order("spread", nodes=nodes)

    # What went over the wire

    def conversations(self, node: int = 0) -> list[Conversation]:
        """Return what went over each connection to a node."""
        return [
            Conversation(*(base64.b64decode(part[name] or "") for name in ("received", "answered")))
            for part in self._order("record", node=node).get("conversations", ())
        ]

    def _order(self, order: str, **fields: object) -> dict[str, list[dict[str, str]]]:
        return self._tell({"do": order, **fields})

    def _tell(self, value: Mapping[str, object]) -> dict[str, list[dict[str, str]]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(value).encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], _LONGEST_STEP_SECONDS)
        assert ready, "the mock does not answer"
        line = self._process.stdout.readline()
        assert line, "the mock died"
        answer = json.loads(line)
        assert not answer["error"], answer["error"]
        self.connection_string, self.ports = answer["connection_string"], answer["ports"]
        recorded: dict[str, list[dict[str, str]]] = answer
        return recorded


def _document(key: str, value: object, collection: str = DEFAULT_COLLECTION) -> dict[str, str]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    scope, _, name = collection.partition(".")
    return {
        "id": key,
        "body": base64.b64encode(body).decode(),
        "scope": scope,
        "collection": name,
    }
