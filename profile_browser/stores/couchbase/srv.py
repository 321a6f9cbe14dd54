"""Resolves SRV records, with which Capella lists the hosts of a cluster."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from profile_browser.domain.address import Address, Host, parse_address
from profile_browser.domain.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dns.rdtypes.IN.SRV import SRV
    from dns.resolver import Resolver

    from profile_browser.domain.connection import Connection

SRV_TIMEOUT = 2.0  # seconds
_NO_SERVICE = "."  # the target if a name does not offer the service

_log = logging.getLogger(__name__)


def advertised_hosts(connection: Connection, resolver: Resolver | None = None) -> tuple[Host, ...]:
    """Return the hosts to try: those listed in DNS, else the connection's own.

    Only a single host name without a port can have SRV records. ``resolver`` defaults to the
    system's name servers.
    """
    address = connection.address
    name = service_name(address)
    if name is None:
        return address.hosts
    listed = _resolve_srv(name, resolver)
    hosts = [host for host in listed if _is_acceptable(connection, host)]
    if len(hosts) < len(listed):
        _log.warning("DNS lists hosts that are not acceptable")
    return tuple(hosts) or address.hosts


def service_name(address: Address) -> str | None:
    """Return the SRV name for an address, or None unless it is one name without a port."""
    if not address.may_have_srv_record:
        return None
    return f"_{address.scheme.name}._tcp.{address.hosts[0].name}"


def _resolve_srv(service_name: str, resolver: Resolver | None) -> list[Host]:
    from dns.exception import DNSException  # noqa: PLC0415 - lazy
    from dns.resolver import Resolver as SystemResolver  # noqa: PLC0415 - lazy

    try:
        resolver = resolver or SystemResolver()
        answer = resolver.resolve(service_name, "SRV", lifetime=SRV_TIMEOUT)
    except (DNSException, OSError, UnicodeError) as error:
        _log.info("DNS lists no hosts for the connection's name: %s", type(error).__name__)
        return []
    return [_host(record) for record in _in_order(answer) if str(record.target) != _NO_SERVICE]


def _in_order(records: Iterable[SRV]) -> list[SRV]:
    return sorted(records, key=lambda record: (record.priority, -record.weight))


def _host(record: SRV) -> Host:
    return Host(str(record.target).rstrip("."), record.port)


def _is_acceptable(connection: Connection, host: Host) -> bool:
    named = connection.address.with_hosts((host,))
    try:
        # A record from DNS must not contain more than a host, such as parameters.
        reads_back = parse_address(str(named), connection.kind) == named
    except RefusedError:
        return False
    return reads_back and _is_trustworthy(connection, host)


def _is_trustworthy(connection: Connection, host: Host) -> bool:
    """Return whether a forged DNS answer could not divert the password to this host.

    TLS verifies the host name that DNS returned. Because anyone can get a publicly trusted
    certificate, that name must be in the same domain as the configured one. A private trust store
    makes this unnecessary.
    """
    if not connection.address.encrypted or connection.trust_store:
        return True
    asked = connection.address.hosts[0].name.lower().rstrip(".")
    parent = asked.partition(".")[2]
    families = [asked, parent] if "." in parent else [asked]
    return any(f".{host.name.lower()}".endswith(f".{family}") for family in families)
