"""Fixtures of the wire tests: nodes to connect to."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from couchbase.cluster import Cluster
from couchbase.collection import Collection
from couchbase.options import ClusterOptions

from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.sdk import Opened, open_collection


@pytest.fixture
def node() -> Iterator[Node]:
    """Start a node with johndoe and alice in the bucket `travel`."""
    with Node(PEOPLE) as running:
        yield running


@pytest.fixture
def collection(node: Node) -> Iterator[Collection]:
    """Open that bucket's default collection with the real SDK."""
    with open_collection(node) as opened:
        yield opened


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Create the authority that signs the TLS node's certificate."""
    return trustme.CA()


@pytest.fixture
def trust_store(authority: trustme.CA, tmp_path: Path) -> Path:
    """Write the authority's certificate to a file."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def tls_node(authority: trustme.CA) -> Iterator[Node]:
    """Start the same node with TLS and a certificate for its own address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Node(PEOPLE, tls=context) as running:
        yield running


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Record each cluster that is opened, so that it can be closed."""
    seen, connect = Opened(), Cluster.connect

    def connect_and_remember(address: str, options: ClusterOptions) -> Cluster:
        cluster = connect(address, options)
        seen.clusters.append(cluster)
        seen.options.append(options)
        return cluster

    monkeypatch.setattr(Cluster, "connect", staticmethod(connect_and_remember))
    return seen
