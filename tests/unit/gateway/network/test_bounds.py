"""What a request may take: its size, and its time to arrive."""

import asyncio
from contextlib import ExitStack
from functools import partial

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.gateway.network.bounds import (
    LARGEST_HEAD,
    MOST_BATCHES,
    MOST_HEADERS,
    BatchesAtOnce,
    BoundedRequests,
)
from profile_browser.gateway.problems import RefusedRequestError
from tests.unit.gateway.identities import refusal_of, run

Headers = list[tuple[bytes, bytes]]
CHUNKED = (b"transfer-encoding", b"chunked")
LARGEST = 1_000


def length(size: int) -> tuple[bytes, bytes]:
    return (b"content-length", str(size).encode())


async def read(
    headers: Headers, *pieces: bytes, ends: bool = True, path: bytes = b"/", query: bytes = b""
) -> bytes:
    """Return what the application reads of a request whose content arrives in these pieces."""
    left = list(pieces)
    content = bytearray()

    async def receive() -> Message:
        if not left:
            await asyncio.Event().wait()
        piece = left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(left) or not ends}

    async def send(_: Message) -> None: ...

    async def app(scope: Scope, receive: Receive, _: Send) -> None:
        content.extend(await Request(scope, receive).body())

    scope = {"type": "http", "raw_path": path, "query_string": query, "headers": headers}
    await BoundedRequests(app, LARGEST, 0.05)(scope, receive, send)
    return bytes(content)


def test_a_content_within_the_bounds_arrives_whole() -> None:
    assert run(read([length(LARGEST)], b"x" * 600, b"y" * 400)) == b"x" * 600 + b"y" * 400
    assert run(read([CHUNKED], b"x", b"y")) == b"xy"
    assert run(read([], b"")) == b""


@pytest.mark.parametrize(
    ("headers", "pieces"),
    [
        ([length(LARGEST + 1)], []),  # before anything is read
        ([length(10**30)], []),
        ([CHUNKED], [b"x" * LARGEST, b"y"]),
    ],
)
def test_a_content_beyond_the_bounds_is_refused(headers: Headers, pieces: list[bytes]) -> None:
    refused = refusal_of(partial(read, headers, *pieces, ends=False))
    assert refused.reason is GatewayReason.REQUEST_TOO_LARGE


@pytest.mark.parametrize("headers", [[length(5)], [CHUNKED]])
def test_a_content_that_does_not_arrive_is_refused(headers: Headers) -> None:
    refused = refusal_of(partial(read, headers, b"x", ends=False))
    assert refused.reason is GatewayReason.REQUEST_TIMED_OUT


@pytest.mark.parametrize(
    ("headers", "path", "query"),
    [
        ([(b"x", b"y")] * (MOST_HEADERS + 1), b"/", b""),
        ([(b"x", b"y" * LARGEST_HEAD)], b"/", b""),
        ([], b"/" * (LARGEST_HEAD + 1), b""),
        ([], b"/", b"x" * LARGEST_HEAD),
    ],
)
def test_a_head_beyond_the_bounds_is_refused(headers: Headers, path: bytes, query: bytes) -> None:
    refused = refusal_of(partial(read, headers, b"", path=path, query=query))
    assert refused.reason is GatewayReason.REQUEST_TOO_LARGE


def test_the_longest_username_is_no_such_head() -> None:
    assert run(read([], b"", path=b"/users/" + b"%41" * 8_000)) == b""


@pytest.mark.parametrize("name", [b"authorization", b"host", b"content-length"])
def test_a_header_that_must_be_single_is(name: bytes) -> None:
    refused = refusal_of(partial(read, [(name, b"1"), (name, b"1")], b"x"))
    assert refused.reason is GatewayReason.REQUEST_NOT_VALID


def test_other_protocols_are_passed_on() -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope)

    async def nothing(*_: object) -> Message:
        return {}

    run(BoundedRequests(app, 1, 1)({"type": "lifespan"}, nothing, nothing))  # type: ignore[arg-type]  # not called
    assert seen == [{"type": "lifespan"}]


def test_one_caller_has_only_so_many_batches_in_memory_and_others_have_theirs() -> None:
    batches = BatchesAtOnce()
    with ExitStack() as begun:
        for _ in range(MOST_BATCHES):
            begun.enter_context(batches.place_for("desk-1"))
        with pytest.raises(RefusedRequestError) as refused, batches.place_for("desk-1"):
            pass
        with batches.place_for("desk-2"):
            pass
    assert (refused.value.reason, refused.value.retry_after > 0) == ("gateway_busy", True)
    with batches.place_for("desk-1"):
        pass
    assert not batches._now
