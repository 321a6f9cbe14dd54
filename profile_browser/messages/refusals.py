"""Why an input is not accepted: one sentence each, for the place right beside the input."""

from profile_browser.messages.plain_text import quoted

EMPTY_USERNAME = "Type a username, an e-mail address or a name first."
TEXT_TOO_LONG = "It is too long to be searched for."
TEXT_NOT_VALID = "This holds characters that are not valid text."
USERNAME_NOT_TEXT = "This username holds characters that are not valid text."

ADDRESS_SCHEME = "A connection string begins with couchbases:// or couchbase://."
ADDRESS_HOLDS_SIGN_IN = "A connection string holds no username or password; set them apart from it."
ADDRESS_HOST = "A connection string names at least one host, as in couchbases://db.example.com."
FIELD_EMPTY = "This must not be empty."
SCOPE_WITHOUT_COLLECTION = "A scope needs a collection beside it."


def username_too_long(limit: int) -> str:
    """Say how long a username may be, in bytes of UTF-8."""
    return (
        f"It is too long: a username has at most {limit} letters, and fewer where they are not "
        "plain Latin ones."
    )


def address_parameter(name: str) -> str:
    """Say that a connection string must not carry this parameter."""
    return f"The parameter {quoted(name)} is not accepted in a connection string."


def address_port(text: str) -> str:
    """Say that this is no port."""
    return f"{quoted(text)} is not a port: a port is a number from 1 to 65535."


def address_web_port(port: int, expected: int) -> str:
    """Say that this port is for browsers, and which one is for programs."""
    return (
        f"Port {port} is for the web console. Leave the port out, or write {expected}, "
        "the port that programs use."
    )


def timeout_out_of_range(longest: float) -> str:
    """Say which timeouts are possible, in seconds."""
    return f"A timeout is more than 0 and at most {longest:g} seconds."


def not_a_number(text: str) -> str:
    """Say that this is no number of seconds."""
    return f"{quoted(text)} is not a number of seconds."
