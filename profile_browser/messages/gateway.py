"""What the gateway answers, for the people at its desks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.gateway_api import MOST_AT_ONCE, GatewayReason
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages.catalogue import _, number
from profile_browser.messages.plain_text import quoted, steps
from profile_browser.messages.problem_phrases import TICKET

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCS_LINK = _("The same for programs")
BODY_NOT_VALID = _(
    "Send a JSON object in which “usernames” lists 1 to {most_at_once} usernames."
).format(most_at_once=number(MOST_AT_ONCE))
NOT_UTF8 = _("The address contains bytes that are not valid text in UTF-8.")
NOT_HTTP = _("It is not a valid HTTP request.")
THE_STORE = _("The store")


class RequestWording(NamedTuple):
    """The sentences about a refused request: what is wrong, and what to do."""

    title: str
    detail: str


REFUSALS: Mapping[GatewayReason, RequestWording] = {
    GatewayReason.TOKEN_MISSING: RequestWording(
        _("The gateway needs a token"), _("Enter your token, or ask your administrator for one.")
    ),
    GatewayReason.TOKEN_REFUSED: RequestWording(
        _("The gateway refused the token"),
        _("It may have been revoked. Enter it again, or ask your administrator for another."),
    ),
    GatewayReason.TOKEN_EXPIRED: RequestWording(
        _("The token has expired"), _("Ask your administrator for another.")
    ),
    GatewayReason.SIGN_IN_UNAVAILABLE: RequestWording(
        _("The gateway cannot check tokens at the moment"),
        steps(_("Wait a moment, then try again."), TICKET),
    ),
    GatewayReason.RIGHT_MISSING: RequestWording(
        _("The token does not allow this"), _("Ask your administrator for the right {right}.")
    ),
    GatewayReason.RATE_LIMITED: RequestWording(
        _("Too many requests were made with this token"), _("Wait {wait}, then try again.")
    ),
    GatewayReason.GATEWAY_BUSY: RequestWording(
        _("The gateway is busy"), steps(_("Wait a moment, then try again."), TICKET)
    ),
    GatewayReason.REASON_MISSING: RequestWording(
        _("The gateway needs a reason for each lookup"),
        _("Give a ticket number or a reason, which its audit log records."),
    ),
    GatewayReason.DETAILS_NOT_KEPT: RequestWording(
        _("The gateway cannot show the details of records"), _("Its store does not keep them.")
    ),
    GatewayReason.REQUEST_NOT_VALID: RequestWording(
        _("The gateway does not understand the request"), _("{fault}")
    ),
    GatewayReason.REQUEST_TOO_LARGE: RequestWording(
        _("The request is too large for the gateway"), _("Ask for less at once.")
    ),
    GatewayReason.REQUEST_TIMED_OUT: RequestWording(
        _("The request did not arrive in time"), _("Check the network, then try again.")
    ),
    GatewayReason.NOT_FOUND: RequestWording(
        _("The gateway has nothing at this address"), _("Check the address.")
    ),
    GatewayReason.METHOD_NOT_ALLOWED: RequestWording(
        _("The gateway does not accept this method"),
        _("It only reads. Use GET, or POST for a batch."),
    ),
}

USER_MISSING = RequestWording(
    _("No account has this username"), _("Check the spelling, or search for the person.")
)

# For the problems of the store whose own sentences name what desks must not know.
STORE_PROBLEMS: Mapping[ProblemKind, RequestWording] = {
    ProblemKind.NOT_ALLOWED: RequestWording(
        _("The gateway is not allowed to read from {connection}"),
        _("Send the details to the administrator of the gateway."),
    ),
    ProblemKind.WRONG_SIGN_IN: RequestWording(
        _("{connection} refused the gateway's sign-in"),
        _("Send the details to the administrator of the gateway."),
    ),
    ProblemKind.UNREACHABLE: RequestWording(
        _("{connection} is not responding to the gateway"),
        steps(_("Wait a minute, then try again."), TICKET),
    ),
    ProblemKind.TIMED_OUT: RequestWording(
        _("{connection} did not answer the gateway in time"),
        steps(_("Try again."), TICKET),
    ),
    ProblemKind.BUSY: RequestWording(
        _("{connection} is overloaded"),
        steps(_("Wait a minute, then try again."), TICKET),
    ),
    ProblemKind.DAMAGED_DOCUMENT: RequestWording(
        _("A record in {connection} is damaged"),
        _("Send the details to the administrator of the gateway."),
    ),
    ProblemKind.BAD_INPUT: RequestWording(
        _("{connection} cannot be asked for this"), _("Check what you typed.")
    ),
    ProblemKind.MISCONFIGURED: RequestWording(
        _("The gateway is not set up correctly for {connection}"),
        _("Send the details to the administrator of the gateway."),
    ),
    ProblemKind.UNTRUSTED: RequestWording(
        _("{connection} could not prove who it is to the gateway"),
        _("Send the details to the administrator of the gateway."),
    ),
    ProblemKind.NOT_RECORDED: RequestWording(
        _("The gateway cannot show accounts: its audit log cannot be written"),
        steps(_("Every account must be recorded before it is shown. Try again."), TICKET),
    ),
    ProblemKind.UNEXPECTED: RequestWording(
        _("An unexpected error occurred in the gateway"),
        steps(_("Try again."), TICKET),
    ),
}


def parameter_not_valid(name: str) -> str:
    """Say which part of a request is not valid."""
    return _("Correct {name}.").format(name=quoted(name))
