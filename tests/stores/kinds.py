"""The kinds of stores that the suite runs for: one line each."""

from tests.stores.couchbase_harness import COUCHBASE_HARNESS
from tests.stores.mongodb_harness import MONGODB_HARNESS
from tests.stores.sample_harness import SAMPLE_HARNESS

HARNESSES = (
    SAMPLE_HARNESS,
    COUCHBASE_HARNESS,
    MONGODB_HARNESS,
)
