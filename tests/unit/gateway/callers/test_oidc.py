"""Which JSON Web Tokens are accepted, against a real issuer on this machine."""

import base64
import hashlib
import hmac
import json
import logging
from dataclasses import replace
from time import time

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.domain.gateway_rules import OidcRules
from profile_browser.gateway.callers.authentication import Identity
from profile_browser.gateway.callers.issuer_keys import ALGORITHMS, IssuerKeys
from profile_browser.gateway.callers.oidc import OidcIssuer
from tests.unit.gateway.identities import refusal_of, run
from tests.unit.gateway.issuer import AUDIENCE, Issuer, running_issuer


def accepting(issuer: Issuer, **changed: str) -> OidcIssuer:
    rules = replace(OidcRules(issuer.address, AUDIENCE), **changed)
    return OidcIssuer(rules, IssuerKeys(issuer.address), 60)


def reason_of(issuer: Issuer, token: str, **changed: str) -> GatewayReason:
    return refusal_of(lambda: accepting(issuer, **changed).identify(token)).reason


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_token_of_the_issuer_says_who_asks(issuer: Issuer, algorithm: str) -> None:
    issuer.add_key("second", algorithm)
    asked = accepting(issuer).identify(issuer.token("second"))
    expected = Identity("oidc:anna", frozenset({Right.LOOKUP, Right.SEARCH}), 60)
    assert run(asked) == expected


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"exp": int(time()) - 60}, GatewayReason.TOKEN_EXPIRED),
        ({"exp": None}, GatewayReason.TOKEN_REFUSED),
        ({"exp": "soon"}, GatewayReason.TOKEN_REFUSED),
        ({"nbf": int(time()) + 86_400}, GatewayReason.TOKEN_REFUSED),
        ({"aud": "others"}, GatewayReason.TOKEN_REFUSED),
        ({"aud": ["others"]}, GatewayReason.TOKEN_REFUSED),
        ({"aud": None}, GatewayReason.TOKEN_REFUSED),
        ({"iss": "https://other.example.com"}, GatewayReason.TOKEN_REFUSED),
        ({"iss": None}, GatewayReason.TOKEN_REFUSED),
        ({"sub": None}, GatewayReason.TOKEN_REFUSED),
        ({"sub": ""}, GatewayReason.TOKEN_REFUSED),
        ({"sub": "a\nb"}, GatewayReason.TOKEN_REFUSED),
        ({"sub": "x" * 201}, GatewayReason.TOKEN_REFUSED),
    ],
)
def test_a_token_that_is_not_for_now_or_for_here_is_refused(
    issuer: Issuer, changed: dict[str, object], reason: GatewayReason
) -> None:
    assert reason_of(issuer, issuer.token("first", **changed)) is reason


def test_clocks_may_differ_by_seconds(issuer: Issuer) -> None:
    now = int(time())
    token = issuer.token("first", exp=now - 10, nbf=now + 10)
    assert run(accepting(issuer).identify(token)).name == "oidc:anna"


def signed_with_public_key(issuer: Issuer, key: bytes) -> str:
    header = {"alg": "HS256", "typ": "JWT", "kid": "first"}
    signed = b".".join(_encoded(part) for part in (header, issuer.claims()))
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return b".".join([signed, base64.urlsafe_b64encode(digest).rstrip(b"=")]).decode()


def _encoded(part: object) -> bytes:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")


def test_the_public_key_is_no_shared_secret(issuer: Issuer) -> None:
    public = issuer.keys["first"][1].public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for key in (pem, pem.strip(), json.dumps(issuer.published("first")).encode()):
        token = signed_with_public_key(issuer, key)
        assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "HS256", "RS512", "PS256", "", 5, None]
)
def test_another_algorithm_is_refused_before_the_issuer_is_asked(
    issuer: Issuer, algorithm: object
) -> None:
    header = {"alg": algorithm, "kid": "first"}
    signature = issuer.token("first").rpartition(".")[2]
    for end in (b"", signature.encode()):
        token = b".".join([_encoded(header), _encoded(issuer.claims()), end]).decode()
        assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED
    assert issuer.asked == []


def test_a_key_verifies_its_own_algorithm_alone(issuer: Issuer) -> None:
    issuer.add_key("second", "RS256")
    token = jwt.encode(issuer.claims(), issuer.keys["second"][1], "RS256", {"kid": "first"})
    assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED


def test_a_key_in_the_token_itself_is_not_used(issuer: Issuer) -> None:
    with running_issuer() as other:
        header = {"kid": "first", "jwk": other.published("first"), "jku": f"{other.address}/keys"}
        token = jwt.encode(issuer.claims(), other.keys["first"][1], "ES256", header)
        assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED
        assert other.asked == []


def test_a_changed_token_is_refused(issuer: Issuer) -> None:
    head, _, signature = issuer.token("first").split(".")
    claims = _encoded(issuer.claims(sub="boss")).decode()
    assert reason_of(issuer, f"{head}.{claims}.{signature}") is GatewayReason.TOKEN_REFUSED


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "a.b.c.d.e",
        "eyJ9.e30.",
        "=" * 50,
        "x" * 20_000,
        "e30.e30.e30",
        "\udcff",
    ],
)
def test_what_is_no_token_is_refused(issuer: Issuer, token: str) -> None:
    assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED


def test_a_header_that_must_be_understood_is_refused(issuer: Issuer) -> None:
    header = {"kid": "first", "crit": ["exp"], "exp": 1}
    token = jwt.encode(issuer.claims(), issuer.keys["first"][1], "ES256", header)
    assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED
    assert issuer.asked == []


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        ("JWT", True),
        ("at+jwt", True),
        ("application/at+jwt", True),
        (None, True),  # PyJWT leaves it out
        ("logout+jwt", False),
        ("dpop+jwt", False),
        ("secevent+jwt", False),
        (5, False),
    ],
)
def test_a_token_for_something_else_is_refused(
    issuer: Issuer, kind: object, accepted: bool
) -> None:
    header = {"kid": "first", "typ": kind}
    token = jwt.encode(issuer.claims(), issuer.keys["first"][1], "ES256", header)
    if accepted:
        assert run(accepting(issuer).identify(token)).name == "oidc:anna"
    else:
        assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED


def test_a_token_beyond_the_bounds_is_not_even_read(issuer: Issuer) -> None:
    token = issuer.token("first", more="x" * 16_000)
    assert reason_of(issuer, token) is GatewayReason.TOKEN_REFUSED
    assert issuer.asked == []


@pytest.mark.parametrize(
    ("claim", "value", "accepted"),
    [
        ("groups", "support", True),
        ("groups", ["staff", "support"], True),
        ("groups", ["supporters"], False),
        ("groups", "supporters", False),
        ("groups", "staff support", False),  # a claim that people fill in could have any words
        ("groups", {"support": True}, False),
        ("groups", None, False),
        ("scope", "openid support", True),
        ("scope", "openid", False),
    ],
)
def test_the_required_claim_is_required(
    issuer: Issuer, claim: str, value: object, accepted: bool
) -> None:
    token = issuer.token("first", **{claim: value})
    rules = {"required_claim": claim, "required_value": "support"}
    if accepted:
        assert run(accepting(issuer, **rules).identify(token))
    else:
        assert reason_of(issuer, token, **rules) is GatewayReason.TOKEN_REFUSED


@pytest.mark.parametrize(
    ("value", "may"),
    [
        ("profiles.batch profiles.lookup", {Right.BATCH, Right.LOOKUP}),
        (["profiles.search"], {Right.SEARCH}),
        ("lookup search", set()),
        ("profiles.lookups", set()),
        (["profiles.lookup profiles.batch"], set()),
        ([5, None, ["profiles.lookup"]], set()),
        (None, set()),
        ({"profiles.lookup": 1}, set()),
    ],
)
def test_a_claim_gives_the_rights(issuer: Issuer, value: object, may: set[Right]) -> None:
    token = issuer.token("first", scp=value)
    asked = accepting(issuer, rights_claim="scp", rights_prefix="profiles.").identify(token)
    assert run(asked).may == may


def test_a_claim_names_the_person(issuer: Issuer) -> None:
    token = issuer.token("first", email="anna@example.com")
    asked = accepting(issuer, name_claim="email").identify(token)
    assert run(asked).name == "oidc:anna@example.com"


def test_a_token_is_not_logged(issuer: Issuer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "profile_browser")
    token = issuer.token("first", aud="others")
    reason_of(issuer, token)
    assert caplog.messages == ["A JSON Web Token was refused: InvalidAudienceError"]
