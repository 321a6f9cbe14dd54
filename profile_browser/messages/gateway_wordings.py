"""The sentences about a gateway and the store behind it, for the people at its desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import steps
from profile_browser.messages.problem_phrases import (
    ASK,
    BY_USERNAME,
    NETWORK,
    TICKET,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER_SCHEME = "elasticsearch+https://"
_ASK_WITH_ID = _(
    "Send the details to your administrator, who finds the request by its ID in the gateway's log."
)
_TICKET_WITH_ID = _(
    "If the problem persists, send the details to your administrator, who finds "
    "the request by its ID in the gateway's log."
)

GATEWAY_WORDINGS: Mapping[Reason, Wording] = {
    Reason.TOKEN_EXPIRED: Wording(
        _("The token for {connection} has expired"),
        "{renewal}",
    ),
    Reason.RATE_LIMITED: Wording(
        _("{connection} has had too many requests with this token"),
        steps(_("Wait {wait}, then try again."), TICKET),
    ),
    Reason.REASON_NEEDED: Wording(
        _("{connection} needs a reason for each lookup"),
        _(
            "No account is shown without a ticket number or a reason, which the gateway's "
            "audit log records. In the terminal, give it with --reason."
        ),
    ),
    Reason.GATEWAY_NOT_RECORDED: Wording(
        _("Cannot show accounts from {connection}: its audit log cannot be written"),
        steps(
            _("The gateway must record every account before it is shown. Try again."),
            _TICKET_WITH_ID,
        ),
    ),
    Reason.GATEWAY_MISSING: Wording(
        _("{connection} is not a gateway of this program"),
        steps(
            _(
                "Something else answers there. If it is a database, the connection string "
                "needs another scheme, such as elasticsearch+https://; profile-browser --help "
                "lists them. It may also be a proxy or the sign-in page of a network."
            ),
            NETWORK,
            TICKET,
        ),
    ),
    Reason.GATEWAY_TOO_OLD: Wording(
        _("The gateway of {connection} is too old for this program"),
        steps(_("Your administrator can update the gateway."), ASK),
    ),
    Reason.GATEWAY_TOO_NEW: Wording(
        _("This program is too old for the gateway of {connection}"),
        steps(_("Update this program, or ask your administrator to."), ASK),
    ),
    Reason.SEARCH_NOT_SERVED: Wording(
        _("The gateway of {connection} does not offer this search"),
        steps(
            BY_USERNAME,
            _("Whether and how people can be searched for is set up at the gateway."),
            _ASK_WITH_ID,
        ),
    ),
    Reason.DETAILS_NOT_SERVED: Wording(
        _("The gateway of {connection} has no record details"),
        steps(_("The store behind it does not keep any."), _ASK_WITH_ID),
    ),
    Reason.STORE_UNREACHABLE: Wording(
        _("The store behind {connection} is not responding"),
        steps(_("The gateway answers, but its store does not. Try again."), _TICKET_WITH_ID),
    ),
    Reason.STORE_TIMED_OUT: Wording(
        _("The store behind {connection} timed out"),
        steps(
            _("The gateway answers, but its store did not answer it in time. Try again."),
            _TICKET_WITH_ID,
        ),
    ),
    Reason.STORE_BUSY: Wording(
        _("The store behind {connection} is overloaded"),
        steps(
            _(
                "The gateway answers, but its store has too many requests. Wait a minute, then "
                "try again."
            ),
            _TICKET_WITH_ID,
        ),
    ),
    Reason.STORE_MISCONFIGURED: Wording(
        _("The gateway of {connection} cannot read from its store"),
        steps(_("{store_fault} This has nothing to do with your token."), _ASK_WITH_ID),
    ),
    Reason.STORE_AMBIGUOUS: Wording(
        _("The store behind {connection} has more than one record of {username}"),
        steps(_("None is shown, because they may belong to different people."), _ASK_WITH_ID),
    ),
}
