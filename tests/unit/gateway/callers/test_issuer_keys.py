"""How the keys of an issuer are fetched, kept and replaced."""

import asyncio
import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.callers.issuer_keys import (
    FRESH_SECONDS,
    LONGEST_STALE_SECONDS,
    MAX_SIZE,
    MOST_KEYS,
    SECONDS_BETWEEN_FETCHES,
    IssuerKeys,
    fetch_json,
)
from profile_browser.gateway.problems import RefusedRequestError
from tests.unit.gateway.identities import run
from tests.unit.gateway.issuer import Issuer, running_issuer

DESCRIPTION = "/.well-known/openid-configuration"


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(issuer: Issuer, clock: Clock) -> IssuerKeys:
    return IssuerKeys(issuer.address, clock=clock)


def found(keys: IssuerKeys, key_id: str | None = "first", algorithm: str = "ES256") -> bool:
    async def find() -> bool:
        key = await keys.find(key_id, algorithm)
        if keys._refreshing:
            await keys._refreshing
        return key is not None

    return run(find())


def is_unavailable(keys: IssuerKeys) -> bool:
    with pytest.raises(RefusedRequestError) as caught:
        found(keys)
    assert caught.value.retry_after > 0
    return caught.value.reason is GatewayReason.SIGN_IN_UNAVAILABLE


def break_down(issuer: Issuer) -> None:
    issuer.answers[DESCRIPTION] = (503, b"")


def test_keys_are_fetched_once(issuer: Issuer, keys: IssuerKeys) -> None:
    assert all(found(keys) for _ in range(5))
    assert issuer.asked == [DESCRIPTION, "/keys"]


def test_requests_at_once_fetch_once(issuer: Issuer, keys: IssuerKeys) -> None:
    async def ask() -> list[jwt.PyJWK | None]:
        return await asyncio.gather(*(keys.find("first", "ES256") for _ in range(20)))

    assert None not in run(ask())
    assert issuer.asked == [DESCRIPTION, "/keys"]


def test_a_new_key_is_fetched_when_a_token_has_it(
    issuer: Issuer, keys: IssuerKeys, clock: Clock
) -> None:
    assert found(keys)
    del issuer.keys["first"]
    issuer.add_key("second")
    clock.now += SECONDS_BETWEEN_FETCHES
    assert found(keys, "second")
    assert not found(keys, "first")


def test_invented_key_ids_do_not_call_the_issuer_again_and_again(
    issuer: Issuer, keys: IssuerKeys, clock: Clock
) -> None:
    assert not any(found(keys, f"invented {number}") for number in range(50))
    clock.now += SECONDS_BETWEEN_FETCHES
    assert not any(found(keys, f"invented {number}") for number in range(50))
    assert issuer.asked.count("/keys") == 2


def test_a_withdrawn_key_is_noticed(issuer: Issuer, keys: IssuerKeys, clock: Clock) -> None:
    assert found(keys)
    del issuer.keys["first"]
    clock.now += FRESH_SECONDS - 1
    assert found(keys)
    clock.now += 2
    assert found(keys)  # and meanwhile, the keys are fetched
    assert not found(keys)


def test_known_keys_serve_while_the_issuer_is_down(
    issuer: Issuer, keys: IssuerKeys, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assert found(keys)
    break_down(issuer)
    clock.now += FRESH_SECONDS + 1
    assert found(keys)
    assert caplog.messages == [
        "The keys of the issuer cannot be fetched: it answered with status 503"
    ]
    clock.now += LONGEST_STALE_SECONDS
    assert is_unavailable(keys)


def test_a_known_key_does_not_wait_for_an_issuer_that_hangs(issuer: Issuer, clock: Clock) -> None:
    async def ask() -> None:
        hanging = asyncio.Event()

        async def fetch(url: str) -> object:
            if clock.now > FRESH_SECONDS:
                await hanging.wait()
            return await fetch_json(url)

        keys = IssuerKeys(issuer.address, fetch, clock)
        assert await keys.find("first", "ES256")
        clock.now += FRESH_SECONDS + 1
        assert await keys.find("first", "ES256")
        assert keys._refreshing
        assert not keys._refreshing.done()
        hanging.set()
        await keys._refreshing

    run(ask())


def test_without_keys_and_issuer_nobody_is_let_in(
    issuer: Issuer, keys: IssuerKeys, clock: Clock
) -> None:
    break_down(issuer)
    assert is_unavailable(keys)
    assert is_unavailable(keys)
    assert issuer.asked == [DESCRIPTION]
    issuer.answers.clear()
    clock.now += SECONDS_BETWEEN_FETCHES
    assert found(keys)


def test_an_issuer_that_cannot_be_reached_lets_nobody_in() -> None:
    with running_issuer() as gone:
        pass
    assert is_unavailable(IssuerKeys(gone.address))


@pytest.mark.parametrize(
    ("path", "status", "content"),
    [
        (DESCRIPTION, 200, b""),
        (DESCRIPTION, 200, b"[]"),
        (DESCRIPTION, 200, b"[" * 100_000),
        (DESCRIPTION, 200, b"\xff"),
        (DESCRIPTION, 302, b""),
        ("/keys", 200, b"5"),
        ("/keys", 200, b'{"keys": {}}'),
        ("/keys", 200, b" " * (MAX_SIZE + 1)),
        ("/keys", 404, b""),
    ],
)
def test_an_answer_that_cannot_be_used_lets_nobody_in(
    issuer: Issuer, keys: IssuerKeys, path: str, status: int, content: bytes
) -> None:
    issuer.answers[path] = (status, content)
    assert is_unavailable(keys)


@pytest.mark.parametrize("address", ["http://keys.example.com/keys", "file:///etc/passwd", "", 5])
def test_keys_are_not_fetched_without_encryption(address: object) -> None:
    fetched: list[str] = []

    async def fetch(url: str) -> object:
        fetched.append(url)
        return {"issuer": "https://login.example.com", "jwks_uri": address}

    assert is_unavailable(IssuerKeys("https://login.example.com", fetch))
    assert fetched == ["https://login.example.com/.well-known/openid-configuration"]


def test_the_keys_of_another_issuer_are_not_used(issuer: Issuer, keys: IssuerKeys) -> None:
    described = {"issuer": "https://other.example.com", "jwks_uri": f"{issuer.address}/keys"}
    issuer.answers[DESCRIPTION] = (200, json.dumps(described).encode())
    assert is_unavailable(keys)


@pytest.mark.usefixtures("issuer")
def test_without_an_id_the_only_key_is_used(keys: IssuerKeys) -> None:
    assert found(keys, None)


def test_without_an_id_no_key_is_guessed(issuer: Issuer, keys: IssuerKeys) -> None:
    issuer.add_key("second")
    assert not found(keys, None)
    assert found(keys, "second")


@pytest.mark.parametrize(
    "changed",
    [
        {"use": "enc"},
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "RSA"},
        {"crv": "P-384"},
        {"crv": None},
        {"alg": "HS256"},
        {"alg": "ES512"},
        {"kid": 5},
        {"x": "AAAA"},
        {"x": None},
    ],
)
def test_a_key_for_something_else_is_not_used(
    issuer: Issuer, keys: IssuerKeys, changed: dict[str, object]
) -> None:
    issuer.add_key("good")
    odd = {**issuer.published("first"), **changed}
    published = {"keys": [odd, 5, None, issuer.published("good")]}
    issuer.answers["/keys"] = (200, json.dumps(published).encode())
    assert found(keys, "good")
    assert not found(keys)


def test_keys_without_end_are_not_read(issuer: Issuer, keys: IssuerKeys) -> None:
    issuer.add_key("last")
    own = [issuer.published("first"), issuer.published("last")]
    issuer.answers["/keys"] = (200, json.dumps({"keys": [None] * (MOST_KEYS - 1) + own}).encode())
    assert found(keys)
    assert not found(keys, "last")


def test_a_short_rsa_key_is_not_used(issuer: Issuer, keys: IssuerKeys) -> None:
    issuer.add_key("short", "RS256", 1024)
    assert not found(keys, "short", "RS256")


def test_a_larger_curve_is_not_used(issuer: Issuer, keys: IssuerKeys) -> None:
    issuer.keys["large"] = ("ES256", ec.generate_private_key(ec.SECP384R1()))
    assert not found(keys, "large")


def test_a_server_without_an_end_is_left(issuer: Issuer) -> None:
    issuer.answers["/big"] = (200, b"[" + b" " * MAX_SIZE + b"]")
    with pytest.raises(ValueError, match="too large"):
        run(fetch_json(f"{issuer.address}/big"))
