"""Kinds of stores share the names of their location keys."""

from profile_browser.domain.store_kind import LocationKey, StoreKind, StoreKinds
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


def test_a_key_with_choices_has_a_default_among_them_and_no_free_text_has_its_name() -> None:
    keys = [key for kind in KINDS.kinds for key in kind.location]
    chosen = {key.name: key for key in keys if key.choices}
    assert all(key.default in key.choices for key in chosen.values())
    assert [key for key in keys if key.name in chosen and not key.choices] == []


def test_no_name_stands_for_two_keys_of_one_kind() -> None:
    for kind in KINDS.kinds:
        names = [name for key in kind.location for name in key.names]
        assert len(names) == len(set(names))
