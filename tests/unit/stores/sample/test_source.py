"""The sample directory answers as a cluster would."""

import json
from datetime import UTC, datetime

import pytest

from profile_browser.domain.details import NEVER, RecordDetails
from profile_browser.domain.outcome import Found, Missing
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question
from profile_browser.domain.store_kind import StoreKind
from profile_browser.messages.problems import next_step
from profile_browser.messages.profile import notice_text
from profile_browser.stores.sample import source
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.stores.store import Store
from tests.unit.helpers.sample_file import DOCUMENTS
from tests.unit.helpers.stores import sample_store


@pytest.fixture(scope="module")
def store() -> Store:
    return sample_store()


def test_john_doe_is_found(store: Store) -> None:
    outcome = store.look_up("johndoe")
    assert isinstance(outcome, Found)
    assert outcome.user.public_values == {
        "username": "johndoe",
        "email": "johndoe@example.com",
        "full_name": "John Doe",
        "disabled": False,
    }
    assert (outcome.connection, notice_text(outcome)) == ("Sample data", "")


def test_no_word_of_the_sample_data_is_that_of_one_store() -> None:
    words = StoreKind("any", "Any")
    assert (SAMPLE.kind.revision, SAMPLE.kind.right) == (words.revision, words.right)


def test_every_person_in_the_file_is_found(store: Store) -> None:
    names = [str(document["username"]) for document in DOCUMENTS]
    outcomes = {name: store.look_up(name) for name in names}
    assert [name for name, answer in outcomes.items() if not isinstance(answer, Found)] == [
        "damaged"
    ]


@pytest.mark.parametrize("username", ["nobody", "JohnDoe", "johndoe ", "userprofile::johndoe"])
def test_an_unknown_username_is_reported_as_missing(store: Store, username: str) -> None:
    assert store.look_up(username) == Missing(username, "Sample data")


def test_a_search_that_finds_only_a_damaged_record_reports_the_damage(store: Store) -> None:
    outcome = store.search(Question("dama"), 50)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.DAMAGED_DOCUMENT
    assert "“disabled”" in next_step(outcome)


def test_a_damaged_record_is_a_problem_that_names_the_field(store: Store) -> None:
    outcome = store.look_up("damaged")
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.DAMAGED_DOCUMENT
    assert "disabled" in next_step(outcome)
    assert "Dana" not in f"{outcome}"


@pytest.mark.parametrize("username", ["", "x" * 239, "\ud83e"])
def test_an_impossible_username_is_bad_input(store: Store, username: str) -> None:
    outcome = store.look_up(username)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.BAD_INPUT


def test_no_outcome_contains_a_hash(store: Store) -> None:
    assert "$2b$" in str(DOCUMENTS[0])
    outcomes = [store.look_up(str(document["username"])) for document in DOCUMENTS]
    assert [answer for answer in outcomes if "$2b$" in repr(answer)] == []


def test_closing_twice_is_harmless(store: Store) -> None:
    fresh = sample_store()
    fresh.close()
    fresh.close()
    assert isinstance(store.look_up("alice"), Found)


def test_the_details_of_a_sample_record_are_those_of_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = {"id": "userprofile::ann", "username": "ann"}
    attributes = {"CAS": "0x18", "exptime": 0, "last_modified": "1764000000"}
    lines = [line | {"$document": attributes}, line | {"id": "userprofile::bare"}]
    text = "\n".join(map(json.dumps, lines))
    monkeypatch.setattr(source, "read_resource", lambda _: text)
    store = sample_store()
    changed = datetime(2025, 11, 24, 16, tzinfo=UTC)
    assert store.read_details("ann") == RecordDetails("userprofile::ann", "0x18", NEVER, changed)
    assert store.read_details("bare") == RecordDetails("userprofile::bare")
    assert store.read_details("nobody") == Missing("nobody", "Sample data")
    refused = store.read_details("")
    assert isinstance(refused, Problem)
    assert refused.kind is ProblemKind.BAD_INPUT
