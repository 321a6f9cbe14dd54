"""A command that runs in the tests' process leaves that process as it was."""

import gc
import logging
import signal
from functools import partial
from pathlib import Path

import pytest

from tests.unit.helpers import in_process

LOGGER = logging.getLogger("profile_browser")


def state() -> list[object]:
    """Return what a command would change."""
    return [signal.getsignal(signal.SIGINT), *LOGGER.handlers, LOGGER.level, LOGGER.propagate]


def test_a_command_neither_freezes_the_objects_of_the_tests_nor_thaws_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    for name in ("freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, partial(called.append, name))
    people = tmp_path / "people.txt"
    people.write_text("johndoe\n", "utf-8")
    ended = in_process.look_up_here("--from", str(people), "--sample", home=tmp_path)
    assert (ended.code, called) == (0, [])


def test_an_error_leaves_signals_and_handlers_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_words: tuple[str, ...]) -> int:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        LOGGER.addHandler(logging.NullHandler())
        LOGGER.setLevel(logging.CRITICAL)
        raise RuntimeError

    before = state()
    monkeypatch.setattr(in_process, "run_program", fail)
    with pytest.raises(RuntimeError):
        in_process.look_up_here("johndoe", home=tmp_path)
    assert state() == before
