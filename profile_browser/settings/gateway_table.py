"""The table ``[gateway]`` of the administrator's file: each key, and how its value is read."""

from __future__ import annotations

from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from profile_browser.domain.gateway_rules import (
    FORWARDED,
    FORWARDED_FOR,
    LOOPBACK,
    GatewayRules,
    OidcRules,
)
from profile_browser.messages import gateway_settings as wording
from profile_browser.settings.values import (
    FaultError,
    read_absolute_path,
    read_seconds,
    read_secret,
    read_switch,
    read_text,
    read_values,
    read_whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from profile_browser.messages.settings import KeyPath
    from profile_browser.settings.values import Description

_MOST_A_MINUTE = 10_000_000  # one gateway answers some 300,000
_MOST_REQUESTS, _MOST_CONNECTIONS = 100_000, 100_000
_SMALLEST_BODY, _LARGEST_BODY = 10_000, 10_000_000  # bytes
_LONGEST_TIMEOUT = 300.0  # seconds
_OIDC, _ISSUER, _AUDIENCE = "oidc", "issuer", "audience"
_REQUIRED_CLAIM, _REQUIRED_VALUE = "required_claim", "required_value"


def read_gateway(value: object) -> GatewayRules:
    """Return what a table says. Raises FaultError."""
    return GatewayRules(**_values(value, describe_gateway()))


def describe_gateway() -> Description:
    """Describe the keys of the table."""
    return {
        "token_file": read_absolute_path,
        "requests_per_minute": partial(read_whole_number, most=_MOST_A_MINUTE),
        "requests_at_once": partial(read_whole_number, most=_MOST_REQUESTS),
        "connections": partial(read_whole_number, most=_MOST_CONNECTIONS),
        "connections_per_address": partial(read_whole_number, most=_MOST_CONNECTIONS),
        "largest_body": partial(read_whole_number, least=_SMALLEST_BODY, most=_LARGEST_BODY),
        "request_timeout": _timeout,
        "docs": read_switch,
        "metrics_address": _ip_address,
        "metrics_port": partial(read_whole_number, most=65_535),
        "log_key": read_secret,
        "proxies": _proxies,
        "proxy_header": _proxy_header,
        _OIDC: _oidc,
    }


def describe_oidc() -> Description:
    """Describe the keys of the table ``[gateway.oidc]``."""
    return {
        _ISSUER: _issuer,
        **dict.fromkeys((_AUDIENCE, _REQUIRED_CLAIM, _REQUIRED_VALUE, "name_claim"), _some_text),
        "rights_claim": _some_text,
        "rights_prefix": _some_text,
    }


def is_trusted_transport(url: str) -> bool:
    """Return whether nobody between here and this URL can change what it answers."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in {"localhost", *LOOPBACK}


def _oidc(value: object) -> OidcRules:
    values = _values(value, describe_oidc())
    faults: dict[KeyPath, str] = {
        (name,): wording.OIDC_NEEDS_IT for name in (_ISSUER, _AUDIENCE) if name not in values
    }
    claim = {_REQUIRED_CLAIM, _REQUIRED_VALUE}
    if len(missing := claim - values.keys()) == 1:
        faults[missing.pop(),] = wording.CLAIM_NEEDS_BOTH
    if faults:
        raise FaultError(faults)
    return OidcRules(**values)


def _values(value: object, described: Description) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FaultError(wording.NO_TABLE)
    values, faults = read_values(value, described)
    if faults:
        raise FaultError(faults)
    return values


def _timeout(value: object) -> float:
    seconds = read_seconds(value)
    if not 1 <= seconds <= _LONGEST_TIMEOUT:
        raise FaultError(wording.seconds_needed(_LONGEST_TIMEOUT))
    return seconds


def _some_text(value: object) -> str:
    text = read_text(value)
    if not text.strip():
        raise FaultError(wording.TEXT_EMPTY)
    return text


def _ip_address(value: object) -> str:
    try:
        return str(ip_address(read_text(value)))
    except ValueError:
        raise FaultError(wording.NO_IP_ADDRESS) from None


def _proxies(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise FaultError(wording.NO_IP_ADDRESSES)
    return tuple(map(_ip_address, value))


def _proxy_header(value: object) -> str:
    by_name: Mapping[object, str] = {name.casefold(): name for name in (FORWARDED_FOR, FORWARDED)}
    name = by_name.get(value.casefold() if isinstance(value, str) else value)
    if name is None:
        raise FaultError(wording.NO_PROXY_HEADER)
    return name


def _issuer(value: object) -> str:
    issuer = _some_text(value)
    try:
        trusted = is_trusted_transport(issuer)
    except ValueError:
        trusted = False
    if not trusted:
        raise FaultError(wording.NO_ISSUER)
    return issuer
