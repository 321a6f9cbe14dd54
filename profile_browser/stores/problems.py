"""The problem that an exception means, for every kind of store."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem, ProblemError, Reason

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

_log = logging.getLogger(__name__)


def problem_of(connection: Connection, error: Exception) -> Problem:
    """Return the problem that an exception carries. Log an unexpected exception."""
    if isinstance(error, ProblemError):
        return error.problem
    if missing := _missing_driver(connection, error):
        return Problem(Reason.DRIVER_MISSING, connection, f"{type(error).__name__}: {missing}")
    _log.error("A store failed unexpectedly", exc_info=error)
    return Problem(Reason.UNEXPECTED, connection, type(error).__name__)


def _missing_driver(connection: Connection, error: Exception) -> str:
    """Return the driver of the connection's kind that could not be imported, if it is one."""
    if not isinstance(error, ModuleNotFoundError):
        return ""
    package = (error.name or "").partition(".")[0]
    return package if package in connection.kind.drivers else ""
