"""Labels that end in an ellipsis if their text does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from profile_browser.ui.widgets.elided_labels import ElidedLabel, heading

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

WIDTH, HEIGHT = 120, 24


@pytest.fixture
def label(qtbot: QtBot) -> ElidedLabel:
    label = ElidedLabel(name="statusMessage")
    qtbot.addWidget(label)
    label.resize(WIDTH, HEIGHT)
    return label


def painted(label: ElidedLabel, text: str) -> QImage:
    label.setText(text)
    return label.grab().toImage()


def shortened(text: str) -> list[str]:
    return [f"{text[:length].rstrip()}…" for length in range(1, len(text))]


def test_a_long_message_ends_in_an_ellipsis_and_keeps_its_text(label: ElidedLabel) -> None:
    text = "Found 4 people by the beginning of a username"
    shown = painted(label, text)
    assert label.text() == text
    measure = label.fontMetrics().horizontalAdvance
    fitting = [words for words in shortened(text) if measure(words) <= WIDTH]
    assert shown in [painted(label, words) for words in fitting]


def test_a_message_that_fits_is_shown_in_full(label: ElidedLabel) -> None:
    shown = painted(label, "Copied")
    assert shown not in [painted(label, words) for words in ("", *shortened("Copied"))]


def test_a_message_that_begins_with_hebrew_letters_stays_at_the_left(label: ElidedLabel) -> None:
    shown = painted(label, "שלום in 1 ms")
    ground = shown.pixelColor(0, 0)
    inked = [
        across
        for across in range(shown.width())
        if any(shown.pixelColor(across, down) != ground for down in range(shown.height()))
    ]
    assert inked[0] < WIDTH - inked[-1]


def test_a_long_message_does_not_widen_the_window(qtbot: QtBot) -> None:
    window, label = QWidget(), ElidedLabel(name="statusMessage")
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(label)
    label.setText("W" * 500)
    assert window.minimumSizeHint().width() < WIDTH


def test_a_message_that_is_cut_is_whole_in_its_tooltip(label: ElidedLabel) -> None:
    painted(label, "Copied")
    assert label.toolTip() == ""
    painted(label, "<b>Found</b> 4 people by the beginning of a username")
    assert "&lt;b&gt;Found&lt;/b&gt; 4 people by the beginning" in label.toolTip()


def test_no_line_breaks_after_the_e_of_e_mail(qtbot: QtBot) -> None:
    label = heading(name="welcomeHeading")
    qtbot.addWidget(label)
    label.setText("No username, e-mail or name")
    assert label.text() == "No username, e-mail or name"
    assert QLabel.text(label) == "No username, e\N{NON-BREAKING HYPHEN}mail or name"
