"""The people for the search tests: the same documents for every store."""

import pytest

from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.question import Question
from profile_browser.domain.store import ProfileStore
from tests.wire.people import MARKED_HASH

LIMIT = 50


def person(username: str, full_name: object = None, email: object = None, **more: object) -> object:
    """Return a document as it is stored in the bucket."""
    fields = {"username": username, "full_name": full_name, "email": email, "disabled": False}
    return fields | {"type": "userprofile", "hashed_password": MARKED_HASH} | more


_LISTED = [
    person("ann", "Ann Lee", "ann@example.com"),
    person("Annabel", "Annabel Ode", "bel@example.com"),
    person("zoe", "Zoe ANN Smith", "zoe@example.com"),
    person("yan", "Ann", "yan@example.com"),
    person("bob", "Bob  Öz", "annual.report@example.com"),
    person("leeann", "Lee Ode", "lee@example.com"),
    person("nobody", email="Both@Example.com"),
    person("somebody", email="both@example.com"),
    person("half_way", "100% Sure", "a_b@example.com"),
    person("halfxway", "100x Sure", "axb@example.com"),
    person("back\\slash", "Back\\ Slash"),
    person("quote'`\"", "Quote", "quote@example.com"),
    person("istanbul", "İpek Ünal"),
    person("muniz_a", "Ángela Mun\u0303iz Łuczak", "MUÑIZ@example.com"),
    person("Strauß", "Maria-Louise O’Neil"),
    person("Post@Example.com", "Paul Postman", "paul@example.com"),
    person("michael", "John Michael Doe"),
    person("jcpg", "Juan Carlos Pérez Gómez"),
    person("mixed", "Dewey, Jon"),
    person("MIXED-up", "Jon Dewey Smith"),
    person("torn", "Torn Apart", "torn@example.com", disabled="off"),
    person("other", "Ann Other", type="order"),
    {"type": "userprofile", "full_name": "Nameless Ann", "hashed_password": MARKED_HASH},
    person("ray1", "Zed Fox", "ray1@example.com"),
    person("xu", "Xu", "ray@example.com"),
    person("carl", "Raymond Fox", "carl@example.com"),
    person("aaron", "Fox Rayner", "aaron@example.com"),
    person("zack", "RAY", "zack@example.com"),
    *(person(f"throng{number:02}", "Throng Member") for number in range(60)),
    person("zed", "Throng", "zed@example.com"),
    *(person(f"crowd{number:02}", "Crowd Member") for number in range(60)),
]
# The people found by the beginning “ann”: first those who have a field that equals it.
ANNS = ["ann", "yan", "Annabel", "bob", "zoe"]
DOCUMENTS: dict[str, object] = {
    f"userprofile::{number}": document for number, document in enumerate(_LISTED)
} | {"userprofile::exact": person("exact", "Exact One", "exactly@example.com")}


def names(store: ProfileStore, text: str, limit: int = LIMIT) -> list[str]:
    """Return the usernames that a search finds, in order."""
    match store.search(Question(text, search_only=True), limit):
        case Found(user=user):
            return [user.username]
        case Matches(users=users):
            return [user.username for user in users]
        case Missing(username=asked):
            assert asked == text
            return []
        case problem:
            pytest.fail(f"{problem}")
