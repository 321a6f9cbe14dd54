"""The word for each environment, in the band, the menu and the dialog."""

from __future__ import annotations

from profile_browser.domain.connection import Environment
from profile_browser.messages.catalogue import _

ENVIRONMENTS = {
    Environment.PRODUCTION: _("Production"),
    Environment.STAGING: _("Staging"),
    Environment.DEVELOPMENT: _("Development"),
    Environment.OTHER: _("Other"),
}
