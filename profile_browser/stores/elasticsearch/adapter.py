"""Elasticsearch, and OpenSearch, as a kind of store. httpx is imported on the thread that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.store_kind import Scheme, StoreKind
from profile_browser.stores.adapter import StoreAdapter, staged_check
from profile_browser.stores.elasticsearch.place import LOCATION_KEYS, MAX_ID_BYTES

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.elasticsearch.source import ElasticsearchSource


def _open_source(connection: Connection) -> ElasticsearchSource:
    from profile_browser.stores.elasticsearch.source import open_source

    return open_source(connection)


def _index_script(connection: Connection) -> str:
    from profile_browser.stores.elasticsearch.indexes import index_script_of

    return index_script_of(connection)


KIND = StoreKind(
    name="elasticsearch",
    title="Elasticsearch",
    schemes=(
        Scheme("elasticsearch+https", 9200, encrypted=True),
        Scheme("elasticsearch+http", 9200, encrypted=False),
    ),
    location=LOCATION_KEYS,
    web_ports=frozenset({5601}),  # Kibana's and OpenSearch Dashboards' own
    revision="_seq_no",
    right="privilege",
    search_index="a mapping of the search fields",
    extra="http",
    drivers=frozenset({"httpx"}),
)
ELASTICSEARCH = StoreAdapter(
    kind=KIND,
    open_source=_open_source,
    check=staged_check(lambda connection, _: _open_source(connection)),
    index_script=_index_script,
    longest_id=lambda _: MAX_ID_BYTES,
)
