"""Checks the settings, and name, port and certificate of each host, before a driver connects.

Couchbase's SDK reports an unknown host, a closed port and a silent port all as a timeout, after the
whole connect timeout. It also does not match the host name with the certificate (4.6.3, fixed in
core 1.4.0 as CXXCBC-838). So each host is checked here before a password is sent.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import truststore

from profile_browser.domain.connection import find_faults
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.name_lookup import NameLookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from profile_browser.domain.address import Address, Host
    from profile_browser.domain.connection import Connection

    HostFinder = Callable[[Connection], tuple[Host, ...]]

HOST_TIMEOUT = 2.0  # seconds each for the name, the port and the certificate
_Before = TypeVar("_Before")
_After = TypeVar("_After")


def require_valid_settings(connection: Connection) -> None:
    """Raise ProblemError if a setting is missing or not valid, before any network access."""
    for refusal in find_faults(connection).values():
        raise ProblemError(
            Problem(Reason.SETTINGS_REFUSED, connection, values={"refusal": refusal})
        )


def reachable_address(connection: Connection, find_hosts: HostFinder) -> Address:
    """Return the connection's address with only the hosts that are reachable.

    Raises ProblemError with the first host's problem if none is reachable, and with the certificate
    problem if any reachable host fails verification.
    """
    with closing(Route(connection, find_hosts)) as route:
        route.load_trust_store()  # fail early, before any network access
        route.resolve()
        route.connect()
        route.verify()
        return route.address


def require_expected_encryption(
    connection: Connection,
    address: Address,
    keep: Callable[[socket.socket], object] = lambda _: None,
) -> None:
    """Raise ProblemError if a host of an unencrypted connection expects TLS.

    ``keep`` gets the socket before the handshake, so that another thread can end it.
    This is for after a failure: a server without TLS would log the handshake as an error.
    """
    for host in () if address.encrypted else address.hosts:
        if _expects_tls(host, keep):
            values = {"host": host.name, "port": host.port}
            raise ProblemError(Problem(Reason.ENCRYPTION_NEEDED, connection, values=values))


def _expects_tls(host: Host, keep: Callable[[socket.socket], object]) -> bool:
    context = ssl.create_default_context()
    context.sslsocket_class = _ConnectedSocket
    try:
        with socket.create_connection((host.name, host.port), HOST_TIMEOUT) as plain:
            keep(plain)
            with context.wrap_socket(plain, server_hostname=host.name) as encrypted:
                return encrypted.version() is not None  # a closed connection is no handshake
    except ssl.SSLCertVerificationError:
        return True
    except OSError:
        return False


class _ConnectedSocket(ssl.SSLSocket):
    """A socket that is closed if its connection was reset before the handshake.

    Python 3.11 would leave it open. truststore's contexts cannot be told of a class of sockets.
    """

    def getpeername(self) -> object:
        """Return the other end, which ssl asks for first. Raises OSError if there is none."""
        try:
            return super().getpeername()
        except OSError as error:
            self.close()
            raise ConnectionResetError(str(error)) from None


def listed_hosts(connection: Connection) -> tuple[Host, ...]:
    """Return the connection's own hosts: the host finder of a kind without SRV records."""
    return connection.address.hosts


class _Resolved(NamedTuple):
    host: Host
    addresses: list[tuple[str, int]]


class _Connected(NamedTuple):
    host: Host
    socket: socket.socket


class Route:
    """Checks the hosts of a cluster step by step: resolve, connect, verify, then read ``address``.

    Each step continues with the hosts that passed the previous one, and raises ProblemError if none
    passes. The sockets stay open until ``close``.
    """

    def __init__(self, connection: Connection, find_hosts: HostFinder) -> None:
        self._connection = connection
        self._find_hosts = find_hosts
        self._sockets = ExitStack()
        self._context: ssl.SSLContext | None = None
        self._resolved: list[_Resolved] = []
        self._connected: list[_Connected] = []

    @property
    def address(self) -> Address:
        """The connection's address with only the hosts that passed every step so far."""
        return self._connection.address.with_hosts(
            tuple(connected.host for connected in self._connected)
        )

    def load_trust_store(self) -> None:
        """Load the trusted certificates, if the connection is encrypted."""
        if self._connection.address.encrypted and self._context is None:
            self._context = tls_context(self._connection)

    def resolve(self) -> None:
        """Resolve all hosts concurrently.

        The connection's own hosts are resolved during the SRV lookup, so that both together take no
        longer than one timeout.
        """
        own = {host: NameLookup(host, HOST_TIMEOUT) for host in self._connection.address.hosts}
        hosts = self._find_hosts(self._connection)
        asked = [(host, own.get(host) or NameLookup(host, HOST_TIMEOUT)) for host in hosts]
        self._resolved = _keep_passing(self._resolve, asked)

    def connect(self) -> None:
        """Open a connection to each resolved host."""
        self._connected = _keep_passing(self._connect, self._resolved)

    def verify(self) -> None:
        """Verify the certificate of each connected host, if the connection is encrypted.

        One host that fails verification is enough to raise ProblemError.
        """
        self.load_trust_store()
        context = self._context
        if context is not None:
            self._connected = _keep_passing(
                lambda connected: self._verify(connected, context), self._connected
            )

    def close(self) -> None:
        """Close the sockets."""
        self._sockets.close()

    def _resolve(self, asked: tuple[Host, NameLookup]) -> _Resolved:
        host, lookup = asked
        try:
            return _Resolved(host, lookup.addresses())
        except (OSError, UnicodeError) as error:
            raise self._unreachable(Reason.HOST_UNKNOWN, host, error) from error

    def _connect(self, resolved: _Resolved) -> _Connected:
        host = resolved.host
        try:
            connected = _first_connection(resolved.addresses)
        except TimeoutError as error:
            raise self._unreachable(Reason.PORT_SILENT, host, error) from error
        except ConnectionResetError as error:  # closed as soon as it was open
            encrypted = self._connection.address.encrypted
            reason = Reason.TLS_FAILED if encrypted else Reason.CONNECTION_CUT
            raise self._unreachable(reason, host, error) from error
        except OSError as error:
            raise self._unreachable(Reason.PORT_CLOSED, host, error) from error
        return _Connected(host, self._sockets.enter_context(connected))

    def _verify(self, connected: _Connected, context: ssl.SSLContext) -> _Connected:
        host, plain = connected
        try:
            plain.getpeername()  # of a connection that was reset, ssl would leave the socket open
            context.wrap_socket(plain, server_hostname=host.name).close()
        except ssl.SSLCertVerificationError as error:
            cause = error.verify_message
            raise ProblemError(self._problem(Reason.CERTIFICATE_REFUSED, host, cause)) from error
        except TimeoutError as error:
            raise self._unreachable(Reason.TLS_SILENT, host, error) from error
        except OSError as error:
            raise ProblemError(self._problem(Reason.TLS_FAILED, host, _cause(error))) from error
        return connected

    def _unreachable(self, reason: Reason, host: Host, error: Exception) -> _UnreachableError:
        return _UnreachableError(self._problem(reason, host, _cause(error)))

    def _problem(self, reason: Reason, host: Host, cause: str) -> Problem:
        values = {"host": host.name, "port": host.port, "seconds": HOST_TIMEOUT}
        return Problem(reason, self._connection, cause, values)


class _UnreachableError(ProblemError):
    """This host is not reachable. Another one may be."""


def _keep_passing(step: Callable[[_Before], _After], candidates: Iterable[_Before]) -> list[_After]:
    """Return the step's results for those that pass. If none does, raise the first problem."""
    passed: list[_After] = []
    unreachable: list[Problem] = []
    for candidate in candidates:
        try:
            passed.append(step(candidate))
        except _UnreachableError as error:
            unreachable.append(error.problem)
    if not passed:
        raise ProblemError(unreachable[0])
    return passed


def _first_connection(addresses: Iterable[tuple[str, int]]) -> socket.socket:
    refused: OSError = ConnectionRefusedError()
    for address in addresses:
        try:
            return socket.create_connection(address, timeout=HOST_TIMEOUT)
        except OSError as error:
            refused = error
    raise refused


def tls_context(connection: Connection) -> ssl.SSLContext:
    """Return a context that trusts the connection's own authority, or else the system's.

    Raises ProblemError.
    """
    try:
        if connection.trust_store:
            return ssl.create_default_context(cafile=connection.trust_store)
        return _system_context()
    except OSError as error:
        problem = Problem(Reason.TRUST_STORE_UNUSABLE, connection, _cause(error))
        raise ProblemError(problem) from error


def _system_context() -> ssl.SSLContext:
    """Return a context that uses the operating system's trust store.

    Python's default looks for certificates where its OpenSSL was built to look. A program frozen on
    one Linux distribution finds none on another, nor on macOS.
    """
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _cause(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
