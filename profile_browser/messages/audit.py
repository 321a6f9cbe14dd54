"""Sentences about the audit log."""

from profile_browser.messages.plain_text import counted, printable, quoted

READS_RECORDED = "Every account that you look up or list here is recorded in the audit log."

# Why the audit log cannot be written, if the operating system has no reason for it.
NOT_SET_UP = "its folder or its key is missing or not valid"
IN_USE = "another program kept it locked for too long"
NO_FILE = "it is not a regular file"
NO_REASON = "the system gave no reason"
HARD_LINKS = "its file has a second name, a hard link"

REASON_NAME = "Ticket number or reason"
REASON_HINT = "Your answer is recorded in the audit log for everyone this lookup shows."
REASON_EMPTY = "Enter a ticket number or a reason."
REASON_UNREADABLE = "The header with the reason is not percent-encoded UTF-8."
CONTINUE, CANCEL = "Continue", "Cancel"

DESCRIPTION = (
    "Print the audit log entries that match all options. Exit codes: 0 some match, 1 none "
    "match, 2 an option is not valid, a file cannot be read, or the key is missing."
)
FILES_HELP = "audit log files, such as reads-2026-01.jsonl (default: all in audit_folder)"
USER_HELP = "only entries about this person: the username, or the text that was searched for"
BY_HELP = "only lookups at a desk by this user of the operating system"
WHO_HELP = "only lookups through a gateway with the token of this name"
DESK_HELP = "only lookups through a gateway from this address"
REQUEST_HELP = "only the lookup with this request ID, which a problem's details show"
FROM_HELP = "only entries from this date or time on, such as 2026-11-26 or 2026-11-26T09:30"
TO_HELP = "only entries up to this date or time; a date includes the whole day"
CONNECTION_HELP = "only lookups on this connection: its key or its title"
JSON_HELP = "print the entries as they are, one JSON object per line"
NO_KEY = (
    "The audit log contains usernames only as hashes, and the administrator's file has no "
    "valid audit_key to compute them. Leave --user out, or ask your administrator."
)
REASON_HELP = "why you look this up, such as a ticket number; recorded in the audit log"
END_BEFORE_START = "--to is earlier than --from, so no entry can match."
COLUMNS = (
    *("Time", "By", "Connection", "Action", "Outcome", "Person", "Reason"),
    *("Desk", "Request"),  # of reads through a gateway
)


def word(value: str) -> str:
    """Return an action or an outcome as it is shown in the table."""
    return value.replace("_", " ")


def moment_refused(text: str) -> str:
    """Say what a date or a time looks like."""
    return f"{quoted(text)} is not a date or time such as 2026-11-26 or 2026-11-26T09:30"


def no_files(folder: str) -> str:
    """Say that there is nothing to read unless files are named."""
    if not folder:
        return "The administrator's file has no valid audit_folder. Name the files to read."
    return f"There are no audit log files in {printable(folder)}."


def reason_question(text: str) -> str:
    """Ask why a text is looked up."""
    return f"Why are you looking up {quoted(text)}?"


def reason_missing(connection: str) -> str:
    """Say that a lookup needs a reason."""
    return (
        f"{printable(connection)} requires a reason for each lookup. Give a ticket number or a "
        "reason with --reason."
    )


def reason_too_long(longest: int) -> str:
    """Say how long a reason may be."""
    return f"The reason is too long. It can have at most {longest} characters."


def reason_unrecorded(connection: str) -> str:
    """Say that a reason that was given is not recorded anywhere."""
    return f"{printable(connection)} has no audit log, so the reason is not recorded."


def lines_skipped(count: int, file: str, line: int) -> str:
    """Say that lines are not entries that this program wrote, and where the first one is."""
    if count == 1:
        return f"{printable(file)}: line {line} is not an audit log entry, so it is skipped."
    return (
        f"{count:,} lines are not audit log entries, so they are skipped. The first is line {line} "
        f"of {printable(file)}."
    )


def summary(matching: int, entries: int, files: int) -> str:
    """Say how many of the entries match, and how much was read."""
    read = f"{counted(entries, 'entry', 'entries')} in {counted(files, 'file', 'files')}"
    return f"Matching: {matching:,} of {read}."
