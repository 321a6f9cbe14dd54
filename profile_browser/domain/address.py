"""Parses a connection string before a driver sees it, because drivers barely validate it.

Couchbase's SDK 4.6.3 silently reads ``couchbase://h:notaport`` as port 11210, connects to
``http://h:11210``, and accepts parameters such as ``tls_verify=none`` that turn checks off.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple, Self
from urllib.parse import parse_qsl, urlencode

from profile_browser.domain.refusal import RefusalKind, RefusedError
from profile_browser.domain.store_kind import Scheme, StoreKind, unknown_scheme

_HOST = r"^(?:\[(?P<v6>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?P<name>[\w.-]+))(?::(?P<port>.*))?$"
_PORT = r"[1-9][0-9]{0,4}"
_HIGHEST_PORT = 65535


class Host(NamedTuple):
    """A server to bootstrap from."""

    name: str
    port: int

    def __str__(self) -> str:
        return f"[{self.name}]:{self.port}" if ":" in self.name else f"{self.name}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether this is the local machine, so that nothing crosses a network."""
        number = self._ip
        return self.name.lower() == "localhost" if number is None else number.is_loopback

    @property
    def is_listed_name(self) -> bool:
        """Whether this is a name that DNS may know: no number, and not the local machine."""
        return self._ip is None and not self.is_loopback

    @property
    def _ip(self) -> IPv4Address | IPv6Address | None:
        try:
            return ip_address(self.name)
        except ValueError:
            return None


class Address(NamedTuple):
    """Where a store is, and whether the connection to it is encrypted.

    ``has_port`` says whether the connection string names a port.
    """

    scheme: Scheme
    hosts: tuple[Host, ...]
    parameters: str = ""
    has_port: bool = True

    def __str__(self) -> str:
        query = f"?{self.parameters}" if self.parameters else ""
        return f"{self.scheme.name}://{','.join(map(str, self.hosts))}{query}"

    @property
    def encrypted(self) -> bool:
        """Whether the connection is encrypted."""
        return self.scheme.encrypted

    @property
    def is_loopback(self) -> bool:
        """Whether every host is the local machine."""
        return all(host.is_loopback for host in self.hosts)

    @property
    def may_have_srv_record(self) -> bool:
        """Whether DNS may list servers for this address: it is one name without a port."""
        return len(self.hosts) == 1 and not self.has_port and self.hosts[0].is_listed_name

    def with_hosts(self, hosts: tuple[Host, ...]) -> Self:
        """Return this address with these hosts and their ports instead."""
        return self._replace(hosts=hosts, has_port=True)


def parse_address(connection_string: str, kind: StoreKind) -> Address:
    """Return the parsed connection string, by the schemes and ports of this kind of store.

    Raises RefusedError for an unknown scheme, no host, an invalid port, a web port, a sign-in or
    a path in the string, an unknown parameter, or a host that DNS cannot list servers for.
    """
    name, separator, rest = connection_string.strip().partition("://")
    scheme = next((scheme for scheme in kind.schemes if scheme.name == name), None)
    if not separator or scheme is None:
        raise unknown_scheme(name, kind.schemes)
    if "@" in rest:
        raise RefusedError(RefusalKind.SIGN_IN_IN_ADDRESS, _shortened(scheme, rest, kind))
    hosts, _, parameters = rest.partition("?")
    for parameter, _ in parse_qsl(parameters, keep_blank_values=True):
        if parameter not in kind.parameters:
            shortened = _shortened(scheme, rest, kind)
            raise RefusedError(RefusalKind.PARAMETER_UNKNOWN, parameter, shortened)
    names, slash, path = hosts.rstrip("/").partition("/")
    if path:
        shortened = _shortened(scheme, rest, kind)
        label = kind.location[0].label if kind.location else ""
        raise RefusedError(RefusalKind.PATH_IN_ADDRESS, f"{slash}{path}", label.lower(), shortened)
    written = [_parts_of(name, scheme) for name in names.split(",")]
    listed = tuple(_host(parts, scheme, kind) for parts in written)
    address = Address(scheme, listed, parameters, any(port is not None for _, port in written))
    if scheme.listed_by_dns and not address.may_have_srv_record:
        raise RefusedError(RefusalKind.DNS_NAME_NEEDED, scheme.name)
    if scheme.local_only and not address.is_loopback:
        encrypted = next(each.name for each in kind.schemes if each.encrypted)
        raise RefusedError(RefusalKind.ENCRYPTION_NEEDED, scheme.name, f"{encrypted}://{names}")
    return address


def _shortened(scheme: Scheme, rest: str, kind: StoreKind) -> str:
    """Return a connection string without what is not accepted, or nothing if there is none.

    What precedes an @ may be a password, so that is left out first. A parameter that asks for TLS
    becomes the scheme that has it.
    """
    hosts, _, parameters = rest.rpartition("@")[2].partition("?")
    given = parse_qsl(parameters)
    if any(name in kind.tls_parameters and value == "true" for name, value in given):
        scheme = next(each for each in (scheme, *kind.schemes) if each.encrypted)
    query = urlencode([(name, value) for name, value in given if name in kind.parameters])
    text = f"{scheme.name}://{hosts.partition('/')[0]}{'?' if query else ''}{query}"
    try:
        parse_address(text, kind)
    except RefusedError:
        return ""
    return text


def _parts_of(text: str, scheme: Scheme) -> tuple[str, str | None]:
    """Return the name or number of a host, and the text of its port if there is one."""
    match = re.match(_HOST, text.strip())
    if match is None:
        raise RefusedError(RefusalKind.HOST_MISSING, scheme.name)
    return match["v6"] or match["name"], match["port"]


def _host(parts: tuple[str, str | None], scheme: Scheme, kind: StoreKind) -> Host:
    name, port = parts
    return Host(name, scheme.port if port is None else _port(port, scheme, kind))


def _port(text: str, scheme: Scheme, kind: StoreKind) -> int:
    if not re.fullmatch(_PORT, text) or int(text) > _HIGHEST_PORT:
        raise RefusedError(RefusalKind.PORT_NOT_VALID, text)
    port = int(text)
    if port in kind.web_ports:
        raise RefusedError(RefusalKind.PORT_OF_WEB_CONSOLE, port, scheme.port)
    return port
