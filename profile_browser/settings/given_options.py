"""What a start was given as options and variables, so that two starts can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.language import VARIABLE as LANGUAGE_VARIABLE
from profile_browser.settings.selection import PASSWORD_VARIABLE, wanted_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.store_kind import StoreKinds
    from profile_browser.settings.selection import Options

SAMPLE, LANGUAGE, PASSWORD = "sample", "language", "password"


def given_options(
    options: Options,
    environment: Mapping[str, str],
    kinds: StoreKinds,
    sample: Connection | None,
) -> dict[str, str]:
    """Return the options about the connection by name. The sample data does without any other."""
    return {SAMPLE: sample.title} if sample else wanted_options(options, environment, kinds)


def personal_options(
    environment: Mapping[str, str], language: str, chosen_language: str
) -> dict[str, str]:
    """Return the language, if one was asked for, and the mark of the password's variable."""
    found = {}
    if language or environment.get(LANGUAGE_VARIABLE):
        found[LANGUAGE] = chosen_language
    if environment.get(PASSWORD_VARIABLE):
        from secrets import token_hex  # noqa: PLC0415 - seldom, and loads hashlib

        found[PASSWORD] = _mark(environment, token_hex(16))
    return found


def is_password_of(environment: Mapping[str, str], mark: str) -> bool:
    """Return whether a mark was made of the password in this environment."""
    return _mark(environment, mark.partition(":")[0]) == mark


def _mark(environment: Mapping[str, str], salt: str) -> str:
    from hashlib import blake2b  # noqa: PLC0415 - not at the start

    password = environment.get(PASSWORD_VARIABLE, "").encode("utf-8", "surrogateescape")
    key = salt.encode("ascii", "replace")[: blake2b.MAX_KEY_SIZE]  # another process sent the salt
    return f"{salt}:{blake2b(password, key=key).hexdigest()}"
