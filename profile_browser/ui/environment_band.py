"""The band across the top: which environment this is, in words and in a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from profile_browser.domain.wording import window as wording
from profile_browser.ui.parts import PAGE_MARGIN, IconLabel, plain_label
from profile_browser.ui.theme import ON_BAND

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.ui.theme import Theme


class EnvironmentBand(QFrame):
    """Says where the profiles come from, and whether the way there is encrypted."""

    def __init__(self, connection: Connection, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("environmentBand")
        self.setProperty("environment", connection.environment.value)
        text = wording.band_text(connection)
        self.setAccessibleName(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAGE_MARGIN, 7, PAGE_MARGIN, 7)
        layout.addWidget(plain_label(text, name="environmentText"), 1)
        security = wording.security_text(connection)
        if security:
            icon = "lock" if security == wording.ENCRYPTED else "lock-open"
            layout.addWidget(IconLabel(theme, icon, lambda _: ON_BAND))
            label = plain_label(security, name="securityText")
            label.setWordWrap(False)
            layout.addWidget(label)
