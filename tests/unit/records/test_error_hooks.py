"""Errors that nobody foresaw are logged, told of, and never on the terminal."""

import gc
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from profile_browser.records import error_hooks
from profile_browser.records.error_hooks import ErrorHooks, UnexpectedError
from profile_browser.records.log import RedactingFormatter

SECRET = "marked-secret"


@pytest.fixture
def told() -> list[UnexpectedError]:
    """Give what was told of."""
    return []


@pytest.fixture
def watch(told: list[UnexpectedError], monkeypatch: pytest.MonkeyPatch) -> Iterator[ErrorHooks]:
    """Put the hooks in place for one test."""
    for place, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    watch = ErrorHooks(told.append)
    watch.install()
    yield watch
    monkeypatch.undo()


def _fail() -> None:
    raise ValueError(SECRET)


def _error() -> ValueError:
    try:
        _fail()
    except ValueError as error:
        return error
    raise AssertionError


def test_an_error_is_told_of_by_its_type_and_place_alone(
    watch: ErrorHooks, told: list[UnexpectedError]
) -> None:
    watch.handle(_error())
    (error,) = told
    assert error.cause.startswith("ValueError in test_error_hooks.py, line ")
    assert not error.repeated


def test_the_traceback_goes_to_the_log_without_its_text(
    watch: ErrorHooks, caplog: pytest.LogCaptureFixture
) -> None:
    watch.handle(_error())
    (record,) = caplog.records
    written = RedactingFormatter().format(record)
    assert "in _fail" in written
    assert SECRET not in written


def test_a_storm_is_logged_once(
    watch: ErrorHooks, told: list[UnexpectedError], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(100):
        watch.handle(_error())
    assert len(caplog.records) == 1
    assert [error.repeated for error in told] == [False] + [True] * 99


def test_the_same_error_much_later_is_told_of_anew(
    watch: ErrorHooks, told: list[UnexpectedError], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.handle(_error())
    monkeypatch.setattr(error_hooks, "REPEAT_SECONDS", 0.0)
    watch.handle(_error())
    assert [error.repeated for error in told] == [False, False]


@pytest.mark.usefixtures("watch")
def test_what_the_interpreter_finds_uncaught_is_told_of(
    told: list[UnexpectedError], capsys: pytest.CaptureFixture[str]
) -> None:
    error = _error()
    sys.excepthook(type(error), error, error.__traceback__)
    assert [error.on_main_thread for error in told] == [True]
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("watch")
def test_the_error_of_a_thread_is_told_of(
    told: list[UnexpectedError], capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    assert [error.on_main_thread for error in told] == [False]
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("watch")
def test_a_thread_that_leaves_is_no_error(told: list[UnexpectedError]) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert told == []


@pytest.mark.usefixtures("watch")
def test_an_error_in_cleaning_up_is_logged_alone(
    told: list[UnexpectedError],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Failing:
        def __del__(self) -> None:
            _fail()

    for _ in range(3):
        Failing()
        gc.collect()
    assert (len(caplog.records), told) == (1, [])
    assert capsys.readouterr() == ("", "")


def test_a_teller_that_fails_is_logged_and_nothing_more(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: UnexpectedError) -> None:
        raise RuntimeError(SECRET)

    caplog.set_level(logging.ERROR)
    ErrorHooks(fail).handle(_error())
    assert len(caplog.records) == 2
    assert capsys.readouterr() == ("", "")
