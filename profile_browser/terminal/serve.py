"""The options of ``profile-browser serve``, and the password of the store that it serves."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages import gateway_settings as wording
from profile_browser.messages.tokens import FILE_HELP
from profile_browser.settings.credentials import service_password
from profile_browser.terminal.chosen_connection import choose_usable_connection
from profile_browser.terminal.password_prompt import with_password

if TYPE_CHECKING:
    from profile_browser.domain.configuration import Configuration
    from profile_browser.domain.connection import Connection

_USUAL_HOST, _USUAL_PORT = "127.0.0.1", 8443
_LARGEST_PORT = 65535


def add_serve_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where to listen, and whom to trust."""
    for flag, metavar, explained in (
        ("--host", "HOST", wording.HOST_HELP),
        ("--certificate", "FILE", wording.CERTIFICATE_HELP),
        ("--key", "FILE", wording.KEY_HELP),
        ("--token-file", "FILE", FILE_HELP),
        ("--log-file", "FILE", wording.LOG_HELP),
    ):
        parser.add_argument(flag, metavar=metavar, help=explained)
    port_help = wording.PORT_HELP
    parser.add_argument("--port", metavar="N", type=parse_port, default=_USUAL_PORT, help=port_help)
    parser.add_argument("--behind-proxy", action="store_true", help=wording.BEHIND_PROXY_HELP)
    parser.add_argument("--docs", action="store_true", help=wording.DOCS_HELP)
    parser.set_defaults(host=_USUAL_HOST, certificate="", key="", log_file="")


def parse_port(text: str) -> int:
    """Return a port to listen on; 0 lets the system choose. Raises ArgumentTypeError."""
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= _LARGEST_PORT:
        raise argparse.ArgumentTypeError(wording.PORT_REFUSED)
    return port


def choose_served_connection(
    options: argparse.Namespace, configuration: Configuration
) -> Connection:
    """Return the connection, with the password that systemd passes on, or as for any command.

    Desks see its title. That of a connection without a key would tell them the host. Raises
    ConfigurationError.
    """
    connection = choose_usable_connection(options, configuration)
    _require_store(connection, is_sample_asked_for=bool(options.sample))
    if not (connection.key or connection.is_sample):
        connection = replace(connection, title=wording.UNNAMED_CONNECTION)
    if password := service_password():
        connection = replace(connection, password=password)
    return with_password(connection)


def _require_store(connection: Connection, *, is_sample_asked_for: bool) -> None:
    """Refuse sample data that nobody asked for, and a gateway, whose log would have no desks."""
    if connection.is_sample and not is_sample_asked_for:
        raise ConfigurationError(wording.NOTHING_TO_SERVE)
    if connection.kind.is_gateway:
        raise ConfigurationError(wording.gateway_served(connection.title))
