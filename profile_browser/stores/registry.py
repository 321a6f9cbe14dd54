"""The stores that this program knows: one line each, the default first."""

from profile_browser.stores.adapter import StoreRegistry
from profile_browser.stores.arangodb.adapter import ARANGODB
from profile_browser.stores.cassandra.adapter import CASSANDRA
from profile_browser.stores.couchbase.adapter import COUCHBASE
from profile_browser.stores.couchdb.adapter import COUCHDB
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH
from profile_browser.stores.gateway.adapter import GATEWAY
from profile_browser.stores.mongodb.adapter import MONGODB
from profile_browser.stores.sample.adapter import SAMPLE_DIRECTORY

STORES = StoreRegistry(
    COUCHBASE,
    MONGODB,
    ELASTICSEARCH,
    CASSANDRA,
    COUCHDB,
    ARANGODB,
    GATEWAY,
    SAMPLE_DIRECTORY,
)
