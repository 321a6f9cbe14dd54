"""Cassandra itself: one node, which demands a password and gives rights to roles."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cassandra import ConsistencyLevel, Unauthorized
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.policies import RoundRobinPolicy

from profile_browser.stores.cassandra.place import Place
from profile_browser.stores.cassandra.statements import name_of, table_of
from tests.servers.accounts import READER
from tests.servers.java_server import JavaServer

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Sequence

    from cassandra.cluster import Session

    from profile_browser.domain.connection import Connection

_CHANGING = """
storage_port: {inner_port}
native_transport_port: {port}
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters:
      - seeds: 127.0.0.1:{inner_port}
"""


class CassandraNode(JavaServer):
    """One node. It starts with a role that may do everything, whose password is its name."""

    administrator = "cassandra"
    reader = READER

    def prepare(self) -> None:
        """Write its settings."""
        unchanging = (self.program / "cassandra.yaml").read_text()
        changing = _CHANGING.format(port=self.port, inner_port=self._inner_port)
        (self.folder / "cassandra.yaml").write_text(unchanging + changing)

    def arguments(self) -> Sequence[str]:
        """Return options that leave out what only a cluster of several waits for."""
        properties = {
            "cassandra.config": (self.folder / "cassandra.yaml").as_uri(),
            "cassandra.storagedir": self.folder / "data",
            "cassandra-foreground": "yes",
            "cassandra.superuser_setup_delay_ms": 0,
            "cassandra.ring_delay_ms": 100,
            "cassandra.skip_wait_for_gossip_to_settle": 0,
            "cassandra.jmx.local.port": 0,
        }
        return [
            f"@{self.program / 'jvm.options'}",
            *(f"-D{name}={value}" for name, value in properties.items()),
            "-cp",
            f"{self.program}:{self.program / 'lib'}/*",
            "org.apache.cassandra.service.CassandraDaemon",
        ]

    def is_ready(self) -> bool:
        """Say whether it listens and has its first role."""
        written = self.written()
        return "Startup complete" in written and "Created default superuser" in written


@contextmanager
def signed_in(
    port: int,
    username: str = CassandraNode.reader,
    password: str = CassandraNode.password,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Session]:
    """Open the driver's own session on this port of 127.0.0.1, past the program."""
    profile = ExecutionProfile(
        load_balancing_policy=RoundRobinPolicy(),
        consistency_level=ConsistencyLevel.ONE,
        request_timeout=5.0,
    )
    cluster = Cluster(
        ["127.0.0.1"],
        port=port,
        auth_provider=PlainTextAuthProvider(username, password),
        ssl_context=tls,
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        protocol_version=5,
        compression=False,
        schema_metadata_enabled=False,
        token_metadata_enabled=False,
    )
    try:
        yield cluster.connect()
    finally:
        cluster.shutdown()


def may_write(connection: Connection) -> bool:
    """Return whether the account of a connection may write to its table."""
    place = Place.of(connection)
    table, key = table_of(place.database, place.collection), name_of(place.key_field)
    port = connection.address.hosts[0].port
    with signed_in(port, connection.username, connection.password) as session:
        try:
            session.execute(f"INSERT INTO {table} ({key}) VALUES ('new')")
        except Unauthorized:
            return False
    return True
