"""What the administrator's file demands of a gateway: its limits, and who may ask."""

from __future__ import annotations

from dataclasses import dataclass, field

FORWARDED_FOR, FORWARDED = "X-Forwarded-For", "Forwarded"  # headers in which proxies name a desk
LOOPBACK = ("127.0.0.1", "::1")


@dataclass(frozen=True)
class OidcRules:
    """Whose JSON Web Tokens are accepted, and which of their claims say who asks.

    ``required_claim`` must have, or contain, ``required_value``. Both are empty if none is
    required. The rights are the words of ``rights_claim`` that begin with ``rights_prefix``.
    """

    issuer: str
    audience: str
    required_claim: str = ""
    required_value: str = ""
    name_claim: str = "sub"
    rights_claim: str = "scope"
    rights_prefix: str = ""


@dataclass(frozen=True)
class GatewayRules:
    """The limits of a gateway.

    ``token_file`` is absolute; empty stands for the usual place. ``largest_body`` is in bytes, and
    ``request_timeout`` in seconds. ``metrics_port`` is 0 if metrics are not served. ``log_key``
    hashes people in the gateway's log; empty stands for the audit log's key. ``proxies`` are the IP
    addresses of proxies, and ``proxy_header`` is the header in which they name a desk.
    """

    token_file: str = ""
    requests_per_minute: int = 60
    requests_at_once: int = 256
    connections: int = 1_000
    connections_per_address: int = 256
    largest_body: int = 1_000_000
    request_timeout: float = 30.0
    docs: bool = False
    metrics_address: str = LOOPBACK[0]
    metrics_port: int = 0
    log_key: str = field(default="", repr=False)
    proxies: tuple[str, ...] = LOOPBACK
    proxy_header: str = FORWARDED_FOR
    oidc: OidcRules | None = None
