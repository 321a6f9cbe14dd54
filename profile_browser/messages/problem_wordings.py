"""The sentences about every problem that a lookup can end in, with placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.problem import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping


class Wording(NamedTuple):
    """The sentences about a problem, with placeholders."""

    summary: str
    next_step: str
    cause: str = ""  # for a ticket, if the problem itself has no cause


_NETWORK = "Check that you are on the company network, then try again."
_TICKET = "If the problem persists, send the details to your administrator."
_ASK = "Send the details to your administrator."
_GATEWAY_ASK = (
    "Send the details to your administrator, who finds the request by its ID in the gateway's log."
)
_GATEWAY_TICKET = (
    "If the problem persists, send the details to your administrator, who finds the request by its "
    "ID in the gateway's log."
)
OTHER_SCHEME = "elasticsearch+https://"
_BY_USERNAME = "You can still look people up by username."
_NOTHING_SENT = "Nothing was sent"
DRIVER_NEEDED = "{kind} needs one more package: pip install 'profile-browser[{extra}]'."

WORDINGS: Mapping[Reason, Wording] = {
    Reason.HOST_UNKNOWN: Wording(
        "{connection} cannot be found",
        f"The host name {{host}} is not known on this network. {_NETWORK} {_TICKET}",
    ),
    Reason.PORT_CLOSED: Wording(
        "{connection} is not responding",
        f"Port {{port}} on {{host}} is closed. {_NETWORK} {_TICKET}",
    ),
    Reason.PORT_SILENT: Wording(
        "{connection} is not responding",
        f"Port {{port}} on {{host}} did not respond within {{seconds}} seconds. {_NETWORK} "
        f"{_TICKET}",
    ),
    Reason.CONNECTION_CUT: Wording(
        "{connection} is not responding",
        "Port {port} on {host} is open, but the connection was closed without a complete answer. "
        "The server may be down, or the connection string has a wrong scheme or port. Try again. "
        + _TICKET,
    ),
    Reason.CONNECT_TIMED_OUT: Wording(
        "Connecting to {connection} timed out",
        "The port is open, but the sign-in took longer than {connect_timeout} seconds. "
        f"Try again. {_TICKET}",
    ),
    Reason.DATABASE_TIMED_OUT: Wording(
        "Opening the {noun} {database} of {connection} timed out",
        "The sign-in worked, but the {noun} did not open within {connect_timeout} seconds. It may "
        f"still be starting, or have a different name. Try again. {_TICKET}",
    ),
    Reason.READ_TIMED_OUT: Wording(
        "The read from {connection} timed out",
        "The read took longer than {kv_timeout} seconds.{hint} Try again. " + _TICKET,
    ),
    Reason.SEARCH_TIMED_OUT: Wording(
        "The search in {connection} timed out",
        f"The search took longer than {{query_timeout}} seconds. {_BY_USERNAME} Try again. "
        f"{_TICKET}",
    ),
    Reason.SERVER_OVERLOADED: Wording(
        "{connection} is overloaded",
        f"The server refuses requests because it has too many. Wait a minute, then try again. "
        f"{_TICKET}",
    ),
    Reason.SERVER_UNAVAILABLE: Wording(
        "{connection} is temporarily unavailable",
        "A server answered, but it cannot serve requests at the moment. Wait a minute, then try "
        f"again. {_TICKET}",
    ),
    Reason.SIGN_IN_REFUSED: Wording(
        "{connection} refused the sign-in",
        "{suspects} {correction}",
    ),
    Reason.PASSWORD_MISSING: Wording(
        "{connection} needs a {secret}",
        "Enter {wanted}, or ask your administrator for it.",
        f"No {{secret}} is available. {_NOTHING_SENT}",
    ),
    Reason.DATABASE_NOT_ALLOWED: Wording(
        "{connection} does not let you open its {noun}",
        f"The database user {{user}} needs the {{right}} {{role}} on the {{noun}} {{database}}, "
        f"or the {{noun}} has a different name. {_ASK}",
    ),
    Reason.READING_NOT_ALLOWED: Wording(
        "{connection} does not let you read profiles",
        f"{{Owner}} {{needs}}. {_ASK}",
    ),
    Reason.SEARCHING_NOT_ALLOWED: Wording(
        "{connection} does not let you search profiles",
        f"{_BY_USERNAME} To search, {{owner}} {{needs}}. {_ASK}",
    ),
    Reason.CERTIFICATE_REFUSED: Wording(
        "{connection} could not prove that it is {host}",
        f"{{certificate_fault}} No {{secret}} was sent. {_ASK}",
    ),
    Reason.TLS_FAILED: Wording(
        "The connection to {connection} could not be encrypted",
        "Port {port} on {host} is open, but the TLS handshake failed. No {secret} was sent. "
        + _ASK,
    ),
    Reason.TLS_SILENT: Wording(
        "{connection} is not responding",
        "Port {port} on {host} is open, but did not answer the TLS handshake within {seconds} "
        "seconds. The server may be overloaded, or the port may not use TLS. No {secret} was sent. "
        + _TICKET,
    ),
    Reason.TRUST_STORE_UNUSABLE: Wording(
        "Cannot connect to {connection}: its certificate file cannot be used",
        f"The file is missing or contains no certificate. {_ASK}",
    ),
    Reason.DATABASE_MISSING: Wording(
        "{connection} could not open the {noun} {database}",
        f"The {{noun}} may have a different name, or may have been deleted. {_ASK}",
    ),
    Reason.DATABASE_AMBIGUOUS: Wording(
        "{connection} cannot read records from the {noun} {database}",
        "The name stands for more than one {noun}, and a record can only be read by its ID from "
        f"one. Set {{noun}} to the one that holds the profiles. {_ASK}",
    ),
    Reason.COLLECTION_MISSING: Wording(
        "{connection} has no {collection_noun} {collection}",
        f"Check the {{keys}} of the connection. {_ASK}",
    ),
    Reason.DRIVER_MISSING: Wording(
        "Cannot connect to {connection}: a package is missing",
        f"{DRIVER_NEEDED} Ask your administrator to install it, then start the program again.",
        f"A package is not installed. {_NOTHING_SENT}",
    ),
    Reason.SERVER_TOO_OLD: Wording(
        "The server of {connection} is too old for this program",
        f"The program needs {{kind}} {{version}} or later. {_ASK}",
    ),
    Reason.ENCRYPTION_NEEDED: Wording(
        "{connection} expects an encrypted connection",
        "Port {port} on {host} uses TLS. The connection string must start with "
        f"{{encrypted_schemes}}. {_ASK}",
    ),
    Reason.REDIRECTED: Wording(
        "{connection} sent the program to another address",
        "The program did not go there, because it would have sent the {secret}. The connection "
        f"string may need another host or scheme. {_ASK}",
    ),
    Reason.ANSWER_FOREIGN: Wording(
        "Something else seems to answer in place of {connection}",
        "It may be a proxy or the sign-in page of a network, or the connection string has a wrong "
        f"scheme or port. {_NETWORK} {_TICKET}",
    ),
    Reason.SETTINGS_REFUSED: Wording(
        "{connection} is not set up correctly",
        f"{{refusal}} {_ASK}",
        f"The settings were refused. {_NOTHING_SENT}",
    ),
    Reason.SEARCH_SERVICE_MISSING: Wording(
        "{connection} cannot be searched: it has no query service",
        f"{_BY_USERNAME} Your administrator can start the query service, or turn search off for "
        f"this connection. {_ASK}",
    ),
    Reason.SEARCH_TURNED_OFF: Wording(
        "Search is turned off for {connection}",
        f"{_BY_USERNAME} To search, turn search on for this connection, or ask your administrator.",
        f"The connection has search = false. {_NOTHING_SENT}",
    ),
    Reason.SEARCH_NOT_OFFERED: Wording(
        "{connection} cannot be searched {search}",
        "{obstacle} You can still look people up {ways}.",
        f"This way of searching is not available. {_NOTHING_SENT}",
    ),
    Reason.INDEX_MISSING: Wording(
        "{connection} cannot be searched: {search_index} is missing",
        f"{_BY_USERNAME} Search needs {{search_index}}, which your administrator can create. The "
        f"details contain the definitions, and profile-browser indexes prints them. {_ASK}",
        "A search would have to read every record.",
    ),
    Reason.INDEX_NOT_READY: Wording(
        "{connection} cannot be searched yet: {search_index} is being built",
        f"{_BY_USERNAME} Building {{search_index}} for millions of records takes a long time. "
        "Try again later.",
        "Until the building has ended, a search times out.",
    ),
    Reason.KEY_INDEX_MISSING: Wording(
        "{connection} cannot be read: an index is missing",
        "A lookup needs an index on the field {key_field}, which your administrator can create. "
        "The details contain its definition, and profile-browser indexes prints it. " + _ASK,
        "Without the index, a lookup would read every record.",
    ),
    Reason.RECORD_AMBIGUOUS: Wording(
        "{connection} has more than one record of {username}",
        "None is shown, because they may belong to different people. The field {key_field} must "
        f"identify one record. {_ASK}",
        "The key field has the same value in several records.",
    ),
    Reason.LAYOUT_MISFIT: Wording(
        "The record of {username} in {connection} does not fit the record layout",
        "{misfit} Correct the record table of the connection, or use --user for somebody whose "
        "record has every described field.",
    ),
    Reason.CHECKED_RECORD_MISSING: Wording(
        "{connection} has no record of {username}",
        "There is no record with the ID {document_id}. If this user exists, correct the id in "
        "the record table of the connection. If not, give --user the username of an existing "
        "record.",
        "The checked record does not exist.",
    ),
    Reason.RECORD_DAMAGED: Wording(
        "The record of {username} in {connection} is damaged",
        f"{{damage}} The record is not shown. {_ASK}",
    ),
    Reason.MATCHES_DAMAGED: Wording(
        "The record found for {text} in {connection} is damaged",
        f"{{damage}} The record is not shown. {_ASK}",
    ),
    Reason.USERNAME_REFUSED: Wording(
        "This username cannot be looked up in {connection}",
        "{refusal}",
        f"The username was refused. {_NOTHING_SENT}",
    ),
    Reason.SEARCH_REFUSED: Wording(
        "This text cannot be searched for in {connection}",
        "{refusal}",
        f"The search was refused. {_NOTHING_SENT}",
    ),
    Reason.REQUEST_TOO_LONG: Wording(
        "This is too long for {connection}",
        "The server refused the request because of its length. Type less. If it refuses a short "
        "text as well, send the details to your administrator.",
    ),
    Reason.NOT_RECORDED: Wording(
        "Cannot show accounts from {connection}: the audit log cannot be written",
        "Every account must be recorded before it is shown. Writing to the audit log failed: "
        f"{{because}}. Try again. {_TICKET}",
    ),
    Reason.TOKEN_EXPIRED: Wording(
        "The token for {connection} has expired",
        "Ask your administrator for a new token, and enter it.",
    ),
    Reason.RATE_LIMITED: Wording(
        "{connection} has had too many requests with this token",
        f"Wait {{retry_after}} s, then try again. {_TICKET}",
    ),
    Reason.REASON_NEEDED: Wording(
        "{connection} needs a reason for each lookup",
        "No account is shown without a ticket number or a reason, which the gateway's audit log "
        "records. In the terminal, give it with --reason.",
    ),
    Reason.GATEWAY_NOT_RECORDED: Wording(
        "Cannot show accounts from {connection}: its audit log cannot be written",
        f"The gateway must record every account before it is shown. Try again. {_GATEWAY_TICKET}",
    ),
    Reason.GATEWAY_MISSING: Wording(
        "{connection} is not a gateway of this program",
        "Something else answers there. If it is a database, the connection string needs another "
        f"scheme, such as {OTHER_SCHEME}; profile-browser --help lists them. It may also be a "
        f"proxy or the sign-in page of a network. {_NETWORK} {_TICKET}",
    ),
    Reason.GATEWAY_TOO_OLD: Wording(
        "The gateway of {connection} is too old for this program",
        f"Your administrator can update the gateway. {_ASK}",
    ),
    Reason.GATEWAY_TOO_NEW: Wording(
        "This program is too old for the gateway of {connection}",
        f"Update this program, or ask your administrator to. {_ASK}",
    ),
    Reason.SEARCH_NOT_SERVED: Wording(
        "The gateway of {connection} does not offer this search",
        f"{_BY_USERNAME} Whether and how people can be searched for is set up at the gateway. "
        f"{_GATEWAY_ASK}",
    ),
    Reason.DETAILS_NOT_SERVED: Wording(
        "The gateway of {connection} has no record details",
        f"The store behind it does not keep any. {_GATEWAY_ASK}",
    ),
    Reason.STORE_UNREACHABLE: Wording(
        "The store behind {connection} is not responding",
        f"The gateway answers, but its store does not. Try again. {_GATEWAY_TICKET}",
    ),
    Reason.STORE_TIMED_OUT: Wording(
        "The store behind {connection} timed out",
        f"The gateway answers, but its store did not answer it in time. Try again. "
        f"{_GATEWAY_TICKET}",
    ),
    Reason.STORE_BUSY: Wording(
        "The store behind {connection} is overloaded",
        f"The gateway answers, but its store has too many requests. Wait a minute, then try "
        f"again. {_GATEWAY_TICKET}",
    ),
    Reason.STORE_MISCONFIGURED: Wording(
        "The gateway of {connection} cannot read from its store",
        f"{{store_fault}} This has nothing to do with your token. {_GATEWAY_ASK}",
    ),
    Reason.CANCELLED: Wording(
        "The lookup in {connection} was cancelled",
        "Look the account up again.",
        "Closed during the lookup",
    ),
    Reason.UNEXPECTED: Wording(
        "An unexpected error occurred while reading from {connection}",
        f"Try again. {_TICKET}",
    ),
    Reason.INTERNAL_ERROR: Wording(
        "An internal error occurred while {connection} was open",
        "Nothing was lost or changed. Try again. If the problem persists, choose “Copy "
        "diagnostics” in the “Help” menu and send them to your administrator.",
    ),
}
