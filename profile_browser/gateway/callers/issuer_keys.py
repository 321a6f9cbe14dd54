"""The public keys of an OIDC issuer: fetched, kept, and fetched again when they have changed."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import time
from typing import TYPE_CHECKING, NamedTuple

import httpx
import jwt
import truststore

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.messages import gateway_settings as wording
from profile_browser.settings.gateway_table import is_trusted_transport

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)
SECONDS_BETWEEN_FETCHES = 30.0  # so that tokens with invented key ids do not call the issuer
FRESH_SECONDS = 3_600.0  # after which a key that was withdrawn is noticed
LONGEST_STALE_SECONDS = 86_400.0  # for which an issuer may be down
MAX_SIZE = 500_000  # bytes of an answer
TIMEOUT = 5.0  # seconds for each answer
MOST_KEYS = 100
SMALLEST_RSA_KEY = 2048  # bits
# The type and the curve of each one's keys. None has a shared secret: its key would be public.
ALGORITHMS = {"RS256": ("RSA", None), "ES256": ("EC", "P-256"), "EdDSA": ("OKP", "Ed25519")}


class _Key(NamedTuple):
    id: str | None
    algorithm: str
    key: jwt.PyJWK


class IssuerKeys:
    """The keys for verifying an issuer's tokens. All methods are called on the event loop."""

    def __init__(
        self,
        issuer: str,
        fetch: Callable[[str], Awaitable[object]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer = issuer
        self._fetch = fetch or fetch_json
        self._clock = clock
        self._keys: tuple[_Key, ...] = ()
        self._fetched = self._tried = float("-inf")
        self._lock = asyncio.Lock()
        self._refreshing: asyncio.Task[None] | None = None

    async def find(self, key_id: str | None, algorithm: str) -> jwt.PyJWK | None:
        """Return the key for an algorithm with this id, or the only one if no id is given.

        Nobody waits for a known key, even if it is time to fetch it again.
        Raises RefusedRequestError if the keys are not known and the issuer does not answer.
        """
        if self._matching(key_id, algorithm) is None or self._age > LONGEST_STALE_SECONDS:
            await self._refresh()
        elif self._age > FRESH_SECONDS and (not self._refreshing or self._refreshing.done()):
            self._refreshing = asyncio.create_task(self._refresh())
        if self._age > LONGEST_STALE_SECONDS:
            reason = GatewayReason.SIGN_IN_UNAVAILABLE
            raise RefusedRequestError(reason, retry_after=SECONDS_BETWEEN_FETCHES)
        return self._matching(key_id, algorithm)

    @property
    def _age(self) -> float:
        return self._clock() - self._fetched

    def _matching(self, key_id: str | None, algorithm: str) -> jwt.PyJWK | None:
        found = [
            one.key for one in self._keys if one.algorithm == algorithm and key_id in (None, one.id)
        ]
        return found[0] if len(found) == 1 else None

    async def _refresh(self) -> None:
        """Fetch the keys, once for all who wait, and not too often."""
        async with self._lock:
            if self._clock() - self._tried < SECONDS_BETWEEN_FETCHES:
                return
            self._tried = self._clock()
            try:
                self._keys = await self._fetch_keys()
                self._fetched = self._clock()
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, TimeoutError) as error:
                _log.error("The keys of the issuer cannot be fetched: %s", _reason(error))

    async def _fetch_keys(self) -> tuple[_Key, ...]:
        where = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        described = await self._fetch(where)
        if not isinstance(described, dict) or described.get("issuer") != self._issuer:
            raise KeysRefusedError(wording.OTHER_ISSUER)
        address = described.get("jwks_uri")
        if not isinstance(address, str) or not is_trusted_transport(address):
            raise KeysRefusedError(wording.KEYS_NOT_SECURE)
        published = await self._fetch(address)
        entries = published.get("keys") if isinstance(published, dict) else None
        if not isinstance(entries, list):
            raise KeysRefusedError(wording.NO_KEYS)
        return tuple(key for entry in entries[:MOST_KEYS] if (key := _key_of(entry)))


class KeysRefusedError(ValueError):
    """An answer of the issuer that cannot be used. The message says why."""


async def fetch_json(url: str) -> object:
    """Return what a server answers, without following it elsewhere.

    Raises httpx.HTTPError, httpx.InvalidURL, OSError, ValueError or TimeoutError.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with (
        asyncio.timeout(2 * TIMEOUT),
        httpx.AsyncClient(timeout=TIMEOUT, verify=context) as client,
        client.stream("GET", url, headers={"Accept": "application/json"}) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise KeysRefusedError(wording.issuer_answered(answer.status_code))
        content = bytearray()
        async for chunk in answer.aiter_bytes():
            content += chunk
            if len(content) > MAX_SIZE:
                raise KeysRefusedError(wording.ANSWER_TOO_LARGE)
    try:
        return json.loads(content)
    except RecursionError:
        raise KeysRefusedError(wording.ANSWER_TOO_DEEP) from None


def _key_of(entry: object) -> _Key | None:
    """Return a published key; or none if it is not for the signatures that are accepted."""
    if not isinstance(entry, dict) or entry.get("use", "sig") != "sig":
        return None
    key_id, form = entry.get("kid"), (entry.get("kty"), entry.get("crv"))
    algorithm = next((name for name, known in ALGORITHMS.items() if known == form), "")
    has_id = key_id is None or isinstance(key_id, str)
    if not (algorithm and has_id) or entry.get("alg", algorithm) != algorithm:
        return None
    try:
        key = jwt.PyJWK(entry, algorithm)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
    is_short = algorithm == "RS256" and key.key.key_size < SMALLEST_RSA_KEY
    return None if is_short else _Key(key_id, algorithm, key)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, KeysRefusedError) else type(error).__name__
