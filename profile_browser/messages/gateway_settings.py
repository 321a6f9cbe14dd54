"""Sentences for who starts a gateway: its options, its table in the administrator's file, TLS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.plain_text import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from profile_browser.messages.settings import KeyPath

DESCRIPTION = (
    "Answer the desks of an organisation over HTTP, so that only this machine holds the password "
    "of the store. Exit codes: 0 the gateway was stopped, 2 the options or the configuration are "
    "not valid, or the port is in use."
)
HOST_HELP = "the address to listen on; 127.0.0.1 unless set, which only this machine can reach"
PORT_HELP = "the port to listen on; 8443 unless set"
DOCS_HELP = "describe the routes at /docs and /openapi.json"
LOG_HELP = "write the log to this file instead of standard error"
PORT_REFUSED = "A port is a number from 0 to 65535; 0 lets the system choose."
LIBRARIES_NEEDED = (
    "The gateway needs more packages: pip install 'profile-browser[gateway]'. The packaged "
    "program does not contain them."
)
UNNAMED_CONNECTION = "Profiles"
NOTHING_TO_SERVE = (
    "No connection is set up for this account. Set one up, or serve the sample data with --sample."
)
NOT_AUDITED = "The connection has no audit log, so nobody can see later who was looked up."
NO_HOST_NAME = "it is not a host name"
BOTH_NEEDED = "--certificate and --key belong together. Give both, or neither."
CERTIFICATE_HELP = "a PEM file with the gateway's certificate and the intermediate ones"
KEY_HELP = "a PEM file with the key of the certificate"
BEHIND_PROXY_HELP = "a proxy in front of the gateway handles TLS; only the proxy can connect"

# What is wrong in the table.
NO_TABLE = "This must be a table, as in [gateway]."
TEXT_EMPTY = "This must not be empty."
NO_IP_ADDRESS = "This must be an IP address in quotes, such as “127.0.0.1”."
NO_IP_ADDRESSES = "This must be a list of IP addresses in quotes."
NO_PROXY_HEADER = "This must be X-Forwarded-For or Forwarded, in quotes."
NO_ISSUER = "This must be an address that begins with https://, in quotes."
OIDC_NEEDS_IT = "This is missing. Without it, any token could sign in."
CLAIM_NEEDS_BOTH = "This is missing. required_claim and required_value belong together."

# Why the keys of an issuer cannot be used, for the log.
OTHER_ISSUER = "its description names another issuer"
KEYS_NOT_SECURE = "its keys are not at an address that begins with https://"
NO_KEYS = "it publishes no keys"
ANSWER_TOO_LARGE = "its answer is too large"
ANSWER_TOO_DEEP = "its answer is nested too deeply"


def issuer_answered(status: int) -> str:
    """Say that an issuer does not publish its keys where it should."""
    return f"it answered with status {status}"


def seconds_needed(longest: float) -> str:
    """Say how long a request may take."""
    return f"This must be from 1 to {longest:g} seconds."


def gateway_faulty(file: str, path: KeyPath, why: str) -> str:
    """Say why a gateway does not start."""
    key = ".".join(printable(str(part)) for part in path)
    return f"The gateway cannot start until {printable(file)} is repaired. {key}: {why}"


def address_of(host: str, port: int) -> str:
    """Return an address as it is written in a URL."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def listening(urls: Sequence[str], connection: str) -> str:
    """Say where the gateway listens, and on which connection."""
    return f"Listening on {' and '.join(urls)} for {printable(connection)}."


def cannot_listen(host: str, port: int, because: str) -> str:
    """Say that the gateway cannot listen there."""
    return (
        f"Cannot listen on {address_of(host, port)}: {printable(because).lower()}. Choose another."
    )


def log_unusable(file: str, because: str) -> str:
    """Say that the log cannot be written."""
    return f"The log {printable(file)} cannot be written: {printable(because).lower()}."


def not_loopback(host: str) -> str:
    """Say that tokens would travel without encryption."""
    return (
        f"Without --certificate and --key, the gateway cannot listen on {quoted(host)}, because "
        "tokens would travel without encryption. Leave --host out, or use --behind-proxy if a "
        "proxy handles TLS."
    )


def host_unknown(host: str, reason: str) -> str:
    """Say that a host to listen on has no address."""
    return f"The host {quoted(host)} cannot be found: {printable(reason)}."


def unreadable(file: str, reason: str) -> str:
    """Say that a certificate or a key cannot be read."""
    return f"{printable(file)} cannot be read: {printable(reason)}."


def no_certificate(file: str) -> str:
    """Say that a file holds no certificate."""
    return f"{printable(file)} contains no certificate in PEM format, or a damaged one."


def no_key(certificate: str, key: str) -> str:
    """Say that a key or a certificate cannot be used."""
    return f"{printable(key)} contains no key in PEM format that fits {printable(certificate)}."


def wrong_key(certificate: str, key: str) -> str:
    """Say that a key is that of another certificate."""
    return f"{printable(key)} is not the key of the certificate in {printable(certificate)}."


def encrypted_key(key: str) -> str:
    """Say that a key needs a password."""
    return f"{printable(key)} is protected by a password. Use a key without one."


def too_weak(certificate: str) -> str:
    """Say that a key is too short, or a signature too old."""
    return f"The certificate in {printable(certificate)} is too weak for TLS. Issue a stronger one."


def expired(certificate: str, moment: datetime) -> str:
    """Say since when no desk trusts a certificate."""
    return (
        f"The certificate in {printable(certificate)} expired on {moment:%Y-%m-%d}; desks will not "
        "trust this gateway."
    )


def not_yet_valid(certificate: str, moment: datetime) -> str:
    """Say from when desks trust a certificate."""
    return (
        f"The certificate in {printable(certificate)} is not valid before {moment:%Y-%m-%d}; desks "
        "will not trust this gateway until then."
    )


def key_open_to_others(key: str) -> str:
    """Say that other accounts can read a key."""
    return f"Other accounts can read or change {printable(key)}. Set its mode to 600."


def gateway_served(title: str) -> str:
    """Say that a gateway cannot serve another gateway."""
    return f"{title} is a gateway itself. Serve a connection to a database."
