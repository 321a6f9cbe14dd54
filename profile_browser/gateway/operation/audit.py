"""The audit log of a gateway: who asked, from where, in which request, and for what reason."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from profile_browser.domain.audit import LONGEST_REASON, NotRecordedError, reason_of
from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.problem import Problem, Reason
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.messages import audit as wording
from profile_browser.records.audit_group import GroupedAuditFile
from profile_browser.records.audit_log import AuditLog
from profile_browser.stores.audited import audited

if TYPE_CHECKING:
    from profile_browser.domain.audit_rules import AuditRules
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_api import Caller
    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore

# Each character takes up to four bytes in UTF-8, and each of these three in a header.
_LONGEST_HEADER = LONGEST_REASON * 4 * 3
_ENCODED = re.compile("(?:[^%]|%[0-9A-Fa-f]{2})*")


class Recorder:
    """Records the reads of all callers in the audit log, if the connection is audited."""

    def __init__(self, connection: Connection, rules: AuditRules) -> None:
        self._connection, self._rules = connection, rules
        self._file = GroupedAuditFile(rules)

    def audited(self, store: ProfileStore, caller: Caller) -> ProfileStore:
        """Return a store that records this caller's reads. It may wait for the disk."""
        return audited(
            self._connection,
            lambda _: store,
            lambda: AuditLog(self._rules, caller=caller, file=self._file),
        )

    def try_out(self, store: ProfileStore, nobody: str) -> Outcome:
        """Look up a username that nobody has, if reads can be recorded. That is no read itself."""
        if self._connection.audit:
            try:
                self._file.prepare(datetime.now(UTC))
            except NotRecordedError as error:
                values = {"folder": self._rules.folder}
                return Problem(Reason.NOT_RECORDED, self._connection, str(error), values)
        return store.look_up(nobody)

    def reason(self, header: str | None) -> str:
        """Return the reason that a header states; empty if reads are not recorded.

        It must be percent-encoded UTF-8, not too long, and there if one is demanded. Raises
        RefusedRequestError.
        """
        if not self._connection.audit:
            return ""
        reason = _decoded(header or "")
        if self._connection.audit_reason and not reason:
            raise RefusedRequestError(GatewayReason.REASON_MISSING)
        return reason


def _decoded(header: str) -> str:
    if len(header) > _LONGEST_HEADER:
        raise _refused(wording.reason_too_long(LONGEST_REASON))
    if not _ENCODED.fullmatch(header):
        raise _refused(wording.REASON_UNREADABLE)
    try:
        reason = reason_of(unquote_to_bytes(header.encode("ascii")).decode())
    except UnicodeError:
        raise _refused(wording.REASON_UNREADABLE) from None
    if len(reason) > LONGEST_REASON:
        raise _refused(wording.reason_too_long(LONGEST_REASON))
    return reason


def _refused(fault: str) -> RefusedRequestError:
    return RefusedRequestError(GatewayReason.REQUEST_NOT_VALID, fault=fault)
