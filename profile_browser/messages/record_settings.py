"""Sentences about the record layout of a connection, as a file describes it."""

from profile_browser.domain.record import MOST_MORE, RecordLayout
from profile_browser.messages.plain_text import isolated, printable, quoted

FROM_FILE = "Record layout from the connections file"

ID_NEEDS_USERNAME = "This must contain {username} exactly once."
RECORD_NO_TABLE = "This must be a table, as in [connections.staging.record]."
MORE_NO_TABLES = "These must be tables, as in [[connections.staging.record.more]]."
MORE_TOO_MANY = f"There can be at most {MOST_MORE} added fields."
DISABLED_AND_ENABLED = "Use either disabled or enabled, not both."
MISSING = "This is missing."
PATH_TAKEN = "Another field already has this path."
PATH_OF_OBJECT = "Another path goes through this one, so it leads to an object, not to a value."


def label_taken(label: str) -> str:
    """Say that people could confuse two fields by their labels."""
    return f"Another field already has the label {quoted(label)}, or one that reads the same."


def kind_unknown(kinds: list[str]) -> str:
    """Say which kinds of values there are."""
    return f"This must be {', '.join(kinds[:-1])} or {kinds[-1]}, in quotes."


def id_text(layout: RecordLayout) -> str:
    """Show the ID of a record, with ``{username}`` in place of the username."""
    return f"Record ID: {printable(layout.id)}"


def more_text(layout: RecordLayout) -> str:
    """List the fields that a layout adds; empty if there are none."""
    labels = ", ".join(isolated(printable(field.label)) for field in layout.more)
    return f"Added fields: {labels}" if labels else ""
