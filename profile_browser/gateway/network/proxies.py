"""Which address a desk has, with or without a proxy between."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from profile_browser.domain.gateway_rules import FORWARDED_FOR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from profile_browser.domain.gateway_rules import GatewayRules

_FOR = re.compile(r"""(?:^|;)\s*for\s*=\s*(?:"([^"\\]*)"|([^";,\s]+))""", re.IGNORECASE)
_BRACKETED = re.compile(r"\[([^][]+)\](?::\d+)?")
_WITH_PORT = re.compile(r"([0-9.]+):\d+")
_ZONE = re.compile(r"[\w.@-]{1,15}", re.ASCII)  # Python takes any text for one


class DeskFinder:
    """Finds the address of the desk that sent a request.

    A proxy's header is believed only behind a proxy, and only if a proxy sent it. Its last entry
    is the address that the proxy itself has seen; desks can write anything into the others.
    """

    def __init__(self, rules: GatewayRules, *, behind_proxy: bool) -> None:
        self._proxies = frozenset(map(ip_address, rules.proxies)) if behind_proxy else frozenset()
        self._header = rules.proxy_header.lower().encode()
        self._read = _forwarded_for if rules.proxy_header == FORWARDED_FOR else _forwarded
        self._behind_proxy = behind_proxy

    def may_connect(self, peer: str) -> bool:
        """Whether this address may connect: behind a proxy, nobody else.

        A desk that avoids the proxy would send its token without encryption.
        """
        return not self._behind_proxy or self.is_proxy(peer)

    def is_proxy(self, peer: str) -> bool:
        """Whether this is the address of a proxy."""
        address = _address(peer)
        return address is not None and address in self._proxies

    def desk_of(self, scope: Mapping[str, Any]) -> str:
        """Return the IP address of the desk, or the proxy's own if it names none."""
        client = scope["client"]
        peer: str = client[0] if client else ""
        if not self._proxies or not self.is_proxy(peer):
            return peer
        values = [value for name, value in scope["headers"] if name == self._header]
        found = _address(self._read(values[-1].decode("latin-1"))) if values else None
        return peer if found is None else str(found)


def _forwarded_for(value: str) -> str:
    return value.rpartition(",")[2].strip()


def _forwarded(value: str) -> str:
    """Return the node that the last element of ``Forwarded`` (RFC 7239) names."""
    found = _FOR.search(value.rpartition(",")[2])
    return (found[1] or found[2] or "") if found else ""


def _address(text: str) -> object:
    """Return the IP address in a text that may have a port; or None."""
    found = _BRACKETED.fullmatch(text) or _WITH_PORT.fullmatch(text)
    try:
        address = ip_address(found[1] if found else text)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return address
    if address.scope_id and not _ZONE.fullmatch(address.scope_id):
        return None
    return address.ipv4_mapped or address
