"""The two colour schemes, and everything that is drawn in their colours."""

from string import Template
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from profile_browser.domain.resource_files import read_resource, resources_folder
from profile_browser.messages.catalogue import has_italics
from profile_browser.ui.direction import is_mirrored
from profile_browser.ui.high_contrast import (
    has_contrast_hint,
    is_known_at_start,
    system_colors,
    system_palette,
    wants_high_contrast,
)
from profile_browser.ui.masking import Masking

# For QApplication: setStyle would return a style, whose enums PySide then makes in 7 ms.
STYLE_ARGUMENTS = ("-style", "Fusion")
_DARK_BELOW = 128  # a scheme is dark if its window colour is less light, out of 255
_ICON_SIZE, _LARGEST_SCALE = 16, 3
_DRAWN_SIZE = f'width="{_ICON_SIZE}" height="{_ICON_SIZE}"'  # as it is in resources/icons


class Colors(NamedTuple):
    """One scheme. Text has a contrast of at least 4.5 to 1 with its background (WCAG AA).

    The edge of a field, and what shows the focus, have at least 3 to 1.
    """

    window: str
    card: str
    border: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    hover: str
    good: str
    bad: str
    warning: str
    warning_background: str
    # The same in both schemes, so that no band looks like another.
    on_band: str = "#ffffff"
    band_production: str = "#b3261e"
    band_staging: str = "#8a5300"
    band_development: str = "#1b6e43"
    band_other: str = "#4b5563"
    band_sample: str = "#3f4a8a"
    stripe: str = "#f2b705"
    between_stripes: str = "#1b1d21"


LIGHT = Colors(
    window="#f5f6f8",
    card="#ffffff",
    border="#dcdfe4",
    edge="#80868f",
    text="#1b1d21",
    muted="#626873",
    accent="#2457d6",
    on_accent="#ffffff",
    accent_hover="#1c49b8",
    hover="#eceef2",
    good="#187a48",
    bad="#b3261e",
    warning="#7a4d00",
    warning_background="#fff4dc",
)
DARK = Colors(
    window="#17181b",
    card="#20232a",
    border="#363a43",
    edge="#767c88",
    text="#e8eaed",
    muted="#a0a6b0",
    accent="#7da2ff",
    on_accent="#10131a",
    accent_hover="#9ab7ff",
    hover="#2c3038",
    good="#55cf8d",
    bad="#ff8f86",
    warning="#ffcf7d",
    warning_background="#332a17",
)


class Theme(QObject):
    """Applies a scheme to the application, and draws icons in its colours.

    ``masking`` says whether personal details are hidden.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._hints = application.styleHints()
        self._icons: dict[tuple[str, str], QIcon] = {}
        self.colors = LIGHT
        self.is_still = False
        self.masking = Masking(self)
        desktop = application.palette().window().color()
        self._desktop_is_dark = desktop.lightness() < _DARK_BELOW
        if is_known_at_start():
            self.follow_system()
        else:  # the palette is as dark as the scheme that Qt has found
            self.use(dark=self._desktop_is_dark)
        self._hints.colorSchemeChanged.connect(self.follow_system)
        if has_contrast_hint(self._hints):
            self._hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)

    @Slot()
    def follow_system(self) -> None:
        """Use the scheme of the desktop, if it reports one, or its own colours."""
        if wants_high_contrast(self._hints):
            self.use_system_colors()
        else:
            self.use(dark=self._system_is_dark())

    def catch_up_with_system(self) -> None:
        """Follow the system if it was not asked at the start and wants another scheme."""
        if not (is_known_at_start() or self._follows_system()):
            self.follow_system()

    def use(self, *, dark: bool) -> None:
        """Use this scheme."""
        self._use(DARK if dark else LIGHT)

    def use_system_colors(self) -> None:
        """Use the palette of the system, which has the contrast that the person needs."""
        palette = system_palette(self._application)
        self._use(Colors(**system_colors(palette, Colors._fields)))

    @Slot()
    def keep_still(self) -> None:
        """Let nothing move any more that does not have to."""
        self.is_still = True

    def _use(self, colors: Colors) -> None:
        self.colors = colors
        self._application.setPalette(_palette(self.colors))
        self._application.setStyleSheet(_style_sheet(self.colors))
        self.changed.emit()

    def icon(self, name: str, color: str) -> QIcon:
        """Return an icon from ``resources/icons`` in this colour, such as ``#1b1d21``."""
        if (name, color) not in self._icons:
            self._icons[name, color] = self._drawn_icon(name, color)
        return self._icons[name, color]

    def _drawn_icon(self, name: str, color: str) -> QIcon:
        """Draw an icon for the scale of each screen, and larger for those that come later."""
        drawing = read_resource(f"icons/{name}.svg").replace("currentColor", color)
        scales = {screen.devicePixelRatio() for screen in self._application.screens()}
        icon = QIcon()
        for size in {round(_ICON_SIZE * scale) for scale in (*scales, _LARGEST_SCALE)}:
            icon.addPixmap(_drawn(drawing, size))
        return icon

    def _follows_system(self) -> bool:
        if wants_high_contrast(self._hints):
            return self.colors not in (LIGHT, DARK)
        return self.colors is (DARK if self._system_is_dark() else LIGHT)

    def _system_is_dark(self) -> bool:
        scheme = self._hints.colorScheme()
        if scheme is QtCore.Qt.ColorScheme.Unknown:
            return self._desktop_is_dark
        return scheme is QtCore.Qt.ColorScheme.Dark


def _drawn(drawing: str, size: int) -> QPixmap:
    resized = drawing.replace(_DRAWN_SIZE, f'width="{size}" height="{size}"')
    pixmap = QPixmap()
    pixmap.loadFromData(resized.encode(), "svg")
    return pixmap


def _palette(colors: Colors) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: colors.window,
        QPalette.ColorRole.WindowText: colors.text,
        QPalette.ColorRole.Base: colors.card,
        QPalette.ColorRole.AlternateBase: colors.hover,
        QPalette.ColorRole.Text: colors.text,
        QPalette.ColorRole.Button: colors.card,
        QPalette.ColorRole.ButtonText: colors.text,
        QPalette.ColorRole.PlaceholderText: colors.muted,
        QPalette.ColorRole.ToolTipBase: colors.card,
        QPalette.ColorRole.ToolTipText: colors.text,
        QPalette.ColorRole.Highlight: colors.accent,
        QPalette.ColorRole.HighlightedText: colors.on_accent,
        QPalette.ColorRole.Link: colors.accent,
    }
    palette = QPalette(QColor(colors.card), QColor(colors.window))
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.muted))
    return palette


def _style_sheet(colors: Colors) -> str:
    has_bands = colors.band_production != colors.card  # else a line sets the band apart
    line = "none" if has_bands else f"2px solid {colors.on_band}"
    icons = (resources_folder() / "icons").as_posix()
    start, end = ("right", "left") if is_mirrored() else ("left", "right")
    return Template(read_resource("style.qss")).substitute(
        colors._asdict(),
        band_line=line,
        icons=icons,
        start=start,
        end=end,
        absent="italic" if has_italics() else "normal",
    )
