"""The parts of the connection form: its fields, each with a label above and its fault below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from profile_browser.domain.connection import LONGEST_TIMEOUT
from profile_browser.messages import connections as wording
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.ui.direction import begin_at_start
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.number_field import NumberField
from profile_browser.ui.widgets.tooltips import tooltip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QResizeEvent

_AROUND_TEXT = 22  # device-independent pixels: border, padding, and Qt's own margin


def text_field(name: str) -> QLineEdit:
    """Return the field of one of a connection's texts."""
    line = line_edit(name)
    line.setAccessibleName(wording.FIELDS[name])
    line.setPlaceholderText(wording.PLACEHOLDERS.get(name, ""))
    return line


class _Line(QLineEdit):
    """A field whose tooltip shows the placeholder where there is no room for all of it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether the placeholder fits."""
        super().resizeEvent(event)
        wanted, room = self.placeholderText(), event.size().width() - _AROUND_TEXT
        is_cut = self.fontMetrics().horizontalAdvance(wanted) > room
        self.setToolTip(tooltip_of(wanted) if is_cut else "")


def line_edit(name: str) -> QLineEdit:
    """Return a field for a text, still without an accessible name."""
    line = _Line()
    begin_at_start(line)
    line.setObjectName(f"field_{name}")
    return line


def choice_box(name: str, choices: Iterable[str]) -> QComboBox:
    """Return a field for one of these texts, each listed once, still without accessible name."""
    box = QComboBox()
    box.setObjectName(f"field_{name}")
    box.addItems(list(dict.fromkeys(choices)))
    return box


def environment_box() -> QComboBox:
    """Return the choice of environments, in which none is chosen yet."""
    box = QComboBox()
    name = "environment"
    box.setObjectName(f"field_{name}")
    box.setAccessibleName(wording.FIELDS[name])
    box.setPlaceholderText(wording.ENVIRONMENT_CHOOSE)
    for environment, word in ENVIRONMENTS.items():
        box.addItem(word, environment.value)
    return box


def seconds_box(name: str) -> NumberField:
    """Return the field of a timeout."""
    box = NumberField()
    box.setObjectName(f"field_{name}")
    box.setAccessibleName(wording.FIELDS[name])
    box.setSuffix(wording.SECONDS)
    box.setRange(0.1, LONGEST_TIMEOUT)
    box.setDecimals(1)
    return box


def fault_label(name: str) -> QLabel:
    """Return the label for what is wrong with a field."""
    return PlainLabel(role="fault", name=f"fault_{name}")


def show_fault(label: QLabel, editor: QWidget, fault: str) -> None:
    """Show below a field what is wrong with it, and have it read aloud with the field."""
    if fault != label.text():
        label.setText(fault)
        (editor.focusProxy() or editor).setAccessibleDescription(fault)
    label.setVisible(bool(fault))


def with_browse(line: QWidget, browse: Callable[[], None]) -> QWidget:
    """Return a field for a file with the button beside it that chooses one."""
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    button = QPushButton(wording.BROWSE)
    button.setObjectName("browseButton")
    button.setAutoDefault(False)  # or Enter in any field would press it
    button.clicked.connect(browse)
    layout.addWidget(line, 1)
    layout.addWidget(button)
    widget.setFocusProxy(line)
    return widget


def column(parts: Iterable[QWidget]) -> QWidget:
    """Return these parts below each other, close together, and aligned at the top."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 5)
    layout.setSpacing(3)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return widget


def row(parts: Iterable[tuple[QWidget, int]], spacing: int = 12) -> QHBoxLayout:
    """Return these parts beside each other, each with its share of the width."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    for part, share in parts:
        layout.addWidget(part, share)
    return layout
