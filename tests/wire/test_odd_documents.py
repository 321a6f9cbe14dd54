"""Whatever a document contains, a lookup ends in an outcome that shows nobody else.

They leave out what ends the process with SDK 4.6.3, and nothing in Python can prevent: a status for
a field that the SDK does not know. A get with a projection also ends it on a number beyond a double
(1e999), which a subdocument lookup does not.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.store import ProfileStore
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.messages.profile import notice_text
from tests.wire.documents import PlantedAnswers
from tests.wire.frames import Status
from tests.wire.node import Node
from tests.wire.people import ALICE, ALICES_KEY, JOHN_DOE, JOHNS_KEY, MARKED_HASH
from tests.wire.stores import ASKED_FIELDS, TITLE, cluster_store, connection_to

ASKED = "anybody"
ESSENTIAL = ("username", "disabled")
KEY = f"userprofile::{ASKED}"
NUMBERS = st.integers(-(10**400), 10**400) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | st.text()
NAMES = st.sampled_from([*ASKED_FIELDS, "type", "hashed_password", "x"]) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner), max_leaves=8
)
# Similar to a record, so that many of the tried documents are shown.
RECORDS = st.fixed_dictionaries(
    {"username": st.sampled_from([ASKED, "johndoe", "alice"]) | st.text()},
    optional={
        "email": st.text() | VALUES,
        "full_name": st.none() | st.text() | VALUES,
        "disabled": st.booleans() | VALUES,
        "hashed_password": st.just(MARKED_HASH),
        "type": VALUES,
    },
)


@pytest.fixture(scope="module")
def shared_node() -> Iterator[Node]:
    with Node({JOHNS_KEY: JOHN_DOE, ALICES_KEY: ALICE}) as node:
        yield node


@pytest.fixture(scope="module")
def store(shared_node: Node) -> Iterator[ProfileStore]:
    store = cluster_store(connection_to(shared_node))
    yield store
    store.close()


def is_valid(field: str, value: object) -> bool:
    """Return whether a record may have this value: half of a surrogate pair is not text."""
    kinds = {"username": str, "disabled": bool | None}
    if not isinstance(value, kinds.get(field, str | None)):
        return False
    return not isinstance(value, str) or value.encode(errors="ignore").decode() == value


def assert_shown_or_damaged(store: ProfileStore, document: object) -> None:
    """Check that exactly the document's fields are shown, or that it is reported as damaged.

    A wrong value in a field that is not essential is reported as damaged there.
    """
    outcome = store.look_up(ASKED)
    own = document if isinstance(document, dict) else {}
    stored = {name: own.get(name) for name in ASKED_FIELDS}
    shown = {name: value if is_valid(name, value) else None for name, value in stored.items()}
    if all(is_valid(name, stored[name]) for name in ESSENTIAL):
        assert isinstance(outcome, Found)
        assert outcome.user.public_values == shown
        damaged = {value.field.name for value in outcome.user.damaged}
        assert damaged == {name for name in shown if shown[name] != stored[name]}
        assert bool(notice_text(outcome)) is (shown["username"] != ASKED)
    else:
        assert isinstance(outcome, Problem)
        assert outcome.kind is ProblemKind.DAMAGED_DOCUMENT
        assert_reveals_nothing(outcome)


def assert_reveals_nothing(problem: Problem) -> None:
    """Check that no sentence contains parts of a record or the SDK's words."""
    said = f"{summary(problem)}{next_step(problem)}{details(problem)}"
    for secret in (MARKED_HASH, "johndoe@", "alice@", "Exception", "Traceback"):
        assert secret not in said
    assert ASKED not in details(problem)


@given(RECORDS | VALUES)
@example({"username": "alice", "email": "alice@example.com"})
@example({"username": ASKED, "email": ""})
@example({"username": ASKED, "email": "\ud800"})
@example({"username": ASKED, "full_name": "\x00\u202e<b>"})
@example({"username": ASKED, "disabled": 0})
def test_any_json_is_shown_unchanged_or_reported_as_damaged(
    shared_node: Node, store: ProfileStore, value: object
) -> None:
    shared_node.put(KEY, value)
    assert_shown_or_damaged(store, value)


@given(st.binary())
@example(b"")
@example(b'{"username": "anybody"')
@example(b'{"username": "anybody", "email": "\xff"}')
@example(b'{"username": "anybody", "email": NaN}')
@example(b'{"username": "alice", "username": "anybody"}')
@example(b'\xef\xbb\xbf{"username": "anybody"}')
@example(b"[" * 100_000)
def test_any_bytes_become_an_outcome(shared_node: Node, store: ProfileStore, body: bytes) -> None:
    shared_node.put(KEY, body)
    outcome = store.look_up(ASKED)
    if isinstance(outcome, Found):
        assert json.dumps(outcome.user.username).encode() in body
    else:
        assert isinstance(outcome, Problem)
        assert outcome.kind is ProblemKind.DAMAGED_DOCUMENT
        assert_reveals_nothing(outcome)


DEEP = b"[" * 5_000 + b"]" * 5_000
PIECES = st.sampled_from(
    [b'"', b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"\\", b"\\ud800", b"\xff", b"\0"]
)


@given(
    st.sampled_from(ASKED_FIELDS),
    st.lists(PIECES | st.binary(max_size=3)),
)
@example("email", [b"1e999"])
@example("disabled", [b"-1e999"])
@example("username", [b"9" * 400])
@example("email", [b"9" * 5000])
@example("email", [b"[" * 200_000, b"]" * 200_000])
@example("email", [b'"\\ud800"'])
@example("email", [b'"\\udc00\\ud800"'])
@example("disabled", [b"NaN"])
@example("email", [b'"a', b"b"])
@example("email", [b""])
@example("full_name", [DEEP])
def test_any_bytes_in_a_field_become_an_outcome(
    shared_node: Node, store: ProfileStore, field: str, pieces: list[bytes]
) -> None:
    answers = {name: (Status.SUCCESS, json.dumps(JOHN_DOE[name]).encode()) for name in ASKED_FIELDS}
    shared_node.put(KEY, PlantedAnswers(answers | {field: (Status.SUCCESS, b"".join(pieces))}))
    outcome = store.look_up(ASKED)
    if isinstance(outcome, Found):
        others = [name for name in ASKED_FIELDS if name != field]
        assert all(getattr(outcome.user, name) == JOHN_DOE[name] for name in others)
    else:
        assert isinstance(outcome, Problem)
        assert outcome.kind is ProblemKind.DAMAGED_DOCUMENT
        assert_reveals_nothing(outcome)


def test_a_document_of_twenty_megabytes_is_read(shared_node: Node) -> None:
    shared_node.put(KEY, {"username": ASKED, "email": "x" * 20_000_000, "notes": "y" * 1_000})
    connection = replace(connection_to(shared_node), kv_timeout=30.0)  # seconds on a busy machine
    with closing(cluster_store(connection)) as store:
        outcome = store.look_up(ASKED)
    assert isinstance(outcome, Found)
    assert outcome.user.email == "x" * 20_000_000


def test_a_document_too_deep_for_the_server_is_reported_as_damaged(
    shared_node: Node, store: ProfileStore
) -> None:
    too_deep = (Status.DOCUMENT_TOO_DEEP, b"")
    shared_node.put(KEY, PlantedAnswers(dict.fromkeys(ASKED_FIELDS, too_deep)))
    outcome = store.look_up(ASKED)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.DAMAGED_DOCUMENT
    assert "“email”" in next_step(outcome)


@given(st.text(st.characters(exclude_categories=())))
@example("")
@example("a\x00b")
@example("\ud800")
@example("%s%n")
@example("`x` OR 1=1 --")
@example("x" * 237)
@example("x" * 238)
@example("é" * 119)
@example("x" * 1_000_000)
def test_the_requested_key_has_the_exact_username_or_nothing_is_sent(
    shared_node: Node, store: ProfileStore, username: str
) -> None:
    store.look_up("johndoe")  # connects first
    shared_node.forget()
    outcome = store.look_up(username)
    if isinstance(outcome, Problem):
        assert outcome.kind is ProblemKind.BAD_INPUT
        assert shared_node.lookups == []
    else:
        assert outcome == Missing(username, TITLE) or isinstance(outcome, Found)
        assert shared_node.lookups == [(f"userprofile::{username}", ASKED_FIELDS)]
