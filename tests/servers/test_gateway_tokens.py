"""Who is let in by a gateway that runs: tokens that are wrong, new, revoked or expired."""

from __future__ import annotations

import json
import re
import secrets
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.gateway_api import GatewayReason
from tests.servers.gateway_process import Answer, ask
from tests.servers.watched_gateway import WatchedGateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPConnection
    from pathlib import Path

_WRONG_TOKENS = 10_000
_WARM_UP = 1_000
_MOST_NOISE = 0.1  # of the median: what two halves of the same measurement differ by
_MOST_GROWTH = 4_000_000  # bytes
_LONGEST_LINE = 600  # bytes of the log
_LONGEST_SECONDS = 10.0
TARGET = "/users/johndoe"


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[WatchedGateway]:
    with WatchedGateway(tmp_path) as running:
        yield running


@pytest.fixture
def desk(gateway: WatchedGateway) -> Iterator[HTTPConnection]:
    with closing(gateway.connect()) as connection:
        yield connection


def asked_with(desk: HTTPConnection, token: str, target: str = TARGET) -> Answer:
    return ask(desk, target, headers={"Authorization": f"Bearer {token}"})


def reason(answer: Answer) -> str:
    content: dict[str, str] = json.loads(answer.body)
    return content["reason"]


def near(token: str) -> str:
    """Return the token with another last character."""
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def far(_: str) -> str:
    return f"pb_{secrets.token_urlsafe(32)}"


def test_ten_thousand_wrong_tokens_tell_nothing_and_leave_nothing(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    took: dict[object, list[float]] = {near: [], far: []}
    for number in range(_WARM_UP + _WRONG_TOKENS):
        if number == _WARM_UP:
            memory, log = gateway.memory, len(gateway.log)
        make = (near, far)[secrets.randbelow(2)]
        token = make(gateway.token)
        began = time.perf_counter()
        answer = asked_with(desk, token)
        took[make].append(time.perf_counter() - began)
        assert answer.status == 401
        assert reason(answer) == GatewayReason.TOKEN_REFUSED
    assert abs(median(took[near]) / median(took[far]) - 1) < _MOST_NOISE
    assert gateway.memory < memory + _MOST_GROWTH
    assert len(gateway.log) < log + _WRONG_TOKENS * _LONGEST_LINE
    assert asked_with(desk, gateway.token).status == 200


def test_a_refusal_says_how_to_sign_in_and_shows_no_token(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    wrong = near(gateway.token)
    answer = asked_with(desk, wrong)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    missing = ask(desk, TARGET)
    assert (missing.status, reason(missing)) == (401, GatewayReason.TOKEN_MISSING)
    for place in (gateway.log, answer.body.decode(), str(answer.headers)):
        assert wrong not in place


def test_a_revoked_token_is_refused_at_once_on_an_open_connection(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    assert asked_with(desk, gateway.token).status == 200
    gateway.revoke_token("desk-1")
    answer = asked_with(desk, gateway.token)
    assert (answer.status, reason(answer)) == (401, GatewayReason.TOKEN_REFUSED)


def test_a_new_token_is_accepted_without_a_restart(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    assert asked_with(desk, gateway.token).status == 200
    token = gateway.make_token("desk-2")
    assert asked_with(desk, token).status == 200
    assert asked_with(desk, gateway.token).status == 200


def test_a_token_does_what_it_may_and_no_more(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    token = gateway.make_token("desk-2", "--may", "search")
    assert asked_with(desk, token, "/users?text=john").status == 200
    answer = asked_with(desk, token)
    assert (answer.status, reason(answer)) == (403, GatewayReason.RIGHT_MISSING)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = ask(desk, "/users/batch", "POST", b'{"usernames": ["johndoe"]}', headers)
    assert (answer.status, reason(answer)) == (403, GatewayReason.RIGHT_MISSING)


# The clock


def set_expiry(gateway: WatchedGateway, moment: datetime) -> None:
    """Have the token expire at this moment, as a clock that was set back or forth does."""
    (path,) = gateway.folder.rglob("tokens.json")
    content = json.loads(path.read_text("utf-8"))
    for token in content["tokens"]:
        token["expires"] = moment.isoformat()
    path.write_text(json.dumps(content), "utf-8")


def test_a_token_is_refused_from_the_moment_of_its_expiry_on(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=1)
    set_expiry(gateway, moment)
    until = time.monotonic() + _LONGEST_SECONDS
    answer = asked_with(desk, gateway.token)
    while answer.status == 200 and time.monotonic() < until:
        asked_at = datetime.now(UTC)
        answer = asked_with(desk, gateway.token)
    assert asked_at >= moment - timedelta(seconds=0.5)
    assert datetime.now(UTC) >= moment
    assert (answer.status, reason(answer)) == (401, GatewayReason.TOKEN_EXPIRED)


def test_a_clock_that_was_put_right_lets_the_token_in_again(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    set_expiry(gateway, datetime.now(UTC) - timedelta(hours=1))
    assert reason(asked_with(desk, gateway.token)) == GatewayReason.TOKEN_EXPIRED
    set_expiry(gateway, datetime.now(UTC) + timedelta(hours=1))
    assert asked_with(desk, gateway.token).status == 200


# The file


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[]", b"\xff\xfe", b'{"tokens": [{}]}'])
def test_a_broken_token_file_lets_nobody_in_and_the_log_says_why(
    gateway: WatchedGateway, desk: HTTPConnection, content: bytes
) -> None:
    (path,) = gateway.folder.rglob("tokens.json")
    kept = path.read_bytes()
    path.write_bytes(content)
    answer = asked_with(desk, gateway.token)
    assert answer.status == 503
    assert str(gateway.folder) not in answer.body.decode()
    gateway.wait_for_log(re.compile("tokens.json"))
    path.write_bytes(kept)
    assert asked_with(desk, gateway.token).status == 200


def test_a_token_file_that_others_can_read_lets_nobody_in(
    gateway: WatchedGateway, desk: HTTPConnection
) -> None:
    (path,) = gateway.folder.rglob("tokens.json")
    path.chmod(0o644)
    assert asked_with(desk, gateway.token).status == 503
    path.chmod(0o600)
    assert asked_with(desk, gateway.token).status == 200


# The rate


def test_a_token_waits_after_its_requests_of_a_minute_and_others_do_not(tmp_path: Path) -> None:
    with WatchedGateway(tmp_path, rules="") as gateway, closing(gateway.connect()) as desk:
        answers = [asked_with(desk, gateway.token) for _ in range(70)]
        assert {answer.status for answer in answers[:60]} == {200}
        last = answers[-1]
        assert (last.status, reason(last)) == (429, GatewayReason.RATE_LIMITED)
        assert 1 <= int(last.headers["Retry-After"]) <= 60
        assert asked_with(desk, gateway.make_token("desk-2")).status == 200
