"""What an administrator's file says about the audit log."""

from dataclasses import replace
from typing import NamedTuple

from profile_browser.domain.connection import Connection


class AuditRules(NamedTuple):
    """The audit settings in the administrator's file. The repr has no key, because of logs.

    ``required`` and ``reason_required`` apply to every connection except the sample data.
    ``folder`` is absolute. ``key`` is used to hash usernames. Both are empty if they are missing or
    not valid.
    """

    required: bool = False
    reason_required: bool = False
    folder: str = ""
    key: str = ""

    def __repr__(self) -> str:
        return "AuditRules(…)"

    @property
    def is_usable(self) -> bool:
        """Whether the rules say where and how to record."""
        return bool(self.folder and self.key)

    def applied_to(self, connection: Connection) -> Connection:
        """Return the connection, audited and with reasons if these rules require it."""
        if connection.is_sample:
            return connection
        reason = connection.audit_reason or self.reason_required
        return replace(connection, audit=connection.audit or self.required, audit_reason=reason)
