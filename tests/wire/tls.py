"""Certificates for the node, including some that must not be accepted."""

import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import trustme

from profile_browser.domain.connection import Connection
from tests.wire.cluster_map import HOST
from tests.wire.node import Node
from tests.wire.stores import connection_to

PAST, FUTURE, FAR_FUTURE = (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2090, 2091))

# Certificates that must not be accepted; most are signed by the trusted authority.
IMPOSTORS: dict[str, Callable[[trustme.CA], trustme.LeafCert]] = {
    "another name": lambda trusted: trusted.issue_cert("db.example.com"),
    "another address": lambda trusted: trusted.issue_cert("127.0.0.2"),
    "expired": lambda trusted: trusted.issue_cert(HOST, not_before=PAST, not_after=PAST),
    "not yet valid": lambda trusted: trusted.issue_cert(
        HOST, not_before=FUTURE, not_after=FAR_FUTURE
    ),
    "unknown authority": lambda _: trustme.CA().issue_cert(HOST),
}


def encrypted(node: Node, trust_store: Path | str) -> Connection:
    """Return a connection to the TLS node with the file of its authority."""
    return replace(connection_to(node), trust_store=str(trust_store))


def tls_with(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """Return a TLS context with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
