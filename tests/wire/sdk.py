"""Opening the real SDK on a node with short timeouts, and closing it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from couchbase.auth import PasswordAuthenticator
from couchbase.cluster import Cluster
from couchbase.collection import Collection
from couchbase.options import ClusterOptions, ClusterTimeoutOptions, GetOptions

# Successful steps take milliseconds; only failures or a busy machine come near these.
PATIENT_SECONDS = 5.0
SHORT_SECONDS = 0.3


class Server(Protocol):
    """What can be connected to: the node, or a server from elsewhere."""

    @property
    def connection_string(self) -> str: ...
    @property
    def bucket(self) -> str: ...
    @property
    def username(self) -> str: ...
    @property
    def password(self) -> str: ...


class Opened:
    """The clusters opened during a test. Without references to them, they would disconnect."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self.options: list[ClusterOptions] = []


@contextmanager
def open_cluster(
    node: Server,
    *,
    password: str | None = None,
    bootstrap_seconds: float = PATIENT_SECONDS,
    trust_store: Path | None = None,
) -> Iterator[Cluster]:
    """Connect to the node; the cluster is closed at the end."""
    options = ClusterOptions(
        PasswordAuthenticator(node.username, password or node.password),
        timeout_options=ClusterTimeoutOptions(
            bootstrap_timeout=timedelta(seconds=bootstrap_seconds),
            kv_timeout=timedelta(seconds=PATIENT_SECONDS),
        ),
        enable_dns_srv=False,
        enable_metrics=False,
    )
    if trust_store is not None:
        options["trust_store_path"] = str(trust_store)
    cluster = Cluster.connect(node.connection_string, options)
    try:
        yield cluster
    finally:
        cluster.close()


@contextmanager
def open_collection(node: Server, *, trust_store: Path | None = None) -> Iterator[Collection]:
    """Connect to the node and open its bucket's default collection."""
    with open_cluster(node, trust_store=trust_store) as cluster:
        yield cluster.bucket(node.bucket).default_collection()


def whole(collection: Collection, key: str, seconds: float = PATIENT_SECONDS) -> object:
    """Get the whole document."""
    options = GetOptions(timeout=timedelta(seconds=seconds))
    return collection.get(key, options).content_as[dict]


def projected(
    collection: Collection, key: str, fields: list[str], seconds: float = PATIENT_SECONDS
) -> object:
    """Get only these fields."""
    options = GetOptions(project=fields, timeout=timedelta(seconds=seconds))
    return collection.get(key, options).content_as[dict]
