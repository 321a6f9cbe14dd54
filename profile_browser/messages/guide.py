"""What the administration guide's dialog says beside the guide itself."""

from profile_browser.messages.catalogue import _

FIND = _("Find in the guide")
NOT_FOUND = _("Not found")
