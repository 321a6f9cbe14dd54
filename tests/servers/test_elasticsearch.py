"""The store over OpenSearch itself: what it finds, what crosses the wire, and every failure."""

from __future__ import annotations

import json
import re
import ssl
import threading
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import pytest
import trustme

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.fields import FIELDS, Field
from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH
from profile_browser.stores.elasticsearch.indexes import index_script_of
from profile_browser.stores.store import Store
from tests.servers.elasticsearch_index import (
    connection_to,
    create_index,
    create_people,
    look_up,
    put,
    reason_of,
    search,
    store_over,
    through,
)
from tests.servers.front import Front
from tests.wire.people import ALICES_HASH, JOHN_DOE, MARKED_HASH

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.outcome import Outcome
    from tests.servers.opensearch_node import OpenSearchNode

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


@pytest.fixture
def node(opensearch_node: OpenSearchNode) -> OpenSearchNode:
    return opensearch_node


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
        create_people(node)


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
    # An account that may read only one index is not told which others exist.
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


# Rights


def test_a_role_can_hide_the_hash_from_its_users(node: OpenSearchNode) -> None:
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
