"""Describes what the files may hold: each key, and how its value is read.

Values are read strictly, so that no slip is taken for a setting.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Environment
from profile_browser.messages import settings as wording
from profile_browser.settings.values import (
    FaultError,
    read_absolute_path,
    read_seconds,
    read_secret,
    read_switch,
    read_text,
    read_whole_number,
)

if TYPE_CHECKING:
    from profile_browser.domain.gateway_rules import GatewayRules
    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.store_kind import StoreKind
    from profile_browser.settings.values import Description

CONNECTIONS, CONNECTION_STRING = "connections", "connection_string"
MANAGED, OTHER_CONNECTIONS, SAMPLE_DATA = "managed", "other_connections", "sample"
TITLE_SHOWS_USERNAME = "title_shows_username"
AUDIT, AUDIT_FOLDER, AUDIT_KEY = "audit", "audit_folder", "audit_key"
AUDIT_REASON, RECORD = "audit_reason", "record"
GATEWAY, LARGEST_LIST, CLEAR_AFTER = "gateway", "largest_list", "clear_after"
MASKED, OFFER_COPIED = "masked", "offer_copied"
LONGEST_TITLE = 100  # characters
_MOST_ENTRIES, _MOST_READS_AT_ONCE = 10_000_000, 1024
_MOST_MINUTES = 24 * 60


def describe_rules() -> Description:
    """Describe what an administrator's file may hold beside its connections."""
    return {
        **describe_preferences(),
        MANAGED: read_switch,
        OTHER_CONNECTIONS: read_switch,
        SAMPLE_DATA: read_switch,
        AUDIT: read_switch,
        AUDIT_REASON: read_switch,
        AUDIT_FOLDER: read_absolute_path,
        AUDIT_KEY: read_secret,
        LARGEST_LIST: partial(read_whole_number, most=_MOST_ENTRIES),
        GATEWAY: _gateway,
        MASKED: lambda value: value,  # read with the tables of connections: see mask_table.py
    }


def describe_preferences() -> Description:
    """Describe what both files may hold beside their connections."""
    minutes = partial(read_whole_number, least=0, most=_MOST_MINUTES)
    return {
        TITLE_SHOWS_USERNAME: read_switch,
        OFFER_COPIED: read_switch,
        CLEAR_AFTER: minutes,
    }


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
        "kv_timeout": read_seconds,
        "query_timeout": read_seconds,
        "connect_timeout": read_seconds,
        "reads_at_once": partial(read_whole_number, most=_MOST_READS_AT_ONCE),
        "search": read_switch,
        "suggestions": read_switch,
        AUDIT: read_switch,
        AUDIT_REASON: read_switch,
        RECORD: _record,
    }


def read_title(value: object) -> str:
    """Return the name of a connection. Raises FaultError."""
    return read_text(value, LONGEST_TITLE)


def _environment(value: object) -> Environment:
    if not isinstance(value, str) or value not in set(Environment) - {Environment.SAMPLE}:
        raise FaultError(wording.ENVIRONMENT_UNKNOWN)
    return Environment(value)


def _record(value: object) -> RecordLayout:
    from profile_browser.settings import record_table  # noqa: PLC0415 - most files have no layout

    return record_table.read_record(value)


def _gateway(value: object) -> GatewayRules:
    from profile_browser.settings import gateway_table  # noqa: PLC0415 - desks have no gateway

    return gateway_table.read_gateway(value)


def _file(value: object, folder: Path) -> str:
    text = read_text(value)
    try:
        return str(folder / Path(text).expanduser()) if text else ""
    except RuntimeError:
        raise FaultError(wording.NO_SUCH_HOME) from None
