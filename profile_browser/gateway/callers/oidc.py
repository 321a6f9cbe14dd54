"""Tells who asks by a JSON Web Token, verified against the keys that its issuer publishes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import jwt

from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.gateway.callers.authentication import Identity
from profile_browser.gateway.callers.issuer_keys import ALGORITHMS
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.messages.plain_text import printable
from profile_browser.settings.tokens import OIDC_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.gateway_rules import OidcRules
    from profile_browser.gateway.callers.issuer_keys import IssuerKeys

_log = logging.getLogger(__name__)
LEEWAY = 30  # seconds between the clocks of the issuer and the gateway
LONGEST_TOKEN, LONGEST_NAME = 16_000, 200  # characters
# A token of another type, such as one for signing out, is for something else (RFC 8725).
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_REQUIRED = ["exp", "iss", "aud"]
_SCOPE = "scope"  # RFC 8693: words with spaces between


class OidcIssuer:
    """Accepts the tokens of an issuer that are meant for this gateway."""

    def __init__(self, rules: OidcRules, keys: IssuerKeys, requests_per_minute: int) -> None:
        self._rules, self._keys = rules, keys
        self._requests_per_minute = requests_per_minute

    async def identify(self, token: str) -> Identity:
        """Return whom a token names. Raises RefusedRequestError."""
        claims = await self._verified_claims(token)
        rules = self._rules
        if rules.required_claim and not _has(claims, rules.required_claim, rules.required_value):
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
        name = claims.get(rules.name_claim)
        if not _is_name(name):
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
        return Identity(f"{OIDC_PREFIX}{name}", self._rights(claims), self._requests_per_minute)

    async def _verified_claims(self, token: str) -> Mapping[str, Any]:
        try:
            key_id, algorithm = _read_header(token)
            key = await self._keys.find(key_id, algorithm)
            if key is None:
                raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
            return jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                issuer=self._rules.issuer,
                audience=self._rules.audience,
                leeway=LEEWAY,
                options={"require": _REQUIRED},
            )
        except jwt.ExpiredSignatureError:
            raise RefusedRequestError(GatewayReason.TOKEN_EXPIRED) from None
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            _log.info("A JSON Web Token was refused: %s", type(error).__name__)
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED) from None

    def _rights(self, claims: Mapping[str, Any]) -> frozenset[Right]:
        prefix = self._rules.rights_prefix
        words = _words(claims.get(self._rules.rights_claim))
        return frozenset(right for right in Right if f"{prefix}{right}" in words)


def _read_header(token: str) -> tuple[str | None, str]:
    """Return the id of the key and the algorithm. Raises ValueError or PyJWTError."""
    if len(token) > LONGEST_TOKEN:
        raise ValueError
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    key_id = header.get("kid")
    if algorithm not in ALGORITHMS or "crit" in header:
        raise ValueError
    if str(header.get("typ", "JWT")).lower() not in _TYPES:
        raise ValueError
    if key_id is not None and not isinstance(key_id, str):
        raise ValueError
    return key_id, algorithm


def _has(claims: Mapping[str, Any], claim: str, wanted: str) -> bool:
    """Return whether a claim is this text, or a list or scope with it."""
    value = claims.get(claim)
    return value == wanted or (
        wanted in _words(value) and (claim == _SCOPE or isinstance(value, list))
    )


def _words(value: object) -> list[object]:
    if isinstance(value, str):
        return [*value.split()]
    return value if isinstance(value, list) else []


def _is_name(value: object) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_NAME
        and value == value.strip()
        and value == printable(value)
    )
