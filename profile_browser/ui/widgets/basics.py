"""The small parts that all pages are put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.ui.theme import Colors, Theme

ICON_SIZE = 16
PAGE_MARGIN = 20
# Names of right-to-left scripts stand in line with the others; their letters run as they should.
START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def plain_label(text: str = "", *, role: str = "", name: str = "") -> QLabel:
    """Return a label that shows its text letter for letter and breaks it into lines."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setObjectName(name)
    return label


def heading(text: str = "", *, scale: float = 1.5, name: str = "") -> QLabel:
    """Return a plain label in larger letters, relative to the size that the desktop gives."""
    label = plain_label(text, name=name)
    enlarge(label, scale)
    label.setAlignment(START)
    return let_shrink(label)


def selectable(label: QLabel) -> QLabel:
    """Let the text be selected with the mouse; Qt makes a document of each text then, 0.2 ms."""
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def let_shrink(label: QLabel) -> QLabel:
    """Keep one long word from pushing what stands beside it out of the window, or widening that."""
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def enlarge(widget: QWidget, scale: float, weight: QFont.Weight = QFont.Weight.DemiBold) -> None:
    """Scale a widget's letters against the application's own."""
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(weight)
    widget.setFont(font)


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a framed surface for a page's content, and its layout."""
    frame = QFrame()
    frame.setObjectName("card")
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(24, 16, 16, 14)
    layout.setSpacing(8)
    return frame, layout


def prepare_scrolling_page(page: QScrollArea, name: str) -> None:
    """Make a page scroll where the window is too small for it."""
    page.setObjectName(name)
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def restyle(widget: QWidget, name: str, value: str, *parts: QWidget) -> None:
    """Set a property that the style sheet looks at, and have the widget drawn anew.

    The parts in it are those that the style sheet draws otherwise then. What has not been shown
    yet takes its looks when it is.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *parts):
        if part.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            part.style().unpolish(part)
            part.style().polish(part)
            # Polishing alone tells nobody; a label would keep to the room of its looks before.
            QCoreApplication.sendEvent(part, QEvent(QEvent.Type.StyleChange))


def keep_room(widget: QWidget) -> None:
    """Leave the widget's place free while it is hidden, so that nothing beside it moves."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


class IconButton(QToolButton):
    """A flat button that shows an icon; its name is its tip and what is read aloud."""

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setProperty("role", "icon")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.draw)
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Draw the icon in the colours of the present scheme."""
        self.setIcon(self._theme.icon(self._icon, self._theme.colors.muted))


class IconLabel(QLabel):
    """An icon beside a word; nothing is read aloud for it, because the word says the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look: tuple[str, Callable[[Colors], str]] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.changed.connect(self.draw)

    def show_icon(self, icon: str, color: Callable[[Colors], str]) -> None:
        """Show this icon in this colour from now on."""
        self._look = icon, color
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Draw the icon, where there is one, in the colours of the present scheme."""
        if self._look is None:
            return
        name, color = self._look
        icon = self._theme.icon(name, color(self._theme.colors))
        self.setPixmap(icon.pixmap(QSize(ICON_SIZE, ICON_SIZE), self.devicePixelRatioF()))
