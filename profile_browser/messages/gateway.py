"""What the gateway answers, for the people at its desks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.gateway_api import MOST_AT_ONCE, GatewayReason
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages.plain_text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCS_LINK = "The same for programs"
BODY_NOT_VALID = f"Send a JSON object in which “usernames” lists 1 to {MOST_AT_ONCE:,} usernames."
NOT_UTF8 = "The address contains bytes that are not valid text in UTF-8."
NOT_HTTP = "It is not a valid HTTP request."
THE_STORE = "The store"


class RequestWording(NamedTuple):
    """The sentences about a refused request: what is wrong, and what to do."""

    title: str
    detail: str


_ADMINISTRATOR = "If the problem persists, send the details to your administrator."

REFUSALS: Mapping[GatewayReason, RequestWording] = {
    GatewayReason.TOKEN_MISSING: RequestWording(
        "The gateway needs a token", "Enter your token, or ask your administrator for one."
    ),
    GatewayReason.TOKEN_REFUSED: RequestWording(
        "The gateway refused the token",
        "It may have been revoked. Enter it again, or ask your administrator for another.",
    ),
    GatewayReason.TOKEN_EXPIRED: RequestWording(
        "The token has expired", "Ask your administrator for another."
    ),
    GatewayReason.SIGN_IN_UNAVAILABLE: RequestWording(
        "The gateway cannot check tokens at the moment",
        f"Wait a moment, then try again. {_ADMINISTRATOR}",
    ),
    GatewayReason.RIGHT_MISSING: RequestWording(
        "The token does not allow this", "Ask your administrator for the right {right}."
    ),
    GatewayReason.RATE_LIMITED: RequestWording(
        "Too many requests were made with this token", "Wait {wait}, then try again."
    ),
    GatewayReason.GATEWAY_BUSY: RequestWording(
        "The gateway is busy", f"Wait a moment, then try again. {_ADMINISTRATOR}"
    ),
    GatewayReason.REASON_MISSING: RequestWording(
        "The gateway needs a reason for each lookup",
        "Give a ticket number or a reason, which its audit log records.",
    ),
    GatewayReason.DETAILS_NOT_KEPT: RequestWording(
        "The gateway cannot show the details of records", "Its store does not keep them."
    ),
    GatewayReason.REQUEST_NOT_VALID: RequestWording(
        "The gateway does not understand the request", "{fault}"
    ),
    GatewayReason.REQUEST_TOO_LARGE: RequestWording(
        "The request is too large for the gateway", "Ask for less at once."
    ),
    GatewayReason.REQUEST_TIMED_OUT: RequestWording(
        "The request did not arrive in time", "Check the network, then try again."
    ),
    GatewayReason.NOT_FOUND: RequestWording(
        "The gateway has nothing at this address", "Check the address."
    ),
    GatewayReason.METHOD_NOT_ALLOWED: RequestWording(
        "The gateway does not accept this method", "It only reads. Use GET, or POST for a batch."
    ),
}

USER_MISSING = RequestWording(
    "No account has this username", "Check the spelling, or search for the person."
)

# For the problems of the store whose own sentences name what desks must not know.
STORE_PROBLEMS: Mapping[ProblemKind, RequestWording] = {
    ProblemKind.NOT_ALLOWED: RequestWording(
        "The gateway is not allowed to read from {connection}",
        "Send the details to the administrator of the gateway.",
    ),
    ProblemKind.WRONG_SIGN_IN: RequestWording(
        "{connection} refused the gateway's sign-in",
        "Send the details to the administrator of the gateway.",
    ),
    ProblemKind.UNREACHABLE: RequestWording(
        "{connection} is not responding to the gateway",
        f"Wait a minute, then try again. {_ADMINISTRATOR}",
    ),
    ProblemKind.TIMED_OUT: RequestWording(
        "{connection} did not answer the gateway in time", f"Try again. {_ADMINISTRATOR}"
    ),
    ProblemKind.BUSY: RequestWording(
        "{connection} is overloaded", f"Wait a minute, then try again. {_ADMINISTRATOR}"
    ),
    ProblemKind.DAMAGED_DOCUMENT: RequestWording(
        "A record in {connection} is damaged",
        "Send the details to the administrator of the gateway.",
    ),
    ProblemKind.BAD_INPUT: RequestWording(
        "{connection} cannot be asked for this", "Check what you typed."
    ),
    ProblemKind.MISCONFIGURED: RequestWording(
        "The gateway is not set up correctly for {connection}",
        "Send the details to the administrator of the gateway.",
    ),
    ProblemKind.UNTRUSTED: RequestWording(
        "{connection} could not prove who it is to the gateway",
        "Send the details to the administrator of the gateway.",
    ),
    ProblemKind.NOT_RECORDED: RequestWording(
        "The gateway cannot show accounts: its audit log cannot be written",
        f"Every account must be recorded before it is shown. Try again. {_ADMINISTRATOR}",
    ),
    ProblemKind.UNEXPECTED: RequestWording(
        "An unexpected error occurred in the gateway", f"Try again. {_ADMINISTRATOR}"
    ),
}


def parameter_not_valid(name: str) -> str:
    """Say which part of a request is not valid."""
    return f"Correct {quoted(name)}."
