"""What a gateway and its desks agree on: the version, names of headers and problems, and rights.

The routes are read-only. ``GET /`` names the version, which every answer repeats in a header.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

GatewayName = Literal["profile-browser-gateway"]
GATEWAY_NAME: GatewayName = "profile-browser-gateway"
API_VERSION = 1
API_VERSION_HEADER = "Profile-Browser-API"
# A reason for the audit log, percent-encoded as UTF-8. In a URL it would be in logs of proxies.
REASON_HEADER = "Profile-Browser-Reason"
REQUEST_ID_HEADER = "X-Request-ID"
PROBLEM_TYPE = "urn:profile-browser:problem:"  # followed by a reason or a GatewayReason
MOST_AT_ONCE = 1_000  # usernames in one request
MOST_MATCHES = 50  # people that a search lists


class Right(StrEnum):
    """What a token may do."""

    LOOKUP = "lookup"  # by username, and the details of a record
    SEARCH = "search"
    BATCH = "batch"  # up to MOST_AT_ONCE usernames in a request


class GatewayReason(StrEnum):
    """Why a gateway refuses a request by itself, before it asks its store.

    The reasons of all other problems are those of ``problem.Reason``.
    """

    TOKEN_MISSING = "token_missing"  # noqa: S105 - the name of a reason
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - the name of a reason
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - the name of a reason
    SIGN_IN_UNAVAILABLE = "sign_in_unavailable"  # tokens or an issuer's keys cannot be read now
    RIGHT_MISSING = "right_missing"
    RATE_LIMITED = "rate_limited"
    GATEWAY_BUSY = "gateway_busy"
    REASON_MISSING = "reason_missing"  # for the audit log, which demands one
    DETAILS_NOT_KEPT = "details_not_kept"
    REQUEST_NOT_VALID = "request_not_valid"
    REQUEST_TOO_LARGE = "request_too_large"
    REQUEST_TIMED_OUT = "request_timed_out"
    NOT_FOUND = "not_found"  # no such user, or no such route
    METHOD_NOT_ALLOWED = "method_not_allowed"


class Caller(NamedTuple):
    """Who asks a gateway: the name of a token or person, the desk's address, the request's id."""

    who: str
    desk: str
    request_id: str
