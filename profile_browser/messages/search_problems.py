"""Every problem that a search can end in, where looking up by username is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import ProblemKind
from profile_browser.messages.details import problem_with_details as _problem
from profile_browser.messages.plain_text import quoted
from profile_browser.messages.profile import where_damaged
from profile_browser.stores.couchbase.statements import index_script_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Problem

_TICKET = "If it stays so, send the details to your administrator."
_BY_USERNAME = "Looking up by username works all the same."
_ASK = "Send the details to your administrator."


def no_query_service(connection: Connection, cause: str) -> Problem:
    """No node of the cluster runs the query service, so that nothing can be searched."""
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} cannot be searched: its cluster has no query service",
        f"{_BY_USERNAME} Your administrator can start the query service, or set search = false "
        f"for this connection. {_ASK}",
        cause,
    )


def searching_not_allowed(connection: Connection, cause: str) -> Problem:
    """The account may read by key but may not query."""
    return _problem(
        ProblemKind.NOT_ALLOWED,
        connection,
        f"{connection.title} does not let you search profiles",
        f"{_BY_USERNAME} To search, the account {quoted(connection.username)} needs the role "
        f"query_select on the bucket {quoted(connection.bucket)}. {_ASK}",
        cause,
    )


def index_missing(connection: Connection, cause: str) -> Problem:
    """The query service has no index that the search could use."""
    problem = _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} cannot be searched: an index is missing",
        f"{_BY_USERNAME} To search, username, e-mail, full name and its words need an index each, "
        "which your administrator can create: the details hold the statements, and "
        f"profile-browser indexes prints them. {_ASK}",
        cause,
    )
    return replace(problem, details=f"{problem.details}\n\n{index_script_of(connection)}")


def damaged_match(connection: Connection, text: str, fields: Sequence[str]) -> Problem:
    """Only records that are not what a record must be match; the fields' names say where."""
    return _problem(
        ProblemKind.DAMAGED_DOCUMENT,
        connection,
        f"What {quoted(text)} finds in {connection.title} is damaged",
        f"{where_damaged(fields)} Nothing of it is shown. {_ASK}",
        f"Damaged fields: {', '.join(fields)}",
    )


def query_timed_out(connection: Connection, cause: str) -> Problem:
    """The query service is there, but did not answer within the query timeout."""
    return _problem(
        ProblemKind.TIMED_OUT,
        connection,
        f"{connection.title} did not answer the search in time",
        f"The search was not answered within {connection.query_timeout:g} seconds. "
        f"{_BY_USERNAME} Try again. {_TICKET}",
        cause,
    )


def bad_search(connection: Connection, reason: str) -> Problem:
    """What was typed cannot be searched for."""
    return _problem(
        ProblemKind.BAD_INPUT,
        connection,
        f"This cannot be searched for in {connection.title}",
        reason,
        "The search was refused before anything was sent",
    )


def search_turned_off(connection: Connection) -> Problem:
    """Somebody wants to search, but the connection says search = false."""
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} is set up without searching",
        f"{_BY_USERNAME} To search, set search = true for this connection, or ask your "
        "administrator.",
        "The connection says search = false; nothing was sent",
    )
