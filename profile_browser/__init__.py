"""Profile Browser: type a username, press Enter, see the account."""

__version__ = "0.1.0"
