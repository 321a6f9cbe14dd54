"""Records of the node's traffic, for assertions in tests."""

import threading
from collections import deque

_MOST_ENTRIES = 10_000
_MOST_BYTES = 1 << 20


class Records:
    """A bounded record: the latest entries and the latest megabyte in each direction."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opcodes: deque[int] = deque(maxlen=_MOST_ENTRIES)
        self._lookups: deque[tuple[str, list[str]]] = deque(maxlen=_MOST_ENTRIES)
        self._attributes: deque[list[str]] = deque(maxlen=_MOST_ENTRIES)
        self._received = bytearray()
        self._answered = bytearray()
        self._connections = 0
        self._reads_at_once = self._most_reads_at_once = 0
        self.read_arrived = threading.Semaphore(0)
        self.connection_arrived = threading.Semaphore(0)

    def note_connection(self) -> None:
        """Count an accepted connection."""
        with self._lock:
            self._connections += 1
        self.connection_arrived.release()

    def note_request(self, opcode: int) -> None:
        """Record a command."""
        with self._lock:
            self._opcodes.append(opcode)

    def note_lookup(self, key: str, paths: list[str], attributes: list[str]) -> None:
        """Record a subdocument lookup: paths of the body, and extended attributes."""
        with self._lock:
            self._lookups.append((key, paths))
            self._attributes.append(attributes)

    def note_read(self, *, begun: bool) -> None:
        """Count a read that begins, or one that ends."""
        with self._lock:
            self._reads_at_once += 1 if begun else -1
            self._most_reads_at_once = max(self._most_reads_at_once, self._reads_at_once)

    def note_received(self, data: bytes) -> None:
        """Record received bytes, after TLS."""
        self._keep(self._received, data)

    def note_answered(self, data: bytes) -> None:
        """Record sent bytes, before TLS."""
        self._keep(self._answered, data)

    def opcodes(self) -> list[int]:
        """Return the commands, oldest first."""
        with self._lock:
            return list(self._opcodes)

    def lookups(self) -> list[tuple[str, list[str]]]:
        """Return the subdocument lookups, oldest first."""
        with self._lock:
            return list(self._lookups)

    def attributes(self) -> list[list[str]]:
        """Return the extended attributes of each subdocument lookup, oldest first."""
        with self._lock:
            return list(self._attributes)

    def received(self) -> bytes:
        """Return all received bytes."""
        with self._lock:
            return bytes(self._received)

    def answered(self) -> bytes:
        """Return all sent bytes."""
        with self._lock:
            return bytes(self._answered)

    def connections(self) -> int:
        """Return the number of accepted connections."""
        with self._lock:
            return self._connections

    def most_reads_at_once(self) -> int:
        """Return how many reads have been in progress at the same time."""
        with self._lock:
            return self._most_reads_at_once

    def clear(self) -> None:
        """Clear all records."""
        with self._lock:
            for entries in (self._opcodes, self._lookups, self._attributes):
                entries.clear()
            self._received.clear()
            self._answered.clear()
            self._connections = 0
            self._most_reads_at_once = self._reads_at_once
        for arrivals in (self.read_arrived, self.connection_arrived):
            while arrivals.acquire(blocking=False):
                pass

    def _keep(self, memory: bytearray, data: bytes) -> None:
        with self._lock:
            memory += data
            del memory[: max(0, len(memory) - _MOST_BYTES)]
