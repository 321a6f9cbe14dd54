"""People who sign in at an identity provider, and ask a gateway that runs."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING

import jwt
import pytest

from tests.servers.gateway_process import GatewayProcess
from tests.unit.gateway.issuer import AUDIENCE, Issuer, running_issuer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.gateway_process import Answer

_RULES = """[gateway]
requests_per_minute = 5
[gateway.oidc]
issuer = "{issuer}"
audience = "{audience}"
required_claim = "groups"
required_value = "support"
"""


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running_issuer() as running:
        yield running


@pytest.fixture
def gateway(tmp_path: Path, issuer: Issuer) -> Iterator[GatewayProcess]:
    rules = _RULES.format(issuer=issuer.address, audience=AUDIENCE)
    with GatewayProcess(tmp_path, rules=rules) as running:
        yield running


def asked_with(gateway: GatewayProcess, token: str, target: str = "/users/johndoe") -> Answer:
    return gateway.ask(target, headers={"Authorization": f"Bearer {token}"})


def reason(answer: Answer) -> str:
    content: dict[str, str] = json.loads(answer.body)
    return content["reason"]


def test_a_person_of_the_required_group_may_do_what_the_scope_says(
    gateway: GatewayProcess, issuer: Issuer
) -> None:
    token = issuer.token("first", groups=["support"], scope="openid lookup")
    assert asked_with(gateway, token).status == 200
    assert reason(asked_with(gateway, token, "/users?text=ann")) == "right_missing"
    gateway.wait_for_log(re.compile('"who": "oidc:anna"'))
    assert token not in gateway.log
    assert token.split(".")[1] not in gateway.log


def test_other_people_are_kept_out(gateway: GatewayProcess, issuer: Issuer) -> None:
    late = int(time.time()) - 60
    stranger = jwt.encode(issuer.claims(groups="support"), "x" * 32, "HS256", {"kid": "first"})
    assert reason(asked_with(gateway, issuer.token("first"))) == "token_refused"
    assert reason(asked_with(gateway, stranger)) == "token_refused"
    expired = issuer.token("first", groups="support", exp=late)
    assert reason(asked_with(gateway, expired)) == "token_expired"


def test_tokens_of_the_file_work_beside_them_and_each_has_its_own_limit(
    gateway: GatewayProcess, issuer: Issuer
) -> None:
    token = issuer.token("first", groups="support")
    statuses = [asked_with(gateway, token).status for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert gateway.ask("/users/johndoe").status == 200


def test_an_issuer_that_is_down_keeps_nobody_out_whose_key_is_known(
    gateway: GatewayProcess, issuer: Issuer
) -> None:
    token = issuer.token("first", groups="support")
    assert asked_with(gateway, token).status == 200
    issuer.answers["/.well-known/openid-configuration"] = (503, b"")
    assert asked_with(gateway, token).status == 200


def test_without_its_keys_people_wait_but_tokens_of_the_file_do_not(
    gateway: GatewayProcess, issuer: Issuer
) -> None:
    issuer.answers["/.well-known/openid-configuration"] = (503, b"")
    refused = asked_with(gateway, issuer.token("first", groups="support"))
    assert (refused.status, reason(refused)) == (503, "sign_in_unavailable")
    assert int(refused.headers["Retry-After"]) > 0
    assert gateway.ask("/users/johndoe").status == 200
