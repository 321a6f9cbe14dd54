"""Staff and administrators of one kind of store never read the words of another kind."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.store_kind import LocationKey, StoreKind, StoreKinds
from profile_browser.messages import terminal
from profile_browser.messages.problem_wordings import WORDINGS
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.registry import STORES
from tests.unit.helpers.people import CLUSTER, KINDS
from tests.unit.helpers.sentences import MESSAGE_MODULES, PROBLEMS, constants

OTHERS = [kind for kind in STORES.kinds.servers if kind is not COUCHBASE]
DATABASES = [kind for kind in STORES.kinds.servers if not kind.is_gateway]
OF_COUCHBASE = re.compile(
    r"bucket|cluster|query service|\bCAS\b|couchbase|SQL|capella", re.IGNORECASE
)
ONLY_COUCHBASE = {Reason.SEARCH_SERVICE_MISSING}
TABLE = LocationKey("collection", "Table", "the table")


def connection_of(kind: StoreKind) -> Connection:
    location = {key.name: f"marked {key.label}" for key in kind.location}
    scheme = kind.schemes[0].name
    return Connection(
        kind=kind, title="People", connection_string=f"{scheme}://h", location=location
    )


def problem_of(reason: Reason, kind: StoreKind) -> Problem:
    """Return this problem of a kind, with what its folder would say about its database."""
    noun = kind.location[0].label.lower() if kind.location else "store"
    values = {**PROBLEMS[reason.value].values, "noun": noun, "database": "people", "role": "read"}
    if "keys" in values:
        values |= {"keys": noun, "collection": "people"}
    return Problem(reason, connection_of(kind), values=values)


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason not in ONLY_COUCHBASE])
def test_no_problem_of_another_kind_speaks_of_couchbase(kind: StoreKind, reason: Reason) -> None:
    problem = problem_of(reason, kind)
    said = f"{summary(problem)}\n{next_step(problem)}\n{details(problem)}"
    said = said.replace("CREATE INDEX", "")
    assert OF_COUCHBASE.findall(said) == []


def test_no_fixed_sentence_speaks_of_couchbase() -> None:
    fixed = {name: text for module in MESSAGE_MODULES for name, text in constants(module)}
    fixed |= {
        reason.value: " ".join(wording)
        for reason, wording in WORDINGS.items()
        if reason not in ONLY_COUCHBASE
    }
    assert {name: text for name, text in fixed.items() if OF_COUCHBASE.search(text)} == {}


def test_a_right_has_the_name_that_the_kind_gives_it() -> None:
    kind = COUCHBASE._replace(right="permission")
    said = next_step(problem_of(Reason.READING_NOT_ALLOWED, kind))
    assert "needs the permission read on the bucket “people”" in said


def test_a_collection_has_the_name_that_the_kind_gives_it() -> None:
    kind = COUCHBASE._replace(location=(COUCHBASE.location[0], TABLE))
    missing, slow = (problem_of(reason, kind) for reason in (Reason.COLLECTION_MISSING,) * 2)
    assert summary(missing) == "People has no table “people”"
    slow = replace(slow, reason=Reason.READ_TIMED_OUT)
    assert "The table may have a different name." in next_step(slow)


LACKING = {
    "arangodb": "an index of a computed value",
    "cassandra": "an index or the search table",
    "couchbase": "an index",
    "couchdb": "a view",
    "elasticsearch": "a mapping of the search fields",
    "mongodb": "an index",
}


@pytest.mark.parametrize("kind", DATABASES, ids=lambda kind: kind.name)
def test_what_a_search_lacks_has_the_name_that_the_kind_gives_it(kind: StoreKind) -> None:
    lacking = LACKING[kind.name]
    missing, building = (
        problem_of(reason, kind) for reason in (Reason.INDEX_MISSING, Reason.INDEX_NOT_READY)
    )
    assert summary(missing) == f"People cannot be searched: {lacking} is missing"
    assert f"Search needs {lacking}, which your administrator can create." in next_step(missing)
    assert summary(building) == f"People cannot be searched yet: {lacking} is being built"
    assert f"Building {lacking} for millions of records" in next_step(building)


def test_a_missing_driver_is_a_matter_for_the_administrator() -> None:
    kind = COUCHBASE._replace(title="Tables", extra="tables")
    assert next_step(problem_of(Reason.DRIVER_MISSING, kind)) == (
        "Tables needs one more package: pip install 'profile-browser[tables]'. "
        "Ask your administrator to install it, then start the program again."
    )


def test_a_key_that_is_not_given_is_no_empty_line_in_the_details() -> None:
    optional = LocationKey("shelf", "Shelf", "the shelf")
    kind = COUCHBASE._replace(location=(*COUCHBASE.location, optional))
    facts = details(Problem(Reason.UNEXPECTED, replace(CLUSTER, kind=kind)))
    assert "Bucket: travel\n" in facts
    assert "Shelf" not in facts


def test_an_option_says_what_it_means_in_each_store() -> None:
    bucket = terminal.location_help(KINDS, "bucket")
    database = terminal.location_help(KINDS, "database")
    assert bucket == "Couchbase: the bucket that holds the profiles"
    assert "Couchbase: the same as --bucket" in database
    assert "MongoDB" in database


def test_kinds_that_mean_the_same_by_an_option_are_named_together() -> None:
    second = COUCHBASE._replace(title="Sofa")
    kinds = StoreKinds((COUCHBASE, second))
    said = terminal.location_help(kinds, "bucket")
    assert said == "Couchbase, Sofa: the bucket that holds the profiles"


def test_the_option_for_the_connection_string_names_every_store_and_scheme() -> None:
    said = terminal.address_help(KINDS)
    assert [kind.title for kind in KINDS.servers if f"{kind.title}: " not in said] == []
    assert [one.name for one in KINDS.schemes if f"{one.name}://host" not in said] == []


def test_the_schemes_of_a_store_are_listed_with_commas() -> None:
    said = terminal.address_help(KINDS)
    assert "mongodbs://host, mongodb+srv://host or mongodb://host (not encrypted)" in said
    assert "Couchbase: couchbases://host or couchbase://host (not encrypted)" in said


def test_the_cause_of_a_damaged_record_is_what_the_driver_says_if_it_says_something() -> None:
    values: dict[str, object] = {"username": "johndoe", "fields": ()}
    problem = Problem(Reason.RECORD_DAMAGED, CLUSTER, "InvalidBSON", values)
    assert "Cause: InvalidBSON" in details(problem)
