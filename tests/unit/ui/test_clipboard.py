"""The clipboard is emptied of what was copied here, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from profile_browser.ui import clipboard
from profile_browser.ui.clipboard import (
    clear_own,
    holds_own,
    put_text,
    read_foreign_text,
    read_text,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qtbot")


class OwnedClipboard:
    """Stands for a desktop that says who owns the clipboard and the selection."""

    def __init__(self, *, clipboard: bool, selection: bool) -> None:
        self.ownsClipboard = lambda: clipboard
        self.ownsSelection = lambda: selection
        self.cleared: list[QClipboard.Mode] = []

    def text(self, mode: QClipboard.Mode) -> str:
        return f"text of {mode.name}"

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.append(mode)


def copy_elsewhere(text: str) -> None:
    """The offscreen platform never says that the program owns the clipboard."""
    QGuiApplication.clipboard().setText(text)


@pytest.fixture(autouse=True)
def clean(qtbot: QtBot) -> None:  # noqa: ARG001  # the application must be there
    clear_own()
    copy_elsewhere("")


@pytest.mark.parametrize("text", ["johndoe", "", "Jörg\nÆ 日本 \ud800"])
def test_a_text_that_was_copied_here_is_removed(text: str) -> None:
    put_text(text)
    assert holds_own()
    clear_own()
    assert read_text() == ""
    assert not holds_own()


def test_a_text_that_another_program_copied_stays() -> None:
    put_text("johndoe")
    copy_elsewhere("a shopping list")
    assert not holds_own()
    clear_own()
    assert read_text() == "a shopping list"


def test_the_same_text_from_another_program_stays_once_the_own_one_was_gone() -> None:
    put_text("johndoe")
    copy_elsewhere("a shopping list")
    assert not holds_own()
    copy_elsewhere("johndoe")
    clear_own()
    assert read_text() == "johndoe"


def test_a_text_stays_if_nothing_was_copied_here() -> None:
    copy_elsewhere("johndoe")
    clear_own()
    assert read_text() == "johndoe"


@pytest.mark.parametrize("clipboard", [True, False])
@pytest.mark.parametrize("selection", [True, False])
def test_what_a_widget_of_qt_copied_or_selected_is_removed_as_well(
    monkeypatch: pytest.MonkeyPatch, *, clipboard: bool, selection: bool
) -> None:
    owned = OwnedClipboard(clipboard=clipboard, selection=selection)
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: owned)
    clear_own()
    modes = [QClipboard.Mode.Clipboard] * clipboard + [QClipboard.Mode.Selection] * selection
    assert owned.cleared == modes


def test_copied_texts_are_not_kept() -> None:
    put_text("johndoe")
    assert "johndoe" not in repr(vars(clipboard))


class CountedData(QMimeData):
    """Stands for what another program has on the clipboard: whose text takes long to read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.texts_read = 0

    def text(self) -> str:
        self.texts_read += 1
        return super().text()


@pytest.mark.parametrize(("length", "is_read"), [(100, True), (101, False)])
def test_a_long_text_of_another_program_is_not_read_as_text(
    monkeypatch: pytest.MonkeyPatch, length: int, is_read: bool
) -> None:
    data = CountedData("x" * length)
    owned = OwnedClipboard(clipboard=False, selection=False)
    monkeypatch.setattr(owned, "mimeData", lambda: data, raising=False)
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: owned)
    text = read_foreign_text(100, lambda _data: False)
    assert (bool(text), bool(data.texts_read)) == (is_read, is_read)


def test_what_this_program_owns_is_not_foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    owned = OwnedClipboard(clipboard=True, selection=False)
    monkeypatch.setattr(owned, "mimeData", lambda: CountedData("johndoe"), raising=False)
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: owned)
    assert read_foreign_text(100, lambda _data: False) == ""


def test_a_clipboard_that_has_nothing_at_all_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)  # as some platforms answer
    assert read_foreign_text(100, lambda _data: False) == ""
