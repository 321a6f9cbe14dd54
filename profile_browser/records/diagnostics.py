"""The facts that an administrator asks for first, as one text without personal data."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser import __version__
from profile_browser.messages import diagnostics as wording
from profile_browser.messages.problems import details
from profile_browser.records.log import log_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem
    from profile_browser.records.crashes import CrashReport

LIBRARIES = ("PySide6-Essentials", "couchbase", "pydantic")


def diagnostics(
    connection: Connection,
    problems: Sequence[Problem],
    crash: CrashReport | None,
    display: str,
) -> str:
    """Return the diagnostics, with the problems in the given order."""
    facts = {
        wording.PROGRAM: f"Profile Browser {__version__}",
        wording.PYTHON: platform.python_version(),
        **{library: _version(library) for library in LIBRARIES},
        **_driver_versions(connection),
        wording.SYSTEM: platform.platform(),
        wording.DISPLAY: display,
        **wording.connection_facts(connection),
        wording.LOG: _log_path(),
    }
    problem_details = "\n\n".join(map(details, problems)) or wording.NO_PROBLEM
    parts = (wording.lines(facts), f"{wording.PROBLEMS}\n\n{problem_details}", _crash_part(crash))
    return _redact_home("\n\n".join(parts)) + "\n"


def _crash_part(crash: CrashReport | None) -> str:
    if crash is None:
        return f"{wording.CRASH}\n\n{wording.NO_CRASH}"
    text = crash.text.strip() or wording.NO_TRACE
    return f"{wording.crash_heading(crash.ended)}\n\n{text}"


def _driver_versions(connection: Connection) -> dict[str, str]:
    """Return the versions of the connection's drivers, once they are loaded."""
    drivers = {driver: sys.modules.get(driver) for driver in sorted(connection.kind.drivers)}
    versions = {driver: getattr(module, "__version__", "") for driver, module in drivers.items()}
    return {driver: str(version) for driver, version in versions.items() if version}


def _version(library: str) -> str:
    """Return the version of a library without importing it: the SDK takes 0.3 s."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        return wording.NOT_KNOWN


def _log_path() -> str:
    try:
        return str(log_file())
    except (OSError, RuntimeError):
        return wording.NOT_KNOWN


def _redact_home(text: str) -> str:
    """Redact the home folder in paths, because it contains the user's name."""
    try:
        home = str(Path.home())
    except RuntimeError:
        return text
    return text.replace(home, "~") if len(home) > 1 else text
