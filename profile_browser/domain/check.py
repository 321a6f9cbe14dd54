"""The staged check of a connection: what is looked at, one after another, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profile_browser.domain.problem import Problem


class Stage(StrEnum):
    """What is checked, in this order; each stage needs those before it."""

    NAME = "name"
    PORT = "port"
    CERTIFICATE = "certificate"
    SIGN_IN = "sign_in"
    BUCKET = "bucket"
    READ = "read"
    SEARCH = "search"


class StageState(StrEnum):
    """What came of a stage. A skipped one does not apply: no encryption, or no search wanted."""

    PASSED = "passed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class StageResult:
    """One stage that has ended; the problem is there where it failed."""

    stage: Stage
    state: StageState
    problem: Problem | None = None
