"""Marked secrets and a marked customer, and a search for them in texts and folders."""

import base64
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

from profile_browser.records.log import LogFile

ACCOUNT = "markedaccount"
PASSWORD = "markedpassword"
HASH = "$2b$12$markedhash"
USERNAME, EMAIL, FULL_NAME = "markedperson", "markedmail@example.com", "Markedfirst Markedlast"
# The form in which HTTP Basic sends it.
_IN_BASIC = base64.b64encode(f"{ACCOUNT}:{PASSWORD}".encode()).decode()
SECRETS = {"password": PASSWORD, "password in HTTP Basic": _IN_BASIC, "hash": "markedhash"}
PERSON = {
    "username": USERNAME,
    "e-mail": "markedmail",
    "first name": "Markedfirst",
    "last name": "Markedlast",
}
EVERYTHING = SECRETS | PERSON

CUSTOMER: dict[str, object] = {
    "username": USERNAME,
    "email": EMAIL,
    "full_name": FULL_NAME,
    "disabled": False,
    "type": "userprofile",
    "hashed_password": HASH,
}
TWIN = CUSTOMER | {"username": f"{USERNAME}2"}
# Valid, of somebody else, without a username, of wrong types, not an object, not JSON.
DOCUMENTS: dict[str, object] = {
    f"userprofile::{USERNAME}": CUSTOMER,
    f"userprofile::{USERNAME}2": TWIN,
    f"userprofile::{USERNAME}-other": CUSTOMER,
    f"userprofile::{USERNAME}-nameless": {"email": EMAIL, "hashed_password": HASH},
    f"userprofile::{USERNAME}-off": CUSTOMER | {"disabled": EMAIL},
    f"userprofile::{USERNAME}-nested": CUSTOMER | {"email": {FULL_NAME: [HASH]}},
    f"userprofile::{USERNAME}-list": [CUSTOMER],
    f"userprofile::{USERNAME}-torn": f'{{"email": "{EMAIL}", "hashed_password": "{HASH}'.encode(),
}
USERNAMES = [
    *(key.removeprefix("userprofile::") for key in DOCUMENTS),
    f"{USERNAME}-missing",
    USERNAME * 30,
    f"{USERNAME}\0",
    f"{USERNAME}\ud800",
]


def marks_in(text: str, marks: dict[str, str]) -> list[str]:
    """Return the names of the marks in a text, ignoring case."""
    lowered = text.lower()
    return [name for name, mark in marks.items() if mark.lower() in lowered]


def marks_under(folder: Path, marks: dict[str, str]) -> list[str]:
    """Return each file under a folder with a mark in its name or content."""
    return [
        f"{path.relative_to(folder)}: {name}"
        for path in sorted(folder.rglob("*"))
        for name in marks_in(f"{path.name}\n{_content(path)}", marks)
    ]


def printed(error: BaseException) -> str:
    """Return all that Python prints about an exception, including its causes."""
    return "".join(traceback.format_exception(error)) + repr(error) + str(error)


class AllLogs(logging.Handler):
    """Handles every logger at every level; keeps the messages and writes the program's log."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.NOTSET)
        self.folder = folder
        self._file = LogFile(lambda: folder)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name} {record.levelname} {record.getMessage()}")
        self._file.emit(record)

    def close(self) -> None:
        self._file.close()
        super().close()


def collecting_logs(folder: Path) -> Iterator[AllLogs]:
    """Collect the records of every logger at level DEBUG, and restore the loggers afterwards."""
    logs = AllLogs(folder)
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    loggers = [logging.getLogger(), *known]
    before = [(logger, logger.level, list(logger.handlers)) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        if logger is loggers[0] or not logger.propagate:
            logger.addHandler(logs)
    yield logs
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers
    logs.close()


def _content(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
