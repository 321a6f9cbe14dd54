"""Sentences about the audit log."""

from profile_browser.messages.plain_text import printable

READS_RECORDED = "Every account that you look up or list here is recorded in the audit log."

# Why the audit log cannot be written, if the operating system has no reason for it.
NOT_SET_UP = "its folder or its key is missing or not valid"
IN_USE = "another program has locked it for too long"
NO_FILE = "it is not a regular file"
HARD_LINKS = "its file has another name as well, as a hard link"

DESCRIPTION = (
    "Print the audit log entries about one person. The key comes from the administrator's file. "
    "Exit codes: 0 entries found, 1 no entries found, 2 a file cannot be read or the key is "
    "missing."
)
FILES_HELP = "one or more audit log files, such as reads-2026-01.jsonl"
USER_HELP = "the person's username, or the text that was searched for"
NO_KEY = "The administrator's file has no audit_key, so the audit log cannot be searched."


def not_a_line(file: str, line: int) -> str:
    """Say that a line of the audit log is not an entry that this program wrote."""
    return f"{printable(file)}: line {line} is not an audit log entry, so it is skipped."
