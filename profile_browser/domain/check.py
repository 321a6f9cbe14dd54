"""The staged check of a connection: its stages and their results."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from profile_browser.domain.problem import Problem


class Stage(StrEnum):
    """What is checked, in this order. Each stage depends on the previous ones."""

    NAME = "name"
    PORT = "port"
    CERTIFICATE = "certificate"
    SIGN_IN = "sign_in"
    DATABASE = "database"
    READ = "read"
    SEARCH = "search"
    LAYOUT = "layout"


NETWORK_STAGES = (Stage.NAME, Stage.PORT)  # the first of each check


class StageState(StrEnum):
    """The result of a stage.

    A skipped stage does not apply: no encryption, no search, or no record to compare.
    """

    PASSED = "passed"
    SKIPPED = "skipped"
    FAILED = "failed"


class StageResult(NamedTuple):
    """One finished stage, with the problem if it failed. ``found`` names what was found."""

    stage: Stage
    state: StageState
    problem: Problem | None = None
    found: str = ""
