"""Faults that a test can switch on in a running node."""

import threading
from dataclasses import dataclass, field

from tests.wire.frames import Status

# Found by trying all 256 with SDK 4.6.3; 0xA6 and 0xA7 belong to range scans.
DEADLY = frozenset({Status.SUCCESS, Status.MULTI_PATH_FAILURE, 0xA6, 0xA7, 0xCD, 0xD3})


@dataclass
class Faults:
    """Set any field from any thread; it takes effect from the next connection or read.

    A wrong password needs no fault (give the client a different one); neither does a
    missing bucket (ask for a different one) or a closed port (`Node.stop`).
    """

    silent_connects: bool = False
    """New connections are accepted, but nothing on them is ever answered, not even TLS."""

    bucket_missing: bool = False
    """The bucket is missing, as an administrator sees it (SELECT_BUCKET: not found)."""

    no_bucket_right: bool = False
    """The database user may not open the bucket (SELECT_BUCKET: no access)."""

    silent_buckets: int = 0
    """How many of the next connections fall silent when asked for the bucket (SELECT_BUCKET)."""

    no_read_right: bool = False
    """The database user may open the bucket but not read from it."""

    silent_reads: bool = False
    """Connecting works; reads are never answered."""

    delay: float = 0.0
    """Seconds between a read and its answer."""

    gate: threading.Event | None = None
    """Reads wait here until it is set or removed."""

    reset_reads: int = 0
    """How many of the next reads reset their connection instead of being answered."""

    read_status: int | None = None
    """Every read is answered with this status and no body."""

    deadly_map: bool = False
    """The cluster map is an empty object. It crashes the client: use only a separate process."""

    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse statuses that would crash the test run."""
        if name == "read_status" and value in DEADLY:
            message = "the SDK dies with the process on this status without a body"
            raise ValueError(message)
        super().__setattr__(name, value)

    def take_reset(self) -> bool:
        """Return whether this read is one of those to reset."""
        with self._lock:
            if self.reset_reads <= 0:
                return False
            self.reset_reads -= 1
            return True

    def take_silent_bucket(self) -> bool:
        """Return whether this attempt to open a bucket is one of those to leave unanswered."""
        with self._lock:
            if self.silent_buckets <= 0:
                return False
            self.silent_buckets -= 1
            return True

    def forced_status(self) -> int | None:
        """Return the status that every read is answered with, if any."""
        return Status.NO_ACCESS if self.no_read_right else self.read_status
