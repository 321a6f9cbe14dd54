"""Composes what guards a gateway, by the rules of the administrator's file."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.gateway_api import REQUEST_ID_HEADER, GatewayReason
from profile_browser.gateway.authentication import TokenAuthenticator
from profile_browser.gateway.exchange import HEADERS, new_request_id
from profile_browser.gateway.guards import RefusedRequestError
from profile_browser.gateway.problems import MEDIA_TYPE, of_refusal
from profile_browser.gateway.protocol import ConnectionGuard, Waits
from profile_browser.gateway.proxies import DeskFinder
from profile_browser.gateway.rate_limit import TokenRateLimiter
from profile_browser.messages.gateway import NOT_HTTP
from profile_browser.settings.tokens import TokenFile

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.gateway_rules import GatewayRules
    from profile_browser.gateway.oidc import OidcIssuer

_GRACE = 10.0  # seconds beyond a request's own time, before its connection is ended


class Guards(NamedTuple):
    """What stands between the network and the routes."""

    authenticator: TokenAuthenticator
    rate_limiter: TokenRateLimiter
    desks: DeskFinder
    connections: ConnectionGuard


def make_guards(rules: GatewayRules, token_file: Path, *, behind_proxy: bool) -> Guards:
    """Return the guards for a gateway. Call it before the event loop starts or on it."""
    desks = DeskFinder(rules, behind_proxy=behind_proxy)
    return Guards(
        TokenAuthenticator(TokenFile(token_file), rules.requests_per_minute, _issuer(rules)),
        TokenRateLimiter(),
        desks,
        ConnectionGuard(
            make_answer=refusal_bytes,
            # A request may take its time twice: to arrive, and to be answered.
            waits=Waits(request=2 * rules.request_timeout + _GRACE),
            most=rules.connections,
            most_per_address=rules.connections_per_address,
            largest_body=rules.largest_body,
            may_connect=desks.may_connect,
            is_proxy=desks.is_proxy,
        ),
    )


def refusal_bytes(reason: GatewayReason, status: int) -> bytes:
    """Return a whole answer, for a request that does not reach the application."""
    request_id = new_request_id()
    problem = of_refusal(RefusedRequestError(reason, fault=NOT_HTTP), request_id)
    content = json.dumps({**problem, "status": status}, ensure_ascii=False).encode()
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
        (REQUEST_ID_HEADER.lower().encode(), request_id.encode()),
        *HEADERS,
    ]
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode()]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join([*lines, b"", content])


def _issuer(rules: GatewayRules) -> OidcIssuer | None:
    if rules.oidc is None:
        return None
    from profile_browser.gateway.issuer_keys import IssuerKeys
    from profile_browser.gateway.oidc import OidcIssuer

    return OidcIssuer(rules.oidc, IssuerKeys(rules.oidc.issuer), rules.requests_per_minute)
