"""The sentences about every problem that a lookup can end in, with placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.messages.gateway_wordings import GATEWAY_WORDINGS
from profile_browser.messages.problem_phrases import (
    ASK,
    BY_USERNAME,
    NETWORK,
    NOTHING_SENT,
    TICKET,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


DRIVER_NEEDED = "{kind} needs one more package: pip install 'profile-browser[{extra}]'."

WORDINGS: Mapping[Reason, Wording] = {
    Reason.HOST_UNKNOWN: Wording(
        "{connection} cannot be found",
        f"The host name {{host}} is not known on this network. {NETWORK} {TICKET}",
    ),
    Reason.PORT_CLOSED: Wording(
        "{connection} is not responding",
        f"Port {{port}} on {{host}} is closed. {NETWORK} {TICKET}",
    ),
    Reason.PORT_SILENT: Wording(
        "{connection} is not responding",
        f"Port {{port}} on {{host}} did not respond within {{seconds}} seconds. {NETWORK} {TICKET}",
    ),
    Reason.CONNECTION_CUT: Wording(
        "{connection} is not responding",
        "Port {port} on {host} is open, but the connection was closed without a complete answer. "
        "The server may be down, or the connection string has a wrong scheme or port. Try again. "
        + TICKET,
    ),
    Reason.CONNECT_TIMED_OUT: Wording(
        "Connecting to {connection} timed out",
        "The port is open, but the sign-in took longer than {connect_timeout} seconds. "
        f"Try again. {TICKET}",
    ),
    Reason.DATABASE_TIMED_OUT: Wording(
        "Opening the {noun} {database} of {connection} timed out",
        "The sign-in worked, but the {noun} did not open within {connect_timeout} seconds. It may "
        f"still be starting, or have a different name. Try again. {TICKET}",
    ),
    Reason.READ_TIMED_OUT: Wording(
        "The read from {connection} timed out",
        "The read took longer than {kv_timeout} seconds.{hint} Try again. " + TICKET,
    ),
    Reason.SEARCH_TIMED_OUT: Wording(
        "The search in {connection} timed out",
        f"The search took longer than {{query_timeout}} seconds. {BY_USERNAME} Try again. {TICKET}",
    ),
    Reason.SERVER_OVERLOADED: Wording(
        "{connection} is overloaded",
        f"The server refuses requests because it has too many. Wait a minute, then try again. "
        f"{TICKET}",
    ),
    Reason.SERVER_UNAVAILABLE: Wording(
        "{connection} is temporarily unavailable",
        "A server answered, but it cannot serve requests at the moment. Wait a minute, then try "
        f"again. {TICKET}",
    ),
    Reason.SIGN_IN_REFUSED: Wording(
        "{connection} refused the sign-in",
        "{suspects} {correction}",
    ),
    Reason.PASSWORD_MISSING: Wording(
        "{connection} needs a {secret}",
        "Enter {wanted}, or ask your administrator for it.",
        f"No {{secret}} is available. {NOTHING_SENT}",
    ),
    Reason.DATABASE_NOT_ALLOWED: Wording(
        "{connection} does not let you open its {noun}",
        f"The database user {{user}} needs the {{right}} {{role}} on the {{noun}} {{database}}, "
        f"or the {{noun}} has a different name. {ASK}",
    ),
    Reason.READING_NOT_ALLOWED: Wording(
        "{connection} does not let you read profiles",
        f"{{Owner}} {{needs}}. {ASK}",
    ),
    Reason.SEARCHING_NOT_ALLOWED: Wording(
        "{connection} does not let you search profiles",
        f"{BY_USERNAME} To search, {{owner}} {{needs}}. {ASK}",
    ),
    Reason.CERTIFICATE_REFUSED: Wording(
        "{connection} could not prove that it is {host}",
        f"{{certificate_fault}} No {{secret}} was sent. {ASK}",
    ),
    Reason.TLS_FAILED: Wording(
        "The connection to {connection} could not be encrypted",
        "Port {port} on {host} is open, but the TLS handshake failed. No {secret} was sent. " + ASK,
    ),
    Reason.TLS_SILENT: Wording(
        "{connection} is not responding",
        "Port {port} on {host} is open, but did not answer the TLS handshake within {seconds} "
        "seconds. The server may be overloaded, or the port may not use TLS. No {secret} was sent. "
        + TICKET,
    ),
    Reason.TRUST_STORE_UNUSABLE: Wording(
        "Cannot connect to {connection}: its certificate file cannot be used",
        f"The file is missing or contains no certificate. {ASK}",
    ),
    Reason.DATABASE_MISSING: Wording(
        "{connection} could not open the {noun} {database}",
        f"The {{noun}} may have a different name, or may have been deleted. {ASK}",
    ),
    Reason.DATABASE_AMBIGUOUS: Wording(
        "{connection} cannot read records from the {noun} {database}",
        "The name stands for more than one {noun}, and a record can only be read by its ID from "
        f"one. Set {{noun}} to the one that holds the profiles. {ASK}",
    ),
    Reason.COLLECTION_MISSING: Wording(
        "{connection} has no {collection_noun} {collection}",
        f"Check the {{keys}} of the connection. {ASK}",
    ),
    Reason.DRIVER_MISSING: Wording(
        "Cannot connect to {connection}: a package is missing",
        f"{DRIVER_NEEDED} Ask your administrator to install it, then start the program again.",
        f"A package is not installed. {NOTHING_SENT}",
    ),
    Reason.SERVER_TOO_OLD: Wording(
        "The server of {connection} is too old for this program",
        f"The program needs {{kind}} {{version}} or later. {ASK}",
    ),
    Reason.ENCRYPTION_NEEDED: Wording(
        "{connection} expects an encrypted connection",
        "Port {port} on {host} uses TLS. The connection string must start with "
        f"{{encrypted_schemes}}. {ASK}",
    ),
    Reason.REDIRECTED: Wording(
        "{connection} sent the program to another address",
        "The program did not go there, because it would have sent the {secret}. The connection "
        f"string may need another host or scheme. {ASK}",
    ),
    Reason.ANSWER_FOREIGN: Wording(
        "Something else seems to answer in place of {connection}",
        "It may be a proxy or the sign-in page of a network, or the connection string has a wrong "
        f"scheme or port. {NETWORK} {TICKET}",
    ),
    Reason.SETTINGS_REFUSED: Wording(
        "{connection} is not set up correctly",
        f"{{refusal}} {ASK}",
        f"The settings were refused. {NOTHING_SENT}",
    ),
    Reason.SEARCH_SERVICE_MISSING: Wording(
        "{connection} cannot be searched: it has no query service",
        f"{BY_USERNAME} Your administrator can start the query service, or turn search off for "
        f"this connection. {ASK}",
    ),
    Reason.SEARCH_TURNED_OFF: Wording(
        "Search is turned off for {connection}",
        f"{BY_USERNAME} To search, turn search on for this connection, or ask your administrator.",
        f"The connection has search = false. {NOTHING_SENT}",
    ),
    Reason.SEARCH_NOT_OFFERED: Wording(
        "{connection} cannot be searched {search}",
        "{obstacle} You can still look people up {ways}.",
        f"This way of searching is not available. {NOTHING_SENT}",
    ),
    Reason.INDEX_MISSING: Wording(
        "{connection} cannot be searched: {search_index} is missing",
        f"{BY_USERNAME} Search needs {{search_index}}, which your administrator can create. The "
        f"details contain the definitions, and profile-browser indexes prints them. {ASK}",
        "A search would have to read every record.",
    ),
    Reason.INDEX_NOT_READY: Wording(
        "{connection} cannot be searched yet: {search_index} is being built",
        f"{BY_USERNAME} Building {{search_index}} for millions of records takes a long time. "
        "Try again later.",
        "Until the building has ended, a search times out.",
    ),
    Reason.KEY_INDEX_MISSING: Wording(
        "{connection} cannot be read: an index is missing",
        "A lookup needs an index on the field {key_field}, which your administrator can create. "
        "The details contain its definition, and profile-browser indexes prints it. " + ASK,
        "Without the index, a lookup would read every record.",
    ),
    Reason.RECORD_AMBIGUOUS: Wording(
        "{connection} has more than one record of {username}",
        "None is shown, because they may belong to different people. The field {key_field} must "
        f"identify one record. {ASK}",
        "The key field has the same value in several records.",
    ),
    Reason.LAYOUT_MISFIT: Wording(
        "The record of {username} in {connection} does not fit the record layout",
        "{misfit} Correct the record table of the connection, or use --user for somebody whose "
        "record has every described field.",
    ),
    Reason.CHECKED_RECORD_MISSING: Wording(
        "{connection} has no record of {username}",
        "{missing_record} If not, give --user the username of an existing record.",
        "The checked record does not exist.",
    ),
    Reason.RECORD_DAMAGED: Wording(
        "The record of {username} in {connection} is damaged",
        f"{{damage}} The record is not shown. {ASK}",
    ),
    Reason.MATCHES_DAMAGED: Wording(
        "The record found for {text} in {connection} is damaged",
        f"{{damage}} The record is not shown. {ASK}",
    ),
    Reason.USERNAME_REFUSED: Wording(
        "This username cannot be looked up in {connection}",
        "{refusal}",
        f"The username was refused. {NOTHING_SENT}",
    ),
    Reason.SEARCH_REFUSED: Wording(
        "This text cannot be searched for in {connection}",
        "{refusal}",
        f"The search was refused. {NOTHING_SENT}",
    ),
    Reason.REQUEST_TOO_LONG: Wording(
        "This is too long for {connection}",
        "The server refused the request because of its length. Type less. If it refuses a short "
        "text as well, send the details to your administrator.",
    ),
    Reason.NOT_RECORDED: Wording(
        "Cannot show accounts from {connection}: the audit log cannot be written",
        "Every account must be recorded before it is shown. Writing to the audit log failed: "
        f"{{because}}. Try again. {TICKET}",
    ),
    **GATEWAY_WORDINGS,
    Reason.CANCELLED: Wording(
        "The lookup in {connection} was cancelled",
        "Look the account up again.",
        "Closed during the lookup",
    ),
    Reason.UNEXPECTED: Wording(
        "An unexpected error occurred while reading from {connection}",
        f"Try again. {TICKET}",
    ),
    Reason.INTERNAL_ERROR: Wording(
        "An internal error occurred while {connection} was open",
        "Nothing was lost or changed. Try again. If the problem persists, choose “Copy "
        "diagnostics” in the “Help” menu and send them to your administrator.",
    ),
}
