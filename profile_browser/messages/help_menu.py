"""Sentences of the help menu."""

from __future__ import annotations

from profile_browser.messages.catalogue import _

HELP = _("Help")
KEYS = _("Keyboard shortcuts")
COPY_DIAGNOSTICS = _("Copy diagnostics")
GUIDE_TITLE = _("Administration guide")
HIDE_DETAILS = _("Hide details")
LOOK_UP_COPIED = _("Look up what I copy")
FIXED = _("This is set in a settings file.")
