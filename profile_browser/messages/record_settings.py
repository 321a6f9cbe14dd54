"""Sentences about the record layout of a connection, as a file describes it."""

from profile_browser.domain.record import MOST_MORE, RecordLayout
from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import isolated, printable, quoted

FROM_FILE = _("Record layout from the connections file")

ID_NEEDS_USERNAME = _("This must contain {username} exactly once.")
RECORD_NO_TABLE = _("This must be a table, as in [connections.staging.record].")
MORE_NO_TABLES = _("These must be tables, as in [[connections.staging.record.more]].")
MORE_TOO_MANY = _("There can be at most {most_more} added fields.").format(most_more=MOST_MORE)
DISABLED_AND_ENABLED = _("Use either disabled or enabled, not both.")
MISSING = _("This is missing.")
PATH_TAKEN = _("Another field already has this path.")
PATH_OF_OBJECT = _("Another path goes through this one, so it leads to an object, not to a value.")


def label_taken(label: str) -> str:
    """Say that people could confuse two fields by their labels."""
    return _("Another field already has the label {label}, or one that reads the same.").format(
        label=quoted(label)
    )


def kind_unknown(kinds: list[str]) -> str:
    """Say which kinds of values there are."""
    return _("This must be {kinds} or {kinds_2}, in quotes.").format(
        kinds=", ".join(kinds[:-1]), kinds_2=kinds[-1]
    )


def id_text(layout: RecordLayout) -> str:
    """Show the ID of a record, with ``{username}`` in place of the username."""
    return _("Record ID: {id}").format(id=printable(layout.id))


def more_text(layout: RecordLayout) -> str:
    """List the fields that a layout adds; empty if there are none."""
    labels = ", ".join(isolated(printable(field.label)) for field in layout.more)
    return _("Added fields: {labels}").format(labels=labels) if labels else ""
