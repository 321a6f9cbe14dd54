"""Fixtures of the tests of the executable: nodes to look people up on."""

from tests.wire.conftest import authority, node, tls_node, trust_store

__all__ = ["authority", "node", "tls_node", "trust_store"]
