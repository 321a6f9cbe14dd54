"""Every problem that a lookup can end in: sentences for people, and details for a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser import __version__
from profile_browser.domain.problem import Reason
from profile_browser.domain.refusal import Refusal
from profile_browser.messages.certificates import certificate_fault
from profile_browser.messages.plain_text import printable, quoted
from profile_browser.messages.refusals import refusal_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.problem import Problem


class _Wording(NamedTuple):
    summary: str
    next_step: str
    cause: str = ""  # for a ticket, if the problem itself has no cause


_NETWORK = "Check that you are on the company network, then try again."
_TICKET = "If the problem persists, send the details to your administrator."
_ASK = "Send the details to your administrator."
_BY_USERNAME = "You can still look people up by username."
_NOTHING_SENT = "Nothing was sent"

_WORDINGS: Mapping[Reason, _Wording] = {
    Reason.HOST_UNKNOWN: _Wording(
        "{connection} cannot be found",
        f"The host name {{host}} is not known on this network. {_NETWORK} {_TICKET}",
    ),
    Reason.PORT_CLOSED: _Wording(
        "{connection} is not responding",
        f"Port {{port}} on {{host}} is closed. {_NETWORK} {_TICKET}",
    ),
    Reason.PORT_SILENT: _Wording(
        "{connection} is not responding",
        f"Port {{port}} on {{host}} did not respond within {{seconds}} seconds. {_NETWORK} "
        f"{_TICKET}",
    ),
    Reason.CONNECT_TIMED_OUT: _Wording(
        "Connecting to {connection} timed out",
        "The port is open, but the sign-in took longer than {connect_timeout} seconds. "
        f"Try again. {_TICKET}",
    ),
    Reason.DATABASE_TIMED_OUT: _Wording(
        "Opening the {noun} {database} of {connection} timed out",
        "The sign-in worked, but the {noun} did not open within {connect_timeout} seconds. It may "
        f"still be starting, or have a different name. Try again. {_TICKET}",
    ),
    Reason.READ_TIMED_OUT: _Wording(
        "The read from {connection} timed out",
        "The read took longer than {kv_timeout} seconds.{hint} Try again. " + _TICKET,
    ),
    Reason.SEARCH_TIMED_OUT: _Wording(
        "The search in {connection} timed out",
        f"The search took longer than {{query_timeout}} seconds. {_BY_USERNAME} Try again. "
        f"{_TICKET}",
    ),
    Reason.SIGN_IN_REFUSED: _Wording(
        "{connection} refused the sign-in",
        "The database user {user} or the password{place} is wrong. {correction}",
    ),
    Reason.PASSWORD_MISSING: _Wording(
        "{connection} needs a password",
        "Enter the password of the database user {user}, or ask your administrator for it.",
        f"No password is available. {_NOTHING_SENT}",
    ),
    Reason.DATABASE_NOT_ALLOWED: _Wording(
        "{connection} does not let you open its {noun}",
        f"The database user {{user}} needs the role {{role}} on the {{noun}} {{database}}, "
        f"or the {{noun}} has a different name. {_ASK}",
    ),
    Reason.READING_NOT_ALLOWED: _Wording(
        "{connection} does not let you read profiles",
        f"The database user {{user}} needs the role {{role}} on the {{noun}} {{database}}. {_ASK}",
    ),
    Reason.SEARCHING_NOT_ALLOWED: _Wording(
        "{connection} does not let you search profiles",
        f"{_BY_USERNAME} To search, the database user {{user}} needs the role {{role}} on "
        f"the {{noun}} {{database}}. {_ASK}",
    ),
    Reason.CERTIFICATE_REFUSED: _Wording(
        "{connection} could not prove that it is {host}",
        f"{{certificate_fault}} No password was sent. {_ASK}",
    ),
    Reason.TLS_FAILED: _Wording(
        "The connection to {connection} could not be encrypted",
        "Port {port} on {host} is open, but the TLS handshake failed. No password was sent. "
        + _ASK,
    ),
    Reason.TRUST_STORE_UNUSABLE: _Wording(
        "Cannot connect to {connection}: its certificate file cannot be used",
        f"The file is missing or contains no certificate. {_ASK}",
    ),
    Reason.DATABASE_MISSING: _Wording(
        "{connection} could not open the {noun} {database}",
        f"The {{noun}} may have a different name, or may still be starting. {_ASK}",
    ),
    Reason.COLLECTION_MISSING: _Wording(
        "{connection} has no collection {collection}",
        f"Check the {{keys}} of the connection. {_ASK}",
    ),
    Reason.SETTINGS_REFUSED: _Wording(
        "{connection} is not set up correctly",
        f"{{refusal}} {_ASK}",
        f"The settings were refused. {_NOTHING_SENT}",
    ),
    Reason.SEARCH_SERVICE_MISSING: _Wording(
        "{connection} cannot be searched: it has no query service",
        f"{_BY_USERNAME} Your administrator can start the query service, or turn search off for "
        f"this connection. {_ASK}",
    ),
    Reason.SEARCH_TURNED_OFF: _Wording(
        "Search is turned off for {connection}",
        f"{_BY_USERNAME} To search, turn search on for this connection, or ask your administrator.",
        f"The connection has search = false. {_NOTHING_SENT}",
    ),
    Reason.INDEX_MISSING: _Wording(
        "{connection} cannot be searched: an index is missing",
        f"{_BY_USERNAME} Search needs indexes that your administrator can create. The details "
        f"contain the statements, and profile-browser indexes prints them. {_ASK}",
        "Without the index, the query service would read the whole collection.",
    ),
    Reason.RECORD_DAMAGED: _Wording(
        "The record of {username} in {connection} is damaged",
        f"{{damage}} The record is not shown. {_ASK}",
    ),
    Reason.MATCHES_DAMAGED: _Wording(
        "The record found for {text} in {connection} is damaged",
        f"{{damage}} The record is not shown. {_ASK}",
    ),
    Reason.USERNAME_REFUSED: _Wording(
        "This username cannot be looked up in {connection}",
        "{refusal}",
        f"The username was refused. {_NOTHING_SENT}",
    ),
    Reason.SEARCH_REFUSED: _Wording(
        "This text cannot be searched for in {connection}",
        "{refusal}",
        f"The search was refused. {_NOTHING_SENT}",
    ),
    Reason.NOT_RECORDED: _Wording(
        "Cannot show accounts from {connection}: the audit log cannot be written",
        "Every account must be recorded before it is shown. Writing to the audit log failed: "
        f"{{because}}. Try again. {_TICKET}",
    ),
    Reason.CANCELLED: _Wording(
        "The lookup in {connection} was cancelled",
        "Look the account up again.",
        "Closed during the lookup",
    ),
    Reason.UNEXPECTED: _Wording(
        "An unexpected error occurred while reading from {connection}",
        f"Try again. {_TICKET}",
    ),
    Reason.INTERNAL_ERROR: _Wording(
        "An internal error occurred while {connection} was open",
        "Nothing was lost or changed. Try again. If the problem persists, choose “Copy "
        "diagnostics” in the “Help” menu and send them to your administrator.",
    ),
}


def summary(problem: Problem) -> str:
    """Say what went wrong: one sentence that names the connection, without a full stop."""
    return _WORDINGS[problem.reason].summary.format_map(_placeholders(problem))


def next_step(problem: Problem) -> str:
    """Say what to do about it."""
    return _WORDINGS[problem.reason].next_step.format_map(_placeholders(problem))


def advice(problem: Problem) -> str:
    """Say what went wrong and what to do."""
    return f"{summary(problem)}. {next_step(problem)}"


def one_line(problem: Problem) -> str:
    """Say what went wrong and what to do, on one line; in a terminal, with the file or folder."""
    return f"{advice(problem)}{_place_text(problem)}"


def details(problem: Problem) -> str:
    """Return what an administrator needs to know, one fact per line.

    It contains no password, no customer's username and no field of a record.
    """
    connection = problem.connection
    facts = {
        "Problem": problem.kind.value.replace("_", " "),
        "Connection": connection.title,
        "Address": without_credentials(connection.connection_string) or "sample data",
        **location_facts(connection),
        "Database user": connection.username,
        **_file_facts(problem),
        "Cause": _cause(problem),
        "Time": problem.at.isoformat(timespec="seconds"),
        "Program": f"Profile Browser {__version__}",
    }
    if connection.is_sample:
        del facts["Database user"]
    lines = "\n".join(f"{name}: {value}" for name, value in facts.items())
    statements = problem.values.get("statements")
    return f"{lines}\n\n{statements}" if statements else lines


def location_facts(connection: Connection) -> dict[str, str]:
    """Return where in the store the profiles are, by the labels of its kind."""
    return {key.label: connection.location[key.name] for key in connection.kind.location}


def damage_text(fields: Sequence[str]) -> str:
    """Say which fields of a record cannot be read. No fields: it is not a JSON object."""
    if not fields:
        return "It is not a JSON object."
    named = " and ".join(quoted(field) for field in fields)
    return f"The {'field' if len(fields) == 1 else 'fields'} {named} cannot be read."


def without_credentials(connection_string: str) -> str:
    """Remove what precedes an @: it may contain a password, although it should not."""
    scheme, separator, rest = connection_string.rpartition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def _cause(problem: Problem) -> str:
    fields = problem.values.get("fields")
    if isinstance(fields, tuple):
        return f"Damaged fields: {', '.join(fields)}" if fields else "Not a JSON object"
    if problem.reason is Reason.NOT_RECORDED:
        return f"Audit log{_folder_text(problem)}: {printable(problem.cause)}"
    return problem.cause or _WORDINGS[problem.reason].cause


def _placeholders(problem: Problem) -> dict[str, str]:
    """Return the placeholders of the sentences, ready to show."""
    connection, fields = problem.connection, problem.values.get("fields")
    timeouts = ("connect_timeout", "kv_timeout", "query_timeout")
    return {
        "connection": connection.title,
        "user": quoted(connection.username),
        "certificate_fault": certificate_fault(problem.cause),
        "because": printable(problem.cause),
        "damage": damage_text(fields) if isinstance(fields, tuple) else "",
        **_password_placeholders(problem.values.get("variable")),
        "hint": _COLLECTION_HINT if "collection" in problem.values else "",
        **{name: f"{getattr(connection, name):g}" for name in timeouts},
        **{name: _shown(name, value) for name, value in problem.values.items() if name != "folder"},
    }


def _password_placeholders(variable: object) -> dict[str, str]:
    """Return where a refused password came from, and what to do about it."""
    if variable is None:
        enter = "The password may have changed. Enter it again, or ask your administrator."
        return {"place": "", "correction": enter}
    return {
        "place": f" in the environment variable {variable}",
        "correction": "Enter another password for this run, or correct the variable and start the "
        "program again.",
    }


_COLLECTION_HINT = " The collection may have a different name."
_QUOTED = {"username", "text", "database", "collection"}


def _shown(name: str, value: object) -> str:
    if isinstance(value, Refusal):
        return refusal_text(value)
    if isinstance(value, float):
        return f"{value:g}"
    return quoted(str(value)) if name in _QUOTED else str(value)


def _file_facts(problem: Problem) -> dict[str, str]:
    """Return the file that cannot be used, if the problem is one."""
    is_file = problem.reason is Reason.TRUST_STORE_UNUSABLE
    return {"Certificate file": printable(problem.connection.trust_store)} if is_file else {}


def _place_text(problem: Problem) -> str:
    if problem.reason is Reason.TRUST_STORE_UNUSABLE:
        return f" The file is {printable(problem.connection.trust_store)}."
    folder = problem.values.get("folder")
    return f" The audit log is in {printable(str(folder))}." if folder else ""


def _folder_text(problem: Problem) -> str:
    folder = problem.values.get("folder")
    return f" in {printable(str(folder))}" if folder else ""
