"""Buttons with words on them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton


def push_button(text: str, name: str) -> QPushButton:
    """Return a button with this text and object name."""
    button = QPushButton(text)
    button.setObjectName(name)
    return button
