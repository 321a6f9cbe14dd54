"""Sentences about the record layout of a connection, as a file describes it."""

from profile_browser.domain.record import MOST_MORE
from profile_browser.messages.plain_text import quoted

ID_NEEDS_USERNAME = "This must contain {username} exactly once."
PATH_NOT_VALID = (
    "This must be a field's name, or names separated by dots, without brackets or backticks."
)
SECRET = "A field with this name may hold a secret, so it is never read."  # noqa: S105 - a sentence
RECORD_NO_TABLE = "This must be a table, as in [connections.staging.record]."
MORE_NO_TABLES = "These must be tables, as in [[connections.staging.record.more]]."
MORE_TOO_MANY = f"There can be at most {MOST_MORE} more fields."
DISABLED_AND_ENABLED = "Use either disabled or enabled, not both."
MISSING = "This is missing."


def label_taken(label: str) -> str:
    """Say that two fields have the same label."""
    return f"Another field has the label {quoted(label)}."


def kind_unknown(kinds: list[str]) -> str:
    """Say which kinds of values there are."""
    return f"This must be {', '.join(kinds[:-1])} or {kinds[-1]}, in quotes."
