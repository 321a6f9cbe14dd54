"""Whose token a request has; and that a token is in no error and no log."""

import logging
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.gateway.callers.authentication import Identity, TokenAuthenticator
from profile_browser.settings.tokens import TokenFile
from tests.unit.gateway.identities import identity, refusal_of, run

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Vouching:
    """An issuer that knows every token."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def identify(self, token: str) -> Identity:
        self.asked.append(token)
        return identity("oidc:ben")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


@pytest.fixture
def secret(path: Path) -> str:
    return TokenFile(path, lambda: NOW).add("anna", 90, [Right.LOOKUP, Right.BATCH])


def authenticator(
    path: Path, after: timedelta = timedelta(), issuer: Vouching | None = None
) -> TokenAuthenticator:
    return TokenAuthenticator(TokenFile(path), 42, issuer, lambda: NOW + after)


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER  "])
def test_a_token_says_who_asks(path: Path, secret: str, scheme: str) -> None:
    expected = Identity("anna", frozenset({Right.LOOKUP, Right.BATCH}), 42)
    assert run(authenticator(path).identify(f"{scheme}{secret}")) == expected


@pytest.mark.parametrize("header", [None, ""])
def test_without_a_token_nobody_is_let_in(path: Path, header: str | None) -> None:
    refused = refusal_of(lambda: authenticator(path).identify(header))
    assert refused.reason is GatewayReason.TOKEN_MISSING


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer pb_",
        "Bearer {}x",
        "Bearer {} ",
        "{}",
        "Basic {}",
        "Token {}",
        "Bearer{}",
        "Bearer {},{}",
        "Bearer {} {}",
        "Bearer pb_{}",
        'Bearer "{}"',
        "Bearer x",
        "Bearer " + "x" * 30_000,
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0.",
    ],
)
def test_anything_else_is_refused(path: Path, secret: str, header: str) -> None:
    given = header.replace("{}", secret)
    if given == f"Bearer {secret} ":  # white space at the end is none of a header's value
        assert run(authenticator(path).identify(given)).name == "anna"
        return
    refused = refusal_of(lambda: authenticator(path).identify(given))
    assert refused.reason is GatewayReason.TOKEN_REFUSED


def test_an_expired_token_is_told_apart(path: Path, secret: str) -> None:
    late = authenticator(path, timedelta(days=90))
    refused = refusal_of(lambda: late.identify(f"Bearer {secret}"))
    assert refused.reason is GatewayReason.TOKEN_EXPIRED


def test_a_revoked_token_is_refused_at_once(path: Path, secret: str) -> None:
    asked = authenticator(path)
    assert run(asked.identify(f"Bearer {secret}"))
    TokenFile(path).remove("anna")
    refused = refusal_of(lambda: asked.identify(f"Bearer {secret}"))
    assert refused.reason is GatewayReason.TOKEN_REFUSED


def test_a_broken_file_keeps_everybody_out_and_the_log_says_why_once(
    path: Path, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    asked = authenticator(path)
    path.write_text("{", "utf-8")
    for _ in range(3):
        refused = refusal_of(lambda: asked.identify(f"Bearer {secret}"))
        assert refused.reason is GatewayReason.SIGN_IN_UNAVAILABLE
        assert refused.retry_after > 0
    (line,) = caplog.messages
    assert "No token is accepted" in line
    assert str(path) in line


def test_no_token_is_in_the_log(path: Path, secret: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asked = authenticator(path)
    run(asked.identify(f"Bearer {secret}"))
    for token in (secret[:-1] + "~", secret[3:]):
        refused = refusal_of(partial(asked.identify, f"Bearer {token}"))
        assert secret[3:12] not in f"{refused!r} {vars(refused)}"
    assert secret[3:12] not in caplog.text


def test_the_issuer_is_asked_for_other_tokens_alone(path: Path, secret: str) -> None:
    issuer = Vouching()
    asked = authenticator(path, issuer=issuer)
    assert run(asked.identify(f"Bearer {secret}")).name == "anna"
    assert issuer.asked == []
    assert run(asked.identify("Bearer a.b-_.c")).name == "oidc:ben"
    assert issuer.asked == ["a.b-_.c"]
