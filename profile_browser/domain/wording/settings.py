"""What is said about options, variables, passwords and a connection's name."""

from profile_browser.domain.plain_text import printable, quoted

SAMPLE_TITLE = "Sample data"
NO_SIGN_IN = (
    "No password is set for this connection. Set PROFILE_BROWSER_PASSWORD, "
    "or start the program in a terminal, where it can ask."
)


def connection_title(bucket: str, host: str) -> str:
    """Name a connection that nobody has named."""
    return f"{printable(bucket)} on {printable(host)}"


def option_needs_cluster(option: str) -> str:
    """Say that an option was given without the one that it belongs to."""
    return f"{_flag(option)} needs --connection-string beside it."


def fault_of_option(option: str, sentence: str) -> str:
    """Put an option's name before what is wrong with it."""
    return f"{_flag(option)}: {sentence}"


def password_prompt(username: str, connection: str) -> str:
    """Ask for a password on a terminal."""
    return f"Password of {quoted(username)} for {connection}: "


def _flag(option: str) -> str:
    return f"--{option.replace('_', '-')}"
