"""Searching: every kind finds the same people, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.folding import fold
from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question
from profile_browser.messages.problems import next_step
from profile_browser.messages.profile import notice_text
from tests.stores.harness import Ability
from tests.stores.records import SPECIAL, WHOLE
from tests.wire.searched_people import ANNS, LIMIT, names

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

    from profile_browser.domain.store import ProfileStore

case, needs = pytest.mark.case, pytest.mark.needs

EMAILS = {
    "both@example.com": ["nobody", "somebody"],
    "BOTH@EXAMPLE.COM": ["nobody", "somebody"],
    "both@example": [],
    "ann@example.com": ["ann"],
    "muniz@example.com": ["muniz_a"],
    "post@example.com": ["Post@Example.com"],
    "a_b@example.com": ["half_way"],
    "a%@example.com": [],
}
BEGINNINGS = {
    "annabel": ["Annabel"],
    "ANN L": ["ann"],
    "bel": ["Annabel"],  # the e-mail
    "nnabel": [],
    "half_way": ["half_way"],
    "half_": ["half_way"],
    "half%way": [],
    "100%": ["half_way"],
    "@": [],
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
    "-": [],
    "., '": [],
}
FOLDED = {
    "muniz": ["muniz_a"],  # the e-mail
    "MÚÑIZ": ["muniz_a"],
    "mu\u0301niz": ["muniz_a"],
    "strauss": ["Strauß"],
    "STRAUß": ["Strauß"],
    "ipek": ["istanbul"],
    "İPEK": ["istanbul"],
    "angela": ["muniz_a"],
}
WORDS = {
    "ann": ANNS,
    "ANN": ANNS,
    "zoe ann": ["zoe"],
    "ode": ["Annabel", "leeann"],
    "öZ": ["bob"],
    "oz": ["bob"],
    "ünal": ["istanbul"],
    "lucz": ["muniz_a"],
    "ŁUCZAK ANGELA": ["muniz_a"],
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
}
RAY = ["zack", "ray1", "xu", "carl", "aaron"]  # whole, username, e-mail, name, word


def short(text: str) -> str:
    """Return the beginning of a text as a test's id."""
    return ascii(text[:20])


def long(*values: object) -> ParameterSet:
    """Return the parameters of a test with a long list."""
    return pytest.param(*values, marks=needs(Ability.LONG_LISTS))


# Who is found


@case("by e-mail")
@needs(Ability.EMAIL)
@pytest.mark.parametrize("text", EMAILS, ids=short)
def test_a_whole_email_or_username_is_found(searched: ProfileStore, text: str) -> None:
    assert names(searched, text) == EMAILS[text]


@case("by beginning")
@needs(Ability.BEGINNING)
@pytest.mark.parametrize("text", BEGINNINGS, ids=short)
def test_a_beginning_is_found(searched: ProfileStore, text: str) -> None:
    assert names(searched, text) == BEGINNINGS[text]


@case("accents and case")
@needs(Ability.BEGINNING)
@pytest.mark.parametrize("text", FOLDED, ids=short)
def test_accents_and_case_do_not_matter(searched: ProfileStore, text: str) -> None:
    assert names(searched, text) == FOLDED[text]


@case("words of names")
@needs(Ability.WORDS)
@pytest.mark.parametrize("text", WORDS, ids=short)
def test_a_name_is_found_by_its_words(searched: ProfileStore, text: str) -> None:
    assert names(searched, text) == WORDS[text]


@case("texts special in a query")
@needs(Ability.BEGINNING)
@pytest.mark.parametrize("text", [text for text in SPECIAL if "@" not in text], ids=short)
def test_a_text_that_means_something_in_a_query_is_just_a_text(
    whole: ProfileStore, text: str
) -> None:
    expected = {name for name in WHOLE if fold(name).startswith(fold(text))}
    assert set(names(whole, text)) == expected


@case("wrong types")
@needs(Ability.BEGINNING, Ability.ANY_VALUE)
@pytest.mark.parametrize(("text", "field"), [("torn", "disabled"), ("nameless", "username")])
def test_a_search_that_finds_only_a_damaged_record_reports_the_damage(
    searched: ProfileStore, text: str, field: str
) -> None:
    problem = searched.search(Question(text), LIMIT)
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.DAMAGED_DOCUMENT
    assert f"“{field}”" in next_step(problem)


@case("by beginning")
@needs(Ability.EMAIL, Ability.BEGINNING)
def test_a_single_match_says_how_it_was_found(searched: ProfileStore) -> None:
    for text, way in (("ann@example.com", Way.EMAIL), ("ann lee", Way.BEGINNING)):
        found = searched.search(Question(text), LIMIT)
        assert isinstance(found, Found)
        assert (found.way, found.user.full_name, notice_text(found)) == (way, "Ann Lee", "")


@case("by beginning")
@needs(Ability.EMAIL, Ability.WORDS)
def test_several_matches_say_how_they_were_found(searched: ProfileStore) -> None:
    for text, way in (("both@example.com", Way.EMAIL), ("ann", Way.BEGINNING)):
        matches = searched.search(Question(text), LIMIT)
        assert isinstance(matches, Matches)
        assert (matches.way, matches.more) == (way, False)


@case("by beginning")
@needs(Ability.EMAIL, Ability.BEGINNING)
def test_if_nobody_is_found_the_outcome_says_what_was_tried(searched: ProfileStore) -> None:
    for text, way in (("gone@example.com", Way.EMAIL), ("gone", Way.BEGINNING)):
        missing = searched.search(Question(text), LIMIT)
        assert isinstance(missing, Missing)
        assert (missing.username, missing.tried, missing.search_problem) == (text, (way,), None)


@case("more than 50 matches")
@needs(Ability.BEGINNING)
@pytest.mark.parametrize(
    ("limit", "more"), [(50, True), long(59, True), long(60, False), long(61, False)]
)
def test_a_cut_list_says_that_there_are_more(
    searched: ProfileStore, limit: int, more: bool
) -> None:
    matches = searched.search(Question("crowd"), limit)
    assert isinstance(matches, Matches)
    listed = [user.username for user in matches.users]
    assert listed == [f"crowd{number:02}" for number in range(min(limit, 60))]
    assert matches.more is more


@case("more than 50 matches")
@needs(Ability.WORDS)
@pytest.mark.parametrize(("limit", "more"), [(1, True), (4, True), (5, False), (6, False)])
def test_a_list_is_cut_at_the_people_of_all_fields_together(
    searched: ProfileStore, limit: int, more: bool
) -> None:
    outcome = searched.search(Question("ray"), limit)
    assert isinstance(outcome, Matches)
    assert [user.username for user in outcome.users] == RAY[:limit]
    assert outcome.more is more


@case("more than 50 matches")
@needs(Ability.WORDS)
@pytest.mark.parametrize("text", ["b", "biana", "bo b", "b."])
def test_people_who_match_several_times_are_all_found(
    same_letters: ProfileStore, text: str
) -> None:
    assert names(same_letters, text) == [f"b{number:02}" for number in range(47)]


@case("more than 50 matches")
@needs(Ability.WORDS)
@pytest.mark.parametrize("text", ["m", "mo", "me"])
@pytest.mark.parametrize("limit", [1, 50, long(59), long(60), long(61)])
def test_a_list_is_cut_at_people_and_not_at_their_matches(
    same_letters: ProfileStore, text: str, limit: int
) -> None:
    outcome = same_letters.search(Question(text), limit)
    assert isinstance(outcome, Matches)
    assert len({user.username for user in outcome.users}) == min(limit, 60)
    assert outcome.more is (limit < 60)


@case("order")
@needs(Ability.WORDS)
def test_the_best_matches_are_first(searched: ProfileStore) -> None:
    assert names(searched, "ray") == RAY


@case("order")
@needs(Ability.BEGINNING)
def test_the_best_match_is_listed_even_if_a_crowd_matches(searched: ProfileStore) -> None:
    throng = [f"throng{number:02}" for number in range(LIMIT - 1)]
    assert names(searched, "throng") == ["zed", *throng]


@case("by beginning")
@needs(Ability.BEGINNING)
def test_a_single_letter_can_be_searched_for(searched: ProfileStore) -> None:
    assert names(searched, "i") == ["istanbul"]


@case("more than 50 matches")
@needs(Ability.BEGINNING)
def test_a_limit_of_one_gives_a_cut_list_and_not_a_single_match(searched: ProfileStore) -> None:
    matches = searched.search(Question("crowd"), 1)
    assert isinstance(matches, Matches)
    assert (len(matches.users), matches.more) == (1, True)


@case("accents and case")
@needs(Ability.WORDS)
def test_a_username_in_another_case_is_found_at_once(searched: ProfileStore) -> None:
    found = searched.search(Question("ANN"), LIMIT)
    assert isinstance(found, Found)
    assert (found.user.username, found.typed) == ("ann", "ANN")


@case("accents and case")
@needs(Ability.BEGINNING)
def test_a_username_with_other_accents_is_a_match_like_others(searched: ProfileStore) -> None:
    found = searched.search(Question("crówd01"), LIMIT)
    assert isinstance(found, Found)
    assert (found.user.username, found.typed) == ("crowd01", "")


@case("impossible texts")
@pytest.mark.parametrize("text", ["", "\ud83e", "\u0301"])
def test_a_text_that_cannot_be_searched_for_is_bad_input(searched: ProfileStore, text: str) -> None:
    outcome = searched.search(Question(text), LIMIT)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.BAD_INPUT
    assert searched.suggest(text, 8) == ()


@case("suggestions")
@needs(Ability.SUGGEST)
def test_suggestions_are_usernames_with_that_beginning(searched: ProfileStore) -> None:
    assert [user.username for user in searched.suggest("AN", 8)] == ["ann", "Annabel"]
    assert [user.username for user in searched.suggest("crowd", 8)] == [
        f"crowd{number:02}" for number in range(8)
    ]
    assert [user.username for user in searched.suggest("half_", 8)] == ["half_way"]
    assert searched.suggest("ode", 8) == ()
