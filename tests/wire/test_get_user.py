"""`get_bucket` and `get_user` on the real SDK."""

import time
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import pytest
from couchbase.bucket import Bucket
from couchbase.exceptions import (
    AmbiguousTimeoutException,
    DocumentNotFoundException,
    UnAmbiguousTimeoutException,
)

from profile_browser.domain.connection import Connection
from profile_browser.domain.fields import Field, fields_of
from profile_browser.domain.refusal import RefusedError
from profile_browser.domain.user import User, UserInDB
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.couchbase.sdk import get_bucket, get_user
from profile_browser.stores.reading import DamagedDocumentError
from tests.wire.frames import Opcode
from tests.wire.node import Node
from tests.wire.people import ALICE, JOHN_DOE, JOHNS_KEY, MARKED_HASH
from tests.wire.sdk import SHORT_SECONDS, Opened
from tests.wire.stores import ASKED_FIELDS, connection_to, open_bucket

SDKS_OWN_READ_SECONDS = 2.5


# Opening a bucket


def test_get_bucket_returns_the_sdk_s_bucket(node: Node, opened: Opened) -> None:
    bucket = get_bucket(connection_to(node))
    try:
        assert type(bucket) is Bucket
        assert bucket.name == node.bucket
        assert get_user(bucket, "johndoe", User) is not None
    finally:
        opened.clusters[0].close()
    assert len(opened.clusters) == 1


def test_the_default_timeouts_are_the_documented_ones(node: Node, opened: Opened) -> None:
    silent_on_timeouts = Connection(
        kind=COUCHBASE,
        title="Plain",
        connection_string=node.connection_string,
        location={"bucket": node.bucket},
        username=node.username,
        password=node.password,
    )
    with open_bucket(silent_on_timeouts):
        timeouts = opened.options[0]
    assert timeouts["kv_timeout"] == timedelta(seconds=30)
    assert timeouts["query_timeout"] == timedelta(seconds=15)
    assert timeouts["bootstrap_timeout"] == timedelta(seconds=10)


def test_an_unanswered_read_ends_after_the_connection_s_timeout(node: Node) -> None:
    node.faults.silent_reads = True
    with open_bucket(replace(connection_to(node), kv_timeout=SHORT_SECONDS)) as bucket:
        started = time.monotonic()
        with pytest.raises(AmbiguousTimeoutException):
            get_user(bucket, "johndoe")
        assert time.monotonic() - started < SDKS_OWN_READ_SECONDS


def test_connecting_to_a_silent_server_ends_after_the_connection_s_timeout(node: Node) -> None:
    node.faults.silent_connects = True
    with (
        pytest.raises(UnAmbiguousTimeoutException, match="connect"),
        open_bucket(replace(connection_to(node), connect_timeout=SHORT_SECONDS)),
    ):
        pass
    assert node.wait_for_connection(timeout=0)


# A user as a model


def test_the_whole_record_is_read_by_default(node: Node) -> None:
    with open_bucket(connection_to(node)) as bucket:
        user = get_user(bucket, "johndoe")
    assert type(user) is UserInDB
    assert (user.username, user.type, user.disabled) == ("johndoe", "userprofile", False)
    assert user.hashed_password.get_secret_value() == MARKED_HASH
    assert MARKED_HASH not in repr(user)
    assert [fields for _, fields in node.lookups] == [[*ASKED_FIELDS, "type", "hashed_password"]]


def test_the_public_model_never_requests_the_hash(node: Node) -> None:
    with open_bucket(connection_to(node)) as bucket:
        user = get_user(bucket, "johndoe", model=User)
    assert type(user) is User
    assert user.public_values == {name: JOHN_DOE[name] for name in ASKED_FIELDS}
    assert node.lookups == [(JOHNS_KEY, ASKED_FIELDS)]
    assert Opcode.GET not in node.opcodes
    assert MARKED_HASH.encode() not in node.answered_bytes


@pytest.mark.parametrize("model", [User, UserInDB])
def test_a_missing_user_is_none(node: Node, model: type[User]) -> None:
    with open_bucket(connection_to(node)) as bucket:
        assert get_user(bucket, "nobody", model) is None


def test_usernames_are_case_sensitive(node: Node) -> None:
    with open_bucket(connection_to(node)) as bucket:
        assert get_user(bucket, "JohnDoe", User) is None


def test_a_named_collection_has_its_own_users() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        node.put(JOHNS_KEY, JOHN_DOE, collection="crm.people")
        with open_bucket(connection_to(node)) as bucket:
            there = get_user(bucket, "johndoe", User, scope="crm", collection="people")
            assert there is not None
            assert there.email == "johndoe@example.com"
            assert get_user(bucket, "johndoe", User) is None


def test_a_username_too_long_for_a_key_is_refused_before_anything_is_sent() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        longest = "x" * (250 - len("userprofile::"))
        with open_bucket(connection_to(node)) as bucket:
            assert get_user(bucket, longest, User) is None
            node.forget()
            with pytest.raises(RefusedError):
                get_user(bucket, longest + "x", User)
            with pytest.raises(RefusedError):
                get_user(bucket, longest, User, scope="crm", collection="people")
            with pytest.raises(RefusedError):
                get_user(bucket, "", User)
        assert node.lookups == []


def test_a_model_with_more_than_sixteen_fields_never_reads_the_whole_document(node: Node) -> None:
    more = {f"field_{n}": Annotated[str | None, Field("Field")] for n in range(14)}
    wide = type("Wide", (User,), {"__annotations__": more})
    # The SDK fetches the whole document if more than sixteen fields are requested.
    with open_bucket(connection_to(node)) as bucket, pytest.raises(ValueError, match="Wide"):
        get_user(bucket, "johndoe", wide)
    assert MARKED_HASH.encode() not in node.answered_bytes


def test_the_program_s_models_have_at_most_sixteen_fields() -> None:
    assert max(len(fields_of(model)) for model in (User, UserInDB)) <= 16


# Damaged documents, and documents that only look damaged


def damaged_fields(node: Node, content: object, model: type[User] = User) -> tuple[str, ...]:
    """Read a record with this content, which must be damaged, and return the damaged fields."""
    node.put("userprofile::torn", content)
    with (
        open_bucket(connection_to(node)) as bucket,
        pytest.raises(DamagedDocumentError) as caught,
    ):
        get_user(bucket, "torn", model)
    assert MARKED_HASH not in str(caught.value)
    return caught.value.fields


def without(name: str) -> dict[str, object]:
    """Return John's record without one of its fields."""
    return {key: value for key, value in JOHN_DOE.items() if key != name}


def test_a_missing_field_is_named(node: Node) -> None:
    assert damaged_fields(node, without("username")) == ("username",)
    assert damaged_fields(node, without("hashed_password"), UserInDB) == ("hashed_password",)


def test_an_empty_object_is_damaged_and_not_missing(node: Node) -> None:
    assert damaged_fields(node, {}) == ("username",)
    assert damaged_fields(node, {"a": 1}, UserInDB) == ("username", "hashed_password")


@pytest.mark.parametrize(
    "content",
    [["johndoe"], "johndoe", 7, None, b"not json", b'{"username": "joh', b"", b"\x00\xff"],
)
def test_a_document_that_is_not_a_json_object_is_damaged_as_a_whole(
    node: Node, content: object
) -> None:
    assert damaged_fields(node, content) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("disabled", "off"),
        ("disabled", 0),
        ("username", None),
        ("username", 7),
        ("email", ["johndoe@example.com"]),
        ("full_name", {"first": "John"}),
    ],
)
def test_a_value_of_the_wrong_type_is_reported_and_not_converted(
    node: Node, name: str, value: object
) -> None:
    assert damaged_fields(node, JOHN_DOE | {name: value}) == (name,)


def test_optional_fields_may_be_null_or_absent(node: Node) -> None:
    node.put("userprofile::bare", {"username": "bare", "full_name": None, "disabled": None})
    with open_bucket(connection_to(node)) as bucket:
        assert get_user(bucket, "bare", User) == User(username="bare")


def test_unknown_fields_are_ignored(node: Node) -> None:
    node.put("userprofile::alice", ALICE | {"disabled_since": "2024", "": 1, "a.b[0]`": {}})
    with open_bucket(connection_to(node)) as bucket:
        user: UserInDB | None = get_user(bucket, "alice")
    assert user is not None
    assert {**user.public_values, "type": user.type} == {
        name: ALICE[name] for name in [*ASKED_FIELDS, "type"]
    }


def test_a_broken_network_is_not_mistaken_for_a_missing_user(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The SDK misreads a system error number as this; only a real outage would trigger it.
    with open_bucket(connection_to(node)) as bucket:
        collection = type(bucket.default_collection())

        def misread(*_: object) -> None:
            raise DocumentNotFoundException

        monkeypatch.setattr(collection, "lookup_in", misread)
        with pytest.raises(DocumentNotFoundException):
            get_user(bucket, "johndoe", User)
