"""The gateway's certificate and key."""

from __future__ import annotations

import ssl
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import gateway_settings as wording

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOO_WEAK = ("_TOO_SMALL", "_TOO_WEAK")  # how OpenSSL ends such reasons


def make_tls_context(certificate: str, key: str) -> ssl.SSLContext:
    """Return a context for TLS 1.2 and later. Raises ConfigurationError."""
    if not (certificate and key):
        raise ConfigurationError(wording.BOTH_NEEDED)
    for file in (certificate, key):
        _require_readable(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # the Python of Debian leaves it to the system
    context.options |= ssl.OP_NO_RENEGOTIATION
    read_certificate(certificate)
    asked: list[str] = []

    def give_no_password() -> str:  # else OpenSSL asks for one on the terminal
        asked.append(key)
        return ""

    try:
        context.load_cert_chain(certificate, key, give_no_password)
    except (ssl.SSLError, OSError, ValueError) as error:
        if asked:
            raise ConfigurationError(wording.encrypted_key(key)) from None
        raise ConfigurationError(_refusal(error, certificate, key)) from None
    return context


def warnings_about(certificate: str, key: str, now: datetime | None = None) -> Iterator[str]:
    """Yield what an administrator should mend, although the gateway can start."""
    now = now or datetime.now(UTC)
    read = read_certificate(certificate)
    if now >= read.not_valid_after_utc:
        yield wording.expired(certificate, read.not_valid_after_utc)
    elif now < read.not_valid_before_utc:
        yield wording.not_yet_valid(certificate, read.not_valid_before_utc)
    if sys.platform != "win32" and stat.S_IMODE(Path(key).stat().st_mode) & 0o007:
        yield wording.key_open_to_others(key)


def _require_readable(file: str) -> None:
    try:
        with Path(file).open("rb"):
            pass
    except OSError as error:
        raise ConfigurationError(wording.unreadable(file, error.strerror or "")) from None


def read_certificate(file: str) -> x509.Certificate:
    """Return the first certificate of a file. Raises ConfigurationError."""
    try:
        return x509.load_pem_x509_certificates(Path(file).read_bytes())[0]
    except ValueError:
        raise ConfigurationError(wording.no_certificate(file)) from None


def _refusal(error: Exception, certificate: str, key: str) -> str:
    reason = getattr(error, "reason", None) or ""
    if reason.endswith(_TOO_WEAK):
        return wording.too_weak(certificate)
    is_other_key = reason == "KEY_VALUES_MISMATCH"
    return (wording.wrong_key if is_other_key else wording.no_key)(certificate, key)
