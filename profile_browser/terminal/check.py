"""``profile-browser check``: prints stages to standard output, problems to standard error."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from profile_browser.messages import checks as wording
from profile_browser.messages import problems
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.registry import STORES
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection


class ExitCode(IntEnum):
    """The command's exit code."""

    USABLE = 0
    NOT_USABLE = 3


def check_connection(connection: Connection) -> int:
    """Check a connection, print each stage as it ends, and return the exit code."""
    if connection.is_sample:
        print(wording.NOTHING_TO_CHECK)
        return ExitCode.USABLE
    code = ExitCode.USABLE
    for result in STORES.adapter_of(connection).check(connection):
        print(wording.stage_line(result), flush=True)
        if result.problem is not None:
            print_error(problems.one_line(Passwords().explain(result.problem)))
            code = ExitCode.NOT_USABLE
    return code
