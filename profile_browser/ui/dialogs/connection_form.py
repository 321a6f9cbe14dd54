"""The form for one connection. Each field is checked during typing, and says what is wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from profile_browser.domain.connection import Connection, Environment, find_faults
from profile_browser.domain.refusal import RefusedError
from profile_browser.messages import connections as wording
from profile_browser.messages import passwords as password_wording
from profile_browser.messages.refusals import refusal_text
from profile_browser.ui.dialogs.form_fields import (
    column,
    environment_box,
    fault_label,
    location_field,
    row,
    seconds_box,
    text_field,
)
from profile_browser.ui.dialogs.record_summary import RecordSummary
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.password_source import PasswordSource
    from profile_browser.domain.store_kind import StoreKind, StoreKinds
    from profile_browser.ui.theme import Theme

_TEXTS = ("title", "connection_string", "username", "trust_store")
_TIMEOUTS = ("kv_timeout", "query_timeout", "connect_timeout")
# The rows from top to bottom; between the two are the keys of the kind of store.
_ABOVE = (("title", "environment"), ("connection_string",))
_BELOW = (("username", "password"), ("trust_store",), _TIMEOUTS, ("search",))


class ConnectionForm(QWidget):
    """Shows a connection and returns the edited one. A password can be typed but is never shown.

    A field shows its fault once it was edited, or when ``show_all_faults`` is called.
    """

    changed = Signal()

    def __init__(self, kinds: StoreKinds, theme: Theme) -> None:
        super().__init__()
        self._kinds = kinds
        # Keeps the settings that have no field.
        self._original = Connection(kind=kinds.usual, title="")
        self._password_hint = ""
        self._touched: set[str] = set()
        self._cells: dict[str, QWidget] = {}
        self._texts = {name: text_field(name) for name in _TEXTS}
        self._texts |= {name: location_field(key) for name, key in kinds.location_keys.items()}
        example = wording.address_example(kinds.schemes)
        self._texts["connection_string"].setPlaceholderText(example)
        self._password = PasswordField(theme, "field_password", wording.FIELDS["password"])
        self._texts["password"] = self._password.line
        self._password.line.setToolTip(password_wording.LEAVE_EMPTY)
        self._environment = environment_box()
        self._timeouts = {name: seconds_box(name) for name in _TIMEOUTS}
        self._search = QCheckBox(wording.SEARCH_ALLOWED)
        self._search.setObjectName("field_search")
        self._faults = {name: fault_label(name) for name in self._editors()}
        self._plain = PlainLabel(role="notice", name="notEncrypted")
        self._record = RecordSummary()
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
        return replace(
            self._original,
            kind=self._kind(texts["connection_string"]),
            title=texts["title"],
            environment=Environment(self._environment.currentData() or Environment.OTHER),
            connection_string=texts["connection_string"],
            location={name: texts[name] for name in self._kinds.location_keys},
            username=texts["username"],
            trust_store=texts["trust_store"],
            kv_timeout=seconds["kv_timeout"],
            query_timeout=seconds["query_timeout"],
            connect_timeout=seconds["connect_timeout"],
            search=self._search.isChecked(),
        )

    def show_connection(self, connection: Connection, *, has_environment: bool = True) -> None:
        """Fill the fields. No fault is shown before the person types.

        Without ``has_environment``, the person has to choose one.
        """
        self.blockSignals(True)
        self._original = connection
        for name in _TEXTS:
            self._texts[name].setText(getattr(connection, name))
        for name, key in self._kinds.location_keys.items():
            value = connection.location.get(name, "")
            self._texts[name].setText("" if value == key.default else value)
        self._password.line.clear()
        self._password_hint = ""
        environment = connection.environment.value if has_environment else None
        self._environment.setCurrentIndex(self._environment.findData(environment))
        for name, box in self._timeouts.items():
            box.setValue(getattr(connection, name))
        self._search.setChecked(connection.search)
        self._record.show_layout(connection.record)
        self.blockSignals(False)
        self._touched.clear()
        self._show_faults()
        self._show_password_hint()

    def show_password_source(self, source: PasswordSource | None) -> None:
        """Say in the empty password field where the present password is."""
        self._password_hint = password_wording.hint(source)
        self._show_password_hint()

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
        if self._environment.currentIndex() < 0:
            faults["environment"] = wording.ENVIRONMENT_EMPTY
        if connection.trust_store and not Path(connection.trust_store).is_file():
            faults["trust_store"] = wording.TRUST_STORE_MISSING
        return faults

    def show_all_faults(self) -> bool:
        """Show every fault and go to the first. Returns whether there is one."""
        self._touched.update(self._faults)
        self._show_faults()
        faulty = [name for name in self._faults if name in self.find_faults()]
        if faulty:
            self._editors()[faulty[0]].setFocus()
        return bool(faulty)

    @Slot()
    def _note_change(self) -> None:
        name = self.sender().objectName().removeprefix("field_")
        self._touched.add(name)
        self._show_faults()
        self._show_password_hint()
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
            self._cells[name].setVisible(name in wanted)

    def _show_password_hint(self) -> None:
        """Show where the password is, unless it belongs to another address or user."""
        edited, original = self.read_connection(), self._original
        is_same = (edited.connection_string, edited.username) == (
            original.connection_string,
            original.username,
        )
        hint = self._password_hint
        self._password.line.setPlaceholderText(
            hint if is_same or not hint else password_wording.HINT_OTHER_LOGIN
        )

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
        editors = self._editors()
        for names in self._rows():
            self._cells |= {name: column(self._parts(name, editors[name])) for name in names}
            layout.addLayout(row(self._cells[name] for name in names))
        layout.addStretch(1)
        self._order_tabs([editors[name] for name in self._cells])

    def _order_tabs(self, editors: Sequence[QWidget]) -> None:
        for before, after in pairwise(editors):
            self.setTabOrder(before, after)

    def _editors(self) -> dict[str, QWidget]:
        """Return the widget of each field, from top to bottom."""
        widgets: dict[str, QWidget] = {
            **self._texts,
            **self._timeouts,
            "environment": self._environment,
            "password": self._password,
            "search": self._search,
        }
        return {name: widgets[name] for names in self._rows() for name in names}

    def _rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the names of the fields in each row, from top to bottom."""
        return (*_ABOVE, tuple(self._kinds.location_keys), *_BELOW)

    def _parts(self, name: str, editor: QWidget) -> Iterator[QWidget]:
        if name == "search":
            yield self._record  # above it, so that the keyboard scrolls to both
        else:
            label = PlainLabel(self._label(name), role="muted")
            label.setBuddy(editor)
            yield label
        yield self._with_browse(editor) if name == "trust_store" else editor
        yield self._faults[name]
        if name == "connection_string":
            yield self._plain

    def _label(self, name: str) -> str:
        keys = self._kinds.location_keys
        return keys[name].label if name in keys else wording.FIELDS[name]

    def _with_browse(self, line: QWidget) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        browse = QPushButton(wording.BROWSE)
        browse.clicked.connect(self._browse)
        layout.addWidget(line, 1)
        layout.addWidget(browse)
        return row


def _is_open_to_listeners(connection: Connection) -> bool:
    try:
        address = connection.address
    except RefusedError:
        return False
    return not address.encrypted and not address.is_loopback
