"""Sentences about links, and about a program that is started again."""

from __future__ import annotations

from profile_browser.domain.link import LinkFault
from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import brief, quoted
from profile_browser.messages.window import LONGEST_TITLE

COPY_LINK = _("Link")
NO_LINK = _("This username cannot be written in a link.")
SWITCH = _("Switch")
STAY = _("Do not switch")

_FAULTS = {
    LinkFault.TOO_LONG: _("This link is too long."),
    LinkFault.NOT_KNOWN: _(
        "This link cannot be opened. Links look like {example_user} or {example_search}."
    ).format(
        example_user="profile-browser://user/johndoe", example_search="profile-browser://find/jane"
    ),
    LinkFault.NO_ONE: _("This link is incomplete: it has an empty part."),
    LinkFault.EXTRA: _("This link was not opened: it has parts that links cannot have."),
    LinkFault.NOT_TEXT: _("This link was not opened: it is not written correctly."),
}


def link_refused(fault: LinkFault) -> str:
    """Say why a link is not opened."""
    return _FAULTS[fault]


def connection_unknown(key: str) -> str:
    """Say that a link names a connection that is not set up."""
    return _("This link is for the connection {key}, which is not set up here.").format(
        key=quoted(key)
    )


def link_question(title: str, text: str, *, is_search: bool) -> str:
    """Ask whether to switch to the connection of a link."""
    pattern = (
        _("This link is for {connection}. Switch and search for {text}?")
        if is_search
        else _("This link is for {connection}. Switch and look up {text}?")
    )
    return pattern.format(connection=brief(title, LONGEST_TITLE), text=quoted(text))


def start_question(title: str, text: str) -> str:
    """Ask whether to switch to the connection with which the program was started again."""
    connection = brief(title, LONGEST_TITLE)
    if not text:
        return _("The program was started again for {connection}. Switch?").format(
            connection=connection
        )
    return _("The program was started again for {connection}. Switch and look up {text}?").format(
        connection=connection, text=quoted(text)
    )
