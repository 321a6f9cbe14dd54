"""When it is told to stop, the server answers the running requests, and ends with code 0."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from time import monotonic

import pytest

from tests.unit.helpers.sources import PACKAGE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class _Program:
    """The server's process."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.gateway.stopping_program", *arguments],
            cwd=PACKAGE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._port = int(self.line())

    def line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def connect(self, request: str = "") -> socket.socket:
        client = socket.create_connection(("127.0.0.1", self._port), timeout=20)
        if request:  # to send nothing fails, too, if the server has closed in the meantime
            client.sendall(request.encode())
        return client

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def release(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def wait(self) -> int:
        return self._process.wait(20)

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def start() -> Iterator[Callable[..., _Program]]:
    programs: list[_Program] = []

    def start_program(*arguments: str) -> _Program:
        programs.append(program := _Program(*arguments))
        return program

    yield start_program
    for program in programs:
        program.end()


def _request(path: str) -> str:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"


def _rest(client: socket.socket) -> bytes:
    """Return what arrives until the server closes the connection."""
    content = b""
    while received := client.recv(4096):
        content += received
    return content


def _is_refused_soon(program: _Program) -> bool:
    deadline = monotonic() + 10
    while monotonic() < deadline:
        try:
            program.connect().close()
        except ConnectionError:
            return True
    return False


@pytest.mark.parametrize("number", _SIGNALS)
def test_a_server_without_requests_ends_at_once_with_code_0(
    start: Callable[..., _Program], number: signal.Signals
) -> None:
    program = start()
    with program.connect(_request("/")) as kept_alive, program.connect("GET / HT") as half_open:
        assert kept_alive.recv(12) == b"HTTP/1.1 200"
        program.send(number)
        assert [program.line() for _ in range(3)] == ["stopping", "closed", "ended"]
        assert program.wait() == 0
        assert _rest(kept_alive).endswith(b"answer\r\n0\r\n\r\n")
        assert _rest(half_open) == b""


@pytest.mark.parametrize("number", _SIGNALS)
def test_a_running_request_is_answered_and_new_ones_are_refused(
    start: Callable[..., _Program], number: signal.Signals
) -> None:
    program = start()
    with program.connect(_request("/slow")) as client:
        assert program.line() == "slow"
        program.send(number)
        assert program.line() == "stopping"
        assert _is_refused_soon(program)
        program.release()
        answer = _rest(client)
        assert answer.startswith(b"HTTP/1.1 200")
        assert b"answer" in answer
        assert [program.line() for _ in range(2)] == ["closed", "ended"]
        assert program.wait() == 0


def test_a_request_that_does_not_end_holds_the_end_up_for_a_limited_time(
    start: Callable[..., _Program],
) -> None:
    program = start("1")
    with program.connect(_request("/slow")):
        assert program.line() == "slow"
        program.send(signal.SIGTERM)
        assert [program.line() for _ in range(3)] == ["stopping", "closed", "ended"]
        assert program.wait() == 0


def test_a_second_ctrl_c_does_not_wait_for_running_requests(start: Callable[..., _Program]) -> None:
    program = start("15")
    with program.connect(_request("/slow")):
        assert program.line() == "slow"
        program.send(signal.SIGINT)
        assert program.line() == "stopping"
        program.send(signal.SIGINT)
        assert [program.line() for _ in range(2)] == ["stopping", "ended"]
        assert program.wait() == 0
