"""Lets many threads share the audit log: entries that arrive during a write are written together.

A sync to the disk costs about a millisecond or more. One for each answer would make all callers of
a gateway wait in a queue; here each sync serves all who wait.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from profile_browser.domain.audit import NotRecordedError
from profile_browser.messages import audit as wording
from profile_browser.records.audit_log import LOCK_TIMEOUT, AuditFile

if TYPE_CHECKING:
    from datetime import datetime

    from profile_browser.domain.audit_rules import AuditRules


class GroupedAuditFile:
    """Writes the entries of all threads that wait in one call. Each learns whether it succeeded.

    Threads prepare without waiting for a write. After a failed write, they try one out first.
    """

    def __init__(self, rules: AuditRules) -> None:
        self._file = AuditFile(rules)
        self._next = _Group()
        self._next_lock, self._turn = Lock(), Lock()
        self._has_failed = False

    def prepare(self, now: datetime) -> None:
        """Check that entries can be appended now. Raises NotRecordedError."""
        if self._has_failed:
            self._file.try_out(now)
        else:
            self._file.look(now)

    def append(self, now: datetime, lines: bytes) -> None:
        """Append complete lines and sync them, all or none. Raises NotRecordedError."""
        with self._next_lock:
            group = self._next
            group.lines.append(lines)
        # Long enough for the write before, and for the group's own.
        if not self._turn.acquire(timeout=2 * LOCK_TIMEOUT):
            raise NotRecordedError(wording.IN_USE)
        try:
            if not group.is_done:
                self._write_next(now)
        finally:
            self._turn.release()
        if group.failure:
            raise NotRecordedError(group.failure)

    def _write_next(self, now: datetime) -> None:
        with self._next_lock:
            group, self._next = self._next, _Group()
        group.is_done = True
        group.failure = wording.NO_REASON  # unless the write ends well
        try:
            self._file.append(now, b"".join(group.lines))
            group.failure = ""
        except NotRecordedError as error:
            group.failure = str(error)
        finally:
            self._has_failed = bool(group.failure)


class _Group:
    """Entries that are written in one call."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.is_done = False
        self.failure = ""
