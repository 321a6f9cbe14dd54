"""The fields that say where in a store the profiles are: those of one kind of store at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from profile_browser.messages.catalogue import label_text
from profile_browser.ui.dialogs.form_fields import choice_box, column, fault_label, line_edit
from profile_browser.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import SignalInstance

    from profile_browser.domain.store_kind import LocationKey, StoreKind, StoreKinds

_IN_A_ROW = 3


class LocationFields(QWidget):
    """Has a field for each key of all kinds, by the key's name, and shows those of one kind."""

    def __init__(self, kinds: StoreKinds) -> None:
        super().__init__()
        names = kinds.location_keys
        self._kind = kinds.usual
        self.editors = {name: _editor_for(name, kinds) for name in names}
        self.faults: dict[str, QLabel] = {name: fault_label(name) for name in names}
        self._labels = {name: _label_for(editor) for name, editor in self.editors.items()}
        self._cells = {
            name: column((self._labels[name], editor, self.faults[name]))
            for name, editor in self.editors.items()
        }
        for cell in self._cells.values():
            cell.setParent(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._lay_out()

    def show_kind(self, kind: StoreKind) -> None:
        """Show the fields of this kind. What was typed stays where the keys mean the same."""
        before = {key: self._text_in(key.name) for key in self._kind.location}
        for key in kind.location:
            same = (text for old, text in before.items() if {*old.names} & {*key.names})
            self._fill(key.name, next(same, self._text_in(key.name)))
        self._kind = kind
        self._lay_out()

    def show_location(self, location: Mapping[str, str]) -> None:
        """Fill the fields of the kind that is shown, and empty the others."""
        keys = {key.name: key for key in self._kind.location}
        for name in self.editors:
            value = location.get(name, "")
            is_usual = name in keys and value == keys[name].default
            self._fill(name, "" if is_usual else value)

    def read_location(self) -> dict[str, str]:
        """Return what the fields of the kind that is shown say."""
        return {key.name: self._text_in(key.name).strip() for key in self._kind.location}

    @property
    def changes(self) -> list[SignalInstance]:
        """The signal of each field that says when a person changes it."""
        return [
            editor.currentTextChanged if isinstance(editor, QComboBox) else editor.textChanged
            for editor in self.editors.values()
        ]

    def _text_in(self, name: str) -> str:
        editor = self.editors[name]
        return editor.currentText() if isinstance(editor, QComboBox) else editor.text()

    def _fill(self, name: str, text: str) -> None:
        """Set a text without marking its field as edited. In a choice, none means the default."""
        editor = self.editors[name]
        with QSignalBlocker(editor):
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(editor.findText(text), 0))
            else:
                editor.setText(text)

    def _lay_out(self) -> None:
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
            cell.hide()
        for place, key in enumerate(self._kind.location):
            self._describe(key)
            self._grid.addWidget(self._cells[key.name], *divmod(place, _IN_A_ROW))
            self._cells[key.name].show()

    def _describe(self, key: LocationKey) -> None:
        """Use the words of the kind that is shown: kinds that share a key may label it apart."""
        self._labels[key.name].setText(label_text(key.label))
        self.editors[key.name].setAccessibleName(label_text(key.label))
        self.editors[key.name].setPlaceholderText(key.placeholder)


def _editor_for(name: str, kinds: StoreKinds) -> QLineEdit | QComboBox:
    """Return a field for a text, or the choices of a key, its default first."""
    keys = (key for kind in kinds.kinds for key in kind.location if key.name == name)
    choices = next(((key.default, *key.choices) for key in keys if key.choices), ())
    return choice_box(name, choices) if choices else line_edit(name)


def _label_for(editor: QWidget) -> PlainLabel:
    label = PlainLabel(role="muted")
    label.setBuddy(editor)
    return label
