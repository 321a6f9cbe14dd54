"""The id of a user's document in a store: ``userprofile::<username>``."""

from profile_browser.domain.refusal import RefusalKind, RefusedError

USERPROFILE_DOC_TYPE = "userprofile"
DOCUMENT_ID_PREFIX = f"{USERPROFILE_DOC_TYPE}::"
USERNAME_PLACE = "{username}"
DOCUMENT_ID = f"{DOCUMENT_ID_PREFIX}{USERNAME_PLACE}"

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
    if _END_OF_TEXT in username:
        raise RefusedError(RefusalKind.USERNAME_NOT_TEXT)
    key = template.replace(USERNAME_PLACE, username)
    if _bytes_of(key) > longest:
        others = _bytes_of(template) - len(USERNAME_PLACE)
        raise RefusedError(RefusalKind.USERNAME_TOO_LONG, longest - others)
    return key


def _bytes_of(key: str) -> int:
    try:
        return len(key.encode())
    except UnicodeEncodeError:  # a lone surrogate, from a broken paste or command line
        raise RefusedError(RefusalKind.USERNAME_NOT_TEXT) from None
