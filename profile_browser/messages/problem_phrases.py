"""What the sentences about several problems have in common."""

from typing import NamedTuple

from profile_browser.messages.catalogue import _


class Wording(NamedTuple):
    """The sentences about a problem, with placeholders."""

    summary: str
    next_step: str
    cause: str = ""  # for a ticket, if the problem itself has no cause


NETWORK = _("Check that you are on the company network, then try again.")
TICKET = _("If the problem persists, send the details to your administrator.")
ASK = _("Send the details to your administrator.")
BY_USERNAME = _("You can still look people up by username.")
DRIVER_NEEDED = _("{kind} needs one more package: pip install 'profile-browser[{extra}]'.")
NOTHING_SENT = _("Nothing was sent")
