"""Each part of a gateway follows the rules of the administrator's file."""

from pathlib import Path

import pytest

from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.domain.gateway_rules import GatewayRules, OidcRules
from profile_browser.gateway.callers.rate_limit import TokenRateLimiter
from profile_browser.gateway.composition import make_authenticator, make_connection_guard
from profile_browser.gateway.network.proxies import DeskFinder
from profile_browser.settings.tokens import TokenFile
from tests.unit.gateway.identities import refusal_of, run
from tests.unit.gateway.issuer import AUDIENCE, running_issuer


def test_the_rules_reach_each_guard(tmp_path: Path) -> None:
    rules = GatewayRules(
        requests_per_minute=7, connections=3, connections_per_address=2, largest_body=20_000,
        request_timeout=1.5, proxies=("10.0.0.5",),
    )  # fmt: skip
    secret = TokenFile(tmp_path / "t.json").add("anna", 1, [Right.LOOKUP])
    authenticator = make_authenticator(rules, tmp_path / "t.json")
    anna = run(authenticator.identify(f"Bearer {secret}"))
    assert anna.requests_per_minute == 7
    limiter = TokenRateLimiter()
    assert [limiter.take(anna) > 0 for _ in range(8)] == [False] * 7 + [True]
    connections = make_connection_guard(rules, DeskFinder(rules, behind_proxy=True))
    assert (connections.most, connections.most_per_address) == (3, 2)
    assert connections.largest_body == 20_000
    assert connections.waits.request == 13
    assert [connections.admit("10.0.0.5") for _ in range(4)] == [True, True, True, False]
    assert not connections.may_connect("127.0.0.1")


def test_without_a_proxy_everybody_may_connect() -> None:
    rules = GatewayRules()
    connections = make_connection_guard(rules, DeskFinder(rules, behind_proxy=False))
    assert connections.admit("10.1.2.3")


@pytest.mark.parametrize("with_issuer", [True, False])
def test_an_issuer_is_asked_if_there_is_one(tmp_path: Path, with_issuer: bool) -> None:
    with running_issuer() as issuer:
        oidc = OidcRules(issuer.address, AUDIENCE) if with_issuer else None
        authenticator = make_authenticator(GatewayRules(oidc=oidc), tmp_path / "t.json")
        header = f"Bearer {issuer.token('first')}"
        if with_issuer:
            assert run(authenticator.identify(header)).name == "oidc:anna"
        else:
            refused = refusal_of(lambda: authenticator.identify(header))
            assert refused.reason is GatewayReason.TOKEN_REFUSED
            assert issuer.asked == []
