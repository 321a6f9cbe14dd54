"""The facts under a problem that a ticket needs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from profile_browser import __version__
from profile_browser.domain.outcome import Problem

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import ProblemKind


def problem_with_details(
    kind: ProblemKind, connection: Connection, summary: str, next_step: str, cause: str
) -> Problem:
    """Return a problem with the facts that belong to it."""
    return Problem(kind, summary, next_step, details_of(kind, connection, cause))


def details_of(kind: ProblemKind, connection: Connection, cause: str) -> str:
    """Return what an administrator needs to know: a fact a line, and no password."""
    facts = {
        "Problem": kind.value.replace("_", " "),
        "Connection": connection.title,
        "Address": _without_sign_in(connection.connection_string) or "sample directory",
        "Bucket": f"{connection.bucket} · {connection.scope} · {connection.collection}",
        "Account": connection.username,
        "Cause": cause,
        "Time": datetime.now().astimezone().isoformat(timespec="seconds"),
        "Program": f"Profile Browser {__version__}",
    }
    if connection.is_sample:
        del facts["Bucket"], facts["Account"]
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def _without_sign_in(connection_string: str) -> str:
    """Leave out what somebody wrote before an @: a password has no place there, but may be."""
    scheme, separator, rest = connection_string.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
