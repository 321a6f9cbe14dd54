"""Tells who asks, by a token of the token file or by a JSON Web Token of an issuer."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.settings.tokens import TOKEN_LENGTH, TOKEN_PREFIX
from profile_browser.settings.toml_file import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.settings.tokens import TokenFile

_log = logging.getLogger(__name__)
RETRY_SECONDS = 5.0  # after which somebody may have repaired the file
_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)


class Identity(NamedTuple):
    """Who asks: the name of a token or person, its rights, and its limit."""

    name: str
    may: frozenset[Right]
    requests_per_minute: int


class Issuer(Protocol):
    """Vouches for people with JSON Web Tokens."""

    async def identify(self, token: str) -> Identity:
        """Return whom a token names. Raises RefusedRequestError."""
        ...


class TokenAuthenticator:
    """Accepts the tokens of the token file, and those of an issuer if there is one.

    The file is read again on the event loop when it has changed, which takes a few milliseconds for
    200 tokens.
    """

    def __init__(
        self,
        tokens: TokenFile,
        requests_per_minute: int,
        issuer: Issuer | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._tokens, self._issuer, self._now = tokens, issuer, now
        self._requests_per_minute = requests_per_minute
        self._logged = ""

    async def identify(self, authorization: str | None) -> Identity:
        """Return who sends this Authorization header. Raises RefusedRequestError."""
        if not authorization:
            raise RefusedRequestError(GatewayReason.TOKEN_MISSING)
        found = _BEARER.fullmatch(authorization.strip())
        if not found:
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
        secret = found[1]
        if secret.startswith(TOKEN_PREFIX) or self._issuer is None:
            return self._identify(secret)
        return await self._issuer.identify(secret)

    def _identify(self, secret: str) -> Identity:
        if len(secret) != TOKEN_LENGTH:
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
        try:
            token = self._tokens.find(secret)
        except UnreadableFileError as error:
            self._log_once(str(error))
            reason = GatewayReason.SIGN_IN_UNAVAILABLE
            raise RefusedRequestError(reason, retry_after=RETRY_SECONDS) from None
        self._logged = ""
        if token is None:
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
        if token.is_expired(self._now()):
            raise RefusedRequestError(GatewayReason.TOKEN_EXPIRED)
        return Identity(token.name, token.may, self._requests_per_minute)

    def _log_once(self, why: str) -> None:
        if why != self._logged:
            _log.error("No token is accepted: %s", why)
            self._logged = why
