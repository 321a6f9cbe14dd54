"""Connections, and the faults they can have."""

from dataclasses import replace
from typing import Any

import pytest

from profile_browser.domain.connection import Connection, Environment, find_faults
from profile_browser.domain.problem import ProblemError, ProblemKind
from profile_browser.domain.refusal import RefusedError
from profile_browser.domain.store_kind import LocationKey, StoreKind
from profile_browser.messages import refusals
from profile_browser.messages.refusals import refusal_text
from profile_browser.stores.arangodb.adapter import KIND as ARANGODB
from profile_browser.stores.cassandra.adapter import KIND as CASSANDRA
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.couchbase.keyspace import Keyspace
from profile_browser.stores.mongodb.adapter import KIND as MONGODB
from tests.unit.helpers.people import CLUSTER, PASSWORD
from tests.unit.helpers.problems import problem_of


def test_a_valid_connection_has_no_faults() -> None:
    assert find_faults(CLUSTER) == {}


def test_default_timeouts_are_the_ones_staff_are_used_to() -> None:
    assert (CLUSTER.kv_timeout, CLUSTER.query_timeout, CLUSTER.connect_timeout) == (30, 15, 10)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"connection_string": "http://h"}, "connection_string"),
        ({"location": {}}, "bucket"),
        ({"username": ""}, "username"),
        ({"location": {"bucket": "b", "scope": "people"}}, "collection"),
        ({"kv_timeout": 0.0}, "kv_timeout"),
        ({"query_timeout": -1.0}, "query_timeout"),
        ({"connect_timeout": float("nan")}, "connect_timeout"),
        ({"connect_timeout": float("inf")}, "connect_timeout"),
        ({"kv_timeout": 3600.5}, "kv_timeout"),
    ],
)
def test_a_fault_is_reported_for_its_field(changes: dict[str, Any], field: str) -> None:
    faults = find_faults(replace(CLUSTER, **changes))
    assert list(faults) == [field]
    assert refusal_text(faults[field]).endswith(".")


def test_a_timeout_of_one_hour_is_accepted() -> None:
    assert find_faults(replace(CLUSTER, kv_timeout=3600.0)) == {}


def test_every_fault_is_reported() -> None:
    assert set(find_faults(Connection(kind=COUCHBASE, title="x"))) == {
        "connection_string",
        "bucket",
        "username",
    }


def test_a_collection_in_the_default_scope_is_accepted() -> None:
    connection = replace(CLUSTER, location={**CLUSTER.location, "collection": "people"})
    assert find_faults(connection) == {}
    assert Keyspace.of(connection).is_named_collection
    assert not Keyspace.of(CLUSTER).is_named_collection


@pytest.mark.parametrize(
    ("named", "longest"),
    [
        ({}, 250),
        ({"scope": "_default", "collection": "_default"}, 250),
        ({"collection": "people"}, 246),
        ({"scope": "crm", "collection": "_default"}, 246),
    ],
)
def test_an_id_in_a_named_collection_must_be_shorter(named: dict[str, str], longest: int) -> None:
    connection = replace(CLUSTER, location={**CLUSTER.location, **named})
    longest_name = "x" * (longest - len("userprofile::"))
    assert connection.id_of(longest_name) == Keyspace.of(connection).document_id(longest_name)
    with pytest.raises(RefusedError):
        connection.id_of(f"{longest_name}x")


def test_a_key_with_choices_accepts_these_alone() -> None:
    key = LocationKey("depth", "Depth", "", default="ONE", choices=("ONE", "TWO", "ALL"))
    kind = COUCHBASE._replace(location=(*COUCHBASE.location, key))
    for value, refused in (("", []), ("TWO", []), ("two", ["depth"])):
        location = {**CLUSTER.location, "depth": value}
        faults = find_faults(replace(CLUSTER, kind=kind, location=location))
        assert list(faults) == refused
    assert refusal_text(faults["depth"]) == "This must be ONE, TWO or ALL."


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("hashed_password", refusals.PATH_NEVER_READ),
        ("login.password.words", refusals.PATH_NEVER_READ),
        ("login..name", refusals.PATH_NOT_VALID),
        ("tags[*]", refusals.PATH_NOT_VALID),
        ("$where", "“$where” cannot be the path of a field in this kind of store."),
        ("login.$name", "“login.$name” cannot be the path of a field in this kind of store."),
    ],
)
@pytest.mark.parametrize("kind", [ARANGODB, CASSANDRA, MONGODB], ids=lambda kind: kind.name)
def test_no_key_names_a_field_that_is_never_read(kind: StoreKind, path: str, sentence: str) -> None:
    named = {key.name for key in kind.location if key.name.endswith("_field")}
    location = {"database": "shop", "collection": "people"}
    connection = Connection(
        kind=kind,
        title="x",
        connection_string=f"{kind.schemes[0].name}://db.example.com",
        location=location | dict.fromkeys(named, path),
        username="staff",
    )
    faults = find_faults(connection)
    assert {name: refusal_text(refusal) for name, refusal in faults.items()} == dict.fromkeys(
        named, sentence
    )
    allowed = location | dict.fromkeys(named, "login.name")
    assert find_faults(replace(connection, location=allowed)) == {}


def test_str_and_repr_of_a_connection_hide_the_password() -> None:
    assert PASSWORD not in f"{CLUSTER!r} {CLUSTER}"


def test_only_the_sample_environment_counts_as_sample() -> None:
    assert [
        kind
        for kind in Environment
        if Connection(kind=COUCHBASE, title="x", environment=kind).is_sample
    ] == [Environment.SAMPLE]


def test_a_raised_problem_shows_only_its_kind() -> None:
    error = ProblemError(problem_of(ProblemKind.WRONG_SIGN_IN))
    assert str(error) == ProblemKind.WRONG_SIGN_IN


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("couchbases://db.example.com", True),
        ("couchbase://127.0.0.1", True),
        ("couchbase://db.example.com", False),
        ("http://db.example.com", False),
    ],
)
def test_suggestions_send_no_password_over_an_unencrypted_network(address: str, may: bool) -> None:
    connection = replace(CLUSTER, connection_string=address)
    assert connection.may_suggest is connection.is_private is may


def test_suggestions_can_be_switched_off() -> None:
    assert not replace(CLUSTER, suggestions=False).may_suggest
    assert not replace(CLUSTER, search=False).may_suggest


def test_nobody_is_suggested_where_reads_are_audited() -> None:
    assert not replace(CLUSTER, audit=True).may_suggest
