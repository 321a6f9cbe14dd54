"""Record a hundred answers of two people each: ``writing_program.py FOLDER NAME [USER_ID]``."""

import os
import sys
import tempfile

from profile_browser.domain.audit import Action, Read
from profile_browser.domain.audit_rules import AuditRules
from profile_browser.records.audit_log import AuditLog
from tests.unit.helpers.people import CLUSTER

ANSWERS = 100
KEY = "key-of-the-record-with-32-letters"


def main(folder: str, name: str, user: str = "") -> None:
    """Say when ready, and wait for a line on standard input so that all processes start at once."""
    if user:
        _switch_to(int(user))
    record = AuditLog(AuditRules(folder=folder, key=KEY))
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(ANSWERS):
        record.prepare()
        people = (f"{name}-{number}-a", f"{name}-{number}-b")
        record.write(CLUSTER, [Read(one, Action.SEARCH, "listed", 1.0) for one in people])


def _switch_to(user: int) -> None:
    """Switch to another account, which may not be able to read the program's files."""
    with tempfile.TemporaryDirectory() as scratch:  # imports everything that recording needs
        AuditLog(AuditRules(folder=scratch, key=KEY)).prepare()
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


if __name__ == "__main__":
    main(*sys.argv[1:])
