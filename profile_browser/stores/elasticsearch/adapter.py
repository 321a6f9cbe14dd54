"""Elasticsearch, and OpenSearch, as a kind of store. httpx is imported on the thread that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import LocationKey, Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.elasticsearch.source import ElasticsearchSource


def _open_source(connection: Connection) -> ElasticsearchSource:
    from profile_browser.stores.elasticsearch.source import ElasticsearchSource

    return ElasticsearchSource.opened(connection)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.elasticsearch.indexes import index_script_of

    return index_script_of(connection)


# The server's own rule for an index or an alias. Anything else could name several, or a path.
_NAME = r"(?![-_+]|\.{1,2}\Z)[^\\/*?\"<>|,#:\s]+"
_INDEX = LocationKey(
    "index",
    "Index",
    "the index that holds the profiles",
    required=True,
    others=("collection",),
    pattern=_NAME,
)
_PRODUCTS = ("Elasticsearch", "OpenSearch")
KIND = StoreKind(
    name="elasticsearch",
    title=" or ".join(_PRODUCTS),
    schemes=(
        Scheme("elasticsearch+https", 9200, encrypted=True),
        Scheme("elasticsearch+http", 9200, encrypted=False),
        Scheme("opensearch+https", 9200, encrypted=True),
        Scheme("opensearch+http", 9200, encrypted=False),
    ),
    location=(_INDEX,),
    web_ports=frozenset({5601}),  # Kibana's and OpenSearch Dashboards' own
    keeps_times=False,
    right="privilege",
    search_index="a mapping of the search fields",
    longest_id=512,  # the server's own limit
    extra="http",
    drivers=frozenset({"httpx"}),
)
ELASTICSEARCH = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(lambda connection, _: _open_source(connection)),
    index_script=_index_script,
)
