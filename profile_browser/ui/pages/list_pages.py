"""Makes the pages of lists of many people. Their parts are imported when they are first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.ui.pages.people_list import PeopleListPage
    from profile_browser.ui.pages.people_list_input import PeopleListInputPage
    from profile_browser.ui.theme import Theme


def list_input_page(theme: Theme) -> PeopleListInputPage:
    """Return the page that takes a list."""
    from profile_browser.ui.pages.people_list_input import (  # noqa: PLC0415 - not at the start
        PeopleListInputPage,
    )

    return PeopleListInputPage(theme)


def people_list_page(theme: Theme) -> PeopleListPage:
    """Return the page that shows a list."""
    from profile_browser.ui.pages.people_list import (  # noqa: PLC0415 - not at the start
        PeopleListPage,
    )

    return PeopleListPage(theme)
