"""Why an input is not accepted: one sentence each, for the place right beside the input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.refusal import RefusalKind as Kind
from profile_browser.messages.catalogue import _, noun_text
from profile_browser.messages.plain_text import either, quoted

if TYPE_CHECKING:
    from profile_browser.domain.refusal import Refusal

EMPTY_USERNAME = _("Type a username, an e-mail address or a name first.")
TEXT_TOO_LONG = _("This is too long to search for.")
TEXT_NOT_VALID = _("This contains characters that are not valid text.")
USERNAME_NOT_TEXT = _("This username contains characters that are not valid text.")
SIGN_IN_IN_ADDRESS = _(
    "A connection string must not contain a username or password; enter them separately."
)
FIELD_EMPTY = _("This must not be empty.")
PATH_NOT_VALID = _(
    "This must be a field's name, or several names separated by dots, without "
    "brackets, quotes, backticks, backslashes, or spaces around a name."
)
PATH_NEVER_READ = _("A field with this name may hold a secret, so it is never read.")

_SENTENCES = {
    Kind.EMPTY_USERNAME: EMPTY_USERNAME,
    Kind.USERNAME_NOT_TEXT: USERNAME_NOT_TEXT,
    Kind.USERNAME_TOO_LONG: (
        _(
            "This username is too long. It can have at most {0} letters, or fewer if they "
            "are not plain Latin letters."
        )
    ),
    Kind.TEXT_NOT_VALID: TEXT_NOT_VALID,
    Kind.REFUSED_BY_GATEWAY: _("The gateway, or the store behind it, does not accept this."),
    Kind.TEXT_TOO_LONG: TEXT_TOO_LONG,
    Kind.LINE_NOT_JSON: _("This is not a JSON object, and not a text in JSON."),
    Kind.REFUSED_BEFORE: _("This was refused before the list was saved."),
    Kind.SIGN_IN_IN_ADDRESS: SIGN_IN_IN_ADDRESS,
    Kind.ENCRYPTION_NEEDED: (
        _(
            "{0}:// is not encrypted, so it is accepted only for this computer: anyone who "
            "can listen on the network could read the token."
        )
    ),
    Kind.HOST_MISSING: _(
        "A connection string must name at least one host, as in {0}://db.example.com."
    ),
    Kind.DNS_NAME_NEEDED: (
        _("A connection string with {0}:// needs exactly one host name, without a port.")
    ),
    Kind.PORT_OF_WEB_CONSOLE: (
        _("Port {0} is for the web console. Leave the port out, or use {1}, the port for programs.")
    ),
    Kind.FIELD_EMPTY: FIELD_EMPTY,
    Kind.PATH_NOT_VALID: PATH_NOT_VALID,
    Kind.PATH_NEVER_READ: PATH_NEVER_READ,
    Kind.TIMEOUT_OUT_OF_RANGE: _("A timeout must be more than 0 and at most {0:g} seconds."),
}
# With what to write instead, if that is known.
_CORRECTED = {
    Kind.SIGN_IN_IN_ADDRESS,
    Kind.PATH_IN_ADDRESS,
    Kind.PARAMETER_UNKNOWN,
    Kind.ENCRYPTION_NEEDED,
}
_PATH_NOT_WANTED = _("A connection string ends after the hosts. Remove {path}.")
_PATH_SEPARATELY = _(
    "A connection string ends after the hosts. Remove {path}, and enter the {key} separately."
)
# With what was typed, which is shown in quotes.
_QUOTING = {
    Kind.PARAMETER_UNKNOWN: _("The parameter {0} is not accepted in a connection string."),
    Kind.NAME_NOT_ALLOWED: _("{0} is not the name of one {1}."),
    Kind.PARAMETER_WRONG: (
        _("The server does not fit {0} in the connection string. Correct or remove it.")
    ),
    Kind.PATH_NOT_ALLOWED: _("{0} cannot be the path of a field in this kind of store."),
    Kind.PATH_NOT_INDEXED: (
        _(
            "{0} cannot be searched for without a search table: it is inside another "
            "field, where this kind of store has no index."
        )
    ),
    Kind.KEY_NOT_TEXT: (
        _(
            "{0} cannot identify a record, because it does not contain text. Correct the "
            "key_field of the connection."
        )
    ),
    Kind.PATH_UNKNOWN: (
        _("The records have no field {0}. Correct the record table of the connection.")
    ),
    Kind.PORT_NOT_VALID: _("{0} is not a port. A port is a number from 1 to 65535."),
}


def refusal_text(refusal: Refusal) -> str:
    """Say why an input is not accepted, and what to write instead if that is known."""
    reason = _reason(refusal)
    if refusal.kind not in _CORRECTED or not (refusal.values and refusal.values[-1]):
        return reason
    return _("{reason} Write {correct} instead.").format(
        reason=reason, correct=quoted(str(refusal.values[-1]))
    )


def _reason(refusal: Refusal) -> str:
    match refusal.kind:
        case Kind.SCHEME_UNKNOWN:
            schemes = either(f"{scheme}://" for scheme in refusal.values)
            return _("A connection string must start with {schemes}.").format(schemes=schemes)
        case Kind.NOT_A_CHOICE:
            return _("This must be {choices}.").format(choices=either(map(str, refusal.values)))
        case Kind.KEY_NEEDED:
            key, needed = (noun_text(str(value).lower()) for value in refusal.values)
            return _("A {key} needs a {needed} as well.").format(key=key, needed=needed)
        case Kind.PATH_IN_ADDRESS:
            path, key, *_rest = map(str, refusal.values)
            pattern = _PATH_SEPARATELY if key else _PATH_NOT_WANTED
            return pattern.format(path=quoted(path), key=noun_text(key))
        case kind if kind in _QUOTING:
            typed, *rest = refusal.values
            return _QUOTING[kind].format(quoted(str(typed)), *(noun_text(str(one)) for one in rest))
        case kind:
            return _SENTENCES[kind].format(*refusal.values)


def not_a_number(text: str) -> str:
    """Say that this is not a number of seconds."""
    return _("{text} is not a number of seconds.").format(text=quoted(text))
