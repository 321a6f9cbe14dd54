"""What logind and screen savers say is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from profile_browser.desktop.session import linux
from profile_browser.desktop.session.linux import LinuxSession, has_session_bus, own_session_path

if TYPE_CHECKING:
    from pathlib import Path

SESSION = "org.freedesktop.login1.Session"


class Session:
    """A session watch without a bus, and how often it said that the session is left."""

    def __init__(self) -> None:
        self.left = 0
        self._parent = QObject()
        self.watch = LinuxSession(self._count, self._parent)

    def _count(self) -> None:
        self.left += 1


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(linux, "has_session_bus", lambda: False)
    monkeypatch.setattr(linux, "has_system_bus", lambda: False)
    return Session()


@pytest.mark.parametrize(("is_on", "left"), [(True, 1), (False, 0)])
def test_a_screen_saver_that_starts_is_a_lock(session: Session, is_on: bool, left: int) -> None:
    session.watch.switch(is_on)
    assert session.left == left


@pytest.mark.parametrize(
    ("interface", "values", "left"),
    [
        (SESSION, {"Active": False}, 1),
        (SESSION, {"LockedHint": True}, 1),
        (SESSION, {"Active": True}, 0),
        (SESSION, {"IdleHint": True}, 0),
        ("org.freedesktop.login1.Seat", {"Active": False}, 0),
    ],
)
def test_a_session_that_is_switched_away_is_left(
    session: Session, interface: str, values: dict[str, object], left: int
) -> None:
    session.watch.change(interface, values, [])
    assert session.left == left


@pytest.mark.parametrize(
    ("name", "part"), [("7", "_37"), ("c2", "c2"), ("42", "_342"), ("a-b", "a_2db")]
)
def test_a_sessions_path_is_written_as_logind_writes_it(
    monkeypatch: pytest.MonkeyPatch, name: str, part: str
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", name)
    assert own_session_path().rpartition("/")[2] == part


def test_no_bus_is_started_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not has_session_bus()
    (tmp_path / "bus").touch()
    assert has_session_bus()
