"""The kinds of stores that the suite runs for: one line each."""

from tests.stores.arangodb_harness import ARANGODB_HARNESS
from tests.stores.cassandra_harness import CASSANDRA_HARNESS
from tests.stores.couchbase_harness import COUCHBASE_HARNESS
from tests.stores.couchdb_harness import COUCHDB_HARNESS
from tests.stores.elasticsearch_harness import ELASTICSEARCH_HARNESS
from tests.stores.gateway_harness import GATEWAY_HARNESS
from tests.stores.mongodb_harness import MONGODB_HARNESS
from tests.stores.sample_harness import SAMPLE_HARNESS

HARNESSES = (
    SAMPLE_HARNESS,
    COUCHBASE_HARNESS,
    MONGODB_HARNESS,
    ELASTICSEARCH_HARNESS,
    CASSANDRA_HARNESS,
    COUCHDB_HARNESS,
    ARANGODB_HARNESS,
    GATEWAY_HARNESS,
)
