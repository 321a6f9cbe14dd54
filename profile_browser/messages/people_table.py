"""Sentences of the table that lists the people of a list, and of the filter above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.masking import NO_MASKS
from profile_browser.domain.people_list import RowState
from profile_browser.messages.catalogue import _, counted, label_text, number
from profile_browser.messages.clipboard_formats import as_masked_text
from profile_browser.messages.list_formats import ASKED_FOR, OUTCOME, outcome_word
from profile_browser.messages.masking import masked_problem, masked_question
from profile_browser.messages.plain_text import brief, listing
from profile_browser.messages.problems import advice, summary
from profile_browser.messages.profile import stored_text
from profile_browser.messages.refusals import refusal_text
from profile_browser.messages.window import missing

if TYPE_CHECKING:
    from profile_browser.domain.masking import MaskRules
    from profile_browser.domain.people_list import ListRow
    from profile_browser.messages.profile import Writer

TABLE_NAME = _("People in the list")
NUMBER, NUMBER_IN_LIST = _("No."), _("Number in the list")
ORDER_OF_LIST = _("Order of the list")
IN_ORDER_OF_LIST = _("In the order of the list")

COPY_TABLE = _("Copy rows for a spreadsheet")
COPY_TEXT = _("Copy rows as text")
COPY_ASKED = _("Copy what was asked for")
COPY_USERNAMES = _("Copy usernames")
COPY_EMAILS = _("Copy e-mails")

FILTER_NAME = _("Filter the list")
OUTCOME_NAME = _("Outcomes to show")
EVERYBODY = _("All")
FILTER_PLACEHOLDER = _("Filter by text")
NOBODY_MATCHES = _("Nobody in this list matches.")

_ONE_COPIED = {
    COPY_ASKED: _("What was asked for"),
    COPY_USERNAMES: label_text("Username"),
    COPY_EMAILS: label_text("E-mail"),
}
_MOST_NAMES = 5  # usernames of several people


def rows_copied(count: int) -> str:
    """Say how many rows were copied."""
    return counted("{count} row", "{count} rows", count)


def values_copied(count: int, what: str) -> str:
    """Say how many values of one kind were copied: “Username”, or “12 usernames”."""
    if count == 1:
        return _ONE_COPIED[what]
    if what == COPY_ASKED:
        return counted("{count} entry", "{count} entries", count)
    if what == COPY_USERNAMES:
        return counted("{count} username", "{count} usernames", count)
    return counted("{count} e-mail", "{count} e-mails", count)


def choice(state: RowState | None, count: int) -> str:
    """Return an outcome to choose, with how many there are; None is all of them."""
    return f"{EVERYBODY if state is None else outcome_word(state)} {number(count)}"


def shown(count: int, total: int) -> str:
    """Say how many rows the filter lets through."""
    return _("{count} of {total}").format(count=number(count), total=number(total))


def reason(row: ListRow, longest: int, rules: MaskRules = NO_MASKS) -> str:
    """Say why an entry has this outcome; empty if the outcome says everything."""
    if row.problem is not None:
        return advice(masked_problem(row.problem, rules))
    if row.entry.refusal is not None:
        return refusal_text(row.entry.refusal)
    names = [brief(masked_question(name, rules), longest) for name in row.usernames[:_MOST_NAMES]]
    more = len(row.usernames) - len(names)
    return listing([*names, counted("{count} more", "{count} more", more)] if more else names)


def not_opened(row: ListRow, connection: str, rules: MaskRules) -> str:
    """Say why there is nobody to open in a row, as the lookup of this entry alone would."""
    if row.problem is not None:
        return summary(masked_problem(row.problem, rules))
    if row.state is RowState.MISSING:
        return missing(masked_question(row.entry.text, rules), connection)
    refusal = row.entry.refusal
    return refusal_text(refusal) if refusal else outcome_word(row.state)


def description(
    row: ListRow, longest: int, write: Writer = stored_text, rules: MaskRules = NO_MASKS
) -> str:
    """Return everything about a row, one fact per line. Each value is cut to this length."""
    asked = masked_question(brief(row.entry.text, longest), rules)
    lines = [f"{ASKED_FOR}: {asked}"]
    lines.append(f"{OUTCOME}: {outcome_word(row.state)}")
    lines += [said] if (said := reason(row, longest, rules)) else []
    fields = [as_masked_text(row.user, rules, longest, write)] if row.contents else []
    return "\n".join([*lines, *fields])
