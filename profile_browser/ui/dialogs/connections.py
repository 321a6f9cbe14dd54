"""The dialog that adds, edits, tests and deletes connections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.domain.connection import Connection
from profile_browser.messages import connections as wording
from profile_browser.messages import faults as faults_wording
from profile_browser.messages.plain_text import printable
from profile_browser.ui.dialogs.connection_form import ConnectionForm
from profile_browser.ui.dialogs.questions import Unsaved, ask_about_changes, confirm_deletion
from profile_browser.ui.dialogs.result_panel import ResultPanel
from profile_browser.ui.widgets.button_row import ButtonRow
from profile_browser.ui.widgets.containers import UprightScrollArea, prepare_scroll_area
from profile_browser.ui.widgets.labels import PlainLabel
from profile_browser.ui.widgets.push_button import push_button

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.password_source import PasswordSource
    from profile_browser.domain.store_kind import StoreKinds
    from profile_browser.ui.theme import Theme


_SIZE = QSize(860, 696)  # the whole form fits, with the stages of a failed test


class ConnectionsDialog(QDialog):
    """Lists the connections and edits one of them. The receiver of its signals does the saving."""

    save_wanted = Signal(object, str)  # the edited Connection; the password or ""
    delete_wanted = Signal(object)  # a Connection
    test_wanted = Signal(object, str)  # the edited Connection; the password or ""
    shown = Signal(object)  # a saved Connection, now in the form
    faults_wanted = Signal()

    def __init__(self, kinds: StoreKinds, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("connectionsDialog")
        self.setWindowTitle(wording.DIALOG_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._configuration = Configuration()
        self._shown: KnownConnection | None = None
        self._changed = False
        self._list = _connection_list()
        self._kinds = kinds
        self._form = ConnectionForm(kinds, theme)
        self._note = PlainLabel(role="notice", name="connectionNote")
        self._faults_summary = ""
        self._result = ResultPanel(theme)
        self._buttons = {name: _button(text, name) for name, text in _BUTTONS.items()}
        self._lay_out()
        self._connect()

    def show_configuration(
        self, configuration: Configuration, key: str, faults_summary: str
    ) -> None:
        """List the connections of this configuration, and show the one with this key."""
        self._configuration, self._faults_summary = configuration, faults_summary
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems([printable(known.connection.title) for known in configuration.known])
        self._list.blockSignals(False)
        self._buttons["addButton"].setEnabled(configuration.writable)
        first = configuration.known[0] if configuration.known else None
        self._show_known(configuration.by_key.get(key, first))
        self._mark_shown()

    @property
    def shown_key(self) -> str:
        """The key of the connection in the form; empty for a new one."""
        return self._shown.connection.key if self._shown else ""

    def show_result(self, sentence: str, details: str = "") -> None:
        """Show the result of saving or deleting, and a button that copies its details."""
        self._result.show_sentence(sentence, details)

    def show_password_source(self, source: PasswordSource | None) -> None:
        """Say in the form where the password of the connection in it is."""
        self._form.show_password_source(source)

    @Slot(object)
    def show_stage(self, result: StageResult) -> None:
        """Show the result of one stage of the test."""
        self._result.show_stage(result)

    @Slot(bool)
    def show_end(self, passed: bool) -> None:
        """Show that the test has ended."""
        self._result.show_end(passed)

    def reject(self) -> None:
        """Close the dialog; if there are unsaved changes, ask first."""
        if self._may_leave():
            super().reject()

    @Slot(int)
    def _select(self, row: int) -> None:
        known = self._configuration.known
        wanted = known[row] if 0 <= row < len(known) else None
        if self._changed:
            self._mark_shown()
            if not self._may_leave():
                return
        self._show_known(wanted)
        self._mark_shown()

    def _may_leave(self) -> bool:
        """Ask about unsaved changes. Returns whether the form may show something else."""
        if not self._changed:
            return True
        answer = ask_about_changes(self)
        if answer is Unsaved.SAVE:
            self._save()
            return not self._changed
        return answer is Unsaved.DISCARD

    def _mark_shown(self) -> None:
        """Select the row of the connection in the form; none for a new connection."""
        keys = list(self._configuration.by_key)
        self._list.blockSignals(True)
        self._list.setCurrentRow(keys.index(self.shown_key) if self.shown_key in keys else -1)
        self._list.blockSignals(False)

    def _show_known(self, known: KnownConnection | None) -> None:
        self._shown = known
        self._edit(known.connection if known else self._empty(), new=known is None)
        self._changed = False
        if known is not None:
            self.shown.emit(known.connection)

    def _empty(self, title: str = "") -> Connection:
        return Connection(kind=self._kinds.usual, title=title)

    def _edit(self, connection: Connection, *, new: bool, is_copy: bool = False) -> None:
        self._form.show_connection(connection, has_environment=is_copy or not new)
        self._result.clear()
        editable = self._configuration.writable and (
            new or self._shown is None or self._shown.editable
        )
        self._form.setEnabled(editable)
        self._buttons["saveButton"].setEnabled(editable)
        self._buttons["duplicateButton"].setEnabled(self._configuration.writable and not new)
        own = self._shown is not None and self._shown.source is Source.OWN
        self._buttons["deleteButton"].setEnabled(editable and own and not new)
        self._show_note(editable=editable, new=new)

    def _show_note(self, *, editable: bool, new: bool) -> None:
        notes = [self._faults_summary] if self._faults_summary else []
        self._buttons["faultsButton"].setVisible(bool(notes))
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
        if self._may_leave():
            self._begin_new(self._empty(wording.NEW_TITLE))

    @Slot()
    def _duplicate(self) -> None:
        if self._may_leave() and self._shown is not None:
            original = self._shown.connection
            copy = replace(original, key="", title=wording.copy_title(original.title))
            self._begin_new(copy, is_copy=True)

    def _begin_new(self, connection: Connection, *, is_copy: bool = False) -> None:
        self._shown = None
        self._mark_shown()
        self._edit(connection, new=True, is_copy=is_copy)
        self._form.edit_title()
        self._changed = is_copy

    @Slot()
    def _save(self) -> None:
        if not self._form.show_all_faults():
            connection = self._form.read_connection()
            self.save_wanted.emit(connection, self._form.password)

    @Slot()
    def _delete(self) -> None:
        if self._shown is None:
            return
        connection = self._shown.connection
        if confirm_deletion(self, connection.title, connection.kind.secret):
            self.delete_wanted.emit(connection)

    @Slot()
    def _test(self) -> None:
        if not self._form.show_all_faults():
            connection = self._form.read_connection()
            self._result.start_test(connection.kind)
            self.test_wanted.emit(connection, self._form.password)

    @Slot()
    def _note_change(self) -> None:
        self._changed = True
        self._result.show_sentence("")

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
            "faultsButton": self.faults_wanted.emit,
        }
        for name, action in actions.items():
            self._buttons[name].clicked.connect(action)

    def _lay_out(self) -> None:
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        listed, form = self._list_side(), self._form_side()
        splitter.addWidget(listed)
        splitter.addWidget(form)
        listed.stackUnder(form)  # so that it is read before the form
        splitter.setStretchFactor(1, 1)
        QVBoxLayout(self).addWidget(splitter)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))

    def _list_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.addWidget(self._list)
        names = ("addButton", "duplicateButton", "deleteButton")
        layout.addWidget(ButtonRow(*(self._buttons[name] for name in names)))
        return side

    def _form_side(self) -> QWidget:
        side, scroll = QWidget(), UprightScrollArea()
        prepare_scroll_area(scroll, "connectionFormPage")
        scroll.setWidget(self._form)
        layout = QVBoxLayout(side)
        layout.addWidget(self._note)
        layout.addWidget(self._buttons["faultsButton"], 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(scroll)
        layout.addWidget(self._result)
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
    "faultsButton": faults_wording.DETAILS,
}


def _button(text: str, name: str) -> QPushButton:
    button = push_button(text, name)
    button.setAutoDefault(False)
    return button


def _connection_list() -> QListWidget:
    connections = QListWidget()
    connections.setObjectName("connectionList")
    connections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it elides
    connections.setAccessibleName(wording.LIST_NAME)
    connections.setMinimumWidth(120)
    return connections
