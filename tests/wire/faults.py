"""What can go wrong with the node, at will and while it runs."""

import threading
from dataclasses import dataclass, field

from tests.wire.frames import Status

# Found by trying all 256 on SDK 4.6.3; 0xA6 and 0xA7 belong to range scans.
DEADLY = frozenset({Status.SUCCESS, Status.MULTI_PATH_FAILURE, 0xA6, 0xA7, 0xCD, 0xD3})


@dataclass
class Faults:
    """Set any field from any thread; it counts from the next connection or read on.

    A wrong password needs no fault (give the client another one), nor does a
    missing bucket (ask for another one), nor a closed port (`Node.stop`).
    """

    silent_connects: bool = False
    """New connections are accepted and nothing on them is ever answered, TLS included."""

    bucket_missing: bool = False
    """The bucket is gone, as an administrator is told (SELECT_BUCKET: not found)."""

    no_bucket_right: bool = False
    """The account may not open the bucket (SELECT_BUCKET: no access)."""

    no_read_right: bool = False
    """The account may open the bucket but not read from it."""

    silent_reads: bool = False
    """Connecting works; reads are never answered."""

    delay: float = 0.0
    """Seconds between a read and its answer."""

    gate: threading.Event | None = None
    """Reads wait here until it is set (or taken away)."""

    reset_reads: int = 0
    """So many of the next reads are answered by resetting their connection."""

    read_status: int | None = None
    """Every read is answered with this status and no body."""

    deadly_map: bool = False
    """The cluster's map is an empty object. Only for a client in a process of its own: it dies."""

    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse what would end the whole test run instead of one test."""
        if name == "read_status" and value in DEADLY:
            message = "the SDK dies with the process on this status without a body"
            raise ValueError(message)
        super().__setattr__(name, value)

    def take_reset(self) -> bool:
        """Tell whether this read is one of those to reset."""
        with self._lock:
            if self.reset_reads <= 0:
                return False
            self.reset_reads -= 1
            return True

    def forced_status(self) -> int | None:
        """Give the status that every read is answered with, if any."""
        return Status.NO_ACCESS if self.no_read_right else self.read_status
