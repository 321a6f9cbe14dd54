"""The location keys of Couchbase: a bucket, a scope and a collection."""

from profile_browser.domain.store_kind import LocationKey
from profile_browser.messages.settings import DEFAULT_PART

DEFAULT_SCOPE = DEFAULT_COLLECTION = "_default"
# The number of a named collection takes up to four bytes of the id.
MAX_DOCUMENT_ID_BYTES_IN_COLLECTION = 246

LOCATION_KEYS = (
    LocationKey(
        "bucket",
        "Bucket",
        "the bucket that holds the profiles",
        required=True,
        others=("database",),
    ),
    LocationKey(
        "scope",
        "Scope",
        "the scope, if it is not the default one",
        placeholder=DEFAULT_PART,
        default=DEFAULT_SCOPE,
        needs="collection",
        longest_id=MAX_DOCUMENT_ID_BYTES_IN_COLLECTION,
    ),
    LocationKey(
        "collection",
        "Collection",
        "the collection, if it is not the default one",
        placeholder=DEFAULT_PART,
        default=DEFAULT_COLLECTION,
        longest_id=MAX_DOCUMENT_ID_BYTES_IN_COLLECTION,
    ),
)
