"""Tooltips show names letter for letter."""

import pytest
from PySide6.QtGui import Qt  # its module of QtCore does not know these functions

from profile_browser.ui.widgets.tooltips import literal, tooltip_of

MARKUP = ("Copy <b>name</b>", "a &lt;b&gt; b", "<!DOCTYPE html>", "<?xml version='1.0'?><p>a</p>")


@pytest.mark.parametrize("name", MARKUP)
def test_what_qt_takes_for_markup_is_shown_literally(name: str) -> None:
    assert Qt.mightBeRichText(name)
    assert tooltip_of(name) == literal(name)


@pytest.mark.parametrize("name", ["Copy name", "R&D", "R&amp;D", "1 < 2", "a > b", ""])
def test_any_other_name_is_left_as_it_is(name: str) -> None:
    assert not Qt.mightBeRichText(name)
    assert tooltip_of(name) == name
