"""What a server computes for a record is what the program compares, letter by letter.

The expression is run by the node's own AQL: see tests/servers/arangodb.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.folding import LETTERS, fold
from profile_browser.domain.matching import entries_of, words_of
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.arangodb.indexes import computed_value_of
from profile_browser.stores.arangodb.place import Place
from tests.servers.arangodb.parser import DOCUMENT, parse_computed
from tests.wire.layouts import NESTED, UNTYPED, document

if TYPE_CHECKING:
    from profile_browser.domain.record import RecordLayout
    from tests.servers.arangodb.expressions import Expression

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = st.lists(
    st.sampled_from(["Ann", "O’Neil", "Łuczak", "Maria-Louise", "y", "de"]), max_size=10
)


@cache
def expression_of(place: Place) -> Expression:
    return parse_computed(computed_value_of(place)["expression"])


def computed(record: object, layout: RecordLayout = USUAL_LAYOUT) -> dict[str, str]:
    place = Place("shop", "people", layout=layout)
    found = expression_of(place).value({DOCUMENT: record})
    assert isinstance(found, dict)
    return found


def person(**values: object) -> dict[str, object]:
    return {"type": "userprofile", **values}


def digits(text: str) -> str:
    return text.encode().hex()


@given(username=TEXTS, email=TEXTS)
def test_texts_are_folded_as_the_program_folds_them(username: str, email: str) -> None:
    found = computed(person(username=username, email=email))
    assert (found["username"], found["email"]) == (digits(fold(username)), digits(fold(email)))


@pytest.mark.parametrize("letters", LETTERS.values(), ids=LETTERS)
def test_each_letter_of_the_table_is_folded(letters: str) -> None:
    for text in (letters, letters.upper()):
        assert computed(person(username=text))["username"] == digits(fold(text))


@given(name=TEXTS | NAMES.map(" ".join))
def test_a_name_is_listed_as_the_program_matches_it(name: str) -> None:
    found = computed(person(full_name=name))
    if len(name.encode()) <= 200:  # a longer one is cut at its bytes there, and at its letters here
        assert set(found["names"].split("\n")) - {""} == entries_of(name)
        assert found["name"] == digits(" ".join(words_of(name)))


def test_only_the_beginning_of_a_long_name_is_listed() -> None:
    """A name may be longer than anyone reads, and each of its words is listed several times."""
    names = computed(person(full_name="x" * 199 + " later"))["names"]
    assert names == "x" * 199
    assert "later" in computed(person(full_name="x" * 190 + " later"))["names"]


def test_no_class_of_letters_begins_with_a_hyphen() -> None:
    """The server's regular expressions have operators with hyphens, which Python's have not."""
    expression = computed_value_of(Place("shop", "people"))["expression"]
    assert "[-" not in expression.replace("[\\\\-", "")
    assert "[\\\\-" in expression


@pytest.mark.parametrize("value", [None, 5, True, ["ann"], {"first": "Ann"}])
def test_what_is_not_a_text_is_not_found(value: object) -> None:
    found = computed(person(username=value, email=value, full_name=value))
    assert found == {"username": "", "email": "", "name": "", "names": ""}
    assert computed({}) == found


def test_a_record_of_another_type_differs_from_one_without_the_value() -> None:
    found = computed({"type": "order", "username": "ann", "email": "ann@example.com"})
    assert set(found.values()) == {""}


@pytest.mark.parametrize("layout", [NESTED, UNTYPED])
def test_each_field_is_taken_from_where_the_layout_has_it(layout: RecordLayout) -> None:
    values = {"email": "Ann@Example.com", "full_name": "Ann Lee"}
    found = computed(document(layout, "Ann", **values), layout)
    assert (found["username"], found["email"]) == (digits("ann"), digits("ann@example.com"))
    assert found["names"].split("\n") == ["ann lee", "lee ann"]
