"""Sentences of the staged connection check, in the window and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.check import Stage, StageState

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
}
STATE_WORDS = {
    StageState.PASSED: "yes",
    StageState.SKIPPED: "not needed",
    StageState.FAILED: "no",
}
NOT_RUN = "not run"
NOTHING_TO_CHECK = "There is nothing to check. The sample data is built into the program."


def steps_passed(count: int) -> str:
    """Say how many stages passed; they are folded behind this."""
    return f"{count} {'step' if count == 1 else 'steps'} passed"


def stage_line(result: StageResult) -> str:
    """Return the result of a stage, on one line."""
    return f"{STAGE_NAMES[result.stage]} … {STATE_WORDS[result.state]}"
