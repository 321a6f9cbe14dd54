"""The sentences about every problem that a lookup can end in, with placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Reason
from profile_browser.messages.catalogue import _
from profile_browser.messages.gateway_wordings import GATEWAY_WORDINGS
from profile_browser.messages.plain_text import steps
from profile_browser.messages.problem_phrases import (
    ASK,
    DRIVER_NEEDED,
    NETWORK,
    NOTHING_SENT,
    TICKET,
    Wording,
)
from profile_browser.messages.search_wordings import SEARCH_WORDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDINGS: Mapping[Reason, Wording] = {
    Reason.HOST_UNKNOWN: Wording(
        _("{connection} cannot be found"),
        steps(_("The host name {host} is not known on this network."), NETWORK, TICKET),
    ),
    Reason.PORT_CLOSED: Wording(
        _("{connection} is not responding"),
        steps(_("Port {port} on {host} is closed."), NETWORK, TICKET),
    ),
    Reason.PORT_SILENT: Wording(
        _("{connection} is not responding"),
        steps(
            _("Port {port} on {host} did not respond within {seconds} seconds."), NETWORK, TICKET
        ),
    ),
    Reason.CONNECTION_CUT: Wording(
        _("{connection} is not responding"),
        steps(
            _(
                "Port {port} on {host} is open, but the connection was closed without a "
                "complete answer. The server may be down, or the connection string has a wrong "
                "scheme or port. Try again."
            ),
            TICKET,
        ),
    ),
    Reason.CONNECT_TIMED_OUT: Wording(
        _("Connecting to {connection} timed out"),
        steps(
            _(
                "The port is open, but the sign-in took longer than {connect_timeout} seconds. "
                "Try again."
            ),
            TICKET,
        ),
    ),
    Reason.DATABASE_TIMED_OUT: Wording(
        _("Opening the {noun} {database} of {connection} timed out"),
        steps(
            _(
                "The sign-in worked, but the {noun} did not open within {connect_timeout} "
                "seconds. It may still be starting, or have a different name. Try again."
            ),
            TICKET,
        ),
    ),
    Reason.READ_TIMED_OUT: Wording(
        _("The read from {connection} timed out"),
        steps(_("The read took longer than {kv_timeout} seconds.{hint} Try again."), TICKET),
    ),
    Reason.SERVER_OVERLOADED: Wording(
        _("{connection} is overloaded"),
        steps(
            _(
                "The server refuses requests because it has too many. Wait a minute, then try "
                "again."
            ),
            TICKET,
        ),
    ),
    Reason.SERVER_UNAVAILABLE: Wording(
        _("{connection} is temporarily unavailable"),
        steps(
            _(
                "A server answered, but it cannot serve requests at the moment. Wait a minute, "
                "then try again."
            ),
            TICKET,
        ),
    ),
    Reason.SIGN_IN_REFUSED: Wording(
        _("{connection} refused the sign-in"),
        "{suspects} {correction}",
    ),
    Reason.PASSWORD_MISSING: Wording(
        _("{connection} needs a {secret}"),
        "{wanted}",
        steps(_("No {secret} is available."), NOTHING_SENT),
    ),
    Reason.DATABASE_NOT_ALLOWED: Wording(
        _("{connection} does not let you open its {noun}"),
        steps(
            _(
                "The database user {user} needs the {right} {role} on the {noun} {database}, "
                "or the {noun} has a different name."
            ),
            ASK,
        ),
    ),
    Reason.READING_NOT_ALLOWED: Wording(
        _("{connection} does not let you read profiles"),
        steps("{reading_right}", ASK),
    ),
    Reason.CERTIFICATE_REFUSED: Wording(
        _("{connection} could not prove that it is {host}"),
        steps(_("{certificate_fault} No {secret} was sent."), ASK),
    ),
    Reason.TLS_FAILED: Wording(
        _("The connection to {connection} could not be encrypted"),
        steps(
            _("Port {port} on {host} is open, but the TLS handshake failed. No {secret} was sent."),
            ASK,
        ),
    ),
    Reason.TLS_SILENT: Wording(
        _("{connection} is not responding"),
        steps(
            _(
                "Port {port} on {host} is open, but did not answer the TLS handshake within "
                "{seconds} seconds. The server may be overloaded, or the port may not use TLS. "
                "No {secret} was sent."
            ),
            TICKET,
        ),
    ),
    Reason.TRUST_STORE_UNUSABLE: Wording(
        _("Cannot connect to {connection}: its certificate file cannot be used"),
        steps(_("The file is missing or contains no certificate."), ASK),
    ),
    Reason.DATABASE_MISSING: Wording(
        _("{connection} could not open the {noun} {database}"),
        steps(_("The {noun} may have a different name, or may have been deleted."), ASK),
    ),
    Reason.DATABASE_AMBIGUOUS: Wording(
        _("{connection} cannot read records from the {noun} {database}"),
        steps(
            _(
                "The name stands for more than one {noun}, and a record can only be read by "
                "its ID from one. Set {noun} to the one that holds the profiles."
            ),
            ASK,
        ),
    ),
    Reason.COLLECTION_MISSING: Wording(
        _("{connection} has no {collection_noun} {collection}"),
        steps(_("Check the {keys} of the connection."), ASK),
    ),
    Reason.DRIVER_MISSING: Wording(
        _("Cannot connect to {connection}: a package is missing"),
        steps(
            DRIVER_NEEDED,
            _("Ask your administrator to install it, then start the program again."),
        ),
        steps(_("A package is not installed."), NOTHING_SENT),
    ),
    Reason.SERVER_TOO_OLD: Wording(
        _("The server of {connection} is too old for this program"),
        steps(_("The program needs {kind} {version} or later."), ASK),
    ),
    Reason.ENCRYPTION_NEEDED: Wording(
        _("{connection} expects an encrypted connection"),
        steps(
            _(
                "Port {port} on {host} uses TLS. The connection string must start with "
                "{encrypted_schemes}."
            ),
            ASK,
        ),
    ),
    Reason.REDIRECTED: Wording(
        _("{connection} sent the program to another address"),
        steps(
            _(
                "The program did not go there, because it would have sent the {secret}. The "
                "connection string may need another host or scheme."
            ),
            ASK,
        ),
    ),
    Reason.ANSWER_FOREIGN: Wording(
        _("Something else seems to answer in place of {connection}"),
        steps(
            _(
                "It may be a proxy or the sign-in page of a network, or the connection string "
                "has a wrong scheme or port."
            ),
            NETWORK,
            TICKET,
        ),
    ),
    Reason.SETTINGS_REFUSED: Wording(
        _("{connection} is not set up correctly"),
        steps("{refusal}", ASK),
        steps(_("The settings were refused."), NOTHING_SENT),
    ),
    Reason.KEY_INDEX_MISSING: Wording(
        _("{connection} cannot be read: an index is missing"),
        steps(
            _(
                "A lookup needs an index on the field {key_field}, which your administrator "
                "can create. The details contain its definition, and profile-browser indexes "
                "prints it."
            ),
            ASK,
        ),
        _("Without the index, a lookup would read every record."),
    ),
    Reason.RECORD_AMBIGUOUS: Wording(
        _("{connection} has more than one record of {username}"),
        steps(
            _(
                "None is shown, because they may belong to different people. The field "
                "{key_field} must identify one record."
            ),
            ASK,
        ),
        _("The key field has the same value in several records."),
    ),
    Reason.LAYOUT_MISFIT: Wording(
        _("The record of {username} in {connection} does not fit the record layout"),
        _(
            "{misfit} Correct the record table of the connection, or use --user for "
            "somebody whose record has every described field."
        ),
    ),
    Reason.CHECKED_RECORD_MISSING: Wording(
        _("{connection} has no record of {username}"),
        _("{missing_record} If not, give --user the username of an existing record."),
        _("The checked record does not exist."),
    ),
    Reason.RECORD_DAMAGED: Wording(
        _("The record of {username} in {connection} is damaged"),
        steps(_("{damage} The record is not shown."), ASK),
    ),
    Reason.USERNAME_REFUSED: Wording(
        _("This username cannot be looked up in {connection}"),
        _("{refusal}"),
        steps(_("The username was refused."), NOTHING_SENT),
    ),
    Reason.REQUEST_TOO_LONG: Wording(
        _("This is too long for {connection}"),
        _(
            "The server refused the request because of its length. Type less. If it "
            "refuses a short text as well, send the details to your administrator."
        ),
    ),
    Reason.NOT_RECORDED: Wording(
        _("Cannot show accounts from {connection}: the audit log cannot be written"),
        steps(
            _(
                "Every account must be recorded before it is shown. Writing to the audit log "
                "failed: {because}. Try again."
            ),
            TICKET,
        ),
    ),
    **SEARCH_WORDINGS,
    **GATEWAY_WORDINGS,
    Reason.CANCELLED: Wording(
        _("The lookup in {connection} was cancelled"),
        _("Look the account up again."),
        _("Closed during the lookup"),
    ),
    Reason.UNEXPECTED: Wording(
        _("An unexpected error occurred while reading from {connection}"),
        steps(_("Try again."), TICKET),
    ),
    Reason.INTERNAL_ERROR: Wording(
        _("An internal error occurred while {connection} was open"),
        _(
            "Nothing was lost or changed. Try again. If the problem persists, choose “Copy "
            "diagnostics” in the “Help” menu and send them to your administrator."
        ),
    ),
}
