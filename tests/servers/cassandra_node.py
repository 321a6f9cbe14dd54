"""Cassandra itself: one node, which demands a password and gives rights to roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.java_server import JavaServer

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        known = (self.folder / "data" / "started").exists()
        if "Startup complete" in written and (known or "Created default superuser" in written):
            (self.folder / "data" / "started").touch()
            return True
        return False
