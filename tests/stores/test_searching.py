"""Searching: the same tests with the sample directory and with a cluster."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question
from profile_browser.domain.store import ProfileStore
from profile_browser.messages.problems import next_step
from profile_browser.messages.profile import notice_text
from profile_browser.stores.sample import source as sample
from tests.unit.helpers.stores import sample_store
from tests.wire.node import Node
from tests.wire.searched_people import ANNS, DOCUMENTS, LIMIT, names, sample_file
from tests.wire.stores import cluster_store, connection_to


@contextmanager
def sample_with_people(monkeypatch: pytest.MonkeyPatch) -> Iterator[ProfileStore]:
    """Open a sample directory with the test's people."""

    def read(_name: str) -> str:
        return sample_file()

    monkeypatch.setattr(sample, "read_resource", read)
    yield sample_store()


@contextmanager
def node_with_people(_: pytest.MonkeyPatch) -> Iterator[ProfileStore]:
    """Open a cluster with the test's people."""
    with Node(DOCUMENTS) as node, closing(cluster_store(connection_to(node))) as store:
        yield store


@pytest.fixture(params=[sample_with_people, node_with_people], ids=["sample", "node"])
def store(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProfileStore]:
    with request.param(monkeypatch) as store:
        yield store


# Both stores find the same people

FOUND = {
    "ann": ANNS,
    "ANN": ANNS,
    "ann l": ["ann"],
    "zoe ann": ["zoe"],
    "ode": ["Annabel", "leeann"],
    "bel": ["Annabel"],  # the e-mail
    "nnabel": [],
    "öZ": ["bob"],
    "oz": ["bob"],
    "ünal": ["istanbul"],
    "both@example.com": ["nobody", "somebody"],
    "BOTH@EXAMPLE.COM": ["nobody", "somebody"],
    "both@example": [],
    "ann@example.com": ["ann"],
    "@": [],
    "half_way": ["half_way"],
    "half_": ["half_way"],
    "half%way": [],
    "100%": ["half_way"],
    "a_b@example.com": ["half_way"],
    "a%@example.com": [],
    "%": [],
    "_": [],
    "\\": [],
    "back\\": ["back\\slash"],
    "back\\\\": [],
    "quote'`\"": ["quote'`\""],
    "$low": [],
    "' OR TRUE --": [],
    "ann\0": [],
    "🙂": [],
    "x" * 10_000: [],
    "other": [],  # not a profile
    "muniz": ["muniz_a"],
    "MÚÑIZ": ["muniz_a"],
    "mu\u0301niz": ["muniz_a"],
    "lucz": ["muniz_a"],
    "ŁUCZAK ANGELA": ["muniz_a"],
    "muniz@example.com": ["muniz_a"],
    "post@example.com": ["Post@Example.com"],
    "strauss": ["Strauß"],
    "louise": ["Strauß"],
    "louise-o'n": ["Strauß"],
    "maria louise": ["Strauß"],
    "marialouise": ["Strauß"],
    "neil": ["Strauß"],
    "oneil": ["Strauß"],
    "O'Neil, Maria": ["Strauß"],
    "doe john": ["michael"],
    "Doe, John": ["michael"],
    "john doe": ["michael"],
    "michael doe john": ["michael"],
    "doe michael": ["michael"],
    "john michaela": [],
    "juan perez": ["jcpg"],
    "perez juan": ["jcpg"],
    "carlos gomez": ["jcpg"],
    "gomez, carlos": ["jcpg"],
    "juan perez gomez": ["jcpg"],
    "juan carlos gomez": ["jcpg"],
    "juan p": ["jcpg"],
    "gomez maria": [],
    "jon dewey": ["mixed", "MIXED-up"],  # the one with just these words is first
    "-": [],
    "., '": [],
    "ray": ["zack", "ray1", "xu", "carl", "aaron"],  # whole, username, e-mail, name, word
}


@pytest.mark.parametrize("text", FOUND, ids=lambda text: ascii(text[:20]))
def test_both_stores_find_the_same_people(store: ProfileStore, text: str) -> None:
    assert names(store, text) == FOUND[text]


@pytest.mark.parametrize(("text", "field"), [("torn", "disabled"), ("nameless", "username")])
def test_a_search_that_finds_only_a_damaged_record_reports_the_damage(
    store: ProfileStore, text: str, field: str
) -> None:
    problem = store.search(Question(text), LIMIT)
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.DAMAGED_DOCUMENT
    assert f"“{field}”" in next_step(problem)


def test_a_single_match_says_how_it_was_found(store: ProfileStore) -> None:
    for text, way in (("ann@example.com", Way.EMAIL), ("ann lee", Way.BEGINNING)):
        found = store.search(Question(text), LIMIT)
        assert isinstance(found, Found)
        assert (found.way, found.user.full_name, notice_text(found)) == (way, "Ann Lee", "")


def test_several_matches_say_how_they_were_found(store: ProfileStore) -> None:
    for text, way in (("both@example.com", Way.EMAIL), ("ann", Way.BEGINNING)):
        matches = store.search(Question(text), LIMIT)
        assert isinstance(matches, Matches)
        assert (matches.way, matches.more) == (way, False)


def test_if_nobody_is_found_the_outcome_says_what_was_tried(store: ProfileStore) -> None:
    for text, way in (("gone@example.com", Way.EMAIL), ("gone", Way.BEGINNING)):
        missing = store.search(Question(text), LIMIT)
        assert isinstance(missing, Missing)
        assert (missing.username, missing.tried, missing.search_problem) == (text, (way,), None)


@pytest.mark.parametrize(("limit", "more"), [(50, True), (59, True), (60, False), (61, False)])
def test_a_cut_list_says_that_there_are_more(store: ProfileStore, limit: int, more: bool) -> None:
    matches = store.search(Question("crowd"), limit)
    assert isinstance(matches, Matches)
    listed = [user.username for user in matches.users]
    assert listed == [f"crowd{number:02}" for number in range(min(limit, 60))]
    assert matches.more is more


@pytest.mark.parametrize(("limit", "more"), [(1, True), (4, True), (5, False), (6, False)])
def test_a_list_is_cut_at_the_people_of_all_fields_together(
    store: ProfileStore, limit: int, more: bool
) -> None:
    outcome = store.search(Question("ray"), limit)
    assert isinstance(outcome, Matches)
    assert [user.username for user in outcome.users] == FOUND["ray"][:limit]
    assert outcome.more is more


def test_the_best_match_is_listed_even_if_a_crowd_matches(store: ProfileStore) -> None:
    throng = [f"throng{number:02}" for number in range(LIMIT - 1)]
    assert names(store, "throng") == ["zed", *throng]


def test_a_single_letter_can_be_searched_for(store: ProfileStore) -> None:
    assert names(store, "i") == ["istanbul"]


def test_a_limit_of_one_gives_a_cut_list_and_not_a_single_match(store: ProfileStore) -> None:
    matches = store.search(Question("crowd"), 1)
    assert isinstance(matches, Matches)
    assert (len(matches.users), matches.more) == (1, True)


def test_a_username_in_another_case_is_found_at_once(store: ProfileStore) -> None:
    found = store.search(Question("ANN"), LIMIT)
    assert isinstance(found, Found)
    assert (found.user.username, found.typed) == ("ann", "ANN")


def test_a_username_with_other_accents_is_a_match_like_others(store: ProfileStore) -> None:
    found = store.search(Question("crówd01"), LIMIT)
    assert isinstance(found, Found)
    assert (found.user.username, found.typed) == ("crowd01", "")


@pytest.mark.parametrize("text", ["", "\ud83e", "\u0301"])
def test_a_text_that_cannot_be_searched_for_is_bad_input(store: ProfileStore, text: str) -> None:
    outcome = store.search(Question(text), LIMIT)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.BAD_INPUT
    assert store.suggest(text, 8) == ()


def test_suggestions_are_usernames_with_that_beginning(store: ProfileStore) -> None:
    assert [user.username for user in store.suggest("AN", 8)] == ["ann", "Annabel"]
    assert [user.username for user in store.suggest("crowd", 8)] == [
        f"crowd{number:02}" for number in range(8)
    ]
    assert [user.username for user in store.suggest("half_", 8)] == ["half_way"]
    assert store.suggest("ode", 8) == ()
