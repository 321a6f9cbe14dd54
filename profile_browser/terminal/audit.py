"""``profile-browser audit``: prints the audit log entries about one person."""

from __future__ import annotations

import json
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.question import username_of
from profile_browser.messages import audit as wording
from profile_browser.messages.settings import file_unreadable
from profile_browser.messages.terminal import error_line
from profile_browser.records.pseudonym import keyed_hash
from profile_browser.terminal.streams import print_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from profile_browser.domain.audit import AuditRules


class ExitCode(IntEnum):
    """The command's exit code. A file that could not be read outweighs the others."""

    FOUND = 0
    NONE = 1
    NOT_READ = 2


def print_entries(rules: AuditRules, files: Sequence[str], name: str) -> int:
    """Print the entries about a person, unchanged. Raises ConfigurationError."""
    if not rules.key:
        raise ConfigurationError(wording.NO_KEY)
    names = {name, username_of(name)}  # it may have been asked for exactly as it stands
    digits = [keyed_hash(rules.key.encode(), each) for each in names]
    codes = {_print_file(file, digits) for file in files}
    return ExitCode.NOT_READ if ExitCode.NOT_READ in codes else min(codes)


def _print_file(file: str, digits: Sequence[str]) -> ExitCode:
    try:
        lines = [line for line in _lines(file) if line["user"] in digits]
    except OSError as error:
        print_error(error_line(file_unreadable(file, error.strerror or type(error).__name__)))
        return ExitCode.NOT_READ
    for line in lines:
        print(json.dumps(line))
    return ExitCode.FOUND if lines else ExitCode.NONE


def _lines(file: str) -> Iterator[dict[str, object]]:
    """Yield the valid entries of a file, and warn about other lines. Raises OSError."""
    with Path(file).open("rb") as content:
        for number, text in enumerate(content, start=1):
            line = _line(text)
            if line is not None:
                yield line
            elif text.strip():
                print_error(error_line(wording.not_a_line(file, number)))


def _line(text: bytes) -> dict[str, object] | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) and "user" in line else None
