"""The look at the network that the SDK does not take: name, port, certificate.

To the SDK an unknown host, a closed port and a silent one are the same timeout, after the whole
connect timeout; and it does not compare the host's name with the certificate (4.6.3, mended in
core 1.4.0 as CXXCBC-838). Each host is therefore tried here before a password is sent.
"""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from profile_browser.domain.outcome import ProblemError
from profile_browser.domain.wording import problems

if TYPE_CHECKING:
    from profile_browser.domain.address import Address, Host
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.outcome import Problem

HOST_TIMEOUT = 2.0  # seconds for the port, and as many for the certificate


def reachable_address(connection: Connection) -> Address:
    """Return the connection's address with the hosts alone that answer.

    Raises ProblemError with the first host's problem where none answers, and with the
    certificate's where any host that answers cannot prove who it is.
    """
    context = _tls_context(connection) if connection.address.encrypted else None
    answering: list[Host] = []
    unreachable: list[Problem] = []
    for host in connection.address.hosts:
        try:
            with _connected(connection, host) as plain:
                if context is not None:
                    _prove_identity(connection, host, plain, context)
        except _UnreachableError as error:
            unreachable.append(error.problem)
        else:
            answering.append(host)
    if not answering:
        raise ProblemError(unreachable[0])
    return connection.address.only(tuple(answering))


class _UnreachableError(ProblemError):
    """This host does not answer; another one may."""


def _connected(connection: Connection, host: Host) -> socket.socket:
    try:
        return socket.create_connection((host.name, host.port), timeout=HOST_TIMEOUT)
    except (socket.gaierror, UnicodeError) as error:
        raise _UnreachableError(problems.host_unknown(connection, host, _cause(error))) from error
    except TimeoutError as error:
        raise _UnreachableError(
            problems.port_silent(connection, host, HOST_TIMEOUT, _cause(error))
        ) from error
    except OSError as error:
        raise _UnreachableError(problems.port_closed(connection, host, _cause(error))) from error


def _tls_context(connection: Connection) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=connection.trust_store or None)
    except OSError as error:
        raise ProblemError(problems.trust_store_unusable(connection, _cause(error))) from error


def _prove_identity(
    connection: Connection, host: Host, plain: socket.socket, context: ssl.SSLContext
) -> None:
    try:
        with context.wrap_socket(plain, server_hostname=host.name):
            return
    except ssl.SSLCertVerificationError as error:
        raise ProblemError(
            problems.not_the_named_host(connection, host, error.verify_message)
        ) from error
    except TimeoutError as error:
        raise _UnreachableError(
            problems.port_silent(connection, host, HOST_TIMEOUT, _cause(error))
        ) from error
    except OSError as error:
        raise ProblemError(problems.no_encryption(connection, host, _cause(error))) from error


def _cause(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
