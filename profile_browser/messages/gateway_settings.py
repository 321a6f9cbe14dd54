"""Sentences about the table of the administrator's file that sets up a gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.plain_text import printable

if TYPE_CHECKING:
    from profile_browser.messages.settings import KeyPath

NO_TABLE = "This must be a table, as in [gateway]."
TEXT_EMPTY = "This must not be empty."
NO_IP_ADDRESS = "This must be an IP address in quotes, such as “127.0.0.1”."
NO_IP_ADDRESSES = "This must be a list of IP addresses in quotes."
NO_PROXY_HEADER = "This must be X-Forwarded-For or Forwarded, in quotes."
NO_ISSUER = "This must be an address that begins with https://, in quotes."
OIDC_NEEDS_IT = "This is missing. Without it, any token could sign in."
CLAIM_NEEDS_BOTH = "This is missing. required_claim and required_value belong together."

# Why the keys of an issuer cannot be used, for the log.
OTHER_ISSUER = "its description names another issuer"
KEYS_NOT_SECURE = "its keys are not at an address that begins with https://"
NO_KEYS = "it publishes no keys"
ANSWER_TOO_LARGE = "its answer is too large"
ANSWER_TOO_DEEP = "its answer is nested too deeply"


def issuer_answered(status: int) -> str:
    """Say that an issuer does not publish its keys where it should."""
    return f"it answered with status {status}"


def whole_number_needed(least: int, most: int) -> str:
    """Say between which numbers a setting must be."""
    return f"This must be a whole number from {least:,} to {most:,}, without quotes."


def seconds_needed(longest: float) -> str:
    """Say how long a request may take."""
    return f"This must be from 1 to {longest:g} seconds."


def gateway_faulty(file: str, path: KeyPath, why: str) -> str:
    """Say why a gateway does not start."""
    key = ".".join(printable(str(part)) for part in path)
    return f"The gateway cannot start until {printable(file)} is repaired. {key}: {why}"
