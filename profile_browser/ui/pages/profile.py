"""The page with an account: its fields, its state, when it was read, and ways to copy it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from profile_browser.domain.link import Link, LinkError, write_link
from profile_browser.domain.outcome import Way
from profile_browser.messages import clipboard_formats as copies
from profile_browser.messages import copying
from profile_browser.messages import links as link_wording
from profile_browser.messages import window as wording
from profile_browser.messages.plain_text import brief, is_blank
from profile_browser.messages.profile import notice_text, read_from
from profile_browser.ui.clipboard import put_text
from profile_browser.ui.pages.page import Page
from profile_browser.ui.widgets.containers import PAGE_MARGIN, card
from profile_browser.ui.widgets.elided_labels import ElidedWordsLabel
from profile_browser.ui.widgets.menu_button import MenuButton
from profile_browser.ui.widgets.profile_form import ProfileForm
from profile_browser.ui.widgets.styling import enlarge

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from profile_browser.domain.outcome import Found
    from profile_browser.domain.user import User
    from profile_browser.ui.theme import Theme
    from profile_browser.ui.widgets.record_details import RecordDetailsLine

_LONGEST_HEADING = 60
_LEAST_READ_FROM = 16  # average characters that “Read from” has beside the buttons
_AROUND_CARD = 2 * PAGE_MARGIN + 52  # device-independent pixels, with what is between the parts


class ProfilePage(Page):
    """Shows one profile. It is cleared as soon as another lookup starts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("profilePage")
        self._masking = theme.masking
        self._masking.changed.connect(self._show_names)
        self._found: Found | None = None
        self._link = Link("")
        self._person = 0  # a hash: a page without a profile keeps nobody's name
        self._heading = ElidedWordsLabel(name="profileHeading")
        enlarge(self._heading, 1.6)
        self._notice = ElidedWordsLabel(role="notice", name="profileNotice")
        self._read_from = ElidedWordsLabel(role="muted", name="readFrom")
        self._words = (self._heading, self._notice, self._read_from)
        self._refresh = _refresh_button()
        self._refresh.clicked.connect(self.again_wanted)
        self._copy_all = self._copy_button()
        self._bottom = QHBoxLayout()
        self._form = ProfileForm(theme)
        self._form.copied.connect(self._report_field)
        self.details = self._details_line(theme)
        self._lay_out()

    def show_profile(self, found: Found, key: str = "") -> None:
        """Show a profile as it was read. One that a search found can be read again.

        ``key`` is that of the connection, which a link to this person names.
        """
        self._link = Link(found.stored_as, connection=key)
        self._found, user = found, found.user
        if self._person != (person := hash(user.username)):
            self._person = person
            self.verticalScrollBar().setValue(0)
        self._form.show_user(user)
        self._show_names()
        self._read_from.setText(read_from(found.connection, found.read_at))
        self._refresh.setVisible(found.way is not Way.KEY)

    def clear(self) -> None:
        """Remove every field."""
        self.forget_person()
        for label in self._words:
            label.clear()

    def forget_person(self) -> None:
        """Remove every field, as ``clear`` does, but lay nothing out: saves 0.25 ms of a lookup.

        Either the next profile follows within a frame, or ``clear``.
        """
        self._found, self._link = None, Link("")
        self._copied_mark.hide()
        for label in self._words:
            label.forget_text()
        self._form.clear()
        self.details.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put “Read from” above the buttons where too little room is left beside them.

        In a few pixels, its lines and the scroll bar would change each other without end.
        """
        # A TurningBox has each layout ask for its height, and so each lookup.
        buttons = self._refresh.sizeHint().width() + self._copy_all.sizeHint().width()
        least = self._read_from.fontMetrics().averageCharWidth() * _LEAST_READ_FROM
        has_room = self.width() - _AROUND_CARD >= buttons + least
        directions = QHBoxLayout.Direction
        self._bottom.setDirection(directions.LeftToRight if has_room else directions.TopToBottom)
        super().resizeEvent(event)

    @Slot()
    def copy_all(self) -> None:
        """Copy all fields, one on each line."""
        self._copy(copies.as_text, copying.COPY_AS_TEXT)

    def _copy(self, form: Callable[[User], str], label: str) -> None:
        if self._found is None:
            self.copied.emit(copying.NOTHING_TO_COPY)
            return
        put_text(form(self._found.user))
        self._report_copy(copying.copied(label), self._copy_all)

    @Slot()
    def _copy_link(self) -> None:
        """Copy a link to this person on this connection."""
        try:
            self._copy(lambda _: write_link(self._link), link_wording.COPY_LINK)
        except LinkError:
            self.copied.emit(link_wording.NO_LINK)

    @Slot()
    def _show_names(self) -> None:
        """Show who this is, of which something may be hidden by now."""
        if (found := self._found) is not None:
            name = _name_field(found.user)
            shown = self._masking.name(name, getattr(found.user, name))
            self._heading.setText(brief(shown, _LONGEST_HEADING))
            self._notice.setVisible(found.is_stored_under_another_name)
            if found.is_stored_under_another_name:
                self._notice.setText(notice_text(self._masking.found(found)))

    def _as_ticket(self, user: User) -> str:
        return copies.as_masked_text(user, self._masking.rules)

    @Slot(QWidget, str)
    def _report_field(self, place: QWidget, sentence: str) -> None:
        self._report_copy(sentence, place)

    def _lay_out(self) -> None:
        frame, layout = card()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._refresh)
        buttons.addWidget(self._copy_all)
        self._bottom.addWidget(self._read_from, 1)
        self._bottom.addLayout(buttons)
        for part in (self._heading, self._notice):
            layout.addWidget(part)
        layout.addLayout(self._form)
        layout.addWidget(self.details)
        layout.addLayout(self._bottom)
        self._add_cards(frame)

    def _details_line(self, theme: Theme) -> RecordDetailsLine:
        from profile_browser.ui.widgets.record_details import (  # noqa: PLC0415 - not at the start
            RecordDetailsLine,
        )

        line = RecordDetailsLine(theme)
        line.wanted.connect(self.details_wanted)
        line.copied.connect(self._report_field)
        line.grown.connect(self._show_line)
        return line

    @Slot()
    def _show_line(self) -> None:
        """Scroll down to the opened details as far as their button stays visible."""
        top = self.details.mapTo(self._content, QPoint()).y()
        hidden = top + self.details.height() - self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setValue(min(top, max(hidden, bar.value())))

    def _copy_button(self) -> MenuButton:
        button = MenuButton()
        button.setObjectName("copyAllButton")
        button.setText(copying.COPY_ALL)
        button.setPopupMode(MenuButton.ToolButtonPopupMode.MenuButtonPopup)
        button.setMenu(self._copy_menu(button))
        button.clicked.connect(self.copy_all)
        return button

    def _copy_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        forms: dict[str, Callable[[User], str]] = {
            copying.COPY_AS_TEXT: copies.as_text,
            copying.COPY_AS_JSON: copies.as_json,
            copying.COPY_TICKET: self._as_ticket,
        }
        for label, form in forms.items():
            menu.addAction(label, partial(self._copy, form, label))
        menu.addAction(link_wording.COPY_LINK, self._copy_link)
        return menu


def _refresh_button() -> QPushButton:
    button = QPushButton(wording.REFRESH)
    button.setObjectName("askAgainButton")
    return button


def _name_field(user: User) -> str:
    """Return the field whose value names a person in a heading."""
    name = user.full_name
    return "username" if name is None or is_blank(name) else "full_name"
