"""A session over HTTP: what crosses the wire, and what every failure of a server becomes."""

from __future__ import annotations

import base64
import gc
import logging
import select
import socket
import ssl
import struct
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from time import monotonic
from types import SimpleNamespace
from typing import TYPE_CHECKING

import httpx
import pytest
import trustme

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.domain.store_kind import LocationKey, Scheme, StoreKind
from profile_browser.messages.problems import next_step
from profile_browser.stores import network
from profile_browser.stores.http import session as sessions
from profile_browser.stores.http.failures import READING, SEARCHING, Answer, Dialect, Phase
from profile_browser.stores.http.session import HttpSession, Request
from profile_browser.stores.network import Route
from tests.unit.stores.http.server import LONGEST_SECONDS, Server, answering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.stores.http.server import Answering

KIND = StoreKind(
    name="any",
    title="Any",
    schemes=(Scheme("any+https", 9200, encrypted=True), Scheme("any+http", 9200, encrypted=False)),
    location=(LocationKey("index", "Index", ""),),
)
DIALECT = Dialect(
    reason_of=lambda answer, _: Reason.INDEX_MISSING if answer.status == 418 else None,
    error_of=lambda _: "teapot",
    values_of=lambda _reason, connection: {"database": connection.location["index"]},
)
PASSWORD = "a-password-that-nothing-else-holds"
READ = Request("GET", "/profiles/_doc/%2E%2E?_source_includes=username")
SHORT, LONG = 0.3, 5.0  # seconds


def connection_to(port: int, *, tls: bool = False, trust_store: str = "") -> Connection:
    return Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=f"any+http{'s' if tls else ''}://127.0.0.1:{port}",
        location={"index": "profiles"},
        username="staff",
        password=PASSWORD,
        connect_timeout=LONG,
        trust_store=trust_store,
    )


@contextmanager
def session_on(server: Server) -> Iterator[HttpSession]:
    with closing(HttpSession(connection_to(server.port), DIALECT)) as session:
        yield session


def refused(session: HttpSession, seconds: float = LONG) -> Reason:
    with pytest.raises(ProblemError) as raised:
        session.ask(READ, READING, seconds)
    assert not isinstance(raised.value.__cause__, httpx.HTTPError)  # its text has the id
    return raised.value.problem.reason


def stay_silent(_: socket.socket) -> None:
    """Answer nothing."""


def hang_up(client: socket.socket) -> None:
    client.close()


def reset(client: socket.socket) -> None:
    """Close the connection as a process that is killed does."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def test_a_request_is_signed_and_asks_for_no_compression() -> None:
    with Server(answering(b'{"found": false}')) as server, session_on(server) as session:
        assert session.ask(READ, READING, LONG) == Answer(200, {"found": False})
    (request,) = server.requests
    head = request.decode().lower()
    assert request.startswith(f"GET {READ.path} HTTP/1.1\r\n".encode())
    assert base64.b64encode(f"staff:{PASSWORD}".encode()) in request
    assert "accept-encoding: identity" in head


def test_a_body_is_sent_as_json_and_the_connection_is_kept() -> None:
    with Server(answering(b'{"number": 1e999}')) as server, session_on(server) as session:
        for _ in range(3):
            answer = session.ask(Request("POST", "/_search", {"size": 1}), SEARCHING, LONG)
    assert answer.is_success
    assert "1e999" in repr(answer.value)  # as json_values reads it, not infinity
    assert server.requests[0].endswith(b'{"size": 1}')
    assert len(server.requests) == 3
    assert server.connections == 2  # the check of the route, and the session's own


def test_no_redirect_and_no_proxy_of_the_environment_gets_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Server(answering()) as other, Server(answering()) as server:
        elsewhere = f"http://127.0.0.1:{other.port}"
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, elsewhere)
        server.answer = answering(status="302 Found", headers=f"Location: {elsewhere}/an-id\r\n")
        with session_on(server) as session:
            answer = session.ask(READ, READING, LONG)
            problem = session.problem_of(answer, READING).problem
        assert problem.reason is Reason.REDIRECTED
        assert problem.cause == f"HTTP 302 {elsewhere}"
        assert other.requests == []


def test_a_certificate_is_verified_before_the_password_is_sent(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    for name, expected in (("127.0.0.1", None), ("db.example.com", Reason.CERTIFICATE_REFUSED)):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(tls)
        with Server(answering(), tls) as server:
            trusting = connection_to(server.port, tls=True, trust_store=f"{tmp_path}/authority.pem")
            with closing(HttpSession(trusting, DIALECT)) as session:
                if expected is None:
                    assert session.ask(READ, READING, LONG).status == 200
                else:
                    assert refused(session) is expected
                    session._host = trusting.address.hosts[0]  # even if the route were not checked
                    assert refused(session) is expected
                    assert server.requests == []


@pytest.mark.parametrize(
    ("status", "phase", "reason"),
    [
        ("401 Unauthorized", READING, Reason.SIGN_IN_REFUSED),
        ("403 Forbidden", READING, Reason.READING_NOT_ALLOWED),
        ("403 Forbidden", SEARCHING, Reason.SEARCHING_NOT_ALLOWED),
        ("408 Request Timeout", READING, Reason.SERVER_UNAVAILABLE),
        ("413 Content Too Large", SEARCHING, Reason.REQUEST_TOO_LONG),
        ("414 URI Too Long", READING, Reason.REQUEST_TOO_LONG),
        ("431 Request Header Fields Too Large", READING, Reason.REQUEST_TOO_LONG),
        ("429 Too Many Requests", READING, Reason.SERVER_OVERLOADED),
        ("502 Bad Gateway", READING, Reason.SERVER_UNAVAILABLE),
        ("503 Service Unavailable", READING, Reason.SERVER_UNAVAILABLE),
        ("504 Gateway Timeout", SEARCHING, Reason.SERVER_UNAVAILABLE),
        ("418 I'm a teapot", SEARCHING, Reason.INDEX_MISSING),
        ("520 Unknown", READING, Reason.UNEXPECTED),
        ("200 OK", READING, Reason.ANSWER_FOREIGN),
        ("301 Moved Permanently", READING, Reason.REDIRECTED),
    ],
)
def test_each_status_has_its_reason(status: str, phase: Phase, reason: Reason) -> None:
    with Server(answering(status=status)) as server, session_on(server) as session:
        problem = session.problem_of(session.ask(READ, phase, LONG), phase).problem
    assert (problem.reason, problem.cause) == (reason, f"HTTP {status[:3]} teapot")
    assert problem.values == {"database": "profiles"}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("200 OK", Reason.ANSWER_FOREIGN),
        ("403 Forbidden", Reason.ANSWER_FOREIGN),
        ("404 Not Found", Reason.ANSWER_FOREIGN),
        ("407 Proxy Authentication Required", Reason.ANSWER_FOREIGN),
        ("418 I'm a teapot", Reason.ANSWER_FOREIGN),
        ("500 Internal Server Error", Reason.ANSWER_FOREIGN),
        ("401 Unauthorized", Reason.SIGN_IN_REFUSED),
        ("429 Too Many Requests", Reason.SERVER_OVERLOADED),
        ("503 Service Unavailable", Reason.SERVER_UNAVAILABLE),
    ],
)
def test_the_page_of_a_proxy_is_not_taken_for_an_answer_of_the_store(
    status: str, reason: Reason
) -> None:
    page = answering(b"<html>Sign in</html>", status, "Content-Type: text/html\r\n")
    with Server(page) as server, session_on(server) as session:
        problem = session.problem_of(session.ask(READ, READING, LONG), READING).problem
    assert problem.reason is reason


@pytest.fixture
def _short_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait only a moment for a server that has failed to say whether it speaks TLS."""
    monkeypatch.setattr(network, "HOST_TIMEOUT", SHORT)


@pytest.mark.usefixtures("_short_probe")
def test_a_server_that_does_not_speak_http_is_distinguished_from_a_dead_one() -> None:
    with (
        Server(lambda client: client.sendall(b"SSH-2.0-x\r\n\r\n")) as server,
        session_on(server) as session,
    ):
        assert refused(session) is Reason.ANSWER_FOREIGN


def test_a_server_that_expects_encryption_is_said_to_do_so() -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    with (
        Server(answering(), tls) as server,
        session_on(server) as session,
        pytest.raises(ProblemError) as raised,
    ):
        session.ask(READ, READING, LONG)
    problem = raised.value.problem
    assert problem.reason is Reason.ENCRYPTION_NEEDED
    assert f"Port {server.port} on 127.0.0.1 uses TLS" in next_step(problem)
    assert "any+https://" in next_step(problem)


def test_a_closed_session_does_not_wait_for_an_answer_in_tls() -> None:
    with Server(reset) as server, session_on(server) as session:
        threading.Timer(SHORT, session.close).start()
        began = monotonic()
        assert refused(session) is Reason.CANCELLED
        assert monotonic() - began < network.HOST_TIMEOUT


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_busy_server_is_not_asked_again_until_the_user_does(status: str) -> None:
    busy = answering(status=status, headers="Retry-After: 0\r\n")
    with Server(busy) as server, session_on(server) as session:
        assert session.ask(READ, READING, LONG).status == int(status[:3])
        assert len(server.requests) == 1


def test_a_silent_server_ends_a_read_in_its_time() -> None:
    with Server(stay_silent) as server, session_on(server) as session:
        assert refused(session, SHORT) is Reason.READ_TIMED_OUT


def test_an_answer_that_arrives_byte_by_byte_ends_in_its_time_too() -> None:
    enough = threading.Event()

    def drip(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        while not enough.wait(SHORT / 5):
            client.sendall(b"X-More: 1\r\n")

    with Server(answering()) as server, session_on(server) as session:
        session.ask(READ, READING, LONG)  # from now on a connection is open
        server.answer = drip
        started = monotonic()
        try:
            assert refused(session, SHORT) is Reason.READ_TIMED_OUT
        finally:
            enough.set()
        assert monotonic() - started < LONG


@pytest.mark.parametrize("tls", [False, True])
def test_closing_ends_a_running_read_at_once(tmp_path: Path, *, tls: bool) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Server(stay_silent, context if tls else None) as server:
        asked = connection_to(server.port, tls=tls, trust_store=f"{tmp_path}/authority.pem")
        session, reasons = HttpSession(asked, DIALECT), list[Reason]()
        reader = threading.Thread(target=lambda: reasons.append(refused(session, 30.0)))
        reader.start()
        assert server.asked.acquire(timeout=LONGEST_SECONDS)
        started = monotonic()
        session.close()
        reader.join(LONGEST_SECONDS)
        assert reasons == [Reason.CANCELLED]
        assert monotonic() - started < 1.0
        assert session._client.is_closed
        assert refused(session) is Reason.CANCELLED
        assert len(server.requests) == 1


def test_a_broken_connection_is_opened_again_once() -> None:
    with Server(answering()) as server, session_on(server) as session:
        session.ask(READ, READING, LONG)

        def hang_up_once(client: socket.socket) -> None:
            server.answer = answering()
            hang_up(client)

        server.answer = hang_up_once
        assert session.ask(READ, READING, LONG).status == 200
        server.answer = hang_up
        assert refused(session) is Reason.CONNECTION_CUT
        assert len(server.requests) == 5


def cut_after(sent: bytes, end: Answering = hang_up) -> Answering:
    """Return what sends the beginning of an answer and ends the connection."""

    def answer(client: socket.socket) -> None:
        client.sendall(sent)
        end(client)

    return answer


@pytest.mark.usefixtures("_short_probe")
@pytest.mark.parametrize(
    "answer",
    [
        hang_up,
        reset,
        cut_after(b"HTTP/1.1 200"),
        cut_after(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[]"),
        cut_after(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[]", reset),
        cut_after(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]"),
    ],
)
def test_a_server_that_closes_before_its_answer_is_unreachable(answer: Answering) -> None:
    with Server(answer) as server, session_on(server) as session:
        with pytest.raises(ProblemError) as raised:
            session.ask(READ, READING, LONG)
        problem = raised.value.problem
        assert problem.reason is Reason.CONNECTION_CUT
        assert f"Port {server.port} on 127.0.0.1 is open" in next_step(problem)
        assert "answered" not in next_step(problem)
        assert len(server.requests) == 2


@contextmanager
def hanging_up(end: Answering) -> Iterator[int]:
    """Accept each connection and end it at once, as a load balancer without servers does."""

    def accept() -> None:
        with suppress(OSError):
            while True:
                end(listener.accept()[0])

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(LONGEST_SECONDS)


def reset_after_hello(client: socket.socket) -> None:
    client.recv(1)
    reset(client)


@pytest.mark.parametrize(
    ("tls", "end", "reason"),
    [
        (False, hang_up, Reason.CONNECTION_CUT),
        (False, reset, Reason.CONNECTION_CUT),
        (True, hang_up, Reason.TLS_FAILED),
        (True, reset_after_hello, Reason.TLS_FAILED),
    ],
)
def test_a_port_that_accepts_and_closes_at_once_has_one_outcome(
    end: Answering, reason: Reason, *, tls: bool
) -> None:
    with hanging_up(end) as port:
        for _ in range(20):
            with closing(HttpSession(connection_to(port, tls=tls), DIALECT)) as session:
                assert refused(session) is reason


def test_a_connection_that_was_reset_before_the_handshake_leaves_no_socket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        asked = connection_to(listener.getsockname()[1], tls=True)
        with closing(Route(asked, network.listed_hosts)) as route:
            route.resolve()
            route.connect()
            reset(listener.accept()[0])
            select.select([route._connected[0].socket], [], [], LONGEST_SECONDS)
            with pytest.raises(ProblemError) as raised:
                route.verify()
    assert raised.value.problem.reason is Reason.TLS_FAILED
    del raised
    gc.collect()  # a socket that is still open would be a warning, and so an error


def test_a_connection_that_was_reset_while_it_is_asked_for_tls_leaves_no_socket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        asked = connection_to(listener.getsockname()[1])

        def reset_by_server(client: socket.socket) -> None:
            reset(listener.accept()[0])
            select.select([client], [], [], LONGEST_SECONDS)

        network.require_expected_encryption(asked, asked.address, reset_by_server)
    gc.collect()  # a socket that is still open would be a warning, and so an error


@pytest.mark.usefixtures("_short_probe")
@pytest.mark.parametrize("answer", [cut_after(b"SSH-2.0-x\r\n\r\n"), cut_after(b"\x00" * 9)])
def test_bytes_that_are_not_http_are_those_of_another_program(answer: Answering) -> None:
    with Server(answer) as server, session_on(server) as session:
        assert refused(session) is Reason.ANSWER_FOREIGN


def test_a_connection_that_the_server_closed_while_it_was_idle_costs_no_answer() -> None:
    def answer_and_hang_up(client: socket.socket) -> None:
        answering()(client)
        hang_up(client)

    with Server(answer_and_hang_up) as server, session_on(server) as session:
        for _ in range(3):
            assert session.ask(READ, READING, LONG).status == 200
        assert len(server.requests) == 3  # no request was sent to a closed connection


def test_a_connection_that_is_closed_with_a_status_is_opened_again_once() -> None:
    with Server(answering()) as server, session_on(server) as session:
        session.ask(READ, READING, LONG)
        idle = answering(status="408 Request Timeout", headers="Connection: close\r\n")

        def close_once(client: socket.socket) -> None:
            server.answer = answering()
            idle(client)

        server.answer = close_once
        assert session.ask(READ, READING, LONG).status == 200
        server.answer = idle
        assert session.ask(READ, READING, LONG).status == 408
        assert len(server.requests) == 5


def test_a_connection_that_is_closed_while_it_is_opened_leaves_no_socket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Server(answering()) as server, session_on(server) as session:

        def close(*_: object) -> SimpleNamespace:
            session.close()
            return SimpleNamespace(addresses=list)

        session.open()
        monkeypatch.setattr(sessions, "NameLookup", close)
        assert refused(session) is Reason.CANCELLED
        assert server.requests == []
    gc.collect()  # a socket that is still open would be a warning, and so an error


@pytest.mark.parametrize("after", ["a lookup", "the check of the hosts"])
def test_a_silent_name_server_does_not_outlast_the_time(
    monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """The connection that was idle is gone, and so is the network."""
    gate = threading.Event()

    def hang(*_: object, **__: object) -> None:
        gate.wait(LONGEST_SECONDS)
        raise socket.gaierror

    def answer_and_close(client: socket.socket) -> None:
        answering(headers="Connection: close\r\n")(client)

    for module in (sessions, network):
        monkeypatch.setattr(module, "HOST_TIMEOUT", SHORT)
    with Server(answer_and_close) as server, session_on(server) as session:
        session.open()
        if after == "a lookup":
            session.ask(READ, READING, LONG)
        monkeypatch.setattr(socket, "getaddrinfo", hang)
        began = monotonic()
        assert refused(session) is Reason.HOST_UNKNOWN
        assert monotonic() - began < LONG
        gate.set()


def test_a_dead_server_is_named_with_its_port() -> None:
    with Server(answering()) as server, session_on(server) as session:
        session.ask(READ, READING, LONG)
        server.__exit__()
        assert refused(session) is Reason.PORT_CLOSED


@contextmanager
def session_on_both(first: Server, second: Server) -> Iterator[HttpSession]:
    both = replace(
        connection_to(first.port),
        connection_string=f"any+http://127.0.0.1:{first.port},127.0.0.1:{second.port}",
    )
    with closing(HttpSession(both, DIALECT)) as session:
        yield session


def test_the_next_host_answers_when_the_first_one_is_dead() -> None:
    with (
        Server(answering(b"1")) as first,
        Server(answering(b"2")) as second,
        session_on_both(first, second) as session,
    ):
        assert session.ask(READ, READING, LONG).value == 1
        first.__exit__()
        assert session.ask(READ, READING, LONG).value == 2


@pytest.mark.parametrize(
    "answer",
    [
        answering(b"1", "502 Bad Gateway"),
        answering(b"1", "503 Service Unavailable"),
        hang_up,
        lambda client: client.sendall(b"SSH-2.0-x\r\n\r\n"),
    ],
)
def test_the_next_host_answers_when_the_first_one_is_not_available(answer: Answering) -> None:
    with (
        Server(answer) as first,
        Server(answering(b"2")) as second,
        session_on_both(first, second) as session,
    ):
        for _ in range(2):
            assert session.ask(READ, READING, LONG).value == 2
        assert len(first.requests) == 1


def test_two_hosts_that_are_not_available_are_asked_once_each() -> None:
    busy = answering(status="503 Service Unavailable")
    with (
        Server(busy) as first,
        Server(busy) as second,
        session_on_both(first, second) as session,
    ):
        assert session.ask(READ, READING, LONG).status == 503
        assert (len(first.requests), len(second.requests)) == (1, 1)


def test_the_next_host_is_asked_after_one_that_was_silent() -> None:
    with (
        Server(stay_silent) as first,
        Server(answering(b"2")) as second,
        session_on_both(first, second) as session,
    ):
        assert refused(session, SHORT) is Reason.READ_TIMED_OUT
        assert session.ask(READ, READING, LONG).value == 2
        assert (len(first.requests), len(second.requests)) == (1, 1)


def test_closing_ends_a_read_on_a_host_that_was_used_before() -> None:
    with (
        Server(answering(b"1")) as first,
        Server(answering(b"2")) as second,
        session_on_both(first, second) as session,
    ):
        session.ask(READ, READING, LONG)
        first.answer = answering(status="503 Service Unavailable")
        session.ask(READ, READING, LONG)
        first.answer, second.answer = stay_silent, hang_up
        reasons = list[Reason]()
        reader = threading.Thread(target=lambda: reasons.append(refused(session, 30.0)))
        reader.start()
        for _ in range(3):
            assert first.asked.acquire(timeout=LONGEST_SECONDS)
        session.close()
        reader.join(1.0)
        assert reasons == [Reason.CANCELLED]


def test_an_endless_answer_and_a_compressed_one_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "LONGEST_ANSWER", 1000)
    with Server(answering(b" " * 1001)) as server, session_on(server) as session:
        assert refused(session) is Reason.ANSWER_FOREIGN
        server.answer = answering(b"x", headers="Content-Encoding: gzip\r\n")
        assert refused(session) is Reason.ANSWER_FOREIGN
        server.answer = answering(b" " * 998 + b"{}")
        assert session.ask(READ, READING, LONG).value == {}


def test_endless_chunks_are_bounded_in_size_and_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quickly, enough = threading.Event(), threading.Event()

    def send_chunks(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not enough.wait(0 if quickly.is_set() else SHORT / 5):
            client.sendall(b"5\r\n     \r\n")

    with Server(answering()) as server, session_on(server) as session:
        session.ask(READ, READING, LONG)  # from now on a connection is open
        server.answer = send_chunks
        try:
            assert refused(session, SHORT) is Reason.READ_TIMED_OUT
            monkeypatch.setattr(sessions, "LONGEST_ANSWER", 1000)
            quickly.set()
            assert refused(session, LONG) is Reason.ANSWER_FOREIGN
        finally:
            enough.set()
        assert len(server.requests) == 3


def test_no_log_has_the_id_of_a_record(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Server(answering()) as server, session_on(server) as session:
        session.ask(READ, READING, LONG)
    assert caplog.records  # httpcore's own
    assert READ.path not in caplog.text
