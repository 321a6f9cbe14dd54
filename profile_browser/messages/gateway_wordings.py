"""The sentences about a gateway and the store behind it, for the people at its desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.messages.problem_phrases import ASK, BY_USERNAME, NETWORK, TICKET, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER_SCHEME = "elasticsearch+https://"
_ASK_WITH_ID = (
    "Send the details to your administrator, who finds the request by its ID in the gateway's log."
)
_TICKET_WITH_ID = (
    "If the problem persists, send the details to your administrator, who finds the request by its "
    "ID in the gateway's log."
)

GATEWAY_WORDINGS: Mapping[Reason, Wording] = {
    Reason.TOKEN_EXPIRED: Wording(
        "The token for {connection} has expired",
        "Ask your administrator for a new token{renewal}",
    ),
    Reason.RATE_LIMITED: Wording(
        "{connection} has had too many requests with this token",
        f"Wait {{wait}}, then try again. {TICKET}",
    ),
    Reason.REASON_NEEDED: Wording(
        "{connection} needs a reason for each lookup",
        "No account is shown without a ticket number or a reason, which the gateway's audit log "
        "records. In the terminal, give it with --reason.",
    ),
    Reason.GATEWAY_NOT_RECORDED: Wording(
        "Cannot show accounts from {connection}: its audit log cannot be written",
        f"The gateway must record every account before it is shown. Try again. {_TICKET_WITH_ID}",
    ),
    Reason.GATEWAY_MISSING: Wording(
        "{connection} is not a gateway of this program",
        "Something else answers there. If it is a database, the connection string needs another "
        f"scheme, such as {OTHER_SCHEME}; profile-browser --help lists them. It may also be a "
        f"proxy or the sign-in page of a network. {NETWORK} {TICKET}",
    ),
    Reason.GATEWAY_TOO_OLD: Wording(
        "The gateway of {connection} is too old for this program",
        f"Your administrator can update the gateway. {ASK}",
    ),
    Reason.GATEWAY_TOO_NEW: Wording(
        "This program is too old for the gateway of {connection}",
        f"Update this program, or ask your administrator to. {ASK}",
    ),
    Reason.SEARCH_NOT_SERVED: Wording(
        "The gateway of {connection} does not offer this search",
        f"{BY_USERNAME} Whether and how people can be searched for is set up at the gateway. "
        f"{_ASK_WITH_ID}",
    ),
    Reason.DETAILS_NOT_SERVED: Wording(
        "The gateway of {connection} has no record details",
        f"The store behind it does not keep any. {_ASK_WITH_ID}",
    ),
    Reason.STORE_UNREACHABLE: Wording(
        "The store behind {connection} is not responding",
        f"The gateway answers, but its store does not. Try again. {_TICKET_WITH_ID}",
    ),
    Reason.STORE_TIMED_OUT: Wording(
        "The store behind {connection} timed out",
        f"The gateway answers, but its store did not answer it in time. Try again. "
        f"{_TICKET_WITH_ID}",
    ),
    Reason.STORE_BUSY: Wording(
        "The store behind {connection} is overloaded",
        f"The gateway answers, but its store has too many requests. Wait a minute, then try "
        f"again. {_TICKET_WITH_ID}",
    ),
    Reason.STORE_MISCONFIGURED: Wording(
        "The gateway of {connection} cannot read from its store",
        f"{{store_fault}} This has nothing to do with your token. {_ASK_WITH_ID}",
    ),
    Reason.STORE_AMBIGUOUS: Wording(
        "The store behind {connection} has more than one record of {username}",
        f"None is shown, because they may belong to different people. {_ASK_WITH_ID}",
    ),
}
