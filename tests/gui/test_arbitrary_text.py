"""Any text that is typed, pasted or passed to a command is looked up unchanged or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from profile_browser.domain.question import username_of
from profile_browser.stores.sample.adapter import SAMPLE
from profile_browser.terminal.find import find
from profile_browser.terminal.lookup import LookupOptions, look_up_all
from tests.gui.fakes import STAGING

if TYPE_CHECKING:
    import pytest

    from tests.gui.driver import Driver

ANY = st.text(st.characters(exclude_categories=()))
LINES = st.text(st.characters(codec="utf-8"))
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
odd = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def assert_looked_up(driver: Driver, text: str) -> None:
    """Check that the window looked up the username in a text, or nothing if there is none."""
    username = username_of(text)
    if username:
        driver.qtbot.waitUntil(lambda: driver.page == "welcomePage")
        assert driver.stores.asked == [username]
        assert STAGING.title in driver.status
    else:
        assert driver.stores.asked == []
    assert len(driver.status) < 200
    assert "Traceback" not in driver.status or "Traceback" in text
    for store in driver.stores.opened:
        store.asked.clear()


@odd
@given(LINES)
@example("\u202ejohn")
@example("%s%n{0}")
@example("<b>x</b>&amp;")
@example("'; DROP TABLE x; --")
@example("\u200b")
@example("TracebackType | None")
def test_any_text_in_the_field_is_looked_up_unchanged(driver: Driver, text: str) -> None:
    driver.field.setText(text)
    typed = driver.field.text()
    driver.press(Qt.Key.Key_Return)
    assert_looked_up(driver, typed)


@odd
@given(LINES)
@example("first\nsecond")
@example("userprofile::userprofile::x")
@example("\x1c")
def test_the_first_line_of_the_clipboard_is_looked_up(driver: Driver, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    driver.press(Qt.Key.Key_V, CONTROL_SHIFT)
    lines = QGuiApplication.clipboard().text().strip().splitlines()
    assert_looked_up(driver, lines[0] if lines else "")


@odd
@given(ANY)
@example("\ud800")
@example("a\x00b")
@example("x" * 1_000_000)
@example("--json")
@example("Traceback")
def test_a_command_ends_with_an_exit_code_for_any_text(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    codes = {
        look_up_all(SAMPLE, [text], LookupOptions(as_json=True)),
        find(SAMPLE, text, limit=3, as_json=True),
    }
    assert codes <= {0, 1, 2, 3}
    said = capsys.readouterr()
    assert "Traceback" not in said.err or "Traceback" in text
    assert all(len(line) < 600 for line in said.err.splitlines())
