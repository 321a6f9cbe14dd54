"""The form for one connection. Each field is checked during typing, and says what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from profile_browser.domain.connection import (
    LONGEST_TIMEOUT,
    Connection,
    Environment,
    find_faults,
)
from profile_browser.domain.refusal import RefusedError
from profile_browser.messages import connections as wording
from profile_browser.messages.refusals import refusal_text
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.store_kind import LocationKey, StoreKind, StoreKinds

_TEXTS = ("title", "connection_string", "username", "trust_store")
_TIMEOUTS = ("kv_timeout", "query_timeout", "connect_timeout")
# The fields from top to bottom; between the two are those of the kind of store.
_ABOVE = ("title", "environment", "connection_string")
_BELOW = ("username", "password", "trust_store", *_TIMEOUTS, "search")


class ConnectionForm(QWidget):
    """Shows a connection and returns the edited one. A password can be typed but is never shown.

    A field shows its fault once it was edited, or when ``show_all_faults`` is called.
    """

    changed = Signal()

    def __init__(self, kinds: StoreKinds) -> None:
        super().__init__()
        self._kinds = kinds
        # Keeps the settings that have no field.
        self._original = Connection(kind=kinds.usual, title="")
        self._touched: set[str] = set()
        self._rows: dict[str, QWidget] = {}
        self._texts = {name: _line(name) for name in (*_TEXTS, "password")}
        self._texts |= {name: _location_line(key) for name, key in kinds.location_keys.items()}
        example = wording.address_example(kinds.schemes)
        self._texts["connection_string"].setPlaceholderText(example)
        self._texts["password"].setEchoMode(QLineEdit.EchoMode.Password)
        self._environment = _environment_box()
        self._timeouts = {name: _seconds_box(name) for name in _TIMEOUTS}
        self._search = QCheckBox(wording.SEARCH_ALLOWED)
        self._search.setObjectName("field_search")
        self._faults = {name: _fault_label(name) for name in (*self._texts, *_TIMEOUTS)}
        self._plain = PlainLabel(role="notice", name="notEncrypted")
        self._lay_out()
        self._connect()

    @property
    def password(self) -> str:
        """The password that was typed; empty to keep the present one."""
        return self._texts["password"].text()

    def read_connection(self) -> Connection:
        """Return what the fields say, right or wrong."""
        texts = {name: line.text().strip() for name, line in self._texts.items()}
        seconds = {name: box.value() for name, box in self._timeouts.items()}
        return Connection(
            kind=self._kind(texts["connection_string"]),
            key=self._original.key,
            title=texts["title"],
            environment=Environment(self._environment.currentData()),
            connection_string=texts["connection_string"],
            location={name: texts[name] for name in self._kinds.location_keys},
            username=texts["username"],
            trust_store=texts["trust_store"],
            kv_timeout=seconds["kv_timeout"],
            query_timeout=seconds["query_timeout"],
            connect_timeout=seconds["connect_timeout"],
            search=self._search.isChecked(),
            suggestions=self._original.suggestions,
            audit=self._original.audit,
            audit_reason=self._original.audit_reason,
        )

    def show_connection(self, connection: Connection) -> None:
        """Fill the fields. No fault is shown before the person types."""
        self.blockSignals(True)
        self._original = connection
        for name in _TEXTS:
            self._texts[name].setText(getattr(connection, name))
        for name, key in self._kinds.location_keys.items():
            value = connection.location.get(name, "")
            self._texts[name].setText("" if value == key.default else value)
        self._texts["password"].clear()
        self._texts["password"].setPlaceholderText(wording.PASSWORD_LEAVE if connection.key else "")
        self._environment.setCurrentIndex(self._environment.findData(connection.environment.value))
        for name, box in self._timeouts.items():
            box.setValue(getattr(connection, name))
        self._search.setChecked(connection.search)
        self.blockSignals(False)
        self._touched.clear()
        self._show_faults()

    def edit_title(self) -> None:
        """Go to the title, so that the next key replaces it."""
        self._texts["title"].setFocus()
        self._texts["title"].selectAll()

    def find_faults(self) -> Mapping[str, str]:
        """Return what is wrong, by field."""
        connection = self.read_connection()
        found = find_faults(connection)
        faults = {name: refusal_text(refusal) for name, refusal in found.items()}
        if not connection.title:
            faults["title"] = wording.TITLE_EMPTY
        if connection.trust_store and not Path(connection.trust_store).is_file():
            faults["trust_store"] = wording.TRUST_STORE_MISSING
        return faults

    def show_all_faults(self) -> bool:
        """Show every fault and go to the first. Returns whether there is one."""
        self._touched.update(self._faults)
        self._show_faults()
        faulty = [name for name in self._faults if name in self.find_faults()]
        if faulty:
            self._widget_of(faulty[0]).setFocus()
        return bool(faulty)

    @Slot()
    def _note_change(self) -> None:
        name = self.sender().objectName().removeprefix("field_")
        self._touched.add(name)
        self._show_faults()
        self.changed.emit()

    def _show_faults(self) -> None:
        faults = self.find_faults()
        for name, label in self._faults.items():
            label.setText(faults.get(name, "") if name in self._touched else "")
            label.setVisible(bool(label.text()))
        self._plain.setVisible(_is_open_to_listeners(self.read_connection()))
        kind = self._kind(self._texts["connection_string"].text())
        self._plain.setText(wording.not_encrypted(kind.schemes))
        self._show_location_rows(kind)

    def _show_location_rows(self, kind: StoreKind) -> None:
        """Show the fields of the kind of store that the connection string names."""
        wanted = {key.name for key in kind.location}
        for name in self._kinds.location_keys:
            self._rows[name].setVisible(name in wanted)

    def _kind(self, connection_string: str) -> StoreKind:
        try:
            return self._kinds.kind_of(connection_string)
        except RefusedError:
            return self._kinds.usual

    @Slot()
    def _browse(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, wording.TRUST_STORE_DIALOG)
        if name:
            self._texts["trust_store"].setText(name)

    def _connect(self) -> None:
        for line in self._texts.values():
            line.textChanged.connect(self._note_change)
        for box in self._timeouts.values():
            box.valueChanged.connect(self._note_change)
        self._environment.currentIndexChanged.connect(self._note_change)
        self._search.toggled.connect(self._note_change)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 12, 4)
        layout.setSpacing(3)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        for name in (*_ABOVE, *self._kinds.location_keys, *_BELOW):
            self._rows[name] = _row(self._parts(name))
            layout.addWidget(self._rows[name])

    def _parts(self, name: str) -> list[QWidget]:
        if name == "search":
            return [self._search]
        editor = self._environment if name == "environment" else self._widget_of(name)
        label = PlainLabel(self._label(name), role="muted")
        label.setBuddy(editor)
        shown = self._with_browse(editor) if name == "trust_store" else editor
        parts: list[QWidget] = [label, shown]
        if name in self._faults:
            parts.append(self._faults[name])
        return [*parts, self._plain] if name == "connection_string" else parts

    def _label(self, name: str) -> str:
        keys = self._kinds.location_keys
        return keys[name].label if name in keys else wording.FIELDS[name]

    def _widget_of(self, name: str) -> QWidget:
        return self._timeouts[name] if name in self._timeouts else self._texts[name]

    def _with_browse(self, line: QWidget) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        browse = QPushButton(wording.BROWSE)
        browse.clicked.connect(self._browse)
        layout.addWidget(line, 1)
        layout.addWidget(browse)
        return row


def _row(parts: list[QWidget]) -> QWidget:
    """Return a field with its label above it and its fault below it."""
    row = QWidget()
    layout = QVBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 5)
    layout.setSpacing(3)
    for part in parts:
        layout.addWidget(part)
    return row


def _line(name: str) -> QLineEdit:
    return _text_field(name, wording.FIELDS[name], wording.PLACEHOLDERS.get(name, ""))


def _location_line(key: LocationKey) -> QLineEdit:
    return _text_field(key.name, key.label, key.placeholder)


def _text_field(name: str, label: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(f"field_{name}")
    line.setAccessibleName(label)
    line.setPlaceholderText(placeholder)
    return line


def _environment_box() -> QComboBox:
    box = QComboBox()
    name = "environment"
    box.setObjectName(f"field_{name}")
    box.setAccessibleName(wording.FIELDS[name])
    for environment, word in wording.ENVIRONMENTS.items():
        box.addItem(word, environment.value)
    return box


def _seconds_box(name: str) -> NumberField:
    box = NumberField()
    box.setObjectName(f"field_{name}")
    box.setAccessibleName(wording.FIELDS[name])
    box.setRange(0.1, LONGEST_TIMEOUT)
    box.setDecimals(1)
    return box


def _fault_label(name: str) -> QLabel:
    return PlainLabel(role="fault", name=f"fault_{name}")


def _is_open_to_listeners(connection: Connection) -> bool:
    try:
        address = connection.address
    except RefusedError:
        return False
    return not address.encrypted and not address.is_loopback
