"""The store over OpenSearch itself: what it finds, what crosses the wire, and every failure."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.fields import FIELDS, Field
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH
from profile_browser.stores.elasticsearch.indexes import index_script_of
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
        assert outcome.user.public_values == {name: JOHN_DOE[name] for name in ASKED}
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


def test_every_refusal_of_the_server_has_its_reason(node: OpenSearchNode) -> None:
    usual = connection_to(node.port)
    elsewhere = replace(usual, location={"index": "missing"})
    assert reason_of(look_up(replace(usual, password="wrong"))) is Reason.SIGN_IN_REFUSED
    assert reason_of(look_up(replace(usual, username=node.stranger))) is Reason.DATABASE_NOT_ALLOWED
    # An account that may read only one index is not told which others exist.
    assert reason_of(look_up(elsewhere)) is Reason.DATABASE_NOT_ALLOWED
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
        listed = store.look_up_all(["johndoe", "nobody"], at_once=64)  # with the right to read one
        assert isinstance(listed, dict)
        assert list(map(type, listed.values())) == [Found, Missing]
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
        (replace(usual, username=node.stranger), "", Stage.DATABASE, Reason.DATABASE_NOT_ALLOWED),
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


def test_the_printed_request_creates_the_index(node: OpenSearchNode) -> None:
    asked = replace(connection_to(node.port), location={"index": "printed"}, record=CONTACT)
    first, _, body = index_script_of(asked).partition("\n")
    assert first == "PUT /printed"
    assert body.isascii()
    assert node.order("PUT", "/printed", json.loads(body))[0] == 200
