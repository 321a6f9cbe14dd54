"""Properties that are set by the names of their values, which Qt must know."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QToolButton, QWidget

from profile_browser.ui.properties import Properties, set_properties

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

VALUES = [
    (name, value) for name, kind in get_type_hints(Properties).items() for value in get_args(kind)
]
WIDGETS = (QLabel, QLineEdit, QListWidget, QToolButton)


def widgets_with(name: str) -> list[QWidget]:
    made: list[QWidget] = [kind() for kind in WIDGETS]
    return [widget for widget in made if widget.metaObject().indexOfProperty(name) != -1]


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_qt_knows_every_name_in_use(qtbot: QtBot, name: str, value: str) -> None:
    values: Any = {name: value}
    widgets = widgets_with(name)
    assert widgets
    for widget in widgets:
        qtbot.addWidget(widget)
        set_properties(widget, **values)
        known = getattr(Qt, type(widget.property(name)).__name__)
        assert widget.property(name) == reduce(or_, (known[part] for part in value.split("|")))


@pytest.mark.parametrize(
    "values",
    [
        {"textFormat": "PlainTxt"},
        {"alignment": "AlignLeft|AlignMiddle"},
        {"textElideMode": "ElideRight"},  # a label has none
        {"textFormats": "PlainText"},
    ],
    ids=str,
)
def test_a_name_that_qt_does_not_know_is_refused(qtbot: QtBot, values: dict[str, Any]) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    with pytest.raises(ValueError, match=next(iter(values.values())).replace("|", r"\|")):
        set_properties(label, **values)
