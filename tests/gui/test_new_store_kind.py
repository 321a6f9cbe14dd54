"""A new kind of store takes an adapter and a line in the registry; the window needs no change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.desktop.services import SignedInStores
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.store_kind import Capability, LocationKey, Scheme, StoreKind
from profile_browser.domain.user import User
from profile_browser.messages.problems import details
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.settings.passwords import Passwords
from profile_browser.stores.adapter import StoreAdapter, StoreRegistry
from profile_browser.stores.couchbase.adapter import COUCHBASE
from profile_browser.stores.reading import user_from
from tests.gui.dialog_driver import DialogDriver
from tests.gui.fakes import STAGING, own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import RecordDetails
    from profile_browser.domain.question import Question
    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver

TABLE = """
[connections.papers]
connection_string = "shelf://basement.example.com"
shelf = "top"
username = "clerk"
"""
PEOPLE: dict[str, dict[str, object]] = {
    "top": {"username": "mole", "full_name": "A. Mole"},
    "bottom": {"username": "rat"},
}


class Shelf:
    """A source over a dictionary."""

    def __init__(self, connection: Connection) -> None:
        if connection.password != "open":
            raise ProblemError(Problem(Reason.SIGN_IN_REFUSED, connection, "Wrong word"))
        self._people = [PEOPLE[connection.location["shelf"]]]

    def read(self, username: str) -> User | None:
        found = [person for person in self._people if person["username"] == username]
        return user_from(found[0], User) if found else None

    def read_details(self, username: str) -> RecordDetails | None:
        pytest.fail(f"{username}: this kind keeps no details")

    def search(self, question: Question, limit: int) -> Sequence[object]:
        names = [str(person.get("full_name")) for person in self._people]
        people = zip(names, self._people, strict=True)
        return [person for name, person in people if name.startswith(question.text)][:limit]

    def suggest(self, text: str, limit: int) -> Sequence[object]:
        pytest.fail(f"{text} {limit}: this kind cannot suggest")

    def close(self) -> None:
        """Do nothing, because nothing is open."""


def check(_: Connection, _username: str = "", _reason: str = "") -> Iterator[StageResult]:
    return iter(())


SHELF = StoreAdapter(
    kind=StoreKind(
        name="shelf",
        title="Shelf",
        schemes=(Scheme("shelf", 4711, encrypted=True),),
        location=(LocationKey("shelf", "Shelf", "the shelf with the papers", required=True),),
        capabilities=frozenset({Capability.EMAIL, Capability.BEGINNING}),
    ),
    open_source=Shelf,
    check=check,
    index_script=lambda _: "",
)
STORES = StoreRegistry(COUCHBASE, SHELF)


@pytest.fixture
def files(tmp_path: Path) -> ConnectionFiles:
    own = tmp_path / "connections.toml"
    own.write_text(TABLE, "utf-8")
    return ConnectionFiles(STORES.kinds, (tmp_path / "none.toml", own))


@pytest.fixture
def connection(files: ConnectionFiles) -> Connection:
    return files.read().known[0].connection


@pytest.fixture
def shelf(windows: Windows, files: ConnectionFiles, connection: Connection) -> Driver:
    passwords = Passwords({"PROFILE_BROWSER_PASSWORD": "open"})
    return windows.open(connection, SignedInStores(STORES, passwords, files).open_store)


def test_the_window_looks_up_and_searches_people_in_a_new_kind_of_store(shelf: Driver) -> None:
    assert shelf.text("securityText") == "encrypted"
    shelf.look_up("mole")
    assert shelf.values == ["mole", "A. Mole", "Not recorded", "Not recorded"]
    shelf.look_up("A. M")
    assert shelf.values[0] == "mole"
    shelf.look_up("rat")
    assert shelf.page == "welcomePage"


def test_capabilities_that_a_kind_lacks_are_switched_off(connection: Connection) -> None:
    assert connection.search
    assert not connection.may_suggest
    assert not replace(connection, suggestions=True).suggestions


def test_problems_of_a_new_kind_are_shown_like_any_other(
    windows: Windows, files: ConnectionFiles, connection: Connection
) -> None:
    stores = SignedInStores(STORES, Passwords({"PROFILE_BROWSER_PASSWORD": "shut"}), files)
    driver = windows.open(connection, stores.open_store)
    driver.look_up("mole")
    assert driver.text("problemSummary") == "papers refused the sign-in"
    assert "Shelf: top\n" in driver.text("problemDetails")
    assert "Bucket" not in details(Problem(Reason.UNEXPECTED, connection))


def test_the_dialog_shows_only_the_fields_of_the_kind(
    windows: Windows, connection: Connection
) -> None:
    windows.kinds = STORES.kinds
    windows.files.configuration = Configuration((own(connection),))
    dialog = DialogDriver(windows.open(connection))
    assert dialog.field("shelf").isVisibleTo(dialog.dialog)
    assert not dialog.field("bucket").isVisibleTo(dialog.dialog)
    dialog.fill(connection_string="couchbases://db.example.com")
    assert not dialog.field("shelf").isVisibleTo(dialog.dialog)
    assert dialog.field("bucket").isVisibleTo(dialog.dialog)


def test_the_window_says_which_search_a_kind_lacks(windows: Windows) -> None:
    kind = STAGING.kind._replace(capabilities=frozenset({Capability.EMAIL}))
    driver = windows.open(replace(STAGING, kind=kind))
    assert driver.field.placeholderText() == "Username or e-mail"
    assert driver.text("welcomeHint").startswith(
        "Type a username or an e-mail address above and press Enter. "
        "Search by name is not available."
    )
    driver.look_up("jon")
    assert driver.text("welcomeHeading") == (
        "No user named “jon” in Staging; search by the start of a username, e-mail or name "
        "is not available"
    )
    assert driver.stores.searched == []
