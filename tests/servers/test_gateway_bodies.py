"""Contents of batches as no desk sends them, and thousands of requests that all differ."""

from __future__ import annotations

import json
import secrets
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.gateway_api import MOST_AT_ONCE
from tests.servers.gateway_process import ask
from tests.servers.raw_http import bearer, request
from tests.servers.watched_gateway import WatchedGateway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers.gateway_process import Answer

_DEEP = 100_000
_DIFFERENT = 15_000
_WARM_UP = 3_000
_MOST_GROWTH = 4_000_000  # bytes


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WatchedGateway]:
    with WatchedGateway(tmp_path_factory.mktemp("gateway")) as running:
        yield running


def batch(gateway: WatchedGateway, body: bytes, content_type: str = "application/json") -> Answer:
    return gateway.ask("/users/batch", "POST", body, {"Content-Type": content_type})


def names(*usernames: object) -> bytes:
    return json.dumps({"usernames": usernames}).encode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0", id="NUL"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
        pytest.param(b"\xef\xbb\xbf{}", id="a mark of byte order"),
        pytest.param(b"{", id="half"),
        pytest.param(b"null", id="null"),
        pytest.param(b"NaN", id="NaN"),
        pytest.param(b"[" * _DEEP, id="deep"),
        pytest.param(b'{"usernames":' * (_DEEP // 2), id="deep objects"),
        pytest.param(b'{"usernames": ' + b"[" * _DEEP + b"]" * _DEEP + b"}", id="deep and whole"),
        pytest.param(b'{"usernames": ' + b"1" * _DEEP + b"}", id="a long number"),
        pytest.param(b'{"usernames": [' + b"9" * 5_000 + b"]}", id="a long whole number"),
        pytest.param(b'{"usernames": "johndoe"}', id="a text"),
        pytest.param(b'{"usernames": {"0": "johndoe"}}', id="an object"),
        pytest.param(names(), id="nobody"),
        pytest.param(names(None), id="no name"),
        pytest.param(names(1), id="a number"),
        pytest.param(names("\ud800"), id="half of a character"),
        pytest.param(names(["johndoe"]), id="a list"),
        pytest.param(names(*map(str, range(MOST_AT_ONCE + 1))), id="too many"),
        pytest.param(b'["johndoe"]', id="no object"),
        pytest.param(b"usernames=johndoe", id="a form"),
    ],
)
def test_a_content_that_is_no_batch_is_refused(gateway: WatchedGateway, body: bytes) -> None:
    answer = batch(gateway, body)
    assert answer.status in {400, 422}
    assert json.loads(answer.body)["reason"] == "request_not_valid"
    assert b"johndoe" not in answer.body


def test_a_content_beyond_the_limit_is_refused_before_it_has_come(gateway: WatchedGateway) -> None:
    memory = gateway.memory
    head = (bearer(gateway.token), b"Content-Length: 1000000000000")
    with gateway.connect_raw() as client:
        client.send(request(b"/users/batch", *head, method=b"POST"))
        assert client.answer().status == 413
    assert gateway.memory < memory + _MOST_GROWTH


def test_odd_usernames_in_a_batch_are_answered_one_by_one(gateway: WatchedGateway) -> None:
    odd = ["johndoe", "", "\0", "a" * 8_000, "../alice", "johndoe", "%2e%2e", "a\r\nb"]
    answer = batch(gateway, names(*odd))
    assert answer.status == 200
    content = json.loads(answer.body)
    assert list(content["found"]) == ["johndoe"]
    assert {*content["missing"], *content["problems"]} == {*odd[1:]} - {"johndoe"}


def test_requests_that_all_differ_leave_nothing_behind(gateway: WatchedGateway) -> None:
    headers = {"Authorization": f"Bearer {gateway.token}"}
    with closing(gateway.connect()) as desk:
        for number in range(_WARM_UP + _DIFFERENT):
            if number == _WARM_UP:
                memory = gateway.memory
            name = secrets.token_urlsafe(60)
            target = (f"/users/{name}", f"/{name}", f"/users?text={name}", f"/users/x?{name}")
            ask(desk, target[number % 4], headers={**headers, f"X-{name}": name})
    assert gateway.memory < memory + _MOST_GROWTH
