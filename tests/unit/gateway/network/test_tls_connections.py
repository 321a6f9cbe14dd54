"""A connection counts from its first moment on: TLS takes memory before a request is sent."""

import asyncio
import ssl
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING

import pytest
import trustme
from starlette.responses import PlainTextResponse

from tests.unit.gateway.serving import PATIENT, Running, guard_with, run_against

if TYPE_CHECKING:
    from collections.abc import Sequence

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
MOST = 3
AUTHORITY = trustme.CA()
app = PlainTextResponse("ok")


@pytest.fixture(scope="module")
def context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost").configure_cert(context)
    return context


async def ask(running: Running) -> bytes:
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    AUTHORITY.configure_trust(trusting)
    reader, writer = await asyncio.open_connection("localhost", running.port, ssl=trusting)
    writer.write(GET)
    async with asyncio.timeout(10):
        head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return head


@pytest.mark.parametrize("sent", [b"", b"\x16\x03\x01\x02"], ids=["nothing", "half a handshake"])
def test_handshakes_that_do_not_end_count_as_connections(
    context: ssl.SSLContext, sent: bytes
) -> None:
    async def scene(running: Running) -> None:
        async with AsyncExitStack() as opened:
            for _ in range(MOST):
                client = await opened.enter_async_context(running.client())
                await client.send(sent)
            async with running.client() as one_more:
                assert await one_more.read_to_end() == b""
        await guard.wait_for_leaving(0)
        assert (await ask(running)).startswith(b"HTTP/1.1 200 OK")

    guard = guard_with(PATIENT, most_per_address=MOST)
    run_against(app, guard, scene, context)
    assert not guard._by_address


def test_a_handshake_that_succeeds_counts_once(context: ssl.SSLContext) -> None:
    async def scene(running: Running) -> None:
        answers: Sequence[bytes] = await asyncio.gather(*(ask(running) for _ in range(MOST)))
        assert all(answer.startswith(b"HTTP/1.1 200 OK") for answer in answers)
        await guard.wait_for_leaving(0)

    guard = guard_with(PATIENT, most_per_address=MOST)
    run_against(app, guard, scene, context)
    assert not guard._by_address


def test_a_handshake_that_fails_stops_counting(context: ssl.SSLContext) -> None:
    async def scene(running: Running) -> None:
        for _ in range(2 * MOST):
            async with running.client() as client:
                await client.send(GET)  # without TLS
                await client.read_to_end()
                await guard.wait_for_leaving(0)

    guard = guard_with(PATIENT, most_per_address=MOST)
    run_against(app, guard, scene, context)
    assert not guard._by_address
