"""The hosts of an address, by DNS if its scheme says so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from profile_browser.domain.address import Host
from profile_browser.domain.problem import Problem, ProblemError, Reason

if TYPE_CHECKING:
    from profile_browser.domain.address import Address
    from profile_browser.domain.connection import Connection

SRV_SCHEME = "mongodb+srv"
_TIMEOUT = 2.0  # seconds


def advertised_hosts(connection: Connection) -> tuple[Host, ...]:
    """Return the hosts that an address names, or for ``mongodb+srv``, those that DNS lists.

    The driver accepts only listed hosts in the domain of the name. Raises ProblemError if there are
    none, because the name itself is not a server.
    """
    hosts = connection.address.hosts
    if connection.address.scheme.name != SRV_SCHEME:
        return hosts
    from pymongo.errors import ConfigurationError, InvalidURI  # noqa: PLC0415 - lazy
    from pymongo.uri_parser import parse_uri  # noqa: PLC0415 - lazy

    name = hosts[0].name
    try:
        found = parse_uri(f"{SRV_SCHEME}://{name}", connect_timeout=_TIMEOUT)["nodelist"]
    except (ConfigurationError, InvalidURI) as error:
        values = {"host": name, "port": hosts[0].port, "seconds": _TIMEOUT}
        problem = Problem(Reason.HOST_UNKNOWN, connection, type(error).__name__, values)
        raise ProblemError(problem) from None
    return tuple(Host(host, port) for host, port in found)


def uri_of(address: Address) -> str:
    """Return the address as the driver takes it, without its encryption."""
    # The driver also splits at a semicolon: what follows one would be a parameter of its own.
    parameters = dict(parse_qsl(address.parameters))
    if address.is_loopback and len(address.hosts) == 1 and "replicaSet" not in parameters:
        # If this is the end of a tunnel, the members that the server names are on the network.
        parameters["directConnection"] = "true"
    return f"mongodb://{','.join(map(str, address.hosts))}/?{urlencode(parameters)}"
