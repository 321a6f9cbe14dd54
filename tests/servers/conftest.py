"""Fixtures with Couchbase's mock server and query engine, built once and started for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from profile_browser.domain.store import ProfileStore
from tests.gui.conftest import stores, theme, windows
from tests.servers.building import build, build_or_skip
from tests.servers.demanding import pytest_runtest_makereport
from tests.servers.elasticsearch_index import create_people
from tests.servers.java_building import build_server
from tests.servers.mock_cluster import MockCluster
from tests.servers.opensearch_node import OpenSearchNode
from tests.servers.package_installing import install_for_node, install_for_python
from tests.servers.query_engine import QueryEngine
from tests.wire.conftest import authority, trust_store
from tests.wire.people import PEOPLE
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import cluster_store, connection_to

__all__ = [
    "authority",
    "cassandra",
    "cluster",
    "gocaves",
    "opensearch",
    "opensearch_node",
    "pouchdb",
    "pytest_runtest_makereport",
    "query_engine",
    "secantus",
    "start_cluster",
    "store",
    "stores",
    "theme",
    "trust_store",
    "windows",
]

MockClusters = Callable[..., MockCluster]


@pytest.fixture(scope="session")
def gocaves(request: pytest.FixtureRequest) -> Path:
    """Return the program that runs Couchbase's own mock server."""
    return build_or_skip(build, "gocaves", request.config)


@pytest.fixture(scope="session")
def query_engine(request: pytest.FixtureRequest) -> QueryEngine:
    """Return Couchbase's own query engine."""
    return QueryEngine(build_or_skip(build, "query", request.config))


@pytest.fixture(scope="session")
def cassandra(request: pytest.FixtureRequest) -> Path:
    """Return the folder with Cassandra's jars."""
    return build_or_skip(build_server, "cassandra", request.config)


@pytest.fixture(scope="session")
def opensearch(request: pytest.FixtureRequest) -> Path:
    """Return the folder with OpenSearch's jars."""
    return build_or_skip(build_server, "opensearch", request.config)


@pytest.fixture(scope="session")
def opensearch_node(
    opensearch: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenSearchNode]:
    """Start OpenSearch with the printed index, which has johndoe and alice."""
    with OpenSearchNode(opensearch, tmp_path_factory.mktemp("opensearch")) as running:
        create_people(running)
        yield running


@pytest.fixture
def start_cluster(gocaves: Path) -> Iterator[MockClusters]:
    """Start clusters; they end with the test."""
    with ExitStack() as running:

        def start(documents: dict[str, object] | None = None, *, nodes: int = 1) -> MockCluster:
            documents = PEOPLE if documents is None else documents
            return running.enter_context(MockCluster(gocaves, documents, nodes=nodes))

        yield start


@pytest.fixture
def cluster(start_cluster: MockClusters) -> MockCluster:
    """Return a cluster of one node that knows johndoe and alice."""
    return start_cluster()


@pytest.fixture
def store(cluster: MockCluster) -> Iterator[ProfileStore]:
    """Give a store over the cluster that does not wait long."""
    connection = replace(connection_to(cluster), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as opened:
        yield opened


@pytest.fixture(scope="session")
def secantus(request: pytest.FixtureRequest) -> Path:
    """Return the folder of a server that speaks MongoDB's protocol."""
    return build_or_skip(install_for_python, "secantus", request.config)


@pytest.fixture(scope="session")
def pouchdb(request: pytest.FixtureRequest) -> Path:
    """Return the folder of a server that speaks CouchDB's protocol."""
    return build_or_skip(install_for_node, "pouchdb", request.config)
