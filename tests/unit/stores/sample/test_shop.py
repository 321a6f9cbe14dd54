"""“Sample shop”: records of another layout, read and searched as the usual ones are."""

import pytest

from profile_browser.domain.outcome import Found, Matches, Missing
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question
from profile_browser.domain.user import User
from profile_browser.stores.sample.adapter import SAMPLE_SHOP
from profile_browser.stores.store import Store
from tests.unit.helpers.sample_file import CUSTOMERS, SHOP_DOCUMENTS
from tests.unit.helpers.stores import sample_store

HASH_START = "$2b$12$"
LIMIT = 50


@pytest.fixture(scope="module")
def store() -> Store:
    return sample_store(SAMPLE_SHOP)


def found(store: Store, username: str) -> User:
    outcome = store.look_up(username)
    assert isinstance(outcome, Found)
    return outcome.user


def contents(user: User) -> dict[str, object]:
    """Return what the layout adds, by label."""
    return {value.field.label: value.content for value in user.more}


def test_a_customer_is_read_by_the_shop_s_own_id_and_paths(store: Store) -> None:
    user = found(store, "maria.santos")
    assert (user.username, user.email) == ("maria.santos", "maria.santos@example.com")
    assert (user.full_name, user.disabled) == ("María Santos Ibáñez", False)


def test_the_outcome_names_the_shop(store: Store) -> None:
    assert store.look_up("johndoe") == Missing("johndoe", "Sample shop")


def test_every_customer_but_the_damaged_one_is_found(store: Store) -> None:
    names = [str(document["username"]) for document in CUSTOMERS]
    outcomes = {name: store.look_up(name) for name in names}
    assert [name for name in names if not isinstance(outcomes[name], Found)] == ["damaged"]
    damaged = outcomes["damaged"]
    assert isinstance(damaged, Problem)
    assert damaged.kind is ProblemKind.DAMAGED_DOCUMENT


def test_an_inactive_customer_has_a_disabled_account(store: Store) -> None:
    inactive = {str(one["username"]) for one in CUSTOMERS if one.get("is_active") is False}
    unknown = {str(one["username"]) for one in CUSTOMERS if one.get("is_active") is None}
    assert (len(inactive) > 2, len(unknown)) == (True, 2)
    assert {found(store, name).disabled for name in inactive} == {True}
    assert {found(store, name).disabled for name in unknown} == {None}


def test_the_six_added_fields_are_read_in_order(store: Store) -> None:
    user = found(store, "maria.santos")
    assert [value.field.label for value in user.more] == [
        "Phone",
        "Balance",
        "Newsletter",
        "Customer since",
        "Last order",
        "Tags",
    ]
    assert [value.exact for value in user.more] == [
        '"+44 20 7946 0018"',
        "1284.5",
        "true",
        '"2019-03-14"',
        "1763981580000",
        '["vip", "gift cards"]',
    ]
    assert not any(value.is_damaged for value in user.more)


@pytest.mark.parametrize(
    ("username", "damaged"),
    [
        ("bad.date", {"Balance", "Customer since"}),
        ("late.order", {"Newsletter", "Last order", "Tags"}),
    ],
)
def test_a_wrong_value_damages_only_its_own_field(
    store: Store, username: str, damaged: set[str]
) -> None:
    more = found(store, username).more
    assert {value.field.label for value in more if value.is_damaged} == damaged
    assert all(value.content is not None for value in more if value.field.label not in damaged)


@pytest.mark.parametrize(
    ("username", "missing"),
    [
        ("eleni.p", {"Phone"}),
        ("jonas.berg", {"Phone"}),
        ("nour", {"Last order"}),
        ("priya.n", {"Customer since", "Tags"}),
    ],
)
def test_missing_and_null_values_are_not_recorded(
    store: Store, username: str, missing: set[str]
) -> None:
    user = found(store, username)
    assert {label for label, content in contents(user).items() if content is None} == missing
    assert not any(value.is_damaged for value in user.more)


@pytest.mark.parametrize("text", ["ZOFIA_W", "zofia.w", "wisn", "wisniewska zof"])
def test_a_customer_is_found_by_the_beginning_of_a_username_an_e_mail_or_a_name(
    store: Store, text: str
) -> None:
    outcome = store.search(Question(text), LIMIT)
    assert isinstance(outcome, Found | Matches)
    users = [outcome.user] if isinstance(outcome, Found) else list(outcome.users)
    assert [user.username for user in users] == ["zofia_w"]


def test_a_customer_is_found_by_a_nested_e_mail_address(store: Store) -> None:
    outcome = store.search(Question("Maria.Santos@example.com"), LIMIT)
    assert isinstance(outcome, Found)
    assert outcome.user.username == "maria.santos"
    assert contents(outcome.user)["Phone"] == "+44 20 7946 0018"


def test_suggestions_are_customers(store: Store) -> None:
    assert [user.username for user in store.suggest("maria", 8)] == ["maria.santos"]


def test_a_document_of_another_type_is_neither_searched_nor_read(store: Store) -> None:
    (cart,) = (document for document in SHOP_DOCUMENTS if document not in CUSTOMERS)
    username = str(cart["username"])
    assert store.look_up(username) == Missing(username, "Sample shop")
    outcome = store.search(Question(username), LIMIT)
    assert isinstance(outcome, Missing)


def test_no_outcome_contains_a_hash_or_anything_else_that_is_not_described(store: Store) -> None:
    assert all(HASH_START in str(document) for document in CUSTOMERS)
    names = [str(document["username"]) for document in CUSTOMERS]
    outcomes = [store.look_up(name) for name in names]
    searched = [store.search(Question(name[:2]), LIMIT) for name in names]
    suggested = [store.suggest(name[:2], 8) for name in names]
    for hidden in (HASH_START, "failed_attempts", "language", "last_modified"):
        assert hidden in str(CUSTOMERS)
        assert hidden not in repr((outcomes, searched, suggested))
