"""A window that nobody sits in front of shows nobody, and keeps nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget

from profile_browser.desktop import privacy
from profile_browser.desktop.instance.message import Handover
from profile_browser.desktop.session.watch import SessionWatch
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.outcome import Missing
from profile_browser.domain.privacy import ClearReason
from profile_browser.messages.privacy import LOCKED
from profile_browser.ui.idle_watch import IdleWatch
from tests.gui.dialogs import show_password
from tests.gui.driver import create_pages
from tests.gui.fakes import ALICE, JOHN, STAGING, found, matches, problem
from tests.gui.people_lists import open_list, prepare, run, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.gui.conftest import Windows
    from tests.gui.driver import Driver
    from tests.gui.fakes import FakeStores

OTHER = replace(STAGING, key="other", title="Other")
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TEXTS = ("text", "toPlainText", "toolTip", "accessibleName", "accessibleDescription", "windowTitle")
SECRET = "johndoe"


def clear(driver: Driver, reason: ClearReason = ClearReason.IDLE) -> None:
    driver.browser.privacy.clear(reason)


def texts_of(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            for role in Qt.ItemDataRole:
                yield str(model.data(model.index(row, column), role))


def all_texts(driver: Driver) -> Iterator[str]:
    """Yield each text of each widget of the window and its dialogs, shown or not."""
    for widget in [driver.window, *driver.window.findChildren(QWidget)]:
        for reader in TEXTS:
            if hasattr(widget, reader):
                yield str(getattr(widget, reader)())
        model = getattr(widget, "model", None)
        if callable(model) and isinstance(rows := model(), QAbstractItemModel):
            yield from texts_of(rows)
    completer = driver.field.completer()
    if completer is not None:
        yield from texts_of(completer.model())


def left_over(driver: Driver, name: str = SECRET) -> list[str]:
    QApplication.sendPostedEvents()
    return [text for text in all_texts(driver) if name in text.lower()]


def show_profile(driver: Driver) -> None:
    driver.stores.outcomes[SECRET] = found(JOHN)
    driver.look_up(SECRET)


def show_details(driver: Driver) -> None:
    show_profile(driver)
    driver.press(Qt.Key.Key_D, CONTROL)


def show_matches(driver: Driver) -> None:
    driver.stores.outcomes["john"] = matches(JOHN, ALICE)
    driver.look_up("john")


def show_match(driver: Driver) -> None:
    show_matches(driver)
    driver.press(Qt.Key.Key_Return)


def show_missing(driver: Driver) -> None:
    driver.stores.outcomes[SECRET] = Missing(SECRET, STAGING.title)
    driver.look_up(SECRET)


def show_problem(driver: Driver) -> None:
    driver.stores.outcomes[SECRET] = problem()
    driver.look_up(SECRET)


def show_list(driver: Driver) -> None:
    driver.stores.outcomes[SECRET] = found(JOHN)
    run(driver, SECRET, "alice")


def show_input(driver: Driver) -> None:
    prepare(driver, SECRET, "alice")


def show_pending(driver: Driver) -> None:
    driver.stores.hold(SECRET)
    driver.ask(SECRET)
    driver.qtbot.waitUntil(lambda: SECRET in driver.stores.asked)


def show_typed(driver: Driver) -> None:
    driver.type(SECRET)


def show_reason(driver: Driver) -> None:
    driver.browser.switch(replace(STAGING, audit_reason=True))
    driver.ask(SECRET)


def show_suggestions(driver: Driver) -> None:
    driver.stores.suggestions["jo"] = (JOHN,)
    with driver.qtbot.waitSignal(driver.browser.suggestions.suggested):
        driver.type("jo")


def show_recent(driver: Driver) -> None:
    show_profile(driver)
    driver.press(Qt.Key.Key_Escape)


SCENES = [
    show_profile,
    show_details,
    show_matches,
    show_match,
    show_missing,
    show_problem,
    show_list,
    show_input,
    show_pending,
    show_typed,
    show_reason,
    show_suggestions,
    show_recent,
]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_after_a_lock_no_widget_has_anybodys_name(
    driver: Driver, scene: Callable[[Driver], None]
) -> None:
    create_pages(driver.window)
    scene(driver)
    assert left_over(driver)
    clear(driver, ClearReason.LOCKED)
    assert left_over(driver) == []
    assert driver.page == "welcomePage"
    assert driver.text("welcomeHeading") == LOCKED


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_after_a_lock_no_key_brings_anybody_back(
    driver: Driver, scene: Callable[[Driver], None]
) -> None:
    scene(driver)
    clear(driver, ClearReason.LOCKED)
    driver.stores.release_all()
    asked = len(driver.stores.asked)
    for key, modifier in (
        (Qt.Key.Key_Z, CONTROL),
        (Qt.Key.Key_Left, ALT),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_R, CONTROL),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        driver.press(key, modifier)
    assert (left_over(driver), len(driver.stores.asked)) == ([], asked)


def test_after_the_minutes_the_window_says_how_to_see_the_person_again(driver: Driver) -> None:
    show_profile(driver)
    clear(driver)
    sentence = "Cleared after 5 minutes. Press Enter to see johndoe again"
    assert driver.text("welcomeHeading") == driver.status == sentence
    assert driver.field.hasFocus()
    assert set(left_over(driver)) <= {sentence}
    driver.look_up_by_key(Qt.Key.Key_Return)
    assert driver.values[0] == SECRET


def test_a_lock_after_the_minutes_takes_the_name_away(driver: Driver) -> None:
    show_profile(driver)
    clear(driver)
    clear(driver, ClearReason.LOCKED)
    assert left_over(driver) == []
    driver.press(Qt.Key.Key_Return)
    assert driver.page == "welcomePage"


def test_esc_takes_the_name_away(driver: Driver) -> None:
    show_profile(driver)
    clear(driver)
    driver.press(Qt.Key.Key_Escape)
    driver.press(Qt.Key.Key_Return)
    assert driver.page == "welcomePage"
    assert SECRET not in driver.text("welcomeHeading")


def test_without_a_person_nobody_is_named(driver: Driver) -> None:
    show_missing(driver)
    clear(driver)
    assert driver.status == "Cleared after 5 minutes without input."


def test_an_untouched_window_says_nothing(driver: Driver) -> None:
    QGuiApplication.clipboard().setText("of another program")
    heading = driver.text("welcomeHeading")
    clear(driver)
    assert (driver.text("welcomeHeading"), driver.status) == (heading, "")


def test_a_page_for_lists_that_was_left_unused_names_nobody(driver: Driver) -> None:
    open_list(driver)
    driver.press(Qt.Key.Key_Escape)
    heading = driver.text("welcomeHeading")
    clear(driver)
    assert (driver.text("welcomeHeading"), driver.status) == (heading, "")


def test_other_connections_are_forgotten_too(windows: Windows) -> None:
    driver = windows.open()
    show_profile(driver)
    driver.browser.switch(OTHER)
    clear(driver, ClearReason.LOCKED)
    driver.browser.switch(STAGING)
    assert left_over(driver) == []


def test_what_was_copied_here_leaves_the_clipboard(driver: Driver) -> None:
    show_profile(driver)
    driver.press(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert SECRET in driver.clipboard
    clear(driver)
    assert driver.clipboard == ""


def test_what_another_program_copied_stays_on_the_clipboard(driver: Driver) -> None:
    show_profile(driver)
    QGuiApplication.clipboard().setText("of another program")
    clear(driver)
    assert driver.clipboard == "of another program"


def test_a_late_answer_is_not_shown(driver: Driver, stores: FakeStores) -> None:
    stores.outcomes[SECRET] = found(JOHN)
    gate = stores.hold(SECRET)
    driver.ask(SECRET)
    clear(driver, ClearReason.LOCKED)
    gate.set()
    stores.outcomes["alice"] = found(ALICE)
    driver.look_up("alice")
    assert left_over(driver) == []


def test_a_question_about_a_list_is_closed(driver: Driver) -> None:
    show_list(driver)
    box = QMessageBox(driver.window)
    box.setText(SECRET)
    box.open()
    clear(driver, ClearReason.LOCKED)
    assert not box.isVisible()
    box.deleteLater()


def test_a_password_that_was_being_typed_is_gone_and_asks_for_nobody(driver: Driver) -> None:
    dialog = show_password(driver)
    driver.part(QLineEdit, "passwordField").setText("hunter2")
    clear(driver, ClearReason.LOCKED)
    assert not dialog.isVisible()
    assert driver.page == "welcomePage"


def test_the_notice_is_announced(driver: Driver, announced: list[str]) -> None:
    show_profile(driver)
    clear(driver, ClearReason.LOCKED)
    assert LOCKED in announced


def test_undo_does_not_bring_a_typed_name_back(driver: Driver) -> None:
    driver.type(SECRET)
    clear(driver, ClearReason.LOCKED)
    QTest.keySequence(driver.field, QKeySequence.StandardKey.Undo)
    assert driver.field.text() == ""


class Moment:
    """A clock for the guard that the test moves."""

    now = 0.0


@pytest.fixture
def guarded(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """Return a window that is cleared after two minutes, with no session to watch."""
    monkeypatch.setattr(Moment, "now", 0.0)
    monkeypatch.setattr(privacy, "IdleWatch", idle_watch_of_test)
    monkeypatch.setattr(SessionWatch, "start", lambda *_: None)
    windows.files.configuration = Configuration(clear_after=2)
    driver = windows.open()
    driver.browser.privacy.start()
    return driver


def idle_watch_of_test(minutes: float, parent: QObject) -> IdleWatch:
    return IdleWatch(minutes, parent, lambda: Moment.now)


def pass_minutes(driver: Driver, minutes: float) -> None:
    Moment.now += minutes * 60
    idle = driver.browser.privacy._idle
    assert idle is not None
    idle.look()


def test_the_minutes_of_the_file_hold(guarded: Driver) -> None:
    show_profile(guarded)
    pass_minutes(guarded, 1.9)
    assert guarded.page == "profilePage"
    pass_minutes(guarded, 0.2)
    assert guarded.status == "Cleared after 2 minutes. Press Enter to see johndoe again"


def test_a_list_that_is_being_looked_up_is_waited_for(guarded: Driver) -> None:
    gate = guarded.stores.hold(SECRET)
    start(guarded, SECRET, "alice")
    pass_minutes(guarded, 3)
    assert guarded.page == "peopleListPage"
    gate.set()
    guarded.qtbot.waitUntil(lambda: not guarded.browser.lists.is_looking_up)
    pass_minutes(guarded, 3)
    assert guarded.page == "welcomePage"


def by_second_start(driver: Driver) -> None:
    driver.browser.requests.take(Handover(SECRET, {}))


def by_link(driver: Driver) -> None:
    driver.browser.requests.open_link(f"profile-browser://user/{SECRET}")


@pytest.mark.parametrize("arrive", [by_second_start, by_link])
def test_who_arrives_from_outside_stays_for_the_minutes_and_no_longer(
    guarded: Driver, arrive: Callable[[Driver], None]
) -> None:
    guarded.stores.outcomes[SECRET] = found(JOHN)
    for idle in (1.9, 30):  # shortly before the window is cleared, and long after
        pass_minutes(guarded, idle)
        arrive(guarded)
        guarded.qtbot.waitUntil(lambda: guarded.page == "profilePage")
        pass_minutes(guarded, 1.9)
        assert guarded.page == "profilePage"
        pass_minutes(guarded, 0.2)
        assert guarded.page == "welcomePage"


def test_a_lock_does_not_wait_for_a_list(guarded: Driver) -> None:
    guarded.stores.hold(SECRET)
    start(guarded, SECRET, "alice")
    guarded.browser.privacy.session.left.emit()
    assert (guarded.page, left_over(guarded)) == ("welcomePage", [])


def test_zero_minutes_are_never_but_a_lock_still_clears(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SessionWatch, "start", lambda *_: None)
    windows.files.configuration = Configuration(clear_after=0)
    driver = windows.open()
    driver.browser.privacy.start()
    assert driver.browser.privacy._idle is None
    show_profile(driver)
    driver.browser.privacy.session.left.emit()
    assert left_over(driver) == []
