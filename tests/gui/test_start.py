"""The window opens before anything is loaded that only a lookup or a dialog needs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ForwardRef

import pytest
from PySide6.QtWidgets import QWidget

from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE
from tests.benchmarks.limits.form import Form
from tests.gui.starting_program import SETTLED, SILENT_CONTRAST, WINDOW, Start
from tests.unit.helpers.sources import PACKAGE
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.stores import connection_to
from tests.wire.terminal import environment_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Windows

OTHER_DRIVERS = frozenset(driver for kind in STORES.kinds.kinds for driver in kind.drivers)
# Of a store's folder, the window needs what describes it.
DESCRIPTIONS = {"adapter", "location", "shop"}
LOADED_LATER = (
    *sorted(OTHER_DRIVERS),
    *("couchbase", "pydantic", "dns", "keyring", "filelock", "tomllib"),
    *("datetime", "profile_browser.desktop.localization"),
    *("logging.handlers", "hashlib", "ssl", "sqlite3", "urllib.request", "xml", "email"),
    *("profile_browser.stores.store", "profile_browser.stores.audited"),
    *("profile_browser.stores.network", "profile_browser.stores.sample.source"),
    *("profile_browser.stores.couchbase.source", "profile_browser.stores.couchbase.sdk"),
    *("profile_browser.stores.couchbase.check", "profile_browser.stores.couchbase.srv"),
    *("profile_browser.records.audit_log", "profile_browser.domain.user"),
    *("profile_browser.settings.connection_editor", "profile_browser.settings.toml_writer"),
    *("profile_browser.settings.record_table", "profile_browser.domain.secret_names"),
    *("profile_browser.ui.dialogs.connections", "profile_browser.ui.dialogs.connection_form"),
    *("profile_browser.ui.dialogs.password", "profile_browser.ui.widgets.notice"),
    *("profile_browser.ui.dialogs.guide", "profile_browser.ui.widgets.record_details"),
    *("profile_browser.ui.dialogs.shortcuts", "profile_browser.ui.widgets.profile_form"),
    *("profile_browser.lists", "profile_browser.desktop.list_controller"),
    *("profile_browser.domain.people_list", "profile_browser.messages.people_list"),
    *("profile_browser.ui.list_loss", "PySide6.QtSvg"),
    *("profile_browser.messages.problems", "profile_browser.messages.connections"),
    *("profile_browser.messages.diagnostics", "profile_browser.messages.audit"),
    *("profile_browser.domain.list_input", "profile_browser.messages.list_faults"),
    *("profile_browser.messages.list_formats", "profile_browser.domain.store"),
    *("profile_browser.domain.link", "profile_browser.domain.misfit"),
    *("profile_browser.desktop.system_libraries", "profile_browser.domain.address"),
    *("profile_browser.domain.check", "profile_browser.domain.copied_name"),
    *("profile_browser.desktop.lookup_controller", "profile_browser.desktop.reason_gate"),
    *("profile_browser.desktop.list_reader", "profile_browser.desktop.list_saver"),
    *("profile_browser.desktop.password_prompt", "profile_browser.ui.dialogs.list_files"),
    *("profile_browser.ui.pages.people_list", "profile_browser.ui.pages.people_list_input"),
    *("profile_browser.ui.pages.profile", "profile_browser.ui.pages.matches"),
    *("profile_browser.ui.pages.problem", "profile_browser.ui.pages.reason"),
    *("profile_browser.ui.widgets.completer", "profile_browser.ui.widgets.marked_text"),
    *("profile_browser.ui.widgets.people_table", "profile_browser.ui.widgets.paste_field"),
    *("profile_browser.ui.widgets.list_bar", "profile_browser.ui.widgets.match_bar"),
    *("profile_browser.messages.details", "profile_browser.domain.details"),
    *("profile_browser.messages.problem_wordings", "profile_browser.messages.search_wordings"),
    *("PySide6.QtNetwork", "socket", "profile_browser.desktop.instance.server"),
    *("profile_browser.desktop.outside_requests", "profile_browser.desktop.link_events"),
    *("profile_browser.desktop.copied_offers", "profile_browser.desktop.capture_exclusion"),
    *("profile_browser.desktop.privacy", "profile_browser.ui.widgets.reveal_button"),
    *("profile_browser.lookups", "profile_browser.records.lookup_log"),
    *("profile_browser.domain.more_values", "profile_browser.messages.profile"),
    "json",
    *("profile_browser.messages.masked_values", "profile_browser.ui.local_text"),
    *("profile_browser.lookups.strategy", "profile_browser.stores.couchbase.statements"),
)

LARGE_TUPLE = 9  # fields
# PySide makes a class of Qt when it is first used, with all its enums. `Qt` has 93 kinds of flags.
QT_MADE_LATER = ("QStyle", "Qt")


def started(folder: Path, awaited: str, *arguments: str, **variables: str) -> Start:
    """Start the program, and return its state when it reaches this stage."""
    folders = {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    folders["QT_QPA_PLATFORMTHEME"] = ""  # the tester's own
    ended = subprocess.run(
        [sys.executable, "-m", "tests.gui.starting_program", awaited, *arguments],
        env=os.environ | folders | variables,
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return Start(**json.loads(ended.stdout))


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return started(tmp_path_factory.mktemp("home"), WINDOW, "--sample")


@pytest.fixture(scope="module")
def first_answer(tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Look johndoe up at a start, on a node."""
    with Node(PEOPLE) as node:
        variables = environment_of(connection_to(node))
        folder = tmp_path_factory.mktemp("home")
        return started(folder, "usernameValue", "johndoe", **variables)


@pytest.fixture(scope="module")
def sample_profile(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return started(tmp_path_factory.mktemp("home"), "usernameValue", "--sample", "johndoe")


@pytest.mark.parametrize("name", LOADED_LATER)
def test_the_window_opens_without_modules_that_only_later_steps_need(
    start: Start, name: str
) -> None:
    assert find_spec(name) is not None
    loaded = [module for module in start.modules if f"{module}.".startswith(f"{name}.")]
    assert "profile_browser.ui.main_window" in start.modules
    assert loaded == []


@pytest.mark.parametrize("name", QT_MADE_LATER)
def test_the_window_opens_without_classes_of_qt_that_take_milliseconds_to_make(
    start: Start, name: str
) -> None:
    assert "QMainWindow" in start.qt_names
    assert name not in start.qt_names


def test_a_profile_named_at_the_start_is_shown_without_the_flags_of_qt(
    sample_profile: Start,
) -> None:
    assert "profile_browser.ui.pages.profile" in sample_profile.modules
    assert "Qt" not in sample_profile.qt_names


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_window_opens_without_the_flags_of_qt_in_other_languages(
    tmp_path: Path, language: str
) -> None:
    start = started(tmp_path, WINDOW, "--sample", "--language", language)
    assert "QTranslator" in start.qt_names
    assert "Qt" not in start.qt_names


def test_high_contrast_that_no_change_reports_is_followed_after_the_start(tmp_path: Path) -> None:
    for stage, has_accent in ((WINDOW, True), (SETTLED, False)):
        start = started(tmp_path, stage, "--sample", **{SILENT_CONTRAST: "1"})
        assert start.has_accent is has_accent


def test_the_window_is_drawn_alike_on_every_desktop(tmp_path: Path) -> None:
    start = started(tmp_path, WINDOW, "--sample", QT_STYLE_OVERRIDE="Windows")
    assert start.style == "fusion"


def test_the_window_opens_with_the_descriptions_of_the_stores_alone(start: Start) -> None:
    names = [name for name in start.modules if name.startswith("profile_browser.stores.")]
    loaded = [name.split(".")[2:] for name in names if name.count(".") > 2]
    assert len({room for room, _ in loaded}) == len(STORES.kinds.kinds)
    assert {module for _, module in loaded} <= DESCRIPTIONS


def test_a_lookup_loads_the_driver_of_its_own_store_alone(first_answer: Start) -> None:
    assert "couchbase" in first_answer.modules
    assert OTHER_DRIVERS & set(first_answer.modules) == set()


def test_crashes_are_recorded_before_the_first_answer_of_a_cluster(first_answer: Start) -> None:
    assert first_answer.would_leave_trace


def test_the_window_opens_without_reading_source_files(start: Start) -> None:
    of_window = [path for path in start.lines if "profile_browser/ui/" in Path(path).as_posix()]
    assert of_window == []


def test_a_desktop_finds_the_menu_entry_of_the_window(start: Start) -> None:
    (entry,) = (PACKAGE.parent / "resources" / "linux").glob("*.desktop")
    assert start.names == [entry.stem] * 2


def test_the_window_has_its_icon_when_it_appears(start: Start) -> None:
    assert start.has_icon


def test_garbage_collection_does_not_delay_the_first_paint(start: Start) -> None:
    assert not start.collects_garbage
    assert start.collections == 0


def test_the_window_opens_without_patterns_that_only_later_steps_need(start: Start) -> None:
    own = [import_module(name) for name in start.modules if name.startswith(PACKAGE.name)]
    values = {f"{each.__name__}.{name}": vars(each)[name] for each in own for name in vars(each)}
    assert [where for where, value in values.items() if _has_pattern(value)] == []


@pytest.mark.parametrize("layer", ["domain", "settings", "messages"])
def test_the_window_opens_without_compiling_the_types_of_large_tuples(
    start: Start, layer: str
) -> None:
    names = [name for name in start.modules if name.startswith(f"{PACKAGE.name}.{layer}.")]
    values = [value for name in names for value in vars(import_module(name)).values()]
    kinds = {value for value in values if isinstance(value, type)}
    large = [kind for kind in kinds if len(getattr(kind, "_fields", ())) > LARGE_TUPLE]
    assert large
    assert [each for each in large if _has_text(each.__annotations__.values())] == []


def _has_text(annotations: Iterable[object]) -> bool:
    return any(isinstance(each, ForwardRef) for each in annotations)


def _has_pattern(value: object) -> bool:
    """Return whether this is a compiled pattern, or a tuple of some."""
    values = value if isinstance(value, tuple) else [value]
    return any(isinstance(each, re.Pattern) for each in values)


def test_a_profile_named_at_the_start_is_shown_before_the_crash_recorder_starts(
    sample_profile: Start,
) -> None:
    assert "profile_browser.stores.sample.source" in sample_profile.modules
    assert not sample_profile.would_leave_trace
    assert "filelock" not in sample_profile.modules


@pytest.mark.parametrize("named", [(), ("johndoe",), ("nobody",)], ids=str)
def test_after_the_start_garbage_is_collected_and_crashes_are_recorded(
    tmp_path: Path, named: tuple[str, ...]
) -> None:
    start = started(tmp_path, SETTLED, "--sample", *named)
    assert start.collects_garbage
    assert start.would_leave_trace


def test_the_benchmark_form_has_the_same_widgets_as_the_window(
    qtbot: QtBot, windows: Windows
) -> None:
    form, driver = Form(), windows.open(SAMPLE)
    qtbot.addWidget(form)
    contents = Counter(QWidget=3)  # of two cards, and what holds the status bar's message
    assert _kinds(driver.window) == _kinds(form) + contents
    driver.look_up("johndoe")
    form.show_record({})
    contents += Counter(QWidget=1)
    scrolling = Counter(QScrollArea=1, QWidget=5, QScrollBar=2)
    waiting_page = scrolling + Counter(QFrame=1, QLabel=2)
    assert _kinds(driver.window) == _kinds(form) + contents + waiting_page


def _kinds(window: QWidget) -> Counter[str]:
    """Count a window's widgets by their Qt class."""
    return Counter(map(_kind, window.findChildren(QWidget)))


def _kind(widget: QWidget) -> str:
    own = type(widget).__mro__
    return next(kind.__name__ for kind in own if kind.__module__.startswith("PySide6"))


def test_a_profile_is_shown_before_the_list_under_the_field_is_made(sample_profile: Start) -> None:
    assert "profile_browser.ui.pages.profile" in sample_profile.modules
    assert "profile_browser.ui.widgets.completer" not in sample_profile.modules
