"""The reason for a lookup, which the audit log may demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.audit import LONGEST_REASON, reason_of
from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import audit as wording
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    import argparse

    from profile_browser.domain.connection import Connection


def add_reason_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that states the reason for a lookup."""
    parser.add_argument("--reason", metavar="TEXT", default="", help=wording.REASON_HELP)


def require_reason(connection: Connection, text: str) -> str:
    """Return the reason that a text states; empty if none is needed.

    Raises ConfigurationError if a reason is needed and missing, or too long.
    """
    reason = reason_of(text)
    if len(reason) > LONGEST_REASON:
        raise ConfigurationError(wording.reason_too_long(LONGEST_REASON))
    if connection.audit_reason and not reason:
        raise ConfigurationError(wording.reason_missing(connection.title))
    if reason and not connection.records_reasons:
        print_error(wording.reason_unrecorded(connection.title))
    return reason
