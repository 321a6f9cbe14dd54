"""The location keys that several kinds have in common."""

from profile_browser.domain.store_kind import KEY_FIELD, LocationKey

DATABASE = LocationKey(
    "database", "Database", "the database that holds the profiles", required=True
)
COLLECTION = LocationKey(
    "collection", "Collection", "the collection that holds the profiles", required=True
)


def key_field(usual: str, noun: str = "field", longest_id: int = 0) -> LocationKey:
    """Return the key for the field that identifies a record, if it is not the usual one."""
    return LocationKey(
        KEY_FIELD,
        "Key field",
        f"the {noun} that identifies a record, if it is not {usual}",
        placeholder=usual,
        default=usual,
        is_path=True,
        longest_id=longest_id,
    )
