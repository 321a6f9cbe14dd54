"""``profile-browser check``: prints stages to standard output, problems to standard error."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from profile_browser.messages import checks as wording
from profile_browser.messages import problems
from profile_browser.records.audit_log import AuditLog
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.audited_check import AuditedCheck
from profile_browser.stores.registry import STORES
from profile_browser.terminal.answers import trimmed_username
from profile_browser.terminal.chosen_connection import read_configuration
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.adapter import ConnectionCheck


class ExitCode(IntEnum):
    """The command's exit code."""

    USABLE = 0
    NOT_USABLE = 3


def check_connection(connection: Connection, username: str = "", reason: str = "") -> int:
    """Check a connection, print each stage as it ends, and return the exit code.

    With a username, that user's record is compared with the layout. The audit log gets the reason.
    """
    if connection.is_sample:
        print(wording.NOTHING_TO_CHECK)
        return ExitCode.USABLE
    username = trimmed_username(username, connection.record)
    check: ConnectionCheck = STORES.adapter_of(connection).check
    if username and connection.audit:
        check = AuditedCheck(check, AuditLog(read_configuration().audit), reason)
    code = ExitCode.USABLE
    for result in check(connection, username, reason):
        print(wording.stage_line(result, connection.kind), flush=True)
        if result.problem is not None:
            print_error(problems.one_line(Passwords().explain(result.problem)))
            code = ExitCode.NOT_USABLE
    return code
