"""Kinds of stores share the names of their location keys."""

from profile_browser.domain.store_kind import LocationKey, StoreKind, StoreKinds


def test_a_shared_location_key_keeps_the_words_of_the_first_kind() -> None:
    first = LocationKey("bucket", "Bucket", "the bucket of the profiles")
    second = LocationKey("bucket", "Index", "the index of the profiles")
    other = LocationKey("shard", "Shard", "the shard of the profiles")
    kinds = StoreKinds(
        (StoreKind("a", "A", location=(first,)), StoreKind("b", "B", location=(second, other)))
    )
    assert kinds.location_keys == {"bucket": first, "shard": other}
