"""Describes what the files may hold: each key, and how its value is read.

Values are read strictly, so that no slip is taken for a setting.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Environment
from profile_browser.messages import settings as wording
from profile_browser.settings.values import FaultError, read_text

if TYPE_CHECKING:
    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.store_kind import StoreKind
    from profile_browser.settings.values import Description

CONNECTIONS, CONNECTION_STRING = "connections", "connection_string"
MANAGED, OTHER_CONNECTIONS, SAMPLE_DATA = "managed", "other_connections", "sample"
TITLE_SHOWS_USERNAME = "title_shows_username"
AUDIT, AUDIT_FOLDER, AUDIT_KEY = "audit", "audit_folder", "audit_key"
AUDIT_REASON, RECORD = "audit_reason", "record"
LONGEST_TITLE = 100  # characters
SHORTEST_SECRET = 32  # characters


def describe_rules() -> Description:
    """Describe what an administrator's file may hold beside its connections."""
    return {
        **describe_preferences(),
        MANAGED: _switch,
        OTHER_CONNECTIONS: _switch,
        SAMPLE_DATA: _switch,
        AUDIT: _switch,
        AUDIT_REASON: _switch,
        AUDIT_FOLDER: _folder,
        AUDIT_KEY: _secret,
    }


def describe_preferences() -> Description:
    """Describe what both files may hold beside their connections."""
    return {TITLE_SHOWS_USERNAME: _switch}


def describe_table(kind: StoreKind, folder: Path = Path()) -> Description:
    """Describe the table of a connection, in the order in which its keys are written.

    A relative trust store is in the folder.
    """
    return {
        "title": read_title,
        "environment": _environment,
        CONNECTION_STRING: read_text,
        **{key.name: read_text for key in kind.location},
        **({"username": read_text} if kind.has_user else {}),
        "trust_store": partial(_file, folder=folder),
        "kv_timeout": _seconds,
        "query_timeout": _seconds,
        "connect_timeout": _seconds,
        "search": _switch,
        "suggestions": _switch,
        AUDIT: _switch,
        AUDIT_REASON: _switch,
        RECORD: _record,
    }


def read_title(value: object) -> str:
    """Return the name of a connection. Raises FaultError."""
    return read_text(value, LONGEST_TITLE)


def _environment(value: object) -> Environment:
    if not isinstance(value, str) or value not in set(Environment) - {Environment.SAMPLE}:
        raise FaultError(wording.ENVIRONMENT_UNKNOWN)
    return Environment(value)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FaultError(wording.NO_NUMBER)
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise FaultError(wording.NO_SWITCH)
    return value


def _record(value: object) -> RecordLayout:
    from profile_browser.settings import record_table  # noqa: PLC0415 - most files have no layout

    return record_table.read_record(value)


def _file(value: object, folder: Path) -> str:
    text = read_text(value)
    try:
        return str(folder / Path(text).expanduser()) if text else ""
    except RuntimeError:
        raise FaultError(wording.NO_SUCH_HOME) from None


def _folder(value: object) -> str:
    folder = read_text(value)
    if not Path(folder).is_absolute():
        raise FaultError(wording.PATH_NOT_ABSOLUTE)
    return folder


def _secret(value: object) -> str:
    if not isinstance(value, str):
        raise FaultError(wording.NO_TEXT)
    if len(value.strip()) < SHORTEST_SECRET:
        raise FaultError(wording.key_too_short(SHORTEST_SECRET))
    return value
