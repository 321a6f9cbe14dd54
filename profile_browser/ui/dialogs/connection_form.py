"""The form for one connection. Each field is checked during typing, and says what is wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.store_kind import SEARCHES
from profile_browser.messages import connections as wording
from profile_browser.messages import passwords as password_wording
from profile_browser.messages.refusals import refusal_text
from profile_browser.ui.dialogs.form_fields import (
    column,
    environment_box,
    fault_label,
    row,
    seconds_box,
    show_fault,
    text_field,
    with_browse,
)
from profile_browser.ui.dialogs.location_fields import LocationFields
from profile_browser.ui.dialogs.record_summary import RecordSummary
from profile_browser.ui.dialogs.store_choice import StoreChoice
from profile_browser.ui.direction import set_margins
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from profile_browser.domain.password_source import PasswordSource
    from profile_browser.domain.store_kind import StoreKind, StoreKinds
    from profile_browser.ui.theme import Theme

_TEXTS = ("title", "connection_string", "username", "trust_store")
_TIMEOUTS = ("kv_timeout", "query_timeout", "connect_timeout")
# The rows from top to bottom; between the two are the keys of the kind of store.
_ABOVE = (("title", "store"), ("environment", "connection_string"))
_BELOW = (("username", "password"), ("trust_store",), _TIMEOUTS, ("search",))
_SHARES = {"connection_string": 2}  # of a row's width; the others have one each


class ConnectionForm(QWidget):
    """Shows a connection and returns the edited one. A password can be typed but is never shown.

    A field shows its fault once it was edited, or when ``show_all_faults`` is called.
    """

    changed = Signal()

    def __init__(self, kinds: StoreKinds, theme: Theme) -> None:
        super().__init__()
        # Keeps the settings that have no field.
        self._original = Connection(kind=kinds.usual, title="")
        self._password_hint = ""
        self._touched: set[str] = set()
        self._texts = {name: text_field(name) for name in _TEXTS}
        self._location = LocationFields(kinds)
        self._store = StoreChoice(kinds)
        self._driver = PlainLabel(role="notice", name="driverNeeded")
        self._driver_cell = column((self._driver,))
        self._password = PasswordField(theme, "field_password", kinds.usual.secret)
        self._texts["password"] = self._password.line
        self._trust_store = with_browse(self._texts["trust_store"], self._browse)
        self._environment = environment_box()
        self._timeouts = {name: seconds_box(name) for name in _TIMEOUTS}
        self._search = QCheckBox()
        self._search.setObjectName("field_search")
        self._faults = {name: fault_label(name) for names in (*_ABOVE, *_BELOW) for name in names}
        self._faults |= self._location.faults
        self._plain = PlainLabel(role="notice", name="notEncrypted")
        self._record = RecordSummary()
        self._cells: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()
        self._use_kind(kinds.usual)

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
            kind=self._store.kind,
            title=texts["title"],
            environment=Environment(self._environment.currentData() or Environment.OTHER),
            connection_string=texts["connection_string"],
            location=self._location.read_location(),
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
        self._use_kind(connection.kind)  # the string of the one before may have chosen another
        self._location.show_location(connection.location)
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
        found = self._store.find_faults(connection)
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
        self._complete_address()
        self._touched.update(self._faults)
        self._show_faults()
        faults = self.find_faults()
        faulty = [editor for name, editor in self._editors().items() if name in faults]
        if faulty:
            faulty[0].setFocus()
        return bool(faulty)

    @Slot()
    def _note_change(self) -> None:
        name = self.sender().objectName().removeprefix("field_")
        self._touched.add(name)
        kind = self._store.kind_of(self._texts["connection_string"].text())
        if kind is not self._store.kind:  # to lay the same fields out again would take the focus
            self._use_kind(kind)
        self._show_faults()
        self._show_password_hint()
        self.changed.emit()

    def _show_faults(self) -> None:
        faults = self.find_faults()
        editors = self._location.editors | self._editors()
        for name, label in self._faults.items():
            fault = faults.get(name, "") if name in self._touched else ""
            show_fault(label, editors[name], fault)
        edited = self.read_connection()
        self._plain.setVisible("connection_string" not in faults and not edited.is_private)
        self._search.setText(wording.search_allowed(edited.capabilities & SEARCHES))
        self._search.setVisible(bool(self._search.text()))

    @Slot()
    def _complete_address(self) -> None:
        """Give a connection string without a scheme one of the chosen store."""
        line = self._texts["connection_string"]
        if (completed := self._store.completed(line.text())) != line.text():  # keeps the cursor
            line.setText(completed)

    @Slot()
    def _choose_store(self) -> None:
        """Give the connection string a scheme of the chosen store."""
        line = self._texts["connection_string"]
        address = self._store.address_for(line.text())
        with QSignalBlocker(line):
            line.setText(address)
        self._use_kind(self._store.kind)
        self._note_change()

    def _use_kind(self, kind: StoreKind) -> None:
        """Show the fields and the words of this kind of store."""
        self._store.choose(kind)
        self._location.show_kind(kind)
        self._texts["connection_string"].setPlaceholderText(wording.address_example(kind))
        self._plain.setText(wording.not_encrypted(kind.schemes))
        self._show_driver(kind)
        self._cells["username"].setVisible(kind.has_user)
        self._password.use_secret(kind.secret)
        self._password.line.setToolTip(password_wording.leave_empty(kind.secret))
        self._order_tabs()

    def _show_driver(self, kind: StoreKind) -> None:
        """Say that a driver is missing, if it is."""
        sentence = "" if kind.is_installed else wording.driver_needed(kind)
        self._driver.setText(sentence)
        self._driver_cell.setVisible(bool(sentence))
        self._store.setAccessibleDescription(sentence)

    def _show_password_hint(self) -> None:
        """Show where the password is, unless it belongs to another address or user."""
        edited, original = self.read_connection(), self._original
        is_same, hint = edited.login == original.login, self._password_hint
        again = password_wording.enter_again(edited.kind.secret)
        self._password.line.setPlaceholderText(hint if is_same or not hint else again)

    @Slot()
    def _browse(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, wording.TRUST_STORE_DIALOG)
        if name:
            self._texts["trust_store"].setText(name)

    def _connect(self) -> None:
        texts = (line.textChanged for line in self._texts.values())
        boxes = (box.valueChanged for box in self._timeouts.values())
        others = (self._environment.currentIndexChanged, self._search.toggled)
        for changed in (*texts, *self._location.changes, *boxes, *others):
            changed.connect(self._note_change)
        self._texts["connection_string"].editingFinished.connect(self._complete_address)
        self._store.currentIndexChanged.connect(self._choose_store)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        set_margins(layout, 4, 4, 12, 4)
        layout.setSpacing(3)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._add_rows(layout, _ABOVE)
        layout.addWidget(self._driver_cell)
        layout.addWidget(self._location)
        self._add_rows(layout, _BELOW)
        layout.addStretch(1)

    def _add_rows(self, layout: QVBoxLayout, rows: Iterable[Iterable[str]]) -> None:
        editors = self._editors()
        for names in rows:
            cells = {name: column(self._parts(name, editors[name])) for name in names}
            layout.addLayout(row((cell, _SHARES.get(name, 1)) for name, cell in cells.items()))
            self._cells |= cells

    def _order_tabs(self) -> None:
        for before, after in pairwise(self._editors().values()):
            self.setTabOrder(before, after)

    def _editors(self) -> dict[str, QWidget]:
        """Return the widget of each field that the kind of store has, from top to bottom."""
        widgets: dict[str, QWidget] = {
            **self._texts,
            **self._location.editors,
            **self._timeouts,
            "environment": self._environment,
            "store": self._store,
            "password": self._password,
            "trust_store": self._trust_store,
            "search": self._search,
        }
        rows = (*_ABOVE, tuple(self._location.read_location()), *_BELOW)
        return {name: widgets[name] for names in rows for name in names}

    def _parts(self, name: str, editor: QWidget) -> Iterator[QWidget]:
        if name == "search":
            yield self._record  # above it, so that the keyboard scrolls to both
        else:
            own = {"password": self._password.label}
            label = own.get(name) or PlainLabel(wording.FIELDS[name], role="muted")
            label.setBuddy(editor.focusProxy() or editor)
            yield label
        yield editor
        yield self._faults[name]
        if name == "connection_string":
            yield self._plain
