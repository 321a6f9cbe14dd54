"""The store over CouchDB's protocol: what it reads, and what an administrator must have created."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.outcome import Matches, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.messages.problems import details
from profile_browser.stores.couchdb.adapter import COUCHDB
from profile_browser.stores.couchdb.designs import database_path_of, index_script_of, views_name_of
from profile_browser.stores.couchdb.requests import read_request
from tests.servers.couchdb_server import CouchDBServer
from tests.stores.asserting import user_of
from tests.stores.couchdb_harness import CouchDBHarness
from tests.stores.harness import Place, open_store
from tests.stores.records import JOHN, record
from tests.wire.layouts import LAYOUTS
from tests.wire.people import MARKED_HASH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.connection import Connection

USERNAMES = LAYOUTS["untyped"]  # its ids are the usernames alone
COMMAND = re.compile(r"^(curl .*) <<'END'\n(.*)\nEND$", re.MULTILINE)


@pytest.fixture(scope="module")
def harness(pouchdb: Path) -> Iterator[CouchDBHarness]:
    harness = CouchDBHarness()
    with harness.start(lambda *_: pouchdb):
        yield harness


@pytest.fixture
def place(harness: CouchDBHarness) -> Iterator[Place]:
    with harness.put({"johndoe": record("johndoe", **JOHN)}, USUAL_LAYOUT) as place:
        yield place


@contextmanager
def administrator_of(harness: CouchDBHarness, connection: Connection) -> Iterator[httpx.Client]:
    """Give a client whose addresses are inside of the connection's database."""
    with harness.server.client(CouchDBServer.administrator) as client:
        client.base_url = f"{harness.server.address}{database_path_of(connection)}/"
        yield client


def last_of(connection: Connection) -> StageResult:
    *_, last = COUCHDB.check(replace(connection, query_timeout=1.0))
    return last if last.state is not StageState.SKIPPED else _[-1]


def reason_of(result: StageResult) -> Reason | None:
    return result.problem.reason if result.problem else None


def test_a_read_asks_the_index_of_ids_alone(harness: CouchDBHarness, place: Place) -> None:
    request = read_request(place.connection, "userprofile::johndoe", ["username"])
    with administrator_of(harness, place.connection) as client:
        explained = client.post("_explain", json=request.body).json()
        answer = client.post("_find", json=request.body).json()
    assert explained["index"]["name"] == "_all_docs"
    assert "warning" not in answer


@pytest.mark.parametrize("username", ["_design/profile-browser", "_local/note", "_security", "_x"])
def test_a_document_of_couchdb_s_own_is_nobody(harness: CouchDBHarness, username: str) -> None:
    with harness.put({"ann": record("ann")}, USERNAMES) as place:
        name = views_name_of(USERNAMES)
        with administrator_of(harness, place.connection) as client:
            client.put("_local/note", json=record("_local/note")).raise_for_status()
        with closing(open_store(harness, place.connection)) as store:
            for each in (username, f"_design/{name}"):
                assert isinstance(store.look_up(each), Missing)
                assert isinstance(store.read_details(each), Missing)
            assert user_of(store.look_up("ann")).username == "ann"


def test_details_have_the_revision(harness: CouchDBHarness, place: Place) -> None:
    with closing(open_store(harness, place.connection)) as store:
        found = store.read_details("johndoe")
    assert isinstance(found, RecordDetails)
    assert found[:1] + found[2:] == ("userprofile::johndoe", None, None)
    assert re.fullmatch("1-[0-9a-f]{32}", found.revision or "")


def test_a_crowd_with_names_of_many_words_is_cut_at_people_and_not_at_entries(
    harness: CouchDBHarness,
) -> None:
    crowd = {
        f"u{number:02}": record(f"u{number:02}", full_name=f"Ann Marie Rose Lee{number:02}")
        for number in range(20)
    }
    with (
        harness.put(crowd, USUAL_LAYOUT) as place,
        closing(open_store(harness, place.connection)) as store,
    ):
        for limit, more in ((8, True), (19, True), (20, False), (50, False)):
            found = store.search(Question("ann"), limit)
            assert isinstance(found, Matches)
            assert (len(found.users), found.more) == (min(limit, 20), more)


# What an administrator creates


def commands_of(connection: Connection) -> list[tuple[list[str], dict[str, Any]]]:
    """Return the commands of the printed script, each with the document that it sends."""
    script = index_script_of(connection)
    found = COMMAND.findall(script)
    return [(shlex.split(command), json.loads(body)) for command, body in found]


def run(script: str) -> subprocess.CompletedProcess[str]:
    """Run a printed script as an administrator does, with the password instead of the question."""
    signed_in = f"--user {CouchDBServer.administrator}:{CouchDBServer.password} "
    return subprocess.run(
        ["sh", "-e"],
        input=script.replace("--user admin ", signed_in),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_printed_commands_can_be_run_again_and_mend_changed_views(
    harness: CouchDBHarness, place: Place
) -> None:
    connection, path = place.connection, f"_design/{views_name_of(USUAL_LAYOUT)}"
    script = index_script_of(connection)
    with administrator_of(harness, connection) as client:
        design = client.get(path).json()
        design["views"]["entries"]["map"] = "function (doc) {}"
        client.put(path, json=design).raise_for_status()
        assert reason_of(last_of(connection)) is Reason.INDEX_MISSING
        for _ in range(2):
            assert run(script).returncode == 0
        assert reason_of(last_of(connection)) is None
        client.delete(path, params={"rev": client.get(path).json()["_rev"]}).raise_for_status()
    assert run(script).returncode == 0
    assert reason_of(last_of(connection)) is None
    assert run(script.replace("people", "no-such")).returncode != 0


def test_the_printed_commands_are_all_that_a_database_needs(
    harness: CouchDBHarness, place: Place
) -> None:
    connection = place.connection
    with administrator_of(harness, connection) as client:
        for command, body in commands_of(connection):
            (address,) = (part for part in command if part.startswith("http://"))
            path = address.partition("$")[0].removeprefix(f"http://{connection.address.hosts[0]}")
            assert "PUT" in command
            kept = client.get(f"{harness.server.address}{path}").raise_for_status().json()
            assert body.items() <= kept.items()
    assert reason_of(last_of(connection)) is None


def test_without_the_views_a_search_is_an_error_and_a_read_is_not(
    harness: CouchDBHarness, place: Place
) -> None:
    connection = replace(place.connection, record=USUAL_LAYOUT._replace(type="another"))
    with closing(open_store(harness, connection)) as store:
        assert user_of(store.look_up("johndoe")).username == "johndoe"
        problem = store.search(Question("john"), 5)
        assert store.suggest("john", 5) == ()
    assert isinstance(problem, Problem)
    assert problem.reason is Reason.INDEX_MISSING
    assert index_script_of(connection) in details(problem)
    checked = last_of(connection)
    assert (checked.stage, reason_of(checked)) == (Stage.SEARCH, Reason.INDEX_MISSING)


def test_a_check_finds_views_that_somebody_has_changed(
    harness: CouchDBHarness, place: Place
) -> None:
    path = f"_design/{views_name_of(USUAL_LAYOUT)}"
    with administrator_of(harness, place.connection) as client:
        design = client.get(path).json()
        del design["views"]["entries"]["options"]
        client.put(path, json=design).raise_for_status()
    checked = last_of(place.connection)
    assert (checked.stage, reason_of(checked)) == (Stage.SEARCH, Reason.INDEX_MISSING)


def test_one_account_may_only_read_and_others_still_write(
    harness: CouchDBHarness, place: Place
) -> None:
    members = {"members": {"names": [CouchDBServer.username, CouchDBServer.stranger], "roles": []}}
    path = f"{database_path_of(place.connection)}/new"
    with administrator_of(harness, place.connection) as client:
        client.put("_security", json=members).raise_for_status()
    written = {}
    for account in (CouchDBServer.username, CouchDBServer.stranger):
        with harness.server.client(account) as client:
            written[account] = client.put(path, json={}).status_code
    assert written == {CouchDBServer.username: 403, CouchDBServer.stranger: 201}


def test_a_whole_record_would_be_seen_on_the_wire(harness: CouchDBHarness, place: Place) -> None:
    address = place.connection.connection_string.partition("+")[2]
    with harness.server.client(CouchDBServer.username) as client:
        client.get(f"{address}{database_path_of(place.connection)}/userprofile%3A%3Ajohndoe")
    assert MARKED_HASH.encode() in place.answered
