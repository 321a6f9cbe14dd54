"""Every page and dialog, reached by keyboard: what a screen reader finds there, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.desk import CONTROLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.access.desk import Desk


def show_start(desk: Desk) -> None:
    desk.part("label", "Look up an account")


def show_missing(desk: Desk) -> None:
    assert "No user named “zzz”" in desk.look_up("zzz").words


def show_profile(desk: Desk) -> None:
    assert "Found johndoe" in desk.look_up("johndoe").words


def show_details(desk: Desk) -> None:
    show_profile(desk)
    desk.press("ctrl+d")
    desk.part("text", "Record ID")


def show_matches(desk: Desk) -> None:
    desk.look_up("john")
    desk.part("table", "")


def show_problem(desk: Desk) -> None:
    assert "is damaged" in desk.look_up("damaged").words


def show_list_input(desk: Desk) -> None:
    desk.press("ctrl+shift+l")
    desk.part("text", "The list")


def show_list(desk: Desk) -> None:
    show_list_input(desk)
    desk.type("johndoe")
    desk.press("Return")
    desk.type("nobody")
    desk.part("label", "2 usernames")
    desk.press("ctrl+Return")
    desk.reader.wait_until_heard("1 missing")


def show_connections(desk: Desk) -> None:
    desk.press("shift+Tab", "Return")
    desk.choose("Connections …")
    desk.use_window("Connections")


def show_password(desk: Desk) -> None:
    desk.press("ctrl+1")
    desk.use_window("Customers EU")
    desk.press("ctrl+l")
    desk.type("johndoe")
    desk.press("Return")
    desk.use_window("Password")


def show_shortcuts(desk: Desk) -> None:
    desk.press("F1")
    desk.use_window("Keyboard shortcuts")


def show_guide(desk: Desk) -> None:
    desk.press("Tab", "Tab", "Return")
    desk.choose("guide")
    desk.use_window("guide")


PAGES = {name: page for name, page in globals().items() if name.startswith("show_")}
every_page = pytest.mark.parametrize("show", PAGES.values(), ids=PAGES)


@every_page
def test_it_is_read_in_order_and_every_control_has_a_name(
    desk: Desk, show: Callable[[Desk], None]
) -> None:
    show(desk)
    parts = desk.parts
    nameless = [part for part in parts if part.role in CONTROLS and not part.name]
    assert nameless == []
    reached = desk.tab_round()
    listed = [part for part in parts if part in set(reached)]
    start = listed.index(reached[0])
    assert reached == [*listed[start:], *listed[:start]]
    assert [part for part in reached if not {"focusable", "showing"} <= part.states] == []
