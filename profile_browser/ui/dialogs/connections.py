"""The dialog that adds, edits, tests and deletes connections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.domain.connection import Connection
from profile_browser.messages import connections as wording
from profile_browser.messages.plain_text import printable
from profile_browser.messages.problems import one_line
from profile_browser.ui.dialogs.connection_form import ConnectionForm
from profile_browser.ui.widgets.containers import prepare_scroll_area
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.stage_list import StageList

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.store_kind import StoreKinds
    from profile_browser.ui.theme import Theme


class ConnectionsDialog(QDialog):
    """Lists the connections and edits one of them. The receiver of its signals does the saving."""

    save_wanted = Signal(object, str)  # the edited Connection; the password or ""
    delete_wanted = Signal(object)  # a Connection
    test_wanted = Signal(object, str)  # the edited Connection; the password or ""

    def __init__(
        self, configuration: Configuration, kinds: StoreKinds, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("connectionsDialog")
        self.setWindowTitle(wording.DIALOG_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._configuration = configuration
        self._shown: KnownConnection | None = None
        self._changed = False
        self._list = _connection_list()
        self._kinds = kinds
        self._form = ConnectionForm(kinds)
        self._note = PlainLabel(role="notice", name="connectionNote")
        self._result = PlainLabel(name="dialogResult")
        self._stages = StageList(theme)
        self._stages.hide()
        self._buttons = {name: _button(text, name) for name, text in _BUTTONS.items()}
        self._lay_out()
        self._connect()
        self.show_configuration(configuration)

    def show_configuration(self, configuration: Configuration, key: str = "") -> None:
        """List the connections of this configuration, and show the one with this key."""
        self._configuration = configuration
        self._changed = False
        self._list.clear()
        for known in configuration.known:
            item = QListWidgetItem(printable(known.connection.title), self._list)
            item.setData(Qt.ItemDataRole.UserRole, known.connection.key)
        keys = list(configuration.by_key)
        self._list.setCurrentRow(keys.index(key) if key in keys else 0)
        for name in ("addButton", "duplicateButton"):
            self._buttons[name].setEnabled(configuration.writable)
        if not keys:
            self._show_known(None)

    def show_result(self, sentence: str) -> None:
        """Show the result of saving, deleting or testing."""
        self._result.setText(sentence)

    @Slot(object)
    def show_stage(self, result: StageResult) -> None:
        """Show the result of one stage of the test; a failed one says what to do."""
        self._stages.show_stage(result)
        if result.problem is not None:
            self.show_result(one_line(result.problem))

    @Slot(bool)
    def show_end(self, passed: bool) -> None:
        """Say that the test passed. If it failed, its last stage has said so already."""
        if passed:
            self.show_result(wording.WORKS)

    def reject(self) -> None:
        """Close the dialog; if there are unsaved changes, ask first."""
        if not self._changed or self._confirm_discard():
            super().reject()

    @Slot(int)
    def _select(self, row: int) -> None:
        known = self._configuration.known
        if self._changed and not self._confirm_discard():
            self._mark_shown()
            return
        self._show_known(known[row] if 0 <= row < len(known) else None)

    def _mark_shown(self) -> None:
        """Select the row of the connection in the form; none for a new connection."""
        keys = list(self._configuration.by_key)
        shown = self._shown.connection.key if self._shown else None
        self._list.blockSignals(True)
        self._list.setCurrentRow(keys.index(shown) if shown in keys else -1)
        self._list.blockSignals(False)

    def _show_known(self, known: KnownConnection | None) -> None:
        self._shown = known
        self._edit(known.connection if known else self._empty(), new=known is None)
        self._changed = False

    def _empty(self) -> Connection:
        return Connection(kind=self._kinds.usual, title="")

    def _edit(self, connection: Connection, *, new: bool) -> None:
        self._form.show_connection(connection)
        self._stages.hide()
        self._result.clear()
        editable = self._configuration.writable and (
            new or self._shown is None or self._shown.editable
        )
        self._form.setEnabled(editable)
        self._buttons["saveButton"].setEnabled(editable)
        own = self._shown is not None and self._shown.source is Source.OWN
        self._buttons["deleteButton"].setEnabled(editable and own and not new)
        self._show_note(editable=editable, new=new)

    def _show_note(self, *, editable: bool, new: bool) -> None:
        notes = list(self._configuration.faults)
        if not self._configuration.writable:
            notes.append(wording.NOT_WRITABLE)
        elif not editable:
            notes.append(wording.NOT_EDITABLE)
        elif not new and self._shown is not None and self._shown.source is Source.SYSTEM:
            notes.append(wording.FROM_SYSTEM)
        elif not self._configuration.known:
            notes.append(wording.NO_CONNECTIONS)
        self._note.setText("\n".join(notes))
        self._note.setVisible(bool(notes))

    @Slot()
    def _add(self) -> None:
        if not self._changed or self._confirm_discard():
            self._begin_new(Connection(kind=self._kinds.usual, title=wording.NEW_TITLE))

    @Slot()
    def _duplicate(self) -> None:
        connection = self._form.read_connection()
        self._begin_new(replace(connection, key="", title=wording.copy_title(connection.title)))

    def _begin_new(self, connection: Connection) -> None:
        self._shown = None
        self._mark_shown()
        self._edit(connection, new=True)
        self._form.edit_title()
        self._changed = True

    @Slot()
    def _save(self) -> None:
        if not self._form.show_all_faults():
            connection = self._form.read_connection()
            self.save_wanted.emit(connection, self._form.password)

    @Slot()
    def _delete(self) -> None:
        if self._shown is not None and self._confirm_delete(self._shown.connection.title):
            self.delete_wanted.emit(self._shown.connection)

    @Slot()
    def _test(self) -> None:
        if not self._form.show_all_faults():
            self._result.clear()
            self._stages.reset()
            self._stages.show()
            self.test_wanted.emit(self._form.read_connection(), self._form.password)

    @Slot()
    def _note_change(self) -> None:
        self._changed = True
        self._result.clear()

    def _confirm_delete(self, title: str) -> bool:
        return _confirm(self, wording.delete_question(title), wording.DELETE, wording.CANCEL)

    def _confirm_discard(self) -> bool:
        return _confirm(self, wording.UNSAVED, wording.DISCARD, wording.KEEP_EDITING)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._select)
        self._form.changed.connect(self._note_change)
        actions = {
            "addButton": self._add,
            "duplicateButton": self._duplicate,
            "deleteButton": self._delete,
            "testButton": self._test,
            "saveButton": self._save,
            "closeButton": self.reject,
        }
        for name, action in actions.items():
            self._buttons[name].clicked.connect(action)

    def _lay_out(self) -> None:
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list_side())
        splitter.addWidget(self._form_side())
        splitter.setStretchFactor(1, 1)
        QVBoxLayout(self).addWidget(splitter)
        self.resize(780, 620)

    def _list_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.addWidget(self._list)
        layout.addLayout(self._button_row("addButton", "duplicateButton", "deleteButton"))
        return side

    def _form_side(self) -> QWidget:
        side, scroll = QWidget(), QScrollArea()
        prepare_scroll_area(scroll, "connectionFormPage")
        scroll.setWidget(self._form)
        layout = QVBoxLayout(side)
        for part in (self._note, scroll, self._stages, self._result):
            layout.addWidget(part)
        layout.setStretchFactor(scroll, 1)
        layout.addLayout(self._button_row("testButton", "saveButton", "closeButton"))
        return side

    def _button_row(self, *names: str) -> QHBoxLayout:
        row = QHBoxLayout()
        for name in names:
            row.addWidget(self._buttons[name])
        return row


_BUTTONS = {
    "addButton": wording.ADD,
    "duplicateButton": wording.DUPLICATE,
    "deleteButton": wording.DELETE,
    "testButton": wording.TEST,
    "saveButton": wording.SAVE,
    "closeButton": wording.CLOSE,
}


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def _connection_list() -> QListWidget:
    connections = QListWidget()
    connections.setObjectName("connectionList")
    connections.setAccessibleName(wording.LIST_NAME)
    connections.setMinimumWidth(120)
    return connections


def _confirm(parent: QWidget, question: str, yes: str, no: str) -> bool:
    """Ask a question with two answers. The second is the safe one, and the default."""
    box = QMessageBox(parent)
    box.setObjectName("questionBox")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    confirm = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is confirm
