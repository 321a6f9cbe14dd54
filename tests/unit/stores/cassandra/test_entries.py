"""The rows of the search table, and what a search asks for among them."""

from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.folding import fold
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.cassandra.entries import (
    Entry,
    Find,
    Pages,
    entries_for,
    finds_by_beginning,
    finds_by_email,
    suggestions,
)

ANN = {"username": "Ann", "email": "ann@example.com", "full_name": "Ánn Lee"}
ANNS_ENTRY = ("ann@example.com", "7")


def test_a_person_has_an_entry_for_each_text_that_finds_the_person() -> None:
    assert entries_for("7", **ANN) == {
        Entry("username", "a", "ann", "7"),
        Entry("email", "a", "ann@example.com", "7"),
        Entry("full_name", "a", "ann lee", "7"),
        Entry("full_name", "l", "lee ann", "7"),
    }


def test_what_is_missing_or_folds_to_nothing_has_no_entry() -> None:
    assert entries_for("7", username="\u0301", full_name="- ") == set()


def test_an_email_is_searched_among_emails_and_usernames() -> None:
    finds = finds_by_email("Ann@Example.com")
    assert [find.field for find in finds] == ["email", "username"]
    assert finds[0].values(51) == ("email", "a", "ann@example.com", "", 51)
    assert finds[0].values(51, ("ann@example.com", "7")) == ("email", "a", *ANNS_ENTRY, 51)


def test_a_beginning_is_searched_in_every_order_of_its_words() -> None:
    finds = finds_by_beginning("Doe, Jo")
    assert [(find.field, find.text) for find in finds] == [
        ("username", "doe, jo"),
        ("email", "doe, jo"),
        ("full_name", "doe jo"),
        ("full_name", "jo doe"),
    ]
    find = suggestions("Jo")
    assert find.values(8) == ("username", "j", "jo", "", "jo\U0010ffff", 8)
    assert find.values(8, ("joe", "7")) == ("username", "j", "joe", "7", "jo\U0010ffff", 8)


def test_a_text_without_words_is_not_searched_among_names() -> None:
    assert [find.field for find in finds_by_beginning("-")] == ["username", "email"]


def finds_entry(find: Find, entry: Entry) -> bool:
    """Compare as Cassandra does: by the bytes of UTF-8."""
    field, beginning, first, _, *until = find.values(1)[:-1]
    if (field, beginning) != entry[:2]:
        return False
    text = entry.folded.encode()
    if not find.is_beginning:
        return text == str(first).encode()
    return str(first).encode() <= text < str(until[0]).encode()


@given(st.text(min_size=1, max_size=20), st.integers(1, 20))
def test_each_beginning_of_a_username_finds_its_entry(username: str, length: int) -> None:
    text = username[:length]
    entries = entries_for("7", username=username)
    if fold(text):
        assert all(finds_entry(suggestions(text), entry) for entry in entries)


def test_a_record_matches_only_by_what_it_has_now() -> None:
    for find in (suggestions("an"), *finds_by_email("ANN@example.com")[:1]):
        assert find.matches(ANN, USUAL_LAYOUT)
        assert not find.matches({"username": "jane"}, USUAL_LAYOUT)
    assert Find("full_name", "lee a", is_beginning=True).matches(ANN, USUAL_LAYOUT)
    assert not Find("full_name", "lee a", is_beginning=False).matches(ANN, USUAL_LAYOUT)
    assert not suggestions("an").matches({"username": 7}, USUAL_LAYOUT)


def test_a_read_goes_on_after_its_last_entry_until_enough_people_match() -> None:
    pages = Pages(suggestions("a"), 2)
    pages.add([("ann", "1"), ("ann lee", "1")], ["1", "1"])
    assert not pages.is_complete
    assert pages.values == ("username", "a", "ann lee", "1", "a\U0010ffff", 2)
    pages.add([("ann zoe", "1"), ("anna", "2")], ["1"])  # the other one is out of date
    assert not pages.is_complete
    pages.add([("anne", "3"), ("anno", "4")], ["3"])
    assert pages.is_complete


def test_a_read_ends_with_its_entries() -> None:
    for page in ([], [("ann", "1")]):
        pages = Pages(suggestions("a"), 2)
        pages.add(page, [])
        assert pages.is_complete
