"""Kinds of stores share the names of their location keys."""

import pytest

from profile_browser.domain.address import parse_address
from profile_browser.domain.refusal import RefusedError
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


def test_the_address_of_a_website_is_answered_with_the_schemes_over_https() -> None:
    with pytest.raises(RefusedError) as raised:
        STORES.kinds.kind_of("https://db.example.com:9200")
    schemes = raised.value.refusal.values
    assert {"elasticsearch+https", "opensearch+https", "couchdb+https"} <= {*schemes}
    assert all(str(scheme).endswith("+https") for scheme in schemes)
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
