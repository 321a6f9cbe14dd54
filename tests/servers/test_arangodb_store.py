"""What is ArangoDB's own: its key, its grants, its indexes and the language of the server."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.messages.problems import details, next_step
from profile_browser.stores.arangodb.adapter import ARANGODB
from profile_browser.stores.arangodb.indexes import index_name, rewriting_query
from profile_browser.stores.arangodb.place import Place
from profile_browser.stores.store import Store
from tests.servers.accounts import READER, STRANGER
from tests.servers.arangodb_node import ArangoDBNode
from tests.stores.arangodb_harness import COLLECTION, connection_to, prepare
from tests.stores.records import SPECIAL, record
from tests.unit.helpers.problems import reason_of
from tests.wire.searched_people import names
from tests.wire.stores import located

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store import ProfileStore

PLACE = Place("shop", COLLECTION)
PEOPLE = ["johndoe", "Aaron", "Christa", "Aage", "Chloé"]
CROWD = [f"crowd{number:03}" for number in range(300)]
ASKED = ["an", "crowd", "doe john", "crowd member", "x@example.com", "-", "member crowd 1"]


@pytest.fixture
def node() -> Iterator[ArangoDBNode]:
    with ArangoDBNode() as node:
        for account in (READER, STRANGER):
            node.order("POST", "/_api/user", {"user": account, "passwd": node.password})
        prepare(node, PLACE)
        for username in PEOPLE:
            put(node, username)
        yield node


def put(node: ArangoDBNode, username: str, **values: object) -> None:
    stored = {"_key": f"userprofile::{username}"} if username.isascii() else {}
    path = f"/_db/shop/_api/document/{COLLECTION}"
    status, answer = node.order("POST", path, {**record(username, **values), **stored})
    assert status == 202, answer


@pytest.fixture
def connection(node: ArangoDBNode) -> Connection:
    return connection_to(node.port, PLACE)


@pytest.fixture
def store(connection: Connection) -> Iterator[ProfileStore]:
    with closing(Store(connection, ARANGODB)) as store:
        yield store


def look_up(connection: Connection) -> object:
    with closing(Store(connection, ARANGODB)) as store:
        return store.look_up("johndoe")


# The server's own key


def test_a_record_is_found_by_the_server_s_own_key(store: ProfileStore) -> None:
    assert isinstance(store.look_up("johndoe"), Found)
    found = store.read_details("johndoe")
    assert isinstance(found, RecordDetails)
    assert found.document_id == "userprofile::johndoe"


@pytest.mark.parametrize("username", [*SPECIAL, "Chloé", "Пётр", "x" * 241])
def test_a_name_that_no_key_can_have_is_missing(store: ProfileStore, username: str) -> None:
    assert isinstance(store.look_up(username), Missing)


def test_details_show_the_revision_of_the_last_change(
    node: ArangoDBNode, store: ProfileStore
) -> None:
    path = f"/_db/shop/_api/document/{COLLECTION}/userprofile::johndoe"
    revision = node.order("PATCH", path, {"disabled": True})[1]["_rev"]
    found = store.read_details("johndoe")
    assert isinstance(found, RecordDetails)
    assert found.revision == revision


# Accounts and places


def test_a_database_that_is_missing_is_named_if_the_account_may_know(
    node: ArangoDBNode, connection: Connection
) -> None:
    missing = located(connection, database="no-such-database")
    assert reason_of(look_up(missing)) is Reason.DATABASE_NOT_ALLOWED
    node.order("PUT", f"/_api/user/{READER}/database/*", {"grant": "ro"})
    assert reason_of(look_up(missing)) is Reason.DATABASE_MISSING


def test_a_collection_that_is_missing_is_named(connection: Connection) -> None:
    problem = look_up(located(connection, collection="nobody"))
    assert reason_of(problem) is Reason.COLLECTION_MISSING
    assert isinstance(problem, Problem)
    assert "nobody" in details(problem)


def test_a_place_that_is_not_named_is_asked_of_no_server(
    node: ArangoDBNode, connection: Connection
) -> None:
    node.server.requests.clear()
    assert reason_of(look_up(located(connection, collection=""))) is Reason.SETTINGS_REFUSED
    assert node.server.requests == []


def test_a_collection_without_a_grant_names_the_access_level(connection: Connection) -> None:
    problem = look_up(replace(connection, username=STRANGER))
    assert reason_of(problem) is Reason.READING_NOT_ALLOWED
    assert isinstance(problem, Problem)
    assert f"the access level ro on the collection “{COLLECTION}”" in next_step(problem)


# Searches


def test_a_search_does_not_depend_on_the_language_of_the_server(store: ProfileStore) -> None:
    """This server's language has “aa” and “ch” as letters, behind “z” and “h”."""
    assert names(store, "a") == ["Aage", "Aaron"]
    assert names(store, "c") == ["Chloé", "Christa"]
    assert names(store, "aa") == ["Aage", "Aaron"]


def test_each_query_is_served_by_an_index(node: ArangoDBNode, store: ProfileStore) -> None:
    for username in CROWD:
        put(node, username, full_name="Crowd Member", email="x@example.com")
    node.database("shop").most_read = 0
    for text in ASKED:
        store.search(Question(text), 50)
        store.suggest(text, 8)
    store.look_up("johndoe")
    store.read_details("johndoe")
    assert node.database("shop").full_scans == []
    assert node.database("shop").most_read == 51


@pytest.mark.parametrize("part", ["username", "email", "name", "names"])
def test_a_missing_index_is_an_error_with_what_creates_it(
    node: ArangoDBNode, store: ProfileStore, part: str
) -> None:
    del node.database("shop").collection(COLLECTION).indexes[index_name(PLACE, part)]
    problem = store.search(Question("john"), 50)
    if part == "email":
        problem = store.search(Question("john@example.com"), 50)
    assert reason_of(problem) is Reason.INDEX_MISSING
    assert isinstance(problem, Problem)
    assert "people.ensureIndex" in details(problem)
    assert isinstance(store.look_up("johndoe"), Found)


def test_a_missing_index_of_the_key_is_an_error(node: ArangoDBNode, connection: Connection) -> None:
    problem = look_up(located(connection, key_field="username"))
    assert reason_of(problem) is Reason.KEY_INDEX_MISSING
    assert isinstance(problem, Problem)
    assert "the field “username”" in next_step(problem)
    assert node.database("shop").full_scans == []


def test_a_check_without_a_grant_on_the_collection_opens_the_database(
    connection: Connection,
) -> None:
    *_, opened, failed = ARANGODB.check(replace(connection, username=STRANGER))
    assert (opened.stage, opened.state) == (Stage.DATABASE, StageState.PASSED)
    assert (failed.stage, reason_of(failed.problem)) == (Stage.READ, Reason.READING_NOT_ALLOWED)


def test_a_check_names_the_key_that_it_asked_for(node: ArangoDBNode) -> None:
    for key_field, asked in (("_key", "userprofile::nobody"), ("username", "nobody")):
        place = PLACE._replace(database=f"shop_{key_field}", key_field=key_field)
        prepare(node, place)
        *_, failed = ARANGODB.check(connection_to(node.port, place), "nobody")
        assert failed.problem is not None
        assert failed.problem.reason is Reason.CHECKED_RECORD_MISSING
        assert failed.problem.values["document_id"] == asked


@pytest.fixture
def keyed(node: ArangoDBNode) -> Place:
    place = PLACE._replace(database="keyed", key_field="username")
    prepare(node, place)
    return place


def add(node: ArangoDBNode, place: Place, username: str) -> None:
    path = f"/_db/{place.database}/_api/document/{COLLECTION}"
    assert node.order("POST", path, record(username))[0] == 202


def test_a_lookup_by_a_field_needs_no_computed_value(node: ArangoDBNode, keyed: Place) -> None:
    node.database("keyed").collection(COLLECTION).compute([])
    add(node, keyed, "johndoe")
    assert isinstance(look_up(connection_to(node.port, keyed)), Found)
    *_, layout = ARANGODB.check(connection_to(node.port, keyed), "johndoe")
    assert layout.stage is Stage.SEARCH  # what is missing is what the check names


def test_an_index_that_is_dropped_and_created_again_is_noticed(
    node: ArangoDBNode, keyed: Place
) -> None:
    add(node, keyed, "johndoe")
    people = node.database("keyed").collection(COLLECTION)
    with closing(Store(connection_to(node.port, keyed), ARANGODB)) as store:
        assert isinstance(store.look_up("johndoe"), Found)
        [name] = [name for name in people.indexes if name.startswith("idx_")]
        del people.indexes[name]
        for _ in range(2):
            assert reason_of(store.look_up("johndoe")) is Reason.KEY_INDEX_MISSING
        definition = {"type": "persistent", "name": "another", "fields": ["username", "email"]}
        people.ensure_index(definition, {})
        assert isinstance(store.look_up("johndoe"), Found)
    assert node.database("keyed").full_scans == []


def test_the_indexes_are_asked_for_once(node: ArangoDBNode, keyed: Place) -> None:
    with closing(Store(connection_to(node.port, keyed), ARANGODB)) as store:
        node.server.requests.clear()
        for username in ("johndoe", "janedoe"):
            assert isinstance(store.look_up(username), Missing)
    asked = [path.rpartition("/")[2] for _, _, path, _ in node.server.requests]
    assert asked == [f"index?collection={COLLECTION}", "cursor", "cursor"]


def test_a_lookup_by_a_field_without_a_grant_names_the_access_level(
    node: ArangoDBNode, keyed: Place
) -> None:
    connection = replace(connection_to(node.port, keyed), username=STRANGER)
    assert reason_of(look_up(connection)) is Reason.READING_NOT_ALLOWED


def test_letters_in_another_form_are_another_person(node: ArangoDBNode, keyed: Place) -> None:
    """The server's index takes both as the same."""
    add(node, keyed, "Zoe\u0308")
    with closing(Store(connection_to(node.port, keyed), ARANGODB)) as store:
        assert isinstance(store.look_up("Zoe\u0308"), Found)
        assert isinstance(store.look_up("Zo\u00eb"), Missing)


def test_two_records_with_one_key_are_not_shown(node: ArangoDBNode) -> None:
    place = PLACE._replace(database="twins", key_field="username")
    prepare(node, place)
    for _ in range(2):
        node.order("POST", f"/_db/twins/_api/document/{COLLECTION}", record("johndoe"))
    assert reason_of(look_up(connection_to(node.port, place))) is Reason.RECORD_AMBIGUOUS


def test_two_records_with_one_key_spoil_no_other_row_of_a_list(
    node: ArangoDBNode, keyed: Place
) -> None:
    for username in ("johndoe", "johndoe", "janedoe"):
        add(node, keyed, username)
    with closing(Store(connection_to(node.port, keyed), ARANGODB)) as store:
        for others in (["janedoe"], ["nobody"], ["janedoe", "nobody"]):
            outcomes = store.look_up_all([*others, "johndoe"], at_once=64)
            assert not isinstance(outcomes, Problem)
            assert reason_of(outcomes["johndoe"]) is Reason.RECORD_AMBIGUOUS
            expected = {"janedoe": Found, "nobody": Missing}
            assert [type(outcomes[name]) for name in others] == [expected[name] for name in others]


def test_letters_in_another_form_are_another_person_in_a_list(
    node: ArangoDBNode, keyed: Place
) -> None:
    add(node, keyed, "Zoe\u0308")
    database = node.database("keyed")
    with closing(Store(connection_to(node.port, keyed), ARANGODB)) as store:
        node.server.requests.clear()
        for names in (["Zo\u00eb", "zoe"], ["Zo\u00eb", "Zoe\u0308"]):
            outcomes = store.look_up_all(names, at_once=64)
            assert not isinstance(outcomes, Problem)
            assert {name for name in names if isinstance(outcomes[name], Found)} == {*names} & {
                "Zoe\u0308"
            }
    cursors = [path for _, _, path, _ in node.server.requests if path.endswith("/cursor")]
    assert len(cursors) == 2  # no record of another person was read
    assert database.full_scans == []


def test_a_list_reads_its_records_however_many_people_there_are(
    node: ArangoDBNode, store: ProfileStore
) -> None:
    asked = [*PEOPLE[:3], "nobody"]
    for number in range(200):
        put(node, f"crowd{number}")
    node.database("shop").most_read = 0
    outcomes = store.look_up_all(asked, at_once=64)
    assert not isinstance(outcomes, Problem)
    assert [type(outcomes[name]) for name in asked] == [Found, Found, Found, Missing]
    assert node.database("shop").most_read == 3
    assert node.database("shop").full_scans == []


def test_no_search_overlooks_records_from_before(
    node: ArangoDBNode, connection: Connection, store: ProfileStore
) -> None:
    database = node.database("shop")
    people = database.collection(COLLECTION)
    values = people.computed_values
    people.compute([])
    for number in range(1500):
        put(node, f"early{number}")
    people.compute(values)
    assert isinstance(store.look_up("early7"), Found)
    for text in ("early", "early@example.com", "john"):
        assert reason_of(store.search(Question(text), 50)) is Reason.INDEX_MISSING
    *_, failed = ARANGODB.check(connection)
    assert (failed.stage, reason_of(failed.problem)) == (Stage.SEARCH, Reason.INDEX_MISSING)
    # What the printed statements repeat.
    binds = {"query": rewriting_query(PLACE), "bindVars": {"@people": COLLECTION}}
    written = []
    for _ in range(3):
        answer = node.order("POST", "/_db/shop/_api/cursor", binds)[1]
        written.append(answer["extra"]["stats"]["writesExecuted"])
    assert written == [1000, 500, 0]
    assert database.full_scans == []
    assert names(store, "early1499") == ["early1499"]
    *_, search, _ = ARANGODB.check(connection)
    assert (search.stage, search.state) == (Stage.SEARCH, StageState.PASSED)


def test_records_of_another_type_do_not_stop_a_search(
    node: ArangoDBNode, connection: Connection, store: ProfileStore
) -> None:
    put(node, "order", type="order")
    assert names(store, "johndoe") == ["johndoe"]
    *_, search, _ = ARANGODB.check(connection)
    assert (search.stage, search.state) == (Stage.SEARCH, StageState.PASSED)


def test_the_first_of_many_with_one_address_are_listed(
    node: ArangoDBNode, store: ProfileStore
) -> None:
    for username in reversed(CROWD):
        put(node, username, email="x@example.com")
    assert names(store, "x@example.com") == CROWD[:50]


def test_a_crowd_in_one_field_does_not_hide_others(node: ArangoDBNode, store: ProfileStore) -> None:
    for username in CROWD:
        put(node, username, full_name="Aaron Member")
    matches = store.search(Question("aaron", search_only=True), 50)
    assert isinstance(matches, Matches)
    assert (matches.users[0].username, matches.more) == ("Aaron", True)


# The check


def test_a_check_passes_every_step(connection: Connection) -> None:
    *before, layout = ARANGODB.check(connection, "johndoe")
    states = {result.stage: result.state for result in before}
    assert states.pop(Stage.CERTIFICATE) is StageState.SKIPPED  # not encrypted
    assert set(states.values()) == {StageState.PASSED}
    # johndoe has neither a name nor an e-mail here.
    assert layout.problem is not None
    assert layout.problem.reason is Reason.LAYOUT_MISFIT


def test_a_check_notices_that_nothing_is_computed(
    node: ArangoDBNode, connection: Connection
) -> None:
    node.database("shop").collection(COLLECTION).compute([])
    *_, failed = ARANGODB.check(connection)
    assert failed.stage is Stage.SEARCH
    assert failed.problem is not None
    assert failed.problem.reason is Reason.INDEX_MISSING


@pytest.mark.parametrize("part", ["username", "email", "name", "names"])
def test_a_check_notices_a_missing_index(
    node: ArangoDBNode, connection: Connection, part: str
) -> None:
    del node.database("shop").collection(COLLECTION).indexes[index_name(PLACE, part)]
    *_, failed = ARANGODB.check(connection)
    assert failed.stage is Stage.SEARCH
    assert failed.problem is not None
    assert failed.problem.reason is Reason.INDEX_MISSING


def test_a_check_ends_at_a_database_that_is_not_allowed(connection: Connection) -> None:
    *_, failed = ARANGODB.check(located(connection, database="no-such-database"))
    assert failed.stage is Stage.DATABASE
    assert failed.problem is not None
    assert failed.problem.reason is Reason.DATABASE_NOT_ALLOWED
