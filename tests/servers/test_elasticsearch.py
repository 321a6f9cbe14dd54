"""The store over OpenSearch itself: what it finds, what crosses the wire, and every failure."""

from __future__ import annotations

import json
import re
import ssl
import threading
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import product
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import trustme

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.fields import FIELDS, Field
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH, KIND
from profile_browser.stores.elasticsearch.indexes import index_of, index_script_of
from profile_browser.stores.store import Store
from tests.servers.front import Front
from tests.servers.opensearch_node import OpenSearchNode
from tests.wire.people import ALICE, ALICES_HASH, JOHN_DOE, MARKED_HASH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore

P, S = StageState.PASSED, StageState.SKIPPED
ASKED = [field.name for field in FIELDS]
CONTACT = RecordLayout(
    id="{username}",
    type="",
    built_in=tuple(
        field._replace(path=f"contact.{field.name}") if field.name == "email" else field
        for field in FIELDS
    ),
    more=(Field("Phone", path="contact.phone"), Field("Card", path="card.last.four")),
)
ODD_NAMES = [
    "..", ".", "a/b", "a b", "100%", "*", "_all", "_search", '"', "'", "\\", "a\nb", "$where",
    "?_source=true", "#x", "Zoë", "Пётр", "王芳", "👩‍👩‍👧", "a+b", "a,b",
]  # fmt: skip


@pytest.fixture(scope="module")
def node(opensearch: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSearchNode]:
    with OpenSearchNode(opensearch, tmp_path_factory.mktemp("opensearch")) as running:
        create_index(running, RecordLayout())
        for person in (JOHN_DOE, ALICE):
            put(running, f"userprofile::{person['username']}", person)
        yield running


def create_index(node: OpenSearchNode, layout: RecordLayout) -> None:
    """Create the index anew, as an administrator does with what the program prints."""
    node.order("DELETE", "/profiles")
    assert node.order("PUT", "/profiles", index_of(layout))[0] == 200


def put(node: OpenSearchNode, key: str, record: object) -> None:
    path = quote(key, safe="").replace(".", "%2E")
    assert node.order("PUT", f"/profiles/_doc/{path}?refresh=true", record)[0] in (200, 201)


def connection_to(port: int, *, tls: bool = False) -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"elasticsearch+http{'s' if tls else ''}://127.0.0.1:{port}",
        location={"index": "profiles"},
        username=OpenSearchNode.reader,
        password=OpenSearchNode.password,
        kv_timeout=5.0,
        query_timeout=5.0,
    )


def through(front: Front, connection: Connection) -> Connection:
    return replace(connection, connection_string=connection_to(front.port).connection_string)


@contextmanager
def store_over(connection: Connection) -> Iterator[ProfileStore]:
    with closing(Store(connection, ELASTICSEARCH)) as store:
        yield store


def look_up(connection: Connection, username: str = "johndoe") -> Outcome:
    with store_over(connection) as store:
        return store.look_up(username)


def search(store: ProfileStore, text: str) -> list[str]:
    outcome = store.search(Question(text, search_only=True), 50)
    match outcome:
        case Found():
            return [outcome.user.username]
        case Matches():
            return [user.username for user in outcome.users]
    assert isinstance(outcome, Missing), outcome
    return []


def reason_of(outcome: object) -> Reason:
    assert isinstance(outcome, Problem), outcome
    said = summary(outcome) + next_step(outcome) + details(outcome)
    assert "{" not in said.partition("PUT /")[0]  # every placeholder is filled
    assert OpenSearchNode.password not in said
    return outcome.reason


def test_a_lookup_brings_the_described_fields_alone(node: OpenSearchNode) -> None:
    with Front(node.port) as front, store_over(connection_to(front.port)) as store:
        outcome = store.look_up("johndoe")
        assert isinstance(outcome, Found)
        assert outcome.user.model_dump() == {name: JOHN_DOE[name] for name in ASKED}
        assert isinstance(store.look_up("nobody"), Missing)
        assert search(store, "JOHNDOE@Example.com") == ["johndoe"]
        assert search(store, "doe j") == ["johndoe"]
        assert [user.username for user in store.suggest("ALI", 8)] == ["alice"]
        assert isinstance(store.read_details("johndoe"), RecordDetails)
        assert b"johndoe@example.com" in front.answered
        for unasked in (MARKED_HASH, ALICES_HASH, "admin_channels", "admin_roles"):
            assert unasked.encode() not in front.answered
        sent = front.received
    assert b"_source_includes=username%2Cfull_name%2Cemail%2Cdisabled " in sent
    assert set(re.findall(rb"([A-Z]+) /\S* HTTP/1.1\r\n", sent)) == {b"GET", b"POST"}


def test_details_have_the_number_of_the_last_change_and_change_with_it(
    node: OpenSearchNode,
) -> None:
    put(node, "userprofile::changing", {"username": "changing"})
    with store_over(connection_to(node.port)) as store:
        before = store.read_details("changing")
        put(node, "userprofile::changing", {"username": "changing", "disabled": True})
        after = store.read_details("changing")
        assert isinstance(store.read_details("nobody"), Missing)
    assert isinstance(before, RecordDetails)
    assert isinstance(after, RecordDetails)
    assert before.document_id == "userprofile::changing"
    assert before.revision is not None
    assert before.revision != after.revision


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_with_special_characters_is_a_name(node: OpenSearchNode, name: str) -> None:
    with store_over(connection_to(node.port)) as store:
        assert isinstance(store.look_up(name), Missing)
        put(node, f"userprofile::{name}", {"username": name, "type": "userprofile"})
        outcome = store.look_up(name)
        assert isinstance(outcome, Found)
        assert outcome.user.username == name
        assert name in search(store, name)
    with store_over(replace(connection_to(node.port), record=RecordLayout(id="{username}"))) as s:
        assert isinstance(s.look_up(name), Missing)


def test_a_record_of_another_layout_is_read_and_found(node: OpenSearchNode) -> None:
    create_index(node, CONTACT)
    try:
        contact = {"email": "Zoe@example.com", "phone": "1234"}
        record = {
            "username": "zoe",
            "contact": contact,
            "card": {"last": {"four": "4242", "all": MARKED_HASH}},
        }
        put(node, "zoe", record | {"hashed_password": MARKED_HASH})
        asked = replace(connection_to(node.port), record=CONTACT)
        with Front(node.port) as front, store_over(through(front, asked)) as store:
            outcome = store.look_up("zoe")
            assert isinstance(outcome, Found)
            assert outcome.user.email == "Zoe@example.com"
            assert [value.exact for value in outcome.user.more] == ['"1234"', '"4242"']
            assert search(store, "zoé@EXAMPLE.com") == ["zoe"]
            assert search(store, "ZO") == ["zoe"]
            assert MARKED_HASH.encode() not in front.answered
        assert [result.state for result in ELASTICSEARCH.check(asked)].count(StageState.FAILED) == 0
    finally:
        create_index(node, RecordLayout())
        for person in (JOHN_DOE, ALICE):
            put(node, f"userprofile::{person['username']}", person)


def test_many_matches_come_in_order_and_say_that_there_are_more(node: OpenSearchNode) -> None:
    for number in range(60):
        name = f"many{number:02}"
        put(node, f"userprofile::{name}", {"username": name, "type": "userprofile"})
    put(node, "userprofile::many-x", {"username": "many-x", "type": "another"})
    with store_over(connection_to(node.port)) as store:
        outcome = store.search(Question("MANY"), 50)
        assert isinstance(outcome, Matches)
        assert [user.username for user in outcome.users] == [f"many{n:02}" for n in range(50)]
        assert outcome.more
        assert search(store, "many-x") == []
        assert search(store, "x" * 9_000) == []


def test_every_refusal_of_the_server_has_its_reason(node: OpenSearchNode) -> None:
    usual = connection_to(node.port)
    elsewhere = replace(usual, location={"index": "missing"})
    assert reason_of(look_up(replace(usual, password="wrong"))) is Reason.SIGN_IN_REFUSED
    assert reason_of(look_up(replace(usual, username=node.stranger))) is Reason.READING_NOT_ALLOWED
    # Whoever may read one index alone is not told which others there are.
    assert reason_of(look_up(elsewhere)) is Reason.READING_NOT_ALLOWED
    assert (
        reason_of(look_up(replace(elsewhere, username=node.administrator)))
        is Reason.DATABASE_MISSING
    )
    with store_over(replace(usual, username=node.stranger)) as store:
        assert reason_of(store.search(Question("a"), 5)) is Reason.SEARCHING_NOT_ALLOWED
    assert node.order("PUT", "/unmapped", {"mappings": {"dynamic": False}})[0] == 200
    unmapped = replace(usual, location={"index": "unmapped"}, username=node.administrator)
    with store_over(unmapped) as store:
        assert reason_of(store.search(Question("a"), 5)) is Reason.INDEX_MISSING
        assert reason_of(store.search(Question("a@b"), 5)) is Reason.INDEX_MISSING


# An index that is not the printed one


@contextmanager
def index(
    node: OpenSearchNode, body: dict[str, Any], name: str = "another"
) -> Iterator[Connection]:
    """Create an index with johndoe in it, for the administrator."""
    assert node.order("PUT", f"/{name}", body)[0] == 200
    path = f"/{name}/_doc/userprofile%3A%3Ajohndoe?refresh=true"
    assert node.order("PUT", path, JOHN_DOE)[0] == 201
    usual = connection_to(node.port)
    try:
        yield replace(usual, location={"index": name}, username=node.administrator)
    finally:
        node.order("DELETE", f"/{name}")


def test_an_index_that_is_closed_or_an_alias_of_several_cannot_be_opened(
    node: OpenSearchNode,
) -> None:
    printed = index_of(RecordLayout())
    with index(node, printed) as connection, index(node, printed, "second"):
        aliases = [("one", "another"), ("several", "another"), ("several", "second")]
        actions = [{"add": {"alias": alias, "index": name}} for alias, name in aliases]
        assert node.order("POST", "/_aliases", {"actions": actions})[0] == 200
        one, several = (replace(connection, location={"index": n}) for n in ("one", "several"))
        assert isinstance(look_up(one), Found)
        assert reason_of(look_up(several)) is Reason.DATABASE_MISSING
        node.order("POST", "/another/_close")
        assert reason_of(look_up(connection)) is Reason.DATABASE_MISSING
        with store_over(connection) as store:
            assert reason_of(store.search(Question("john"), 5)) is Reason.DATABASE_MISSING


def test_a_data_stream_cannot_be_opened(node: OpenSearchNode) -> None:
    template = {"index_patterns": ["stream*"], "data_stream": {}}
    assert node.order("PUT", "/_index_template/stream", template)[0] == 200
    assert node.order("PUT", "/_data_stream/stream")[0] == 200
    usual = connection_to(node.port)
    stream = replace(usual, location={"index": "stream"}, username=node.administrator)
    assert reason_of(look_up(stream)) is Reason.DATABASE_MISSING
    node.order("DELETE", "/_data_stream/stream")


def test_an_index_that_may_not_be_read_now_is_not_available(node: OpenSearchNode) -> None:
    with index(node, index_of(RecordLayout())) as connection:
        node.order("PUT", "/another/_settings", {"index.blocks.read": True})
        assert reason_of(look_up(connection)) is Reason.SERVER_UNAVAILABLE


def test_an_index_that_does_not_keep_the_records_shows_nobody(node: OpenSearchNode) -> None:
    body = index_of(RecordLayout())
    body["mappings"]["_source"] = {"enabled": False}
    with index(node, body) as connection, store_over(connection) as store:
        assert reason_of(store.look_up("johndoe")) is Reason.RECORD_DAMAGED
        assert reason_of(store.search(Question("john"), 5)) is Reason.INDEX_MISSING


def without_folding() -> dict[str, Any]:
    body = index_of(RecordLayout())
    del body["mappings"]["properties"]["email"]["fields"]["folded"]["normalizer"]
    return body


def without_words() -> dict[str, Any]:
    body = index_of(RecordLayout())
    del body["mappings"]["properties"]["full_name"]["fields"]["words"]
    return body


@pytest.mark.parametrize("body", [{}, without_folding(), without_words()])
def test_a_check_notices_an_index_in_which_a_search_would_miss_people(
    node: OpenSearchNode, body: dict[str, Any]
) -> None:
    with index(node, body) as connection:
        assert isinstance(look_up(connection), Found)
        *_, last = ELASTICSEARCH.check(connection)
    assert (last.stage, last.state) == (Stage.SEARCH, StageState.FAILED)
    assert reason_of(last.problem) is Reason.INDEX_MISSING


@pytest.mark.parametrize(
    "text", ["x" * 1000, "é" * 1000, "x" * 1001, "x" * 10_000, "ab cd " * 1600]
)
def test_a_long_text_finds_nobody(node: OpenSearchNode, text: str) -> None:
    with store_over(connection_to(node.port)) as store:
        assert isinstance(store.search(Question(text), 5), Missing)
        assert store.suggest(text, 8) == ()


def test_a_name_of_as_many_words_as_are_searched_is_searched(node: OpenSearchNode) -> None:
    words = ["".join(letters) for letters in product("abcdefghij", repeat=2)]
    put(
        node,
        "userprofile::wordy",
        {"username": "wordy", "full_name": " ".join(words), "type": "userprofile"},
    )
    with store_over(connection_to(node.port)) as store:
        assert search(store, " ".join(words)) == ["wordy"]


def test_a_list_of_fields_that_the_server_takes_for_too_long_is_said_so(
    node: OpenSearchNode,
) -> None:
    more = tuple(Field(f"More {number}", path=f"{number}{'x' * 400}") for number in range(12))
    asked = replace(connection_to(node.port), record=RecordLayout(more=more))
    assert reason_of(look_up(asked)) is Reason.REQUEST_TOO_LONG


# Rights


def test_a_role_can_hide_the_hash_from_whoever_asks_for_it(node: OpenSearchNode) -> None:
    guarded = replace(connection_to(node.port), username=node.guarded)
    with store_over(guarded) as store:
        assert isinstance(store.look_up("johndoe"), Found)
        assert search(store, "doe j") == ["johndoe"]
        assert isinstance(store.read_details("johndoe"), RecordDetails)
    assert [r.state for r in ELASTICSEARCH.check(guarded)] == [P, P, S, P, P, P, P, S]
    path = "/profiles/_doc/userprofile%3A%3Ajohndoe"
    assert MARKED_HASH in str(node.order("GET", path, account=node.reader))
    assert MARKED_HASH not in str(node.order("GET", path, account=node.guarded))


def test_a_path_that_would_bring_other_fields_is_refused(node: OpenSearchNode) -> None:
    for path in ("*", "hashed*", "a,b"):
        layout = RecordLayout(more=(Field("More", path=path),))
        with Front(node.port) as front:
            asked = replace(connection_to(front.port), record=layout)
            assert reason_of(look_up(asked)) is Reason.SETTINGS_REFUSED
            *_, last = ELASTICSEARCH.check(asked)
            assert last.stage is Stage.SIGN_IN
            assert reason_of(last.problem) is Reason.SETTINGS_REFUSED
            assert b"GET" not in front.received


def test_a_check_passes_every_stage_and_compares_a_record(node: OpenSearchNode) -> None:
    usual = connection_to(node.port)
    assert [r.state for r in ELASTICSEARCH.check(usual)] == [P, P, S, P, P, P, P, S]
    assert [r.state for r in ELASTICSEARCH.check(usual, "johndoe")] == [P, P, S, P, P, P, P, P]
    for connection, username, stage, reason in [
        (replace(usual, password="wrong"), "", Stage.SIGN_IN, Reason.SIGN_IN_REFUSED),
        (replace(usual, username=node.stranger), "", Stage.READ, Reason.READING_NOT_ALLOWED),
        (
            replace(usual, username=node.administrator, location={"index": "missing"}),
            "",
            Stage.DATABASE,
            Reason.DATABASE_MISSING,
        ),
        (usual, "nobody", Stage.LAYOUT, Reason.CHECKED_RECORD_MISSING),
    ]:
        *_, last = ELASTICSEARCH.check(connection, username)
        assert (last.stage, last.state, reason_of(last.problem)) == (
            stage,
            StageState.FAILED,
            reason,
        )


def test_a_server_that_dies_falls_silent_or_comes_back(node: OpenSearchNode) -> None:
    with Front(node.port) as front, store_over(connection_to(front.port)) as store:
        assert isinstance(store.look_up("johndoe"), Found)
        front.die()
        assert reason_of(store.look_up("johndoe")) is Reason.PORT_CLOSED
        front.restart()
        assert isinstance(store.look_up("johndoe"), Found)
        front.die()
        front.restart()
        assert isinstance(store.look_up("johndoe"), Found)
    with Front(node.port) as front:
        quick = replace(connection_to(front.port), kv_timeout=0.3, query_timeout=0.3)
        with store_over(quick) as store:
            front.stop()
            assert reason_of(store.look_up("johndoe")) is Reason.READ_TIMED_OUT
            assert reason_of(store.search(Question("a"), 5)) is Reason.SEARCH_TIMED_OUT


def test_closing_ends_a_running_read(node: OpenSearchNode) -> None:
    with Front(node.port) as front:
        store = Store(connection_to(front.port), ELASTICSEARCH)
        assert isinstance(store.look_up("johndoe"), Found)
        front.stop()
        outcomes: list[Outcome] = []
        reader = threading.Thread(target=lambda: outcomes.append(store.look_up("alice")))
        reader.start()
        started = monotonic()
        while b"alice" not in front.received and monotonic() - started < 0.2:
            pass
        store.close()
        reader.join(5.0)
        assert monotonic() - started < 2.0
    assert reason_of(outcomes[0]) is Reason.CANCELLED


def test_a_certificate_for_another_name_gets_no_password(
    node: OpenSearchNode, tmp_path: Path
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    for name in ("127.0.0.1", "elsewhere.example"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        with Front(node.port, tls=context) as front:
            asked = connection_to(front.port, tls=True)
            assert reason_of(look_up(asked)) is Reason.CERTIFICATE_REFUSED  # unknown authority
            assert front.received == b""
            outcome = look_up(replace(asked, trust_store=str(tmp_path / "authority.pem")))
            if name == "127.0.0.1":
                assert isinstance(outcome, Found)
            else:
                assert reason_of(outcome) is Reason.CERTIFICATE_REFUSED
                assert front.received == b""


def test_the_printed_request_creates_the_index(node: OpenSearchNode) -> None:
    asked = replace(connection_to(node.port), location={"index": "printed"}, record=CONTACT)
    first, _, body = index_script_of(asked).partition("\n")
    assert first == "PUT /printed"
    assert body.isascii()
    assert node.order("PUT", "/printed", json.loads(body))[0] == 200
