"""A slow or half-open client is ended after a bounded time, and holds nobody up."""

import asyncio
import json
import logging
import ssl

import pytest
import trustme
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from profile_browser.gateway.network import uvicorn_server
from profile_browser.gateway.network.bounds import LARGEST_HEAD
from profile_browser.gateway.network.protocol import Waits
from profile_browser.gateway.network.uvicorn_server import GatewayEventLoop
from tests.unit.gateway.serving import PATIENT, QUICK, Running, guard_with, run_against

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = 30_000_000  # bytes: more than all buffers between the server and a client


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer at once, after the content, with much, or never."""
    request = Request(scope, receive)
    if scope["path"] == "/never":
        await asyncio.Event().wait()
    content = await request.body() if scope["path"] == "/content" else b"ok"
    if scope["path"] == "/large":
        content = b"x" * LARGE
    await Response(content)(scope, receive, send)


def problem_of(answer: bytes) -> dict[str, object]:
    head, _, content = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    assert b"cache-control: no-store" in head
    assert b"connection: close" in head
    assert b"\r\nserver:" not in head.lower()
    problem: dict[str, object] = json.loads(content)
    assert f"x-request-id: {problem['request_id']}".encode() in head
    return problem


async def assert_others_are_served(running: Running) -> None:
    async with running.client() as client:
        await client.send(GET)
        assert (await client.read_answer()).endswith(b"\r\n\r\nok")


def test_an_answer_is_as_uvicorn_gives_it() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            for _ in range(3):
                await client.send(GET)
                assert (await client.read_answer()).startswith(b"HTTP/1.1 200 OK\r\n")

    run_against(echo, guard_with(PATIENT), scene)


def test_a_connection_that_never_sends_is_ended() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await assert_others_are_served(running)
            assert await client.read_to_end() == b""

    run_against(echo, guard_with(), scene)


@pytest.mark.parametrize("begun", [b"G", GET[:20], GET[:-2], b"\r\n\r\n"])
def test_headers_that_never_end_are_answered_and_ended(begun: bytes) -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(begun)
            await assert_others_are_served(running)
            problem = problem_of(await client.read_to_end())
            assert (problem["status"], problem["reason"]) == (408, "request_timed_out")

    run_against(echo, guard_with(), scene)


def test_headers_that_drip_are_ended_as_soon() -> None:
    async def scene(running: Running) -> None:
        loop = asyncio.get_running_loop()
        async with running.client() as client:
            start = loop.time()
            ending = asyncio.create_task(client.read_to_end())
            await client.send(GET[:-2])
            while not ending.done():
                await client.send(b"X: y\r\n")
                await asyncio.wait([ending], timeout=0.02)
            assert loop.time() - start < 5
            assert b" 408 " in (await ending)

    run_against(echo, guard_with(), scene)


def test_the_second_request_of_a_connection_may_not_drip_either() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET)
            await client.read_answer()
            await client.send(GET[:20])
            assert problem_of(await client.read_to_end())["status"] == 408

    run_against(echo, guard_with(), scene)


def test_empty_lines_after_an_answer_keep_no_connection_open() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET)
            await client.read_answer()
            await client.send(b"\r\n")
            await client.read_to_end()

    run_against(echo, guard_with(), scene)


@pytest.mark.parametrize("path", [b"/content", b"/early"])
def test_a_content_that_never_ends_is_ended(path: bytes) -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n12" % path)
            await assert_others_are_served(running)
            answer = await client.read_to_end()
            assert (b"200 OK" in answer) is (path == b"/early")

    run_against(echo, guard_with(), scene)


def test_a_content_that_ends_after_its_answer_leaves_the_connection_usable() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n12")
            await client.read_answer()
            await client.send(b"34")
            await client.send(GET)
            await client.read_answer()

    run_against(echo, guard_with(PATIENT), scene)


def test_and_is_ended_if_nothing_follows() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(b"POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n12")
            await client.read_answer()
            await client.send(b"34")
            await client.read_to_end()

    run_against(echo, guard_with(), scene)


def test_an_answer_that_never_comes_is_ended() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET.replace(b"/", b"/never", 1))
            await assert_others_are_served(running)
            assert await client.read_to_end() == b""

    run_against(echo, guard_with(), scene)


def test_a_client_that_never_reads_is_ended() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET.replace(b"/", b"/large", 1))
            await assert_others_are_served(running)
            await guard.wait_for_leaving(0)
            assert len(await client.read_to_end()) < LARGE

    guard = guard_with()
    run_against(echo, guard, scene)


def test_a_client_that_reads_gets_all() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET.replace(b"/", b"/large", 1))
            assert (await client.read_answer()).endswith(b"x" * 1000)

    run_against(echo, guard_with(PATIENT), scene)


@pytest.mark.parametrize(
    "line", [b"x" * 100, b"X-%d: " + b"y" * 1_000], ids=["one line without end", "many lines"]
)
def test_headers_without_end_are_refused_before_they_fill_the_memory(line: bytes) -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            ending = asyncio.create_task(client.read_to_end())
            await client.send(GET[:-2])
            sent = 0
            while not ending.done() and sent < 100 * LARGEST_HEAD:
                piece = line % sent + b"\r\n" if b"%" in line else line
                client.writer.write(piece)
                sent += len(piece)
                await asyncio.wait([ending], timeout=0)
            problem = problem_of(await ending)
            assert (problem["status"], problem["reason"]) == (431, "request_too_large")
            assert sent < 50 * LARGEST_HEAD

    run_against(echo, guard_with(PATIENT), scene)


def test_trailers_without_end_are_ended() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            ending = asyncio.create_task(client.read_to_end())
            head = b"POST /content HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            await client.send(head + b"1\r\nx\r\n0\r\nX: ")
            for _ in range(200):
                if ending.done():
                    break
                client.writer.write(b"y" * 10_000)
                await asyncio.wait([ending], timeout=0.001)
            assert await ending == b""

    run_against(echo, guard_with(PATIENT, largest_body=10_000), scene)


def test_what_follows_the_content_is_no_header() -> None:
    seen: list[list[tuple[bytes, bytes]]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        seen.append(scope["headers"])
        await Response(b"ok")(scope, receive, send)

    async def scene(running: Running) -> None:
        async with running.client() as client:
            head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            await client.send(head + b"0\r\nAuthorization: Bearer x\r\n\r\n")
            await client.read_answer()

    run_against(app, guard_with(PATIENT), scene)
    assert [name for name, _ in seen[0]] == [b"host", b"transfer-encoding"]


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # the beginning of TLS
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\xc0\xaf HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        GET[:-2] + b"X\x00Y: 1\r\n\r\n",
        GET[:-2] + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        GET[:-2] + b"Content-Length: -1\r\n\r\n",
        GET[:-2] + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        GET[:-2] + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_not_http_is_a_problem_too(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "uvicorn.error")

    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(sent)
            answer = await client.read_to_end()
            assert b"200 OK" not in answer
            if answer:
                problem = problem_of(answer)
                assert (problem["status"], problem["reason"]) == (400, "request_not_valid")
            await assert_others_are_served(running)

    run_against(echo, guard_with(), scene)


def test_an_address_has_only_so_many_connections() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as first, running.client() as second, running.client() as third:
            assert await third.read_to_end() == b""
            await first.send(GET)
            await first.read_answer()
            second.writer.close()
            await guard.wait_for_leaving(1)
            await assert_others_are_served(running)

    guard = guard_with(PATIENT, most_per_address=2)
    run_against(echo, guard, scene)
    assert not guard._by_address


def test_a_proxy_may_have_more_connections_but_not_more_than_all() -> None:
    guard = guard_with(most=3, most_per_address=1, is_proxy=lambda address: address == "proxy")
    assert [guard.admit("proxy") for _ in range(4)] == [True, True, True, False]
    guard.leave("proxy")
    assert [guard.admit("desk") for _ in range(2)] == [True, False]


def test_the_log_says_why_connections_are_refused_but_not_for_each(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 100.0
    guard = guard_with(may_connect=lambda address: address == "proxy", clock=lambda: now)
    assert not any(guard.admit(f"10.0.0.{number}") for number in range(50))
    now += 61
    assert not guard.admit("10.0.0.9")
    assert caplog.messages == [
        "A connection from 10.0.0.0 was refused: it is not a proxy",
        "A connection from 10.0.0.9 was refused: it is not a proxy",
    ]


def test_behind_a_proxy_nobody_else_may_connect() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET)
            assert await client.read_to_end() == b""

    run_against(echo, guard_with(PATIENT, may_connect=lambda address: address == "10.0.0.5"), scene)


def test_many_half_open_connections_hold_nobody_up() -> None:
    async def scene(running: Running) -> None:
        begun = [await asyncio.open_connection("127.0.0.1", running.port) for _ in range(150)]
        for _, writer in begun:
            writer.write(GET[:20])
        await assert_others_are_served(running)
        for reader, writer in begun:
            async with asyncio.timeout(10):
                await reader.read()
            writer.close()
        assert not running.server.server_state.tasks

    guard = guard_with(Waits(head=1, check=0.05))
    run_against(echo, guard, scene)
    assert not guard._by_address


def test_a_handshake_that_never_begins_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn_server, "HANDSHAKE_SECONDS", 0.2)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)

    async def play() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl=context)
        async with server:
            port = server.sockets[0].getsockname()[1]
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            async with asyncio.timeout(10):
                assert await reader.read() == b""
            writer.close()

    with asyncio.Runner(loop_factory=GatewayEventLoop) as runner:
        runner.run(play())


def test_a_few_requests_may_wait_behind_another() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET * 20)
            for _ in range(20):
                assert (await client.read_answer()).endswith(b"\r\n\r\nok")

    run_against(echo, guard_with(PATIENT), scene)


def test_requests_without_end_on_one_connection_end_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "uvicorn.error")

    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET * 1_000)
            assert (await client.read_to_end()).count(b"200 OK") < 1_000

    run_against(echo, guard_with(PATIENT), scene)


def test_requests_whose_answers_are_never_read_are_ended() -> None:
    async def scene(running: Running) -> None:
        async with running.client() as client:
            await client.send(GET.replace(b"/", b"/large", 1) * 3)
            await guard.wait_for_leaving(0)

    guard = guard_with()
    run_against(echo, guard, scene)


def test_the_waits_are_those_that_the_guide_names() -> None:
    assert Waits() == Waits(head=10, request=40, reading=20, check=1)
    assert QUICK.head < 1
