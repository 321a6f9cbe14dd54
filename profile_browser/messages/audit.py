"""What is said of the record of reads."""

from profile_browser.messages.plain_text import printable

READS_RECORDED = "Each account that you look up or list here is recorded."

# Reasons for which nothing is recorded, where the operating system has none.
NOT_SET_UP = "audit_folder or audit_key is not set as it must be"
IN_USE = "another program has been writing it for too long"
NO_FILE = "something that is no file stands in its place"

DESCRIPTION = (
    "Print the lines of the record of reads that are about one person. The key is the one in the "
    "administrator's file. Exit codes: 0 there are such lines, 1 there are none, 2 a file cannot "
    "be read or there is no key."
)
FILES_HELP = "one or more files of the record, as reads-2026-01.jsonl"
USER_HELP = "the person's username, or the text that was searched for"
NO_KEY = "Without audit_key in the administrator's file nobody can be found in the record."


def not_a_line(file: str, line: int) -> str:
    """Say that a line of the record is not one that this program wrote."""
    return f"{printable(file)}: line {line} is no line of the record; it is left out."
