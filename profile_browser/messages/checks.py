"""What the staged check of a connection says, in the window and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.check import Stage, StageState

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult

STAGE_NAMES = {
    Stage.NAME: "Name resolves",
    Stage.PORT: "Port answers",
    Stage.CERTIFICATE: "Certificate and host name hold",
    Stage.SIGN_IN: "Sign-in is accepted",
    Stage.BUCKET: "Bucket opens",
    Stage.READ: "Profiles may be read",
    Stage.SEARCH: "Profiles may be searched",
}
STATE_WORDS = {
    StageState.PASSED: "yes",
    StageState.SKIPPED: "not needed",
    StageState.FAILED: "no",
}
NOTHING_TO_CHECK = "There is nothing to check: the sample data comes with the program."


def stage_line(result: StageResult) -> str:
    """Say what came of a stage, on one line."""
    return f"{STAGE_NAMES[result.stage]} … {STATE_WORDS[result.state]}"
