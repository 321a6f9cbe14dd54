"""Requests as no honest client sends them: answered or refused, and nothing else happens."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.gateway_api import API_VERSION_HEADER, REQUEST_ID_HEADER
from profile_browser.messages.gateway_settings import NOT_AUDITED
from tests.servers.raw_http import NoAnswerError, bearer, request
from tests.servers.watched_gateway import WatchedGateway
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE, MARKED_HASH, PEOPLE
from tests.wire.stores import ASKED_FIELDS, connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.gateway_process import Answer
    from tests.servers.raw_http import RawHttp

_FOUND, _NOT_FOUND, _NOT_VALID = 200, 404, 422
_REFUSED = frozenset({400, 404, 405, 408, 411, 413, 414, 422, 431, 501, 505})
_HUGE = 100_000
_SILENCE_SECONDS = 1.0  # after which no more answers come
_SMUGGLED = b"GET /users/alice HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    with Node(PEOPLE, password="marked-node-password") as running:
        yield running


@pytest.fixture(scope="module")
def gateway(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WatchedGateway]:
    folder = tmp_path_factory.mktemp("gateway")
    with WatchedGateway(folder, connection_to(node)) as running:
        yield running


def answer_to(gateway: WatchedGateway, data: bytes) -> Answer | None:
    """Return the answer to a whole request; None if the connection was closed without one."""
    with gateway.connect_raw() as client:
        client.send(data)
        return next_answer(client)


def next_answer(client: RawHttp) -> Answer | None:
    try:
        return client.answer()
    except NoAnswerError:
        return None


def assert_refused(gateway: WatchedGateway, data: bytes) -> None:
    """Check that these bytes, which may be a part of a request, are refused."""
    with gateway.connect_raw() as client:
        client.send(data)
        client.end_sending()
        answer = next_answer(client)
        assert answer is None or answer.status in _REFUSED


def authorized(gateway: WatchedGateway, target: bytes, *headers: bytes) -> bytes:
    return request(target, bearer(gateway.token), *headers)


def assert_serves(gateway: WatchedGateway) -> None:
    """Check that somebody else is answered as ever."""
    answer = gateway.ask("/users/johndoe")
    assert answer.status == _FOUND
    assert json.loads(answer.body) == {name: JOHN_DOE[name] for name in ASKED_FIELDS}


# Targets


@pytest.mark.parametrize(
    ("target", "status", "key"),
    [
        (b"/users/johndoe", _FOUND, "johndoe"),
        (b"/users/%6aohndoe", _FOUND, "johndoe"),
        (b"/users/johndoe?username=alice", _FOUND, "johndoe"),
        (b"http://127.0.0.1/users/johndoe", _FOUND, "johndoe"),
        (b"/users/..%2falice", _NOT_FOUND, "../alice"),
        (b"/users/..%2f..%2f..%2fetc%2fpasswd", _NOT_FOUND, "../../../etc/passwd"),
        (b"/users/%2e%2e", _NOT_FOUND, ".."),
        (b"/users/%2e%2e%2fdetails", _NOT_FOUND, "../details"),
        (b"/users/%252e%252e", _NOT_FOUND, "%2e%2e"),
        (b"/users/alice%2f", _NOT_FOUND, "alice/"),
        (b"/users/alice%3fdetails", _NOT_FOUND, "alice?details"),
        (b"/users/alice;johndoe", _NOT_FOUND, "alice;johndoe"),
        (b"/users/userprofile::alice", _NOT_FOUND, "userprofile::alice"),
        (b"/users/%20alice", _NOT_FOUND, " alice"),
        (b"/users/johndoe%0d%0aX-Injected:%20yes", None, ""),
        (b"/users/johndoe%0aX-Injected:%20yes", None, ""),
        (b"/users/alice%00", _NOT_VALID, ""),
        (b"/users/%00", _NOT_VALID, ""),
        (b"/users/%c0%af", _NOT_VALID, ""),
        (b"/users/%c1%a1lice", _NOT_VALID, ""),
        (b"/users/%e0%80%af", _NOT_VALID, ""),
        (b"/users/%ed%a0%80", _NOT_VALID, ""),
        (b"/users/%f4%90%80%80", _NOT_VALID, ""),
        (b"/users/%ff", _NOT_VALID, ""),
        (b"/users/" + b"a" * 8_000, _NOT_VALID, ""),
        (b"/users/" + b"%F0%9F%98%80" * 600, _NOT_VALID, ""),
        (b"/users/" + b"a" * _HUGE, None, ""),
        (b"/users/..", _NOT_FOUND, ""),
        (b"/users/../alice", _NOT_FOUND, ""),
        (b"/users/./alice", _NOT_FOUND, ""),
        (b"/users//alice", _NOT_FOUND, ""),
        (b"//users/alice", _NOT_FOUND, ""),
        (b"/users/alice/", _NOT_FOUND, ""),
        (b"/USERS/alice", _NOT_FOUND, ""),
        (b"/users/", _NOT_FOUND, ""),
        (b"/\\users\\alice", _NOT_FOUND, ""),
        (b"/metrics", _NOT_FOUND, ""),
        (b"/docs", _NOT_FOUND, ""),
        (b"/openapi.json", _NOT_FOUND, ""),
        (b"/users/\xff\xfe", None, ""),
        (b"/users/al\x00ice", None, ""),
        (b"*", None, ""),
        (b"127.0.0.1:80", None, ""),
        (b"file:///etc/passwd", None, ""),
        (b"", None, ""),
    ],
)
def test_a_username_is_what_the_target_says_and_no_other_target_is_read(
    gateway: WatchedGateway, node: Node, target: bytes, status: int | None, key: str
) -> None:
    node.forget()
    answer = answer_to(gateway, authorized(gateway, target))
    if status is None:
        assert answer is None or answer.status in _REFUSED
    else:
        assert answer is not None
        assert answer.status == status
    asked = {each.removeprefix("userprofile::") for each, _ in node.lookups}
    assert "alice" not in asked
    if key:
        assert asked == {key}
    if answer is not None:
        assert_is_bare(answer)
    assert_serves(gateway)


def assert_is_bare(answer: Answer) -> None:
    """Check the headers: they name no product, and keep the answer out of caches."""
    assert answer.headers["Server"] is None
    assert answer.headers["X-Injected"] is None
    if answer.headers[REQUEST_ID_HEADER] is None:  # no request of HTTP at all
        assert answer.status in _REFUSED
        return
    assert answer.headers[API_VERSION_HEADER] == "1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    usual = "application/json" if answer.status == _FOUND else "application/problem+json"
    assert answer.headers["Content-Type"] == usual


@pytest.mark.parametrize(
    "method", ["PUT", "POST", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "get"]
)
@pytest.mark.parametrize("target", [b"/users/johndoe", b"/users", b"/", b"/health", b"*"])
def test_no_other_method_does_anything(
    gateway: WatchedGateway, node: Node, method: str, target: bytes
) -> None:
    node.forget()
    sent = request(target, bearer(gateway.token), method=method.encode())
    answer = answer_to(gateway, sent)
    assert answer is None or answer.status in _REFUSED
    assert node.lookups == []


# Headers


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((b"Authorization: Bearer wrong", b"%own"), id="wrong, then right"),
        pytest.param((b"%own", b"Authorization: Bearer wrong"), id="right, then wrong"),
        pytest.param((b"Authorization : Bearer %token",), id="space before the colon"),
        pytest.param((b"X-Authorization: Bearer %token",), id="another name"),
        pytest.param((b"Authorization: Basic %token",), id="another scheme"),
        pytest.param((b"Authorization: Bearer %token, Bearer wrong",), id="a list"),
        pytest.param((b"Authorization: Bearer\r\n %token",), id="folded"),
        pytest.param((b"Authorization: Bearer %token\x00",), id="NUL"),
        pytest.param((b"Authorization: Bearer %token\xff",), id="no ASCII"),
        pytest.param((b"Authorization: %token",), id="no scheme"),
        pytest.param((b"Authorization: Bearer",), id="no token"),
        pytest.param((b"Cookie: Authorization=Bearer %token",), id="cookie"),
        pytest.param((), id="none"),
    ],
)
def test_only_one_header_with_the_token_lets_in(
    gateway: WatchedGateway, node: Node, headers: tuple[bytes, ...]
) -> None:
    node.forget()
    own, token = bearer(gateway.token), gateway.token.encode()
    lines = [line.replace(b"%own", own).replace(b"%token", token) for line in headers]
    answer = answer_to(gateway, request(b"/users/johndoe", *lines))
    assert answer is None or answer.status in {400, 401, 422}
    assert node.lookups == []


def test_a_token_in_the_url_lets_nobody_in_and_is_in_no_log(gateway: WatchedGateway) -> None:
    token = gateway.token.encode()
    for target in (b"/users/johndoe?access_token=%s" % token, b"/users/johndoe?token=%s" % token):
        answer = answer_to(gateway, request(target))
        assert answer is not None
        assert answer.status == 401


@pytest.mark.parametrize(
    "header",
    [
        b"X-Large: " + b"x" * _HUGE,
        b"\r\n".join(b"X-%d: many" % number for number in range(20_000)),
        b"X-Endless-Name" * 10_000 + b": x",
    ],
    ids=["one of 100 kB", "20,000", "a long name"],
)
def test_headers_of_many_kilobytes_are_refused(gateway: WatchedGateway, header: bytes) -> None:
    before = gateway.memory
    with gateway.connect_raw() as client:
        try:
            client.send(authorized(gateway, b"/users/johndoe", header))
            assert client.answer().status in {400, 413, 431}
        except (NoAnswerError, ConnectionError):
            pass
    assert gateway.memory < before + 20_000_000
    assert_serves(gateway)


@pytest.mark.parametrize(
    "header",
    [
        b"X-Bad: a\x00b",
        b"X-Bad: a\rX-Injected: yes",
        b"X-Bad\n: a",
        b": no name",
        b"no colon",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        b"Content-Length: -1",
        b"Content-Length: 1e3",
        b"Content-Length: 99999999999999999999999",
        b"Content-Length: 0\r\nContent-Length: 5",
    ],
)
def test_a_header_that_is_none_is_refused(gateway: WatchedGateway, header: bytes) -> None:
    assert_refused(gateway, authorized(gateway, b"/users/johndoe", header))
    assert_serves(gateway)


@pytest.mark.parametrize(
    "header",
    [
        b"X-Request-ID: mine\r\nX-Correlation-ID: mine",
        b"X-HTTP-Method-Override: DELETE\r\nX-HTTP-Method: DELETE",
        b"X-Original-URL: /users/alice\r\nX-Rewrite-URL: /users/alice",
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
        b"Range: bytes=0-3",
        b"Accept: text/html",
        b"Accept-Encoding: gzip, br",
        b"Origin: https://evil.example",
        b"Expect: 100-continue",
    ],
)
def test_a_header_that_asks_for_more_changes_nothing(
    gateway: WatchedGateway, node: Node, header: bytes
) -> None:
    node.forget()
    answer = answer_to(gateway, authorized(gateway, b"/users/johndoe", header))
    assert answer is not None
    assert answer.status == _FOUND
    assert json.loads(answer.body)["username"] == "johndoe"
    assert "mine" not in str(answer.headers)
    assert answer.headers["Access-Control-Allow-Origin"] is None
    assert answer.headers["Content-Encoding"] is None
    assert {key for key, _ in node.lookups} == {"userprofile::johndoe"}


@pytest.mark.parametrize(
    "host", [b"evil.example", b"evil.example:99999", b"[::1", b"a" * 5_000, b"", b"127.0.0.1\t"]
)
def test_a_host_is_never_repeated(gateway: WatchedGateway, host: bytes) -> None:
    sent = b"\r\n".join((b"GET /nothing HTTP/1.1", b"Host: " + host, bearer(gateway.token)))
    answer = answer_to(gateway, sent + b"\r\n\r\n")
    assert answer is not None
    assert b"evil" not in answer.body + bytes(str(answer.headers), "latin-1")
    assert answer.status in _REFUSED


# What stands between two requests


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"Content-Length: 4\r\nTransfer-Encoding: chunked", id="both lengths"),
        pytest.param(b"Transfer-Encoding: chunked\r\nContent-Length: 4", id="both, turned round"),
        pytest.param(b"Content-Length: 4\r\nTransfer-Encoding : chunked", id="space"),
        pytest.param(b"Content-Length: 4\r\nTransfer-Encoding: xchunked", id="unknown"),
        pytest.param(b"Content-Length: 4\r\nTransfer-Encoding:\x0bchunked", id="vertical tab"),
        pytest.param(b"Content-Length: 4\r\nTransfer-Encoding: identity, chunked", id="list"),
        pytest.param(b"Content-Length: 4\r\n Transfer-Encoding: chunked", id="folded"),
        pytest.param(b"Content-Length: 4\nTransfer-Encoding: chunked", id="bare newline"),
        pytest.param(b"Content-Length: 4\r\nContent-Length: 300", id="two lengths"),
        pytest.param(b"Content-Length: 4, 300", id="a list of lengths"),
        pytest.param(b"Content-Length: +4", id="a sign"),
        pytest.param(b"Content-Length: 0x4", id="hexadecimal"),
    ],
)
def test_no_request_is_hidden_in_anothers_content(
    gateway: WatchedGateway, node: Node, head: bytes
) -> None:
    node.forget()
    hidden = _SMUGGLED + bearer(gateway.token) + b"\r\n\r\n"
    body = b"0\r\n\r\n" + hidden
    sent = request(b"/users/batch", bearer(gateway.token), head, method=b"POST", body=body)
    with gateway.connect_raw(_SILENCE_SECONDS) as client:
        client.send(sent)
        rest = client.rest()
    assert b"alice" not in rest
    assert "userprofile::alice" not in {key for key, _ in node.lookups}
    assert_serves(gateway)


def test_two_requests_in_one_packet_get_their_own_answers(
    gateway: WatchedGateway, node: Node
) -> None:
    node.forget()
    both = authorized(gateway, b"/users/johndoe") + authorized(gateway, b"/users/nobody")
    with gateway.connect_raw() as client:
        client.send(both)
        first, second = client.answer(), client.answer()
    assert (first.status, second.status) == (_FOUND, _NOT_FOUND)
    assert first.headers[REQUEST_ID_HEADER] != second.headers[REQUEST_ID_HEADER]


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /users/johndoe\r\n",
        b"GET /users/johndoe HTTP/9.9\r\n\r\n",
        b"\x00" * 1_000,
        b"\xff" * 1_000,
        b"\r\n" * 1_000,
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
    ids=["TLS", "HTTP/2", "HTTP/0.9", "HTTP/9.9", "NUL", "no text", "empty lines", "SSH"],
)
def test_what_is_not_http_is_refused(gateway: WatchedGateway, data: bytes) -> None:
    assert_refused(gateway, data)
    assert_serves(gateway)


# The log


def test_nobody_else_writes_the_log_or_names_a_desk(gateway: WatchedGateway) -> None:
    forged = '{"outcome": "forged"}'
    for target in (b"/users/x%0a" + forged.encode().replace(b" ", b"%20"), b"/x%0d%0aforged"):
        answer_to(gateway, authorized(gateway, target))
    forwarded = (
        b"X-Forwarded-For: 203.0.113.9",
        b"X-Real-IP: 203.0.113.9",
        b"Forwarded: for=203.0.113.9",
        b"User-Agent: forged\\n" + forged.encode(),
    )
    answer = answer_to(gateway, authorized(gateway, b"/users/johndoe", *forwarded))
    assert answer is not None
    assert answer.status == _FOUND
    gateway.wait_for_log(re.compile(answer.headers[REQUEST_ID_HEADER]))
    warning, greeting, *lines = gateway.log.splitlines()
    assert warning == NOT_AUDITED
    assert greeting.startswith("Listening on ")
    outcomes = {json.loads(line).get("outcome") for line in lines}
    assert "forged" not in outcomes
    assert "found" in outcomes
    assert "203.0.113.9" not in gateway.log
    assert "johndoe" not in gateway.log


def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="a client"), WatchedGateway(tmp_path) as gateway:
        gateway.kept += MARKED_HASH.encode()
