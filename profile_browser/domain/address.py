"""A Couchbase connection string, read before the SDK sees it: the SDK hardly checks it.

``couchbase://h:notaport`` silently uses port 11210, ``http://h:11210`` connects, and a parameter
such as ``tls_verify=none`` would switch a check off (SDK 4.6.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import parse_qsl

from profile_browser.messages import refusals

PLAIN_SCHEME, TLS_SCHEME = "couchbase", "couchbases"
DEFAULT_PORT, DEFAULT_TLS_PORT = 11210, 11207
# The cluster's web and query ports; the binary protocol on them times out without a word.
_HTTP_PORTS = frozenset({*range(8091, 8098), *range(18091, 18098)})
_ALLOWED_PARAMETERS = frozenset({"network"})
_HOST = re.compile(
    r"^(?:\[(?P<v6>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?P<name>[\w.-]+))(?::(?P<port>.*))?$"
)
_PORT = re.compile(r"^[1-9][0-9]{0,4}\Z")
_HIGHEST_PORT = 65535


class AddressRefusedError(ValueError):
    """A connection string that cannot be meant; the message is a sentence for a person."""


@dataclass(frozen=True)
class Host:
    """A node to connect to first; without a port the protocol's own is meant."""

    name: str
    port: int
    port_written: bool = field(default=True, compare=False)

    def __str__(self) -> str:
        return f"[{self.name}]:{self.port}" if ":" in self.name else f"{self.name}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether this is the machine itself, so that nothing crosses a network."""
        number = self._ip
        return self.name.lower() == "localhost" if number is None else number.is_loopback

    @property
    def may_be_service_name(self) -> bool:
        """Whether the name service may know this name as a cluster of several hosts."""
        return not self.port_written and self._ip is None and not self.is_loopback

    @property
    def _ip(self) -> IPv4Address | IPv6Address | None:
        try:
            return ip_address(self.name)
        except ValueError:
            return None


@dataclass(frozen=True)
class Address:
    """Where a cluster is, and whether the way there is encrypted."""

    encrypted: bool
    hosts: tuple[Host, ...]
    parameters: str = ""

    def __str__(self) -> str:
        scheme = TLS_SCHEME if self.encrypted else PLAIN_SCHEME
        query = f"?{self.parameters}" if self.parameters else ""
        return f"{scheme}://{','.join(map(str, self.hosts))}{query}"

    @property
    def is_loopback(self) -> bool:
        """Whether every host is the machine itself."""
        return all(host.is_loopback for host in self.hosts)

    @property
    def service_name(self) -> str | None:
        """The name under which a name service lists the hosts: of one name without a port."""
        if len(self.hosts) != 1 or not self.hosts[0].may_be_service_name:
            return None
        return f"_{TLS_SCHEME if self.encrypted else PLAIN_SCHEME}._tcp.{self.hosts[0].name}"

    def only(self, hosts: tuple[Host, ...]) -> Address:
        """Return the same address with these hosts in the place of its own."""
        return replace(self, hosts=hosts)


def parse_address(connection_string: str) -> Address:
    """Return what a connection string says.

    Raises AddressRefusedError with the reason: another scheme, no host, a port that is no
    number or is a web port, a password in the string, a parameter.
    """
    scheme, separator, rest = connection_string.strip().partition("://")
    if not separator or scheme not in {PLAIN_SCHEME, TLS_SCHEME}:
        raise AddressRefusedError(refusals.ADDRESS_SCHEME)
    if "@" in rest:
        raise AddressRefusedError(refusals.ADDRESS_HOLDS_SIGN_IN)
    hosts, _, parameters = rest.partition("?")
    _check_parameters(parameters)
    encrypted = scheme == TLS_SCHEME
    names = hosts.rstrip("/").split(",")
    return Address(encrypted, tuple(_host(name, encrypted=encrypted) for name in names), parameters)


def _check_parameters(parameters: str) -> None:
    for name, _ in parse_qsl(parameters, keep_blank_values=True):
        if name not in _ALLOWED_PARAMETERS:
            raise AddressRefusedError(refusals.address_parameter(name))


def _host(text: str, *, encrypted: bool) -> Host:
    match = _HOST.match(text.strip())
    if match is None:
        raise AddressRefusedError(refusals.ADDRESS_HOST)
    name = match["v6"] or match["name"]
    default = DEFAULT_TLS_PORT if encrypted else DEFAULT_PORT
    if match["port"] is None:
        return Host(name, default, port_written=False)
    return Host(name, _port(match["port"], default))


def _port(text: str, expected: int) -> int:
    if not _PORT.match(text) or int(text) > _HIGHEST_PORT:
        raise AddressRefusedError(refusals.address_port(text))
    port = int(text)
    if port in _HTTP_PORTS:
        raise AddressRefusedError(refusals.address_web_port(port, expected))
    return port
