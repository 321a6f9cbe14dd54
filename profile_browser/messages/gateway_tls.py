"""Sentences about where a gateway listens, and about its certificate and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.messages.plain_text import printable, quoted

if TYPE_CHECKING:
    from datetime import datetime

NO_HOST_NAME = "it is not a host name"
BOTH_NEEDED = "--certificate and --key belong together. Give both, or neither."
CERTIFICATE_HELP = "a PEM file with the gateway's certificate and the intermediate ones"
KEY_HELP = "a PEM file with the key of the certificate"
BEHIND_PROXY_HELP = "a proxy in front of the gateway handles TLS; only the proxy can connect"


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
