"""How a user's record is named in the bucket: ``userprofile::<username>``."""

from profile_browser.messages import refusals

USERPROFILE_DOC_TYPE = "userprofile"
DOCUMENT_ID_PREFIX = f"{USERPROFILE_DOC_TYPE}::"

# Couchbase Server's own limits, in bytes of UTF-8: a named collection's number takes up to four.
MAX_DOCUMENT_ID_BYTES = 250
MAX_DOCUMENT_ID_BYTES_IN_COLLECTION = 246
# The SDK takes it for the end of the key, and would read the record of whoever is named before it.
_END_OF_TEXT = "\0"


class UsernameRefusedError(ValueError):
    """A text that no record can be stored under; the message is a sentence for a person."""


def document_id(username: str, *, named_collection: bool = False) -> str:
    """Return the id of the document that holds this user's record.

    Raises UsernameRefusedError where the username is empty, is not valid text, or makes an id
    longer than 250 bytes of UTF-8 (246 in a named collection).
    """
    if not username:
        raise UsernameRefusedError(refusals.EMPTY_USERNAME)
    if _END_OF_TEXT in username:
        raise UsernameRefusedError(refusals.USERNAME_NOT_TEXT)
    key = f"{DOCUMENT_ID_PREFIX}{username}"
    limit = MAX_DOCUMENT_ID_BYTES_IN_COLLECTION if named_collection else MAX_DOCUMENT_ID_BYTES
    if _bytes_of(key) > limit:
        raise UsernameRefusedError(refusals.username_too_long(limit - len(DOCUMENT_ID_PREFIX)))
    return key


def _bytes_of(key: str) -> int:
    try:
        return len(key.encode())
    except UnicodeEncodeError:  # half of a surrogate pair, from a broken paste or command line
        raise UsernameRefusedError(refusals.USERNAME_NOT_TEXT) from None
