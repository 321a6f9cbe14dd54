"""The id of a user's document in a store, usually ``userprofile::<username>``."""

from profile_browser.domain.refusal import RefusalKind, RefusedError

USERPROFILE_DOC_TYPE = "userprofile"
USERNAME_PLACE = "{username}"
DOCUMENT_ID = f"{USERPROFILE_DOC_TYPE}::{USERNAME_PLACE}"

# Couchbase Server's own limit, in bytes of UTF-8.
MAX_DOCUMENT_ID_BYTES = 250
# Couchbase's SDK ends the key at a NUL character, so it would read another user's record.
_END_OF_TEXT = "\0"


def document_id(
    username: str, longest: int = MAX_DOCUMENT_ID_BYTES, template: str = DOCUMENT_ID
) -> str:
    """Return the id of the document that holds this user's record.

    ``template`` contains ``{username}`` once. Raises RefusedError if the username is empty, is not
    valid text, or makes the id longer than ``longest`` bytes in UTF-8.
    """
    if not username:
        raise RefusedError(RefusalKind.EMPTY_USERNAME)
    key = template.replace(USERNAME_PLACE, username)
    if _END_OF_TEXT in key:
        raise RefusedError(RefusalKind.USERNAME_NOT_TEXT)
    if _bytes_of(key) > longest:
        others = _bytes_of(template) - len(USERNAME_PLACE)
        raise RefusedError(RefusalKind.USERNAME_TOO_LONG, max(0, longest - others))
    return key


def username_in(text: str, template: str) -> str:
    """Return the username in a document id, or the text itself if it is not an id.

    With a template of letters and digits alone, such as ``user{username}``, ids look like usernames
    and are returned whole.
    """
    before, _, after = template.partition(USERNAME_PLACE)
    around = before + after
    is_id = len(text) >= len(around) and text.startswith(before) and text.endswith(after)
    return text[len(before) : len(text) - len(after)] if is_id and not around.isalnum() else text


def _bytes_of(key: str) -> int:
    try:
        return len(key.encode())
    except UnicodeEncodeError:  # a lone surrogate, from a broken paste or command line
        raise RefusedError(RefusalKind.USERNAME_NOT_TEXT) from None
