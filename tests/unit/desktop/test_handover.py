"""The line that a second start hands over, and where the running window listens for it."""

import json
import os
import socket
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.desktop.instance import client
from profile_browser.desktop.instance.client import Reply, hand_over
from profile_browser.desktop.instance.message import (
    LONGEST_LINE,
    Handover,
    HandoverError,
    decode,
    encode,
)
from profile_browser.desktop.instance.place import Place, instance_place, is_own_socket
from profile_browser.settings.given_options import PASSWORD, is_password_of, personal_options

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes")
HANDOVER = Handover("johndoe", {"connection": "eu"}, "token")
WORKS = {"version": 1, "text": "johndoe", "options": {}, "token": ""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    return private


def place_in(folder: Path, **variables: str) -> Place | None:
    return instance_place({"XDG_RUNTIME_DIR": str(folder), **variables}, [])


@given(
    st.builds(
        Handover,
        st.text(max_size=99),
        st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=9),
        st.text(max_size=9),
    )
)
def test_what_is_handed_over_arrives(handover: Handover) -> None:
    assert decode(encode(handover)) == handover


def test_a_name_that_is_not_text_arrives() -> None:
    assert decode(encode(Handover("\udcff", {}))).text == "\udcff"


def test_a_logged_handover_names_nobody() -> None:
    assert "johndoe" not in f"{HANDOVER} {HANDOVER!r}"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"johndoe\n",
        b"[" * 10_000 + b"\n",
        b"\xff\n",
        b"null\n",
        encode(HANDOVER) * 2,
        encode(HANDOVER).rstrip(),
        encode(Handover("a" * LONGEST_LINE, {})),
        *(
            json.dumps(fields).encode() + b"\n"
            for fields in (
                {**WORKS, "version": 2},
                {**WORKS, "more": ""},
                {**WORKS, "text": None},
                {**WORKS, "text": ["johndoe"]},
                {**WORKS, "options": []},
                {**WORKS, "options": {"connection": 1}},
                {"version": 1, "text": "johndoe"},
            )
        ),
    ],
)
def test_anything_else_is_not_read(line: bytes) -> None:
    with pytest.raises(HandoverError):
        decode(line)


def test_the_place_is_in_the_runtime_folder_and_private(folder: Path) -> None:
    place = place_in(folder)
    assert place is not None
    parent = Path(place.socket).parent
    assert parent.parent == folder
    assert stat.S_IMODE(parent.stat().st_mode) == 0o700


def test_each_display_and_each_configuration_has_its_own_window(folder: Path) -> None:
    variables = {"XDG_RUNTIME_DIR": str(folder)}
    places = {
        instance_place(variables, []),
        instance_place(variables, [Path("/etc/other.toml")]),
        instance_place({**variables, "DISPLAY": ":1"}, []),
        instance_place({**variables, "WAYLAND_DISPLAY": "wayland-1"}, []),
    }
    assert len(places) == 4


@pytest.mark.parametrize("runtime", ["", "relative", "/missing"])
def test_without_a_runtime_folder_the_place_is_a_private_folder(
    tmp_path: Path, runtime: str
) -> None:
    place = instance_place({"XDG_RUNTIME_DIR": runtime, "TMPDIR": str(tmp_path)}, [])
    assert place is not None
    parent = Path(place.socket).parent
    assert parent == tmp_path / f"profile-browser-{os.getuid()}"
    assert stat.S_IMODE(parent.stat().st_mode) == 0o700


def test_a_folder_that_others_can_use_is_no_place(tmp_path: Path) -> None:
    (tmp_path / f"profile-browser-{os.getuid()}").mkdir()
    (tmp_path / f"profile-browser-{os.getuid()}").chmod(0o755)
    assert instance_place({"TMPDIR": str(tmp_path)}, []) is None


def test_a_link_to_a_private_folder_is_no_place(tmp_path: Path, folder: Path) -> None:
    (tmp_path / f"profile-browser-{os.getuid()}").symlink_to(folder)
    assert instance_place({"TMPDIR": str(tmp_path)}, []) is None


def test_the_folder_of_another_user_is_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert instance_place({"TMPDIR": str(tmp_path)}, []) is not None
    own = os.getuid()
    (tmp_path / f"profile-browser-{own}").rename(tmp_path / f"profile-browser-{own + 1}")
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert instance_place({"TMPDIR": str(tmp_path)}, []) is None


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Place:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind("a.socket")
    return Place("a.socket", "a.lock")


def never() -> Handover:
    raise AssertionError


def test_the_socket_of_a_crashed_window_is_nobody(listening: Place) -> None:
    assert is_own_socket(listening.socket)
    assert hand_over(listening, lambda: HANDOVER) is Reply.NOBODY


def test_a_file_is_not_spoken_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert hand_over(Place(str(tmp_path / "file"), ""), never) is Reply.NOBODY
    assert hand_over(Place(str(tmp_path / "missing"), ""), never) is Reply.NOBODY


def test_the_socket_of_another_user_is_not_spoken_to(
    listening: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert hand_over(listening, never) is Reply.NOBODY


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who the peer is")
def test_a_process_of_another_user_is_told_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.socket")
        server.listen()
        own = os.getuid()
        monkeypatch.setattr(client, "is_own_socket", lambda _: True)
        monkeypatch.setattr(os, "getuid", lambda: own + 1)
        assert hand_over(Place("a.socket", ""), lambda: HANDOVER) is Reply.NOBODY
        with server.accept()[0] as accepted:
            assert accepted.recv(10) == b""


def test_a_window_that_hangs_is_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(client, "ANSWER_TIMEOUT", 0.05)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.socket")
        server.listen()
        assert hand_over(Place("a.socket", ""), lambda: HANDOVER) is Reply.NOBODY


def test_a_name_that_is_too_long_gets_its_own_window(listening: Place) -> None:
    long = Handover("a" * LONGEST_LINE, {})
    assert hand_over(listening, lambda: long) is Reply.NOT_TAKEN


def test_another_password_is_noticed_and_not_handed_over() -> None:
    here, there = {"PROFILE_BROWSER_PASSWORD": "secret"}, {"PROFILE_BROWSER_PASSWORD": "other"}
    mark = personal_options(here, "", "en")[PASSWORD]
    assert "secret" not in mark
    assert is_password_of(here, mark)
    assert not is_password_of(there, mark)
    assert not is_password_of({}, mark)
    for odd in ("no mark", "", "\ud800:", "\N{EURO SIGN}" * 99):
        assert not is_password_of(here, odd)


def test_a_language_counts_where_it_is_asked_for() -> None:
    assert personal_options({}, "", "en") == {}
    assert personal_options({}, "de", "de") == {"language": "de"}
    assert personal_options({"PROFILE_BROWSER_LANGUAGE": "de"}, "", "de") == {"language": "de"}
