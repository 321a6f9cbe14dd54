"""``profile-browser audit``: prints entries of the audit log, as a table or as JSON."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from enum import IntEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.question import username_of
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.messages import audit as wording
from profile_browser.messages.plain_text import brief
from profile_browser.messages.settings import file_unreadable
from profile_browser.messages.terminal import error_line
from profile_browser.records.audit_entries import FILE_PATTERN, AuditReader, Entry
from profile_browser.records.pseudonym import keyed_hash
from profile_browser.terminal.streams import print_error
from profile_browser.terminal.table import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from profile_browser.domain.audit_rules import AuditRules
    from profile_browser.domain.record import RecordLayout

_WIDEST = 200  # characters of a cell
_DIGITS = 12  # of a person's hash: enough to tell people apart


class ExitCode(IntEnum):
    """The command's exit code. A file that could not be read outweighs the others."""

    FOUND = 0
    NONE = 1
    NOT_READ = 2


@dataclass(frozen=True)
class Filters:
    """Which entries are printed. None stands for all.

    ``user`` is the name or the text that was looked up, ``by`` the operating-system user, and
    ``connection`` a key or a title. ``who`` is the name of a gateway's token, ``desk`` an address
    and ``request`` a request's id. ``start`` and ``end`` have a time zone, and are included.
    """

    user: str | None = None
    by: str | None = None
    who: str | None = None
    desk: str | None = None
    request: str | None = None
    connection: str | None = None
    start: datetime | None = None
    end: datetime | None = None


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose entries."""
    add = parser.add_argument
    add("--user", metavar="NAME", help=wording.USER_HELP)
    add("--by", metavar="USER", help=wording.BY_HELP)
    add("--who", metavar="NAME", help=wording.WHO_HELP)
    add("--desk", metavar="ADDRESS", help=wording.DESK_HELP)
    add("--request", metavar="ID", help=wording.REQUEST_HELP)
    add("--from", metavar="DATE", dest="start", type=_parse_start, help=wording.FROM_HELP)
    add("--to", metavar="DATE", dest="end", type=_parse_end, help=wording.TO_HELP)
    add("--connection", metavar="KEY", help=wording.CONNECTION_HELP)


def filters_of(options: argparse.Namespace) -> Filters:
    """Return the filters that the options describe."""
    return Filters(**{field.name: getattr(options, field.name) for field in fields(Filters)})


def print_entries(
    rules: AuditRules,
    files: Sequence[str],
    filters: Filters,
    *,
    as_json: bool,
    layouts: Iterable[RecordLayout] = (),
) -> int:
    """Print the matching entries, and return the exit code. Raises ConfigurationError.

    ``layouts`` say which ids a user may be named by, besides the usual ones.
    """
    if filters.start and filters.end and filters.start > filters.end:
        raise ConfigurationError(wording.END_BEFORE_START)
    search = _Search(filters, _digits(rules, filters.user, layouts))
    files = files or _files_in(rules.folder)
    matching = chain.from_iterable(map(search.matching, files))
    for line in map(_json, matching) if as_json else _table(matching):
        print(line)
    search.report_skipped()
    if not as_json:
        reader = search.reader
        print_error(wording.summary(search.found, reader.entries, len(files) - search.unreadable))
    if search.unreadable:
        return ExitCode.NOT_READ
    return ExitCode.FOUND if search.found else ExitCode.NONE


class _Search:
    """Reads files, and counts what is found and what cannot be read."""

    def __init__(self, filters: Filters, digits: frozenset[str]) -> None:
        self.reader = AuditReader()
        self.found = self.unreadable = 0
        self._filters, self._digits = filters, digits

    def matching(self, file: str) -> Iterator[Entry]:
        """Yield the matching entries of a file. Say so if it cannot be read."""
        entries = self.reader.read(file)
        while (entry := self._next(entries, file)) is not None:
            if self._matches(entry):
                self.found += 1
                yield entry

    def report_skipped(self) -> None:
        """Say how many lines were not entries."""
        if self.reader.skipped:
            skipped = wording.lines_skipped(self.reader.skipped, *self.reader.first_skipped)
            print_error(error_line(skipped))

    def _next(self, entries: Iterator[Entry], file: str) -> Entry | None:
        try:
            return next(entries, None)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            print_error(error_line(file_unreadable(file, reason)))
            self.unreadable += 1
            return None

    def _matches(self, entry: Entry) -> bool:
        wanted = self._filters
        names = (entry.text("connection_key"), entry.text("connection"))
        return (
            (wanted.user is None or entry.text("user") in self._digits)
            and wanted.by in (None, _user_at_desk(entry))
            and wanted.who in (None, entry.text("who"))
            and wanted.desk in (None, entry.text("desk"))
            and wanted.request in (None, entry.text("request_id"))
            and wanted.connection in (None, *names)
            and (wanted.start is None or wanted.start <= entry.time)
            and (wanted.end is None or entry.time <= wanted.end)
        )


def _user_at_desk(entry: Entry) -> str:
    """Return who ran the program; empty for a gateway, which runs for all desks."""
    return "" if entry.text("who") else entry.text("os_user")


def _digits(rules: AuditRules, user: str | None, layouts: Iterable[RecordLayout]) -> frozenset[str]:
    """Return the hashes that stand for a person in the audit log."""
    if user is None:
        return frozenset()
    if not rules.key:
        raise ConfigurationError(wording.NO_KEY)
    names = {username_of(user, layout) for layout in (USUAL_LAYOUT, *layouts)}
    names.add(user)  # somebody may have looked it up exactly as typed
    return frozenset(keyed_hash(rules.key.encode(), name) for name in names)


def _files_in(folder: str) -> Sequence[str]:
    files = sorted(map(str, Path(folder).glob(FILE_PATTERN))) if folder else []
    if not files:
        raise ConfigurationError(wording.no_files(folder))
    return files


def _parse_start(text: str) -> datetime:
    return _parse_moment(text, time.min)


def _parse_end(text: str) -> datetime:
    return _parse_moment(text, time.max.replace(fold=1))


def _parse_moment(text: str, time_of_day: time) -> datetime:
    """Return the moment that a text means, in local time unless it names a time zone."""
    try:
        try:
            moment = datetime.combine(date.fromisoformat(text), time_of_day)
        except ValueError:
            moment = datetime.fromisoformat(text)
        return moment.astimezone() if moment.tzinfo is None else moment
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError(wording.moment_refused(text)) from None


def _json(entry: Entry) -> str:
    return json.dumps(entry.values)


def _table(entries: Iterator[Entry]) -> Iterable[str]:
    """Return the lines of a table, with a heading if there are entries."""
    rows = map(_row, entries)
    first = next(rows, None)
    return () if first is None else aligned(chain([wording.COLUMNS, first], rows))


def _row(entry: Entry) -> Sequence[str]:
    cells = (
        entry.time.astimezone().isoformat(sep=" ", timespec="seconds"),
        entry.text("who") or entry.text("os_user"),
        entry.text("connection"),
        wording.word(entry.text("action")),
        wording.word(entry.text("outcome")),
        entry.text("user")[:_DIGITS],
        entry.text("reason"),
        entry.text("desk"),
        entry.text("request_id"),
    )
    return [brief(cell, _WIDEST) for cell in cells]
