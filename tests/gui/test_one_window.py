"""The running window takes what second starts hand over, and drops anything else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from profile_browser.desktop.instance import server as serving
from profile_browser.desktop.instance.message import LONGEST_LINE, TAKEN, Handover, encode
from profile_browser.desktop.instance.place import Place
from profile_browser.desktop.instance.server import MOST_AT_ONCE, InstanceServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes")
HANDOVER = Handover("johndoe", {})
WINDOW = [sys.executable, "-m", "profile_browser"]


@pytest.fixture
def short() -> Iterator[Path]:
    """Return a folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="pb", dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def place(short: Path) -> Place:
    return Place(str(short / "a.socket"), str(short / "a.lock"))


@pytest.fixture
def server(qtbot: QtBot, place: Place) -> Iterator[InstanceServer]:
    server = InstanceServer(place, lambda handover: not handover.options)
    server.listen()
    yield server
    server.close()
    with qtbot.waitSignal(server.destroyed):
        server.deleteLater()


def connected(place: Place) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(place.socket)
    connection.setblocking(False)
    return connection


def received(qtbot: QtBot, connection: socket.socket) -> bytes:
    """Return what the window answers; empty if it drops the connection."""
    answers: list[bytes] = []

    def read() -> bool:
        try:
            answers.append(connection.recv(99))
        except BlockingIOError:
            return False
        except ConnectionResetError:
            answers.append(b"")
        return True

    qtbot.waitUntil(read)
    return answers[0]


def test_a_line_is_answered_and_then_taken(
    qtbot: QtBot, server: InstanceServer, place: Place
) -> None:
    with connected(place) as connection, qtbot.waitSignal(server.taken) as taken:
        connection.sendall(encode(HANDOVER))
        assert received(qtbot, connection) == TAKEN
    assert taken.args == [HANDOVER]


def test_other_options_are_answered_and_not_taken(
    qtbot: QtBot, server: InstanceServer, place: Place
) -> None:
    with connected(place) as connection, qtbot.assertNotEmitted(server.taken):
        connection.sendall(encode(Handover("johndoe", {"sample": "1"})))
        assert received(qtbot, connection) == b'{"taken": false}\n'


def test_a_line_in_pieces_is_taken(qtbot: QtBot, server: InstanceServer, place: Place) -> None:
    line = encode(HANDOVER)
    with connected(place) as connection, qtbot.waitSignal(server.taken):
        connection.sendall(line[:20])
        qtbot.wait(20)
        connection.sendall(line[20:])


@pytest.mark.parametrize(
    "sent", [b"GET / HTTP/1.1\r\n\r\n", b"{}\n", encode(HANDOVER) * 2, b"a" * (LONGEST_LINE + 1)]
)
def test_anything_else_is_dropped(
    qtbot: QtBot, server: InstanceServer, place: Place, sent: bytes
) -> None:
    with connected(place) as connection, qtbot.assertNotEmitted(server.taken):
        connection.sendall(sent)
        assert received(qtbot, connection) == b""


@pytest.mark.usefixtures("server")
def test_a_caller_that_says_nothing_is_dropped(
    qtbot: QtBot, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "LONGEST_WAIT", 50)
    with connected(place) as connection:
        assert received(qtbot, connection) == b""


@pytest.mark.usefixtures("server")
def test_callers_that_say_nothing_keep_nobody_out(
    qtbot: QtBot, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "LONGEST_WAIT", 60_000)
    with ExitStack() as stack:
        idle = [stack.enter_context(connected(place)) for _ in range(MOST_AT_ONCE)]
        qtbot.wait(5)
        more = stack.enter_context(connected(place))
        more.sendall(encode(HANDOVER))
        assert received(qtbot, more) == TAKEN
        assert received(qtbot, idle[0]) == b""


@pytest.mark.usefixtures("server")
def test_the_oldest_of_too_many_callers_are_dropped(
    qtbot: QtBot, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "LONGEST_WAIT", 60_000)
    with ExitStack() as stack:
        callers = [stack.enter_context(connected(place)) for _ in range(MOST_AT_ONCE + 3)]
        for dropped in callers[:3]:
            assert received(qtbot, dropped) == b""
        with pytest.raises(BlockingIOError):
            callers[3].recv(1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who the peer is")
def test_another_user_is_dropped(
    qtbot: QtBot, server: InstanceServer, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    with connected(place) as connection, qtbot.assertNotEmitted(server.taken):
        connection.sendall(encode(HANDOVER))
        assert received(qtbot, connection) == b""


def test_the_socket_of_a_crashed_window_is_taken_over(qtbot: QtBot, place: Place) -> None:
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(place.socket)
    server = InstanceServer(place, lambda _: True)
    server.listen()
    with connected(place) as connection:
        connection.sendall(encode(HANDOVER))
        assert received(qtbot, connection) == TAKEN
    server.close()


@pytest.mark.usefixtures("server")
def test_only_this_user_can_use_the_socket(place: Place) -> None:
    assert Path(place.socket).stat().st_mode & 0o077 == 0


@contextmanager
def started(short: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*WINDOW, *arguments],
        env=os.environ | {"XDG_RUNTIME_DIR": str(short), "TMPDIR": str(short)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        try:
            yield window
        finally:
            window.kill()


def ended(*windows: subprocess.Popen[str]) -> list[subprocess.Popen[str]]:
    return [window for window in windows if window.poll() is not None]


def wait_until_listening(qtbot: QtBot, short: Path) -> None:
    qtbot.waitUntil(lambda: any(short.rglob("*.socket")), timeout=20_000)


def test_a_second_start_ends_at_once(qtbot: QtBot, short: Path) -> None:
    with started(short, "--sample") as first:
        wait_until_listening(qtbot, short)
        for arguments in (["johndoe"], ["profile-browser://find/jane"], [], ["--sample"]):
            with started(short, *arguments) as second:
                out, err = second.communicate(timeout=20)
                assert (second.returncode, out, err) == (0, "", "")
        assert first.poll() is None


def test_two_starts_in_the_same_moment_open_one_window(qtbot: QtBot, short: Path) -> None:
    with started(short, "--sample") as one, started(short, "--sample") as other:
        qtbot.waitUntil(lambda: bool(ended(one, other)), timeout=20_000)
        (second,) = ended(one, other)
        assert second.returncode == 0
        assert any(short.rglob("*.socket"))


def test_after_a_crash_the_next_start_is_the_one_window(qtbot: QtBot, short: Path) -> None:
    with started(short, "--sample") as crashed:
        wait_until_listening(qtbot, short)
        crashed.kill()
        crashed.wait()
    assert any(short.rglob("*.socket"))
    (left,) = short.rglob("*.socket")
    before = left.stat().st_ctime_ns
    with started(short, "--sample"):
        qtbot.waitUntil(lambda: left.exists() and left.stat().st_ctime_ns != before, timeout=20_000)
        with started(short) as second:
            assert second.wait(timeout=20) == 0


def test_new_window_opens_another_one(qtbot: QtBot, short: Path) -> None:
    with started(short, "--sample"):
        wait_until_listening(qtbot, short)
        own = started(short, "--sample", "--new-window")
        with own as second, pytest.raises(subprocess.TimeoutExpired):
            second.wait(timeout=2)


def test_a_start_with_other_options_says_so_and_opens_its_own_window(
    qtbot: QtBot, short: Path
) -> None:
    with started(short, "--sample"):
        wait_until_listening(qtbot, short)
        with started(short, "--kv-timeout", "5") as second:
            assert second.stderr is not None
            assert "A window with other options is open already." in second.stderr.readline()
            assert second.poll() is None


WITHOUT_NETWORK = """
import sys
sys.modules["PySide6.QtNetwork"] = None
from profile_browser.__main__ import main
sys.exit(main(["--sample"]))
"""


def test_a_window_opens_without_the_library_of_qts_network_module(
    qtbot: QtBot, short: Path, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WITHOUT_NETWORK],
        env=os.environ | {"XDG_RUNTIME_DIR": str(short), "TMPDIR": str(short)},
        stderr=subprocess.PIPE,
    ) as window:

        def logged() -> str:
            return "".join(file.read_text("utf-8") for file in tmp_path.rglob("*.log"))

        qtbot.waitUntil(lambda: "Second starts open windows" in logged(), timeout=20_000)
        assert window.poll() is None
        qtbot.waitUntil(lambda: not [*short.rglob("*.lock")])  # nobody waits for it to listen
        window.kill()
