"""Why an input is not accepted: kinds and values. The sentences are in ``messages/refusals``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RefusalKind(StrEnum):
    """What is wrong with an input."""

    EMPTY_USERNAME = "empty_username"
    USERNAME_NOT_TEXT = "username_not_text"
    USERNAME_TOO_LONG = "username_too_long"  # the value is the most letters it may have
    TEXT_NOT_VALID = "text_not_valid"
    TEXT_TOO_LONG = "text_too_long"
    SCHEME_UNKNOWN = "scheme_unknown"  # the value is a list of those that are known
    HOST_MISSING = "host_missing"
    SIGN_IN_IN_ADDRESS = "sign_in_in_address"
    PARAMETER_UNKNOWN = "parameter_unknown"  # the value is its name
    PORT_NOT_VALID = "port_not_valid"  # the value is what was written
    PORT_OF_WEB_CONSOLE = "port_of_web_console"  # the values are the port and the usual one
    FIELD_EMPTY = "field_empty"
    KEY_NEEDED = "key_needed"  # the values are the key that needs another, and that other
    TIMEOUT_OUT_OF_RANGE = "timeout_out_of_range"  # the value is the longest, in seconds


@dataclass(frozen=True)
class Refusal:
    """An input that is not accepted, and the values that its sentence names."""

    kind: RefusalKind
    values: tuple[object, ...] = ()


class RefusedError(ValueError):
    """An input that is not accepted."""

    def __init__(self, kind: RefusalKind, *values: object) -> None:
        super().__init__(kind.value)
        self.refusal = Refusal(kind, values)
