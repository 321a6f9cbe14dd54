"""Where the password of a connection comes from."""

from __future__ import annotations

from enum import StrEnum


class PasswordSource(StrEnum):
    """Where a password comes from, the strongest first."""

    ENTERED = "entered"
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
