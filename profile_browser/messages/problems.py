"""Every problem that a look-up can end in: what a person reads, and what a ticket needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.outcome import ProblemKind
from profile_browser.messages.details import certificate_fault
from profile_browser.messages.details import problem_with_details as _problem
from profile_browser.messages.plain_text import printable, quoted
from profile_browser.messages.profile import where_damaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.address import Host
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Problem

_NETWORK = "Check that you are on the company network, then try again."
_TICKET = "If it stays so, send the details to your administrator."
_ASK = "Send the details to your administrator."


def host_unknown(connection: Connection, host: Host, cause: str) -> Problem:
    """The name of the host does not resolve."""
    return _problem(
        ProblemKind.UNREACHABLE,
        connection,
        f"{connection.title} cannot be found",
        f"No computer named {host.name} is known on this network. {_NETWORK} {_TICKET}",
        cause,
    )


def port_closed(connection: Connection, host: Host, cause: str) -> Problem:
    """The host refuses the connection, or the network cannot carry it there."""
    return _problem(
        ProblemKind.UNREACHABLE,
        connection,
        f"{connection.title} does not answer",
        f"Port {host.port} on {host.name} is closed. {_NETWORK} {_TICKET}",
        cause,
    )


def port_silent(connection: Connection, host: Host, seconds: float, cause: str) -> Problem:
    """Nothing came back from the host: a firewall, or a machine that is off."""
    return _problem(
        ProblemKind.UNREACHABLE,
        connection,
        f"{connection.title} does not answer",
        f"Port {host.port} on {host.name} gave no answer within {seconds:g} seconds. "
        f"{_NETWORK} {_TICKET}",
        cause,
    )


def not_the_named_host(connection: Connection, host: Host, cause: str) -> Problem:
    """The certificate is for another name, expired, or from an authority nobody vouches for."""
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} could not prove that it is {host.name}",
        f"{certificate_fault(cause)} No password was sent. {_ASK}",
        cause,
    )


def no_encryption(connection: Connection, host: Host, cause: str) -> Problem:
    """Something answers on the port, but not with TLS."""
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} did not answer with encryption",
        f"Port {host.port} on {host.name} is open, but no encrypted connection came about, and no "
        f"password was sent. {_ASK}",
        cause,
    )


def trust_store_unusable(connection: Connection, cause: str) -> Problem:
    """The file with the cluster's certificate authority is missing or holds none."""
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} cannot be asked: its certificate file cannot be used",
        f"The file is {connection.trust_store}. Correct its name, or ask your administrator for "
        "the file.",
        cause,
    )


def connect_timed_out(connection: Connection, cause: str) -> Problem:
    """The port is open, but no Couchbase Server spoke within the connect timeout."""
    return _problem(
        ProblemKind.TIMED_OUT,
        connection,
        f"{connection.title} did not finish connecting in time",
        f"Its port is open, but the sign-in was not answered within "
        f"{connection.connect_timeout:g} seconds. Try again. {_TICKET}",
        cause,
    )


def wrong_sign_in(connection: Connection, cause: str) -> Problem:
    """The cluster knows no such account with this password."""
    return _problem(
        ProblemKind.WRONG_SIGN_IN,
        connection,
        f"{connection.title} refused the sign-in",
        f"The account {quoted(connection.username)} or its password is not right. Passwords are "
        f"changed at times: enter it again, or ask your administrator.",
        cause,
    )


def password_missing(connection: Connection) -> Problem:
    """Nobody has given a password for the account yet."""
    return _problem(
        ProblemKind.WRONG_SIGN_IN,
        connection,
        f"{connection.title} needs a password",
        f"Enter the password of the account {quoted(connection.username)}, or ask your "
        "administrator for it.",
        "No password is known; nothing was sent",
    )


def bucket_not_allowed(connection: Connection, cause: str) -> Problem:
    """The cluster says that this account has no such bucket."""
    return _problem(
        ProblemKind.NOT_ALLOWED,
        connection,
        f"{connection.title} does not let you open its bucket",
        f"The account {quoted(connection.username)} needs the role data_reader on the bucket "
        f"{quoted(connection.bucket)}, or the bucket has another name. {_ASK}",
        cause,
    )


def bucket_not_there(connection: Connection, cause: str) -> Problem:
    """The account is good, but the bucket did not open within the connect timeout."""
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} did not open the bucket {quoted(connection.bucket)}",
        f"There may be no bucket of this name, or it is still starting. {_ASK}",
        cause,
    )


def collection_not_there(connection: Connection, cause: str) -> Problem:
    """The bucket has no such scope or collection."""
    name = quoted(f"{connection.scope}.{connection.collection}")
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} has no collection {name}",
        f"Correct the names of scope and collection, or ask your administrator. {_ASK}",
        cause,
    )


def reading_not_allowed(connection: Connection, cause: str) -> Problem:
    """The account may sign in but may not read."""
    return _problem(
        ProblemKind.NOT_ALLOWED,
        connection,
        f"{connection.title} does not let you read profiles",
        f"The account {quoted(connection.username)} needs the role data_reader on the bucket "
        f"{quoted(connection.bucket)}. {_ASK}",
        cause,
    )


def read_timed_out(connection: Connection, cause: str) -> Problem:
    """The cluster is there, but the read was not answered within the key-value timeout."""
    hint = " The collection's name may be wrong, too." if connection.in_named_collection else ""
    return _problem(
        ProblemKind.TIMED_OUT,
        connection,
        f"{connection.title} did not answer in time",
        f"The read was not answered within {connection.kv_timeout:g} seconds.{hint} "
        f"Try again. {_TICKET}",
        cause,
    )


def damaged_document(connection: Connection, username: str, fields: Sequence[str]) -> Problem:
    """The record is there, but is not what a record must be. The fields' names say where."""
    where = where_damaged(fields)
    return _problem(
        ProblemKind.DAMAGED_DOCUMENT,
        connection,
        f"The record of {quoted(username)} in {connection.title} is damaged",
        f"{where} Nothing of it is shown. {_ASK}",
        f"Damaged fields: {', '.join(fields)}" if fields else "Not a JSON object",
    )


def bad_input(connection: Connection, reason: str) -> Problem:
    """What was typed can be no username."""
    return _problem(
        ProblemKind.BAD_INPUT,
        connection,
        f"This username cannot be looked up in {connection.title}",
        reason,
        "The username was refused before anything was sent",
    )


def misconfigured(connection: Connection, reason: str) -> Problem:
    """The connection's own settings cannot work."""
    return _problem(
        ProblemKind.MISCONFIGURED,
        connection,
        f"{connection.title} is not set up correctly",
        f"{reason} {_ASK}",
        "The settings were refused before anything was sent",
    )


def not_recorded(connection: Connection, folder: str, reason: str) -> Problem:
    """Each read must be recorded before it is shown, and the record cannot be written."""
    place = f" in {printable(folder)}" if folder else ""
    return _problem(
        ProblemKind.NOT_RECORDED,
        connection,
        f"{connection.title} shows nothing: the record of reads cannot be written",
        f"Each account must be recorded before it is shown{place}: {printable(reason)}. "
        f"Try again. {_TICKET}",
        f"The record of reads{place or ' in no folder'}: {printable(reason)}",
    )


def unexpected(connection: Connection, cause: str) -> Problem:
    """A fault that nobody foresaw; the log has the traceback."""
    return _problem(
        ProblemKind.UNEXPECTED,
        connection,
        f"{connection.title} could not be asked: something unexpected happened",
        f"Try again. {_TICKET}",
        cause,
    )


def own_error(connection: Connection, cause: str) -> Problem:
    """The program itself failed somewhere, and goes on; the log has the traceback."""
    return _problem(
        ProblemKind.UNEXPECTED,
        connection,
        f"The program ran into an error of its own, with {connection.title} open",
        "Nothing was lost, and nothing can have been changed. Try again. If it stays so, choose "
        "“Copy diagnostics” under “Help”, and send them to your administrator.",
        cause,
    )


def closed(connection: Connection) -> Problem:
    """The store was closed while it was asked: the window went on without it."""
    return _problem(
        ProblemKind.UNEXPECTED,
        connection,
        f"{connection.title} was not asked: the look-up was called off",
        "Look it up again.",
        "Closed during the look-up",
    )
