"""What a connection can do: its kind says it, and a key may have to be given for it."""

from dataclasses import replace

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Reason, refused_search
from profile_browser.domain.question import SearchKind
from profile_browser.domain.store_kind import SEARCHES, Capability, LocationKey
from profile_browser.messages.problems import next_step, summary
from tests.unit.helpers.people import CLUSTER

EMAIL, BEGINNING, SUGGEST = Capability.EMAIL, Capability.BEGINNING, Capability.SUGGEST
TABLE = LocationKey("words", "Table of words", "", enables=frozenset({BEGINNING, SUGGEST}))


def with_table(name: str) -> Connection:
    """Return a connection of a kind that searches by beginning only where a table is named."""
    kind = CLUSTER.kind._replace(location=(*CLUSTER.kind.location, TABLE))
    return replace(CLUSTER, kind=kind, location={**CLUSTER.location, "words": name})


def able(*capabilities: Capability) -> Connection:
    """Return a connection of a kind that has only these capabilities."""
    return replace(
        CLUSTER, kind=CLUSTER.kind._replace(title="Shelf", capabilities=frozenset(capabilities))
    )


def test_a_key_that_is_not_given_takes_away_what_it_enables() -> None:
    assert with_table("people_words").searches == SEARCHES
    assert with_table("people_words").may_suggest
    without = with_table("")
    assert without.searches == {EMAIL}
    assert not without.may_suggest
    assert Capability.DETAILS in without.capabilities


def test_a_switch_stays_as_it_is_set_while_a_key_is_not_given() -> None:
    given = replace(with_table(""), location=with_table("people_words").location)
    assert given.may_suggest


@pytest.mark.parametrize("kind", SearchKind)
def test_a_search_that_a_connection_offers_is_not_refused(kind: SearchKind) -> None:
    assert refused_search(CLUSTER, kind) is None
    assert refused_search(able(Capability(kind)), kind) is None


def test_a_search_that_is_turned_off_is_not_called_missing() -> None:
    refused = refused_search(replace(CLUSTER, search=False), SearchKind.EMAIL)
    assert refused is not None
    assert refused.reason is Reason.SEARCH_TURNED_OFF


@pytest.mark.parametrize(
    ("connection", "kind", "said", "advised"),
    [
        (
            able(EMAIL),
            SearchKind.BEGINNING,
            "Customers cannot be searched by the start of a username, e-mail or name",
            (
                "Shelf does not support this search. "
                "You can still look people up by exact username or by e-mail."
            ),
        ),
        (
            able(),
            SearchKind.EMAIL,
            "Customers cannot be searched by e-mail",
            "Shelf does not support this search. You can still look people up by exact username.",
        ),
        (
            with_table(""),
            SearchKind.BEGINNING,
            "Customers cannot be searched by the start of a username, e-mail or name",
            (
                "The connection has no “Table of words”, which your administrator can add. "
                "You can still look people up by exact username or by e-mail."
            ),
        ),
    ],
    ids=["kind", "no search at all", "key"],
)
def test_a_search_that_is_not_offered_is_reported_in_plain_words(
    connection: Connection, kind: SearchKind, said: str, advised: str
) -> None:
    refused = refused_search(connection, kind)
    assert refused is not None
    assert (summary(refused), next_step(refused)) == (said, advised)
