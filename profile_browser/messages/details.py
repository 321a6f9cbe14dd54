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
        "Address": without_sign_in(connection.connection_string) or "sample directory",
        "Bucket": f"{connection.bucket} · {connection.scope} · {connection.collection}",
        "Account": connection.username,
        "Cause": cause,
        "Time": datetime.now().astimezone().isoformat(timespec="seconds"),
        "Program": f"Profile Browser {__version__}",
    }
    if connection.is_sample:
        del facts["Bucket"], facts["Account"]
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def without_sign_in(connection_string: str) -> str:
    """Leave out what somebody wrote before an @: a password has no place there, but may be."""
    scheme, separator, rest = connection_string.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


# Words of OpenSSL's reasons, and what they mean for whoever is to put it right.
_CERTIFICATE_FAULTS = {
    "expired": "Its certificate has expired.",
    "not yet valid": "Its certificate is not valid yet.",
    "mismatch": "Its certificate is for another name.",
    "self-signed": "Its certificate is one that this computer does not trust.",
    "self signed": "Its certificate is one that this computer does not trust.",
    "issuer": "Its certificate is from an authority that this computer does not know; "
    "the authority's file can be set for the connection.",
}


def certificate_fault(cause: str) -> str:
    """Say what is wrong with a certificate, from OpenSSL's reason."""
    for word, sentence in _CERTIFICATE_FAULTS.items():
        if word in cause.lower():
            return sentence
    return "Its certificate was not accepted."
