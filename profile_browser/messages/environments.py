"""The word for each environment, in the band, the menu and the dialog."""

from __future__ import annotations

from profile_browser.domain.connection import Environment

ENVIRONMENTS = {
    Environment.PRODUCTION: "Production",
    Environment.STAGING: "Staging",
    Environment.DEVELOPMENT: "Development",
    Environment.OTHER: "Other",
}
