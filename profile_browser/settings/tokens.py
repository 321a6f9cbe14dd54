"""The token file: who may ask a gateway, by the SHA-256 of their tokens.

Only its owner can read or write the file. It is replaced as a whole, under a lock.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_state_path

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.gateway_api import Right
from profile_browser.messages import tokens as wording
from profile_browser.messages.plain_text import printable
from profile_browser.settings.toml_file import UnreadableFileError, reason_of
from profile_browser.settings.toml_writer import locked, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

TOKEN_PREFIX = "pb_"  # noqa: S105 - what all tokens begin with
TOKEN_LENGTH = len(TOKEN_PREFIX) + 43  # characters: 32 bytes in base64url
FILE_NAME = "tokens.json"
LONGEST_NAME = 100  # characters
LONGEST_LIFE = 3650  # days
OIDC_PREFIX = "oidc:"  # of the names of people who sign in at an issuer
_RANDOM_BYTES = 32
_MAX_SIZE = 10_000_000  # bytes
_KEYS = ("name", "sha256", "created", "expires", "may")
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NOBODY = b"\0" * hashlib.sha256().digest_size


class Token(NamedTuple):
    """What is known of a token. The times have a time zone."""

    name: str
    digest: bytes  # SHA-256
    created: datetime
    expires: datetime
    may: frozenset[Right]

    def is_expired(self, now: datetime) -> bool:
        """Whether the token is not valid any more."""
        return now >= self.expires


class TokenFile:
    """The file, which is read again when it has changed.

    ``find`` and ``tokens`` raise UnreadableFileError for a file that cannot be trusted. A missing
    file has no tokens.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now
        self._stamp: tuple[int, ...] | None = None
        self._by_digest: Mapping[bytes, Token] = {}
        self._failure: UnreadableFileError | None = None

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens, in the order in which they were made."""
        self._refresh()
        return [*self._by_digest.values()]

    def find(self, secret: str) -> Token | None:
        """Return the token with this secret, expired or not.

        The time depends neither on the number of tokens nor on how much of the secret is right:
        digests are found by Python's keyed hash, and then compared in constant time.
        """
        self._refresh()
        digest = _digest(secret)
        found = self._by_digest.get(digest)
        is_equal = hmac.compare_digest(found.digest if found else _NOBODY, digest)
        return found if is_equal else None

    def add(self, name: str, days: int, may: Iterable[Right]) -> str:
        """Make a token, and return its secret, which is not kept. Raises ConfigurationError."""
        _require_name(name)
        secret = TOKEN_PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(_RANDOM_BYTES)).decode(
            "ascii"
        ).rstrip("=")
        with locked(self.path):
            tokens = self.tokens
            if any(_as_read(token.name) == _as_read(name) for token in tokens):
                raise ConfigurationError(wording.name_taken(name))
            created = self._now().astimezone(UTC).replace(microsecond=0)
            expires = created + timedelta(days=days)
            token = Token(name, _digest(secret), created, expires, frozenset(may))
            self._write([*tokens, token])
        return secret

    def remove(self, name: str) -> None:
        """Take a token away. Raises ConfigurationError if no token has this name."""
        with locked(self.path):
            tokens = self.tokens
            left = [token for token in tokens if token.name != name]
            if len(left) == len(tokens):
                raise ConfigurationError(
                    wording.name_unknown(name, [token.name for token in tokens])
                )
            self._write(left)

    def _write(self, tokens: Iterable[Token]) -> None:
        entries = [_entry(token) for token in tokens]
        write_whole(self.path, json.dumps({"tokens": entries}, ensure_ascii=False, indent=1) + "\n")
        self._stamp = None

    def _refresh(self) -> None:
        """Read the file if it has changed. The stamp is taken first: no change is missed."""
        try:
            stamp = _stamp(self.path.lstat())
            if stamp != self._stamp:
                self._by_digest, self._failure = {}, None
                self._by_digest = _read(self.path)
                self._stamp = stamp
        except FileNotFoundError:
            self._by_digest, self._stamp, self._failure = {}, None, None
        except OSError as error:
            self._stamp, self._failure = None, UnreadableFileError(self.path, reason_of(error))
        except UnreadableFileError as error:
            self._stamp, self._failure = stamp, error
        if self._failure:
            raise self._failure


def warning_about(file: TokenFile, now: datetime) -> str:
    """Return why nobody can sign in with a token now; or nothing."""
    try:
        tokens = file.tokens
    except UnreadableFileError as error:
        return str(error)
    if all(token.is_expired(now) for token in tokens):
        return wording.nobody_signs_in(str(file.path))
    return ""


def usual_token_file() -> Path:
    """Return where the tokens of this account's gateway are. Raises ConfigurationError."""
    try:
        return user_state_path("profile-browser", appauthor=False) / FILE_NAME
    except RuntimeError as error:
        raise ConfigurationError(wording.NO_HOME) from error


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _read(path: Path) -> Mapping[bytes, Token]:
    """Return the tokens by digest. Raises OSError, UnreadableFileError."""
    if path.is_symlink():  # for systems without O_NOFOLLOW, and for a better sentence
        raise UnreadableFileError(path, wording.IS_LINK)
    file = os.open(path, _FLAGS)
    with os.fdopen(file, "rb") as opened:
        if reason := _distrust(os.fstat(file)):
            raise UnreadableFileError(path, reason)
        content = opened.read(_MAX_SIZE + 1)
    try:
        tokens = _parse(content)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        raise UnreadableFileError(path, wording.NOT_TOKENS) from None
    return {token.digest: token for token in tokens}


def _parse(content: bytes) -> Sequence[Token]:
    """Return the tokens. Raises ValueError, and other errors for what is no token file at all."""
    if len(content) > _MAX_SIZE:
        raise ValueError
    tokens = [_token(entry) for entry in json.loads(content)["tokens"]]
    names = {_as_read(token.name) for token in tokens}
    digests = {token.digest for token in tokens}
    if not len(names) == len(digests) == len(tokens):
        raise ValueError
    return tokens


def _distrust(status: os.stat_result) -> str:
    """Return why a file cannot be trusted; or nothing."""
    if not stat.S_ISREG(status.st_mode):
        return wording.NOT_A_FILE
    if sys.platform == "win32":  # permissions are those of the folder
        return ""
    if status.st_uid != os.geteuid():
        return wording.OTHER_OWNER
    return wording.OPEN_TO_OTHERS if stat.S_IMODE(status.st_mode) & 0o077 else ""


def _token(entry: object) -> Token:
    """Return the token that an entry describes. Raises ValueError, TypeError, KeyError."""
    if not isinstance(entry, dict) or entry.keys() != set(_KEYS):
        raise ValueError
    name, digest, created, expires, may = (entry[key] for key in _KEYS)
    texts = (name, digest, created, expires)
    if not all(isinstance(text, str) for text in texts) or not isinstance(may, list):
        raise TypeError
    _require_name(str(name))
    if len(decoded := bytes.fromhex(str(digest))) != len(_NOBODY):
        raise ValueError
    return Token(
        str(name),
        decoded,
        _moment(str(created)),
        _moment(str(expires)),
        frozenset(map(Right, may)),
    )


def _entry(token: Token) -> Mapping[str, object]:
    return {
        "name": token.name,
        "sha256": token.digest.hex(),
        "created": token.created.isoformat(),
        "expires": token.expires.isoformat(),
        "may": [right.value for right in Right if right in token.may],
    }


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _require_name(name: str) -> None:
    """Raise ConfigurationError for a name that cannot be told apart, or is not clear in a log."""
    if not name or name != name.strip() or printable(name) != name or len(name) > LONGEST_NAME:
        raise ConfigurationError(wording.name_refused(name, LONGEST_NAME))
    if _as_read(name).startswith(OIDC_PREFIX):
        raise ConfigurationError(wording.name_reserved(OIDC_PREFIX))


def _as_read(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
