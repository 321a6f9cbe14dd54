"""Unexpected errors are logged and reported, and never printed on the terminal."""

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
def reported() -> list[UnexpectedError]:
    """Collect the reported errors."""
    return []


@pytest.fixture
def watch(reported: list[UnexpectedError], monkeypatch: pytest.MonkeyPatch) -> Iterator[ErrorHooks]:
    """Install the hooks for one test."""
    for place, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    watch = ErrorHooks(reported.append)
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


def _logged(text: str, caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Return the records of errors with this text, not those of what other tests left behind."""
    return [one for one in caplog.records if one.exc_info and str(one.exc_info[1]) == text]


def test_an_error_is_reported_with_its_type_and_place_but_not_its_text(
    watch: ErrorHooks, reported: list[UnexpectedError]
) -> None:
    watch.handle(_error())
    (error,) = reported
    assert error.cause.startswith("ValueError in test_error_hooks.py, line ")
    assert not error.repeated


def test_the_traceback_is_logged_without_the_text_of_the_error(
    watch: ErrorHooks, caplog: pytest.LogCaptureFixture
) -> None:
    watch.handle(_error())
    (record,) = caplog.records
    written = RedactingFormatter().format(record)
    assert "in _fail" in written
    assert SECRET not in written


def test_an_error_that_repeats_rapidly_is_logged_once(
    watch: ErrorHooks, reported: list[UnexpectedError], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(100):
        watch.handle(_error())
    assert len(caplog.records) == 1
    assert [error.repeated for error in reported] == [False] + [True] * 99


def test_the_same_error_is_reported_again_after_a_pause(
    watch: ErrorHooks, reported: list[UnexpectedError], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.handle(_error())
    monkeypatch.setattr(error_hooks, "REPEAT_SECONDS", 0.0)
    watch.handle(_error())
    assert [error.repeated for error in reported] == [False, False]


@pytest.mark.usefixtures("watch")
def test_an_uncaught_exception_is_reported(
    reported: list[UnexpectedError], capsys: pytest.CaptureFixture[str]
) -> None:
    error = _error()
    sys.excepthook(type(error), error, error.__traceback__)
    assert [error.on_main_thread for error in reported] == [True]
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("watch")
def test_an_uncaught_exception_in_a_thread_is_reported(
    reported: list[UnexpectedError], capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    assert [error.on_main_thread for error in reported] == [False]
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("watch")
def test_a_thread_that_calls_sys_exit_is_not_an_error(reported: list[UnexpectedError]) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert reported == []


@pytest.mark.usefixtures("watch")
def test_an_error_in_a_finalizer_is_logged_but_not_reported(
    reported: list[UnexpectedError],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Failing:
        def __del__(self) -> None:
            _fail()

    monkeypatch.setattr(error_hooks, "REPEAT_SECONDS", 3600.0)
    for _ in range(3):
        Failing()  # ends at once; a collection would also end what other tests have left
    assert (len(_logged(SECRET, caplog)), reported) == (1, [])
    assert capsys.readouterr() == ("", "")


def test_an_error_while_reporting_an_error_is_only_logged(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: UnexpectedError) -> None:
        raise RuntimeError(SECRET)

    caplog.set_level(logging.ERROR)
    ErrorHooks(fail).handle(_error())
    assert len(caplog.records) == 2
    assert capsys.readouterr() == ("", "")
