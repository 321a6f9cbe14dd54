"""Names of controls that show an icon alone, for screen readers."""

from __future__ import annotations

from profile_browser.messages.catalogue import _

CLEAR_FIELD = _("Clear the field")
