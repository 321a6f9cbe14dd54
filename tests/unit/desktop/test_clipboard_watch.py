"""What password managers mark is not read, on each system in its way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData

from profile_browser.desktop.clipboard_watch import is_concealed, is_secret
from profile_browser.desktop.objective_c import ObjectiveC

WINDOWS = 'application/x-qt-windows-mime;value="{}"'


def marked(name: str, content: bytes = b"secret") -> QMimeData:
    made = QMimeData()
    made.setText("hunter2")
    made.setData(name, content)
    return made


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x-kde-passwordManagerHint", b"secret"),
        (WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b""),
        (WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b"\1\0\0\0"),
        (WINDOWS.format("Clipboard Viewer Ignore"), b"\0"),
        (WINDOWS.format("CanIncludeInClipboardHistory"), b"\0\0\0\0"),
        ("com.trolltech.anymime.org.nspasteboard.ConcealedType", b""),
    ],
)
def test_a_marked_password_is_secret(name: str, content: bytes) -> None:
    assert is_secret(marked(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text/html", b"<b>hunter2</b>"),
        (WINDOWS.format("CanIncludeInClipboardHistory"), b"\1\0\0\0"),
    ],
)
def test_other_formats_are_not_secret(name: str, content: bytes) -> None:
    assert not is_secret(marked(name, content))


class FakePasteboard(ObjectiveC):
    """A pasteboard with or without the mark, and the rest of a register beside the answer."""

    def __init__(self, has_mark: bool) -> None:
        self._has_mark = has_mark
        self.asked: list[tuple[int, str]] = []

    def class_named(self, name: str) -> int:
        return {"NSPasteboard": 1, "NSString": 2}[name]

    def send(self, receiver: int, selector: str, *arguments: int | bytes) -> int:
        self.asked.append((receiver, selector))
        if selector == "containsObject:":
            assert arguments == (22,)
            return 0xFF00 | int(self._has_mark)
        answers = {"generalPasteboard": 11, "types": 12, "stringWithUTF8String:": 22}
        return answers[selector]


@pytest.mark.parametrize("has_mark", [True, False])
def test_the_pasteboard_of_macos_is_asked_for_the_mark(has_mark: bool) -> None:
    pasteboard = FakePasteboard(has_mark)
    assert is_concealed(pasteboard) is has_mark
    assert pasteboard.asked[:2] == [(1, "generalPasteboard"), (11, "types")]
