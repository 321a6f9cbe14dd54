"""The parts of the connection form: its fields, each with a label above and its fault below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from profile_browser.domain.connection import LONGEST_TIMEOUT
from profile_browser.messages import connections as wording
from profile_browser.messages.environments import ENVIRONMENTS
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.store_kind import LocationKey


def text_field(name: str) -> QLineEdit:
    """Return the field of one of a connection's texts."""
    return _line(name, wording.FIELDS[name], wording.PLACEHOLDERS.get(name, ""))


def location_field(key: LocationKey) -> QLineEdit:
    """Return the field of one of the keys that say where the profiles are."""
    return _line(key.name, key.label, key.placeholder)


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


def row(parts: Iterable[QWidget], spacing: int = 12) -> QHBoxLayout:
    """Return these parts beside each other, in equal shares of the width."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    for part in parts:
        layout.addWidget(part, 1)
    return layout


def _line(name: str, label: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(f"field_{name}")
    line.setAccessibleName(label)
    line.setPlaceholderText(placeholder)
    return line
