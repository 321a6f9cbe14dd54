"""Sentences for who starts a gateway: its options, its table in the administrator's file, TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.catalogue import _
from profile_browser.messages.plain_text import both, inside_sentence, printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from profile_browser.messages.settings import KeyPath

DESCRIPTION = _(
    "Answer the desks of an organisation over HTTP, so that only this machine "
    "holds the password of the store. Exit codes: 0 the gateway was stopped, 2 the "
    "options or the configuration are not valid, or the port is in use."
)
HOST_HELP = _("the address to listen on; 127.0.0.1 unless set, which only this machine can reach")
PORT_HELP = _("the port to listen on; 8443 unless set")
DOCS_HELP = _("describe the routes at /docs and /openapi.json")
LOG_HELP = _("write the log to this file instead of standard error")
PORT_REFUSED = _("A port is a number from 0 to 65535; 0 lets the system choose.")
LIBRARIES_NEEDED = _(
    "The gateway needs more packages: pip install 'profile-browser[gateway]'. The "
    "packaged program does not contain them."
)
UNNAMED_CONNECTION = _("Profiles")
NOTHING_TO_SERVE = _(
    "No connection is set up for this account. Set one up, or serve the sample data with --sample."
)
NOT_AUDITED = _("The connection has no audit log, so nobody can see later who was looked up.")
NO_HOST_NAME = _("it is not a host name")
BOTH_NEEDED = _("--certificate and --key belong together. Give both, or neither.")
CERTIFICATE_HELP = _("a PEM file with the gateway's certificate and the intermediate ones")
KEY_HELP = _("a PEM file with the key of the certificate")
BEHIND_PROXY_HELP = _("a proxy in front of the gateway handles TLS; only the proxy can connect")

# What is wrong in the table.
NO_TABLE = _("This must be a table, as in [gateway].")
TEXT_EMPTY = _("This must not be empty.")
NO_IP_ADDRESS = _("This must be an IP address in quotes, such as “127.0.0.1”.")
NO_IP_ADDRESSES = _("This must be a list of IP addresses in quotes.")
NO_PROXY_HEADER = _("This must be X-Forwarded-For or Forwarded, in quotes.")
NO_ISSUER = _("This must be an address that begins with https://, in quotes.")
OIDC_NEEDS_IT = _("This is missing. Without it, any token could sign in.")
CLAIM_NEEDS_BOTH = _("This is missing. required_claim and required_value belong together.")

# Why the keys of an issuer cannot be used, for the log.
OTHER_ISSUER = _("its description names another issuer")
KEYS_NOT_SECURE = _("its keys are not at an address that begins with https://")
NO_KEYS = _("it publishes no keys")
ANSWER_TOO_LARGE = _("its answer is too large")
ANSWER_TOO_DEEP = _("its answer is nested too deeply")


def issuer_answered(status: int) -> str:
    """Say that an issuer does not publish its keys where it should."""
    return _("it answered with status {status}").format(status=status)


def seconds_needed(longest: float) -> str:
    """Say how long a request may take."""
    return _("This must be from 1 to {longest} seconds.").format(longest=f"{longest:g}")


def gateway_faulty(file: str, path: KeyPath, why: str) -> str:
    """Say why a gateway does not start."""
    key = ".".join(printable(str(part)) for part in path)
    return _("The gateway cannot start until {file} is repaired. {key}: {why}").format(
        file=printable(file), key=key, why=why
    )


def address_of(host: str, port: int) -> str:
    """Return an address as it is written in a URL."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def listening(urls: Sequence[str], connection: str) -> str:
    """Say where the gateway listens, and on which connection."""
    return _("Listening on {urls} for {connection}.").format(
        urls=both(urls), connection=printable(connection)
    )


def cannot_listen(host: str, port: int, because: str) -> str:
    """Say that the gateway cannot listen there."""
    return _("Cannot listen on {host}: {reason}. Choose another.").format(
        host=address_of(host, port), reason=inside_sentence(printable(because))
    )


def log_unusable(file: str, because: str) -> str:
    """Say that the log cannot be written."""
    return _("The log {file} cannot be written: {reason}.").format(
        file=printable(file), reason=inside_sentence(printable(because))
    )


def not_loopback(host: str) -> str:
    """Say that tokens would travel without encryption."""
    return _(
        "Without --certificate and --key, the gateway cannot listen on {host}, because "
        "tokens would travel without encryption. Leave --host out, or use "
        "--behind-proxy if a proxy handles TLS."
    ).format(host=quoted(host))


def host_unknown(host: str, reason: str) -> str:
    """Say that a host to listen on has no address."""
    return _("The host {host} cannot be found: {reason}.").format(
        host=quoted(host), reason=printable(reason)
    )


def unreadable(file: str, reason: str) -> str:
    """Say that a certificate or a key cannot be read."""
    return _("{file} cannot be read: {reason}.").format(
        file=printable(file), reason=printable(reason)
    )


def no_certificate(file: str) -> str:
    """Say that a file holds no certificate."""
    return _("{file} contains no certificate in PEM format, or a damaged one.").format(
        file=printable(file)
    )


def no_key(certificate: str, key: str) -> str:
    """Say that a key or a certificate cannot be used."""
    return _("{key} contains no key in PEM format that fits {certificate}.").format(
        key=printable(key), certificate=printable(certificate)
    )


def wrong_key(certificate: str, key: str) -> str:
    """Say that a key is that of another certificate."""
    return _("{key} is not the key of the certificate in {certificate}.").format(
        key=printable(key), certificate=printable(certificate)
    )


def encrypted_key(key: str) -> str:
    """Say that a key needs a password."""
    return _("{key} is protected by a password. Use a key without one.").format(key=printable(key))


def too_weak(certificate: str) -> str:
    """Say that a key is too short, or a signature too old."""
    return _("The certificate in {certificate} is too weak for TLS. Issue a stronger one.").format(
        certificate=printable(certificate)
    )


def expired(certificate: str, moment: datetime) -> str:
    """Say since when no desk trusts a certificate."""
    return _(
        "The certificate in {certificate} expired on {moment}; desks will not trust this gateway."
    ).format(certificate=printable(certificate), moment=f"{moment:%Y-%m-%d}")


def not_yet_valid(certificate: str, moment: datetime) -> str:
    """Say from when desks trust a certificate."""
    return _(
        "The certificate in {certificate} is not valid before {moment}; desks will not "
        "trust this gateway until then."
    ).format(certificate=printable(certificate), moment=f"{moment:%Y-%m-%d}")


def key_open_to_others(key: str) -> str:
    """Say that other accounts can read a key."""
    return _("Other accounts can read or change {key}. Set its mode to 600.").format(
        key=printable(key)
    )


def gateway_served(title: str) -> str:
    """Say that a gateway cannot serve another gateway."""
    return _("{title} is a gateway itself. Serve a connection to a database.").format(title=title)
