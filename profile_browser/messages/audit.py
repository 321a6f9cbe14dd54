"""Sentences about the audit log."""

from profile_browser.messages.catalogue import _, counted, number
from profile_browser.messages.plain_text import printable, quoted

# Why the audit log cannot be written, if the operating system has no reason for it.
NOT_SET_UP = _("its folder or its key is missing or not valid")
IN_USE = _("another program kept it locked for too long")
NO_FILE = _("it is not a regular file")
NO_REASON = _("the system gave no reason")
HARD_LINKS = _("its file has a second name, a hard link")

REASON_NAME = _("Ticket number or reason")
REASON_HINT = _("Your answer is recorded in the audit log for everyone this lookup shows.")
REASON_EMPTY = _("Enter a ticket number or a reason.")
REASON_UNREADABLE = _("The header with the reason is not percent-encoded UTF-8.")
CONTINUE, CANCEL = _("Continue"), _("Cancel")

DESCRIPTION = _(
    "Print the audit log entries that match all options. Exit codes: 0 some match, "
    "1 none match, 2 an option is not valid, a file cannot be read, or the key is "
    "missing."
)
FILES_HELP = _("audit log files, such as reads-2026-01.jsonl (default: all in audit_folder)")
USER_HELP = _("only entries about this person: the username, or the text that was searched for")
BY_HELP = _("only lookups at a desk by this user of the operating system")
WHO_HELP = _("only lookups through a gateway with the token of this name")
DESK_HELP = _("only lookups through a gateway from this address")
REQUEST_HELP = _("only the lookup with this request ID, which a problem's details show")
FROM_HELP = _("only entries from this date or time on, such as 2026-11-26 or 2026-11-26T09:30")
TO_HELP = _("only entries up to this date or time; a date includes the whole day")
CONNECTION_HELP = _("only lookups on this connection: its key or its title")
JSON_HELP = _("print the entries as they are, one JSON object per line")
NO_KEY = _(
    "The audit log contains usernames only as hashes, and the administrator's file "
    "has no valid audit_key to compute them. Leave --user out, or ask your "
    "administrator."
)
REASON_HELP = _("why you look this up, such as a ticket number; recorded in the audit log")
END_BEFORE_START = _("--to is earlier than --from, so no entry can match.")
COLUMNS = (
    *(_("Time"), _("By"), _("Connection"), _("Action"), _("Outcome"), _("Person"), _("Reason")),
    *(_("Desk"), _("Request")),  # of reads through a gateway
)


def word(value: str) -> str:
    """Return an action or an outcome as it is shown in the table."""
    return value.replace("_", " ")


def moment_refused(text: str) -> str:
    """Say what a date or a time looks like."""
    return _("{text} is not a date or time such as 2026-11-26 or 2026-11-26T09:30").format(
        text=quoted(text)
    )


def no_files(folder: str) -> str:
    """Say that there is nothing to read unless files are named."""
    if not folder:
        return _("The administrator's file has no valid audit_folder. Name the files to read.")
    return _("There are no audit log files in {folder}.").format(folder=printable(folder))


def reason_question(text: str) -> str:
    """Ask why a text is looked up."""
    return _("Why are you looking up {text}?").format(text=quoted(text))


def reason_missing(connection: str) -> str:
    """Say that a lookup needs a reason."""
    return _(
        "{connection} requires a reason for each lookup. Give a ticket number or a "
        "reason with --reason."
    ).format(connection=printable(connection))


def reason_too_long(longest: int) -> str:
    """Say how long a reason may be."""
    return _("The reason is too long. It can have at most {longest} characters.").format(
        longest=longest
    )


def reason_unrecorded(connection: str) -> str:
    """Say that a reason that was given is not recorded anywhere."""
    return _("{connection} has no audit log, so the reason is not recorded.").format(
        connection=printable(connection)
    )


def lines_skipped(count: int, file: str, line: int) -> str:
    """Say that lines are not entries that this program wrote, and where the first one is."""
    if count == 1:
        return _("{file}: line {line} is not an audit log entry, so it is skipped.").format(
            file=printable(file), line=line
        )
    return _(
        "{count} lines are not audit log entries, so they are skipped. The first is "
        "line {line} of {file}."
    ).format(count=number(count), line=line, file=printable(file))


def summary(matching: int, entries: int, files: int) -> str:
    """Say how many of the entries match, and how much was read."""
    in_files = counted("in {count} file", "in {count} files", files)
    # Translators: {in_files} is “in 2 files”.
    return counted(
        "Matching: {matching} of {count} entry {in_files}.",
        "Matching: {matching} of {count} entries {in_files}.",
        entries,
        matching=number(matching),
        in_files=in_files,
    )
