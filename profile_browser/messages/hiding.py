"""Sentences about hiding personal details on screen."""

from __future__ import annotations

from profile_browser.messages.catalogue import _

SHOW_DETAILS = _("Show details")
DETAILS_HIDDEN = _("Details are hidden")
HOW_TO_SEE = _("Details are hidden. Hold Space on a value or a row to see it.")
DETAILS_SHOWN = _("Details are shown")
HOLD_TO_SHOW = _("Hidden. Hold Space to see it.")
SHOW_VALUE = _("Show the value while this is held")
KEY_HIDE = _("Hide personal details on screen, or show them again")
