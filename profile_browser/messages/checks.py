"""Sentences of the staged connection check, in the window and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.problem import Reason

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult

STAGE_NAMES = {
    Stage.NAME: "Host name resolves",
    Stage.PORT: "Port is open",
    Stage.CERTIFICATE: "Certificate and host name match",
    Stage.SIGN_IN: "Sign-in succeeds",
    Stage.DATABASE: "Database opens",
    Stage.READ: "Profiles can be read",
    Stage.SEARCH: "Profiles can be searched",
    Stage.LAYOUT: "The record layout fits",
}
STATE_WORDS = {
    StageState.PASSED: "yes",
    StageState.SKIPPED: "not needed",
    StageState.FAILED: "no",
}
NOT_RUN = "not run"
_NO_RECORD = "not checked: give --user the username of an existing record"
_ONLY_IN_TERMINAL = "not checked: run check --user"
NOTHING_TO_CHECK = "There is nothing to check. The sample data is built into the program."


def steps_passed(count: int) -> str:
    """Say how many stages passed; they are folded behind this."""
    return f"{count} {'step' if count == 1 else 'steps'} passed"


def state_word(result: StageResult) -> str:
    """Return the result of a stage in the window, which compares no record with the layout."""
    return _ONLY_IN_TERMINAL if _lacks_record(result) else _state_word(result)


def stage_line(result: StageResult) -> str:
    """Return the result of a stage in a terminal, on one line."""
    word = _NO_RECORD if _lacks_record(result) else _state_word(result)
    return f"{STAGE_NAMES[result.stage]} … {word}"


def _state_word(result: StageResult) -> str:
    problem = result.problem
    if problem is not None and problem.reason is Reason.DRIVER_MISSING:
        return NOT_RUN  # without its driver, no stage can show anything about the server
    return STATE_WORDS[result.state]


def _lacks_record(result: StageResult) -> bool:
    return (result.stage, result.state) == (Stage.LAYOUT, StageState.SKIPPED)
