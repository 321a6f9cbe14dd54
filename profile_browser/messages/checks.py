"""Sentences of the staged connection check, in the window and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.problem import Reason
from profile_browser.messages.catalogue import _, counted, in_context
from profile_browser.messages.plain_text import brief
from profile_browser.messages.secrets import SECRETS

if TYPE_CHECKING:
    from profile_browser.domain.check import StageResult
    from profile_browser.domain.store_kind import StoreKind

_STAGE_NAMES = {
    Stage.NAME: _("Host name resolves"),
    Stage.PORT: _("Port is open"),
    Stage.CERTIFICATE: _("Certificate and host name match"),
    Stage.READ: _("Profiles can be read"),
    Stage.SEARCH: _("Profiles can be searched"),
}
STATE_WORDS = {
    StageState.PASSED: in_context("step of a check", "yes"),
    StageState.SKIPPED: _("not needed"),
    StageState.FAILED: in_context("step of a check", "no"),
}
_LONGEST_FOUND = 40  # characters
NOT_RUN = _("not run")
_NO_RECORD = _("not checked: give --user the username of an existing record")
_ONLY_IN_TERMINAL = _("not checked: run check --user")
NOTHING_TO_CHECK = _("There is nothing to check. The sample data is built into the program.")


def stage_name(stage: Stage, kind: StoreKind) -> str:
    """Name a stage, in the words of this kind of store."""
    of_secret = SECRETS[kind.secret]
    words = {
        Stage.SIGN_IN: of_secret.sign_in_stage,
        Stage.DATABASE: of_secret.database_stage,
        Stage.LAYOUT: of_secret.record_stage,
    }
    return words.get(stage) or _STAGE_NAMES[stage]


def steps_passed(count: int) -> str:
    """Say how many stages passed; they are folded behind this."""
    return counted("{count} step passed", "{count} steps passed", count)


def state_word(result: StageResult) -> str:
    """Return the result of a stage in the window, which compares no record with the layout."""
    return _ONLY_IN_TERMINAL if _lacks_record(result) else _state_word(result)


def stage_line(result: StageResult, kind: StoreKind) -> str:
    """Return the result of a stage in a terminal, on one line."""
    word = _NO_RECORD if _lacks_record(result) else _state_word(result)
    return f"{stage_name(result.stage, kind)} … {word}"


def _state_word(result: StageResult) -> str:
    problem = result.problem
    if problem is not None and problem.reason is Reason.DRIVER_MISSING:
        return NOT_RUN  # without its driver, no stage can show anything about the server
    word = STATE_WORDS[result.state]
    return f"{word} ({brief(result.found, _LONGEST_FOUND)})" if result.found else word


def _lacks_record(result: StageResult) -> bool:
    return (result.stage, result.state) == (Stage.LAYOUT, StageState.SKIPPED)
