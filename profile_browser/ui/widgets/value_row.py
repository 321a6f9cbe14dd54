"""One field of a profile: its name, its value, and ways to copy it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from profile_browser.messages import copying
from profile_browser.messages import hiding as hiding_wording
from profile_browser.messages.catalogue import label_text
from profile_browser.messages.masked_values import masked_text
from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.messages.profile import copied_text, hint, shown_text
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.direction import set_margins
from profile_browser.ui.local_text import local_text
from profile_browser.ui.properties import set_properties
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.icons import IconButton
from profile_browser.ui.widgets.styling import restyle
from profile_browser.ui.widgets.value_field import value_field

if TYPE_CHECKING:
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.reveal_button import RevealButton


# Characters, more than the field shows. Much more would be slow to draw; Qt's limit is 32,767.
LONGEST_SHOWN = 2000
_LABEL_GAP = 18  # device-independent pixels between the names of the fields and their values
_LABEL_WIDTH = 20  # average characters in a line of a field's name


class ValueRow(QObject):
    """Shows a value in a read-only field, which never interprets it and never widens the window.

    The same menu opens everywhere on the row, and by the keyboard.
    """

    copied = Signal(str)

    def __init__(self, label: str, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._label, self._theme = label, theme
        self._is_held = False  # whether a hidden value is shown, while a key or a button is held
        self._eye: RevealButton | None = None
        self._value: MoreValue | None = None
        self._is_recorded = False
        self._parts: tuple[QWidget, ...] = ()
        self._menu: QMenu | None = None
        self._layout = QHBoxLayout()
        self.value = value_field(label)
        self.value.copy_wanted.connect(self._copy_chosen)
        self.button = IconButton(theme, "copy", copying.copy_field(label))
        self.button.setObjectName(f"{self.value.objectName()}Copy")
        _keep_space(self.button)
        self.button.clicked.connect(self.copy)
        self.value.held.connect(self._hold)
        theme.masking.changed.connect(self._show)

    def add_to(self, grid: QGridLayout, row: int, shown: QWidget) -> None:
        """Add the row to a grid. ``shown`` is the field, or a frame around it."""
        label = _name_label(label_text(self._label), self.value)
        cell = QWidget()
        cell.setLayout(self._layout)
        self._layout.setContentsMargins(0, 1, 0, 1)
        self._layout.setSpacing(2)
        self._layout.addWidget(shown)
        self._layout.addWidget(self.button)
        self._layout.addStretch(1)
        self._parts = (label, cell)
        grid.addWidget(label, row, 0)
        grid.addWidget(cell, row, 1)
        if grid.parentWidget() is not None:  # else a part would be missing from the first paint
            for part in self._parts:
                part.show()
        for part in (label, cell, self.value):
            set_properties(part, contextMenuPolicy="CustomContextMenu")
            part.customContextMenuRequested.connect(partial(self._open_menu, part))

    def remove(self) -> None:
        """Remove the row from its grid."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self.deleteLater()

    def show_value(self, value: MoreValue) -> None:
        """Show the value, or the beginning of a long one. An absent value cannot be copied."""
        self._value, self._is_held = value, False
        self._show()
        self._layout.activate()  # else the field would be painted again at its new width
        self.value.setUpdatesEnabled(True)

    @Slot()
    def _show(self) -> None:
        """Show the value again, of which nothing or something is hidden by now."""
        if (value := self._value) is None:
            return
        hides = self._theme.masking.hides(value)
        in_full = shown_text(value, LONGEST_SHOWN, local_text)
        self._is_recorded = in_full != NOT_RECORDED
        if hides and not self._is_held:
            text = masked_text(value, self._theme.masking.shown_by, LONGEST_SHOWN, local_text)
            self.value.show_text(text, hiding_wording.HOLD_TO_SHOW)
        else:
            self.value.show_text(in_full, hint(value))
        state = "damaged" if value.is_damaged else str(self._is_recorded).lower()
        restyle(self.value, "recorded", state)
        self.button.setVisible(self._is_recorded)
        self._offer_to_show(is_needed=hides)

    def _offer_to_show(self, *, is_needed: bool) -> None:
        """Have a button that shows a hidden value. It is made when it is first needed."""
        if is_needed and self._eye is None:
            self._eye = self._new_eye()
        if self._eye is not None:
            self._eye.setVisible(is_needed)

    def _new_eye(self) -> RevealButton:
        from profile_browser.ui.widgets.reveal_button import (  # noqa: PLC0415 - not at the start
            RevealButton,
        )

        name = f"{self.value.objectName()}Reveal"
        eye = RevealButton(self._theme, name, hiding_wording.SHOW_VALUE)
        eye.held.connect(self._hold)
        self._layout.insertWidget(self._layout.indexOf(self.button) + 1, eye)
        QWidget.setTabOrder(self.button, eye)
        return eye

    @Slot(bool)
    def _hold(self, is_held: bool) -> None:
        """Show a hidden value while something is held."""
        is_shown = is_held and self._value is not None and self._theme.masking.hides(self._value)
        if is_shown != self._is_held:
            self._is_held = is_shown
            self._show()

    def clear(self) -> None:
        """Remove the value. The field is not painted before it has the next one."""
        self._value, self._is_recorded, self._is_held = None, False, False
        self._close_menu()  # it would copy the value of the next person
        self.value.setUpdatesEnabled(False)  # here and in the labels: saves 0.3 ms of a lookup
        self.value.forget_text()
        self._offer_to_show(is_needed=False)

    @Slot()
    def copy(self) -> None:
        """Copy the whole value as it is stored, even if only its beginning is shown."""
        if self._value is not None:
            self._copy_text(copied_text(self._value), copying.copied(self._label))

    @Slot()
    def _copy_chosen(self) -> None:
        """Copy what is selected, or the whole value if that is nothing or all."""
        selected = self.value.selectedText()
        if selected not in {"", self.value.text()}:
            self._copy_text(selected, copying.copied_part(self._label))
        elif self._is_recorded:
            self.copy()

    def _copy_text(self, text: str, report: str) -> None:
        put_text(text)
        self.copied.emit(report)

    def _open_menu(self, part: QWidget, place: QPoint) -> None:
        self._close_menu()
        self._menu = menu = QMenu(part)
        menu.setObjectName("valueMenu")
        name = copying.copy_field(self._label).replace("&", "&&")  # Qt would make it a mnemonic
        copy = menu.addAction(name, self.copy)
        copy.setEnabled(self._is_recorded)
        if self.value.selectedText() not in {"", self.value.text()}:
            menu.addAction(copying.COPY_SELECTION, self._copy_chosen)
        menu.setActiveAction(copy)  # so that Return is enough
        menu.popup(part.mapToGlobal(place))

    def _close_menu(self) -> None:
        if self._menu is not None:
            self._menu.close()
            self._menu.deleteLater()
            self._menu = None


def _keep_space(widget: QWidget) -> None:
    """Leave the widget's place free while it is hidden, so that every row has the same height."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _name_label(text: str, named: QWidget) -> ElidedWordsLabel:
    """Return the name of a field, on several lines if it is long."""
    label = ElidedWordsLabel(role="muted", name="")
    label.setBuddy(named)
    label.ensurePolished()
    metrics = label.fontMetrics()
    widest = metrics.averageCharWidth() * _LABEL_WIDTH
    set_margins(label, 0, 0, _LABEL_GAP, 0)
    label.setMinimumWidth(min(metrics.size(0, text).width() + 1, widest) + _LABEL_GAP)
    label.setMaximumWidth(widest + _LABEL_GAP)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    label.setText(text)
    return label
