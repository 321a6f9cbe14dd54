"""Why an input is not accepted: kinds and values. The sentences are in ``messages/refusals``."""

from enum import StrEnum
from typing import NamedTuple


class RefusalKind(StrEnum):
    """What is wrong with an input."""

    EMPTY_USERNAME = "empty_username"
    USERNAME_NOT_TEXT = "username_not_text"
    USERNAME_TOO_LONG = "username_too_long"  # the value is the maximum length
    REFUSED_BY_GATEWAY = "refused_by_gateway"
    TEXT_NOT_VALID = "text_not_valid"
    TEXT_TOO_LONG = "text_too_long"
    LINE_NOT_JSON = "line_not_json"
    REFUSED_BEFORE = "refused_before"
    SCHEME_UNKNOWN = "scheme_unknown"  # the values are the known schemes
    HOST_MISSING = "host_missing"
    # The last value of these three is what to write instead, or nothing.
    SIGN_IN_IN_ADDRESS = "sign_in_in_address"
    PATH_IN_ADDRESS = "path_in_address"  # the first values: what follows the hosts, and its key
    PARAMETER_UNKNOWN = "parameter_unknown"  # the first value is the parameter's name
    PARAMETER_WRONG = "parameter_wrong"  # the value is the parameter that a server does not fit
    ENCRYPTION_NEEDED = "encryption_needed"  # the values: the scheme, and what to write instead
    DNS_NAME_NEEDED = "dns_name_needed"  # the value is the scheme
    PORT_NOT_VALID = "port_not_valid"  # the value is the text of the port
    PORT_OF_WEB_CONSOLE = "port_of_web_console"  # the values are the port and the default port
    FIELD_EMPTY = "field_empty"
    KEY_NEEDED = "key_needed"  # the values are the key and the key that it needs
    NAME_NOT_ALLOWED = "name_not_allowed"  # the values are the name and what it must name
    NOT_A_CHOICE = "not_a_choice"  # the values are the accepted ones
    PATH_UNKNOWN = "path_unknown"  # the value is the path of a field that no record has
    PATH_NOT_VALID = "path_not_valid"
    PATH_NEVER_READ = "path_never_read"
    PATH_NOT_ALLOWED = "path_not_allowed"  # the value is the path of a field in a record
    PATH_NOT_INDEXED = "path_not_indexed"  # the value is the path of a field inside of another
    KEY_NOT_TEXT = "key_not_text"  # the value is the field that identifies a record
    TIMEOUT_OUT_OF_RANGE = "timeout_out_of_range"  # the value is the maximum, in seconds


class Refusal(NamedTuple):
    """An input that is not accepted, and the values for its sentence."""

    kind: RefusalKind
    values: tuple[object, ...] = ()


class RefusedError(ValueError):
    """An input that is not accepted."""

    def __init__(self, kind: RefusalKind, *values: object) -> None:
        super().__init__(kind.value)
        self.refusal = Refusal(kind, values)
