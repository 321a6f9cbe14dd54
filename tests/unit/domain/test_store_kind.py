"""Kinds of stores share the names of their location keys."""

import pytest

from profile_browser.domain.address import parse_address
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.domain.store_kind import LocationKey, StoreKind, StoreKinds
from profile_browser.stores.elasticsearch.adapter import KIND as ELASTICSEARCH
from profile_browser.stores.registry import STORES
from tests.unit.helpers.people import KINDS


def test_a_name_that_kinds_share_is_listed_once_and_own_names_come_first() -> None:
    bucket = LocationKey("bucket", "Bucket", "the bucket", others=("database", "keyspace"))
    database = LocationKey("database", "Database", "the database", others=("bucket",))
    same = LocationKey("bucket", "Bin", "the bin")
    kinds = StoreKinds(
        (StoreKind("a", "A", location=(bucket,)), StoreKind("b", "B", location=(same, database)))
    )
    assert kinds.location_keys == ("bucket", "database")
    assert kinds.location_names == ("bucket", "database", "keyspace")


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        ("elasticsearch://h", ["elasticsearch+https", "elasticsearch+http"]),
        ("OpenSearch://h", ["opensearch+https", "opensearch+http"]),
        ("cassandra+ssl://h", None),
        ("db.example.com", None),
        ("", None),
    ],
)
def test_a_scheme_that_is_not_known_is_answered_with_those_that_are_like_it(
    text: str, schemes: list[str] | None
) -> None:
    with pytest.raises(RefusedError) as raised:
        STORES.kinds.kind_of(text)
    every = [scheme.name for scheme in STORES.kinds.schemes]
    assert list(raised.value.refusal.values) == (schemes or every)


@pytest.mark.parametrize(
    ("address", "schemes"),
    [
        ("https://db.example.com:9200", ("elasticsearch+https", "opensearch+https")),
        ("https://db.example.com:5601/app/home", ("elasticsearch+https", "opensearch+https")),
        ("https://db.example.com:6984/_utils", ("couchdb+https",)),
        ("http://127.0.0.1:5984", ("couchdb+http",)),
        ("https://db.example.com:8529", ("arangodb+https",)),
        ("http://cb.example.com:8091/ui/index.html", ("couchbases",)),
    ],
)
def test_the_address_of_a_database_s_web_page_is_no_gateway_s(
    address: str, schemes: tuple[str, ...]
) -> None:
    with pytest.raises(RefusedError) as raised:
        STORES.kinds.kind_of(address)
    assert raised.value.refusal == Refusal(RefusalKind.SCHEME_UNKNOWN, schemes)


@pytest.mark.parametrize("address", ["https://profiles.example.com", "https://h:8443/", "http://h"])
def test_any_other_address_of_a_website_is_a_gateway_s(address: str) -> None:
    assert STORES.kinds.kind_of(address).is_gateway


def test_the_address_of_a_website_is_answered_with_a_store_s_schemes_over_https() -> None:
    with pytest.raises(RefusedError) as raised:
        parse_address("https://db.example.com", ELASTICSEARCH)
    assert raised.value.refusal.values == ("elasticsearch+https", "opensearch+https")


def test_a_key_with_choices_has_a_default_among_them_and_no_free_text_has_its_name() -> None:
    keys = [key for kind in KINDS.kinds for key in kind.location]
    chosen = {key.name: key for key in keys if key.choices}
    assert all(key.default in key.choices for key in chosen.values())
    assert [key for key in keys if key.name in chosen and not key.choices] == []


def test_no_name_stands_for_two_keys_of_one_kind() -> None:
    for kind in KINDS.kinds:
        names = [name for key in kind.location for name in key.names]
        assert len(names) == len(set(names))
