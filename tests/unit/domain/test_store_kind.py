"""Kinds of stores share the names of their location keys."""

from profile_browser.domain.store_kind import LocationKey, StoreKind, StoreKinds
from tests.unit.helpers.people import KINDS


def test_a_shared_location_key_keeps_the_words_of_the_first_kind() -> None:
    first = LocationKey("bucket", "Bucket", "the bucket of the profiles")
    second = LocationKey("bucket", "Index", "the index of the profiles")
    other = LocationKey("shard", "Shard", "the shard of the profiles")
    kinds = StoreKinds(
        (StoreKind("a", "A", location=(first,)), StoreKind("b", "B", location=(second, other)))
    )
    assert kinds.location_keys == {"bucket": first, "shard": other}


def test_a_key_is_found_by_each_of_its_names_and_a_name_by_its_own_key_first() -> None:
    bucket = LocationKey("bucket", "Bucket", "the bucket", others=("database", "keyspace"))
    database = LocationKey("database", "Database", "the database", others=("bucket",))
    kinds = StoreKinds(
        (StoreKind("a", "A", location=(bucket,)), StoreKind("b", "B", location=(database,)))
    )
    assert kinds.location_keys == {"bucket": bucket, "database": database}
    assert kinds.location_names == {"bucket": bucket, "database": database, "keyspace": bucket}


def test_no_name_stands_for_two_keys_of_one_kind() -> None:
    for kind in KINDS.kinds:
        names = [name for key in kind.location for name in key.names]
        assert len(names) == len(set(names))
