"""A session with a server that speaks HTTP: signed requests, bounded in time and size.

No redirect is followed, no proxy of the environment is used, and no body is compressed: a
compressed one could hide what it contains, and could grow without bound.

A request is sent twice at most: again if the connection breaks, or to another host if the first
one is not available. An overloaded server is not asked again, whatever its Retry-After: the user
decides when to try again.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import ssl
from contextlib import suppress
from http import HTTPStatus
from threading import Lock, Timer
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

import httpx

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.http.failures import Answer, problem_of
from profile_browser.stores.json_values import parse_json
from profile_browser.stores.name_lookup import NameLookup
from profile_browser.stores.network import (
    HOST_TIMEOUT,
    listed_hosts,
    reachable_address,
    require_expected_encryption,
    tls_context,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profile_browser.domain.address import Host
    from profile_browser.domain.connection import Connection
    from profile_browser.stores.http.failures import Dialect, Phase

LONGEST_ANSWER = 32 << 20  # bytes
# Load balancers commonly drop connections that are idle for a minute.
_LONGEST_IDLE = 55.0  # seconds
_CONNECTING, _CONNECTED = "connection.connect_tcp.started", "connection.connect_tcp.complete"
logging.getLogger("httpx").setLevel(logging.WARNING)  # otherwise it logs each URL, with its id
_BROKEN = (httpx.NetworkError, httpx.RemoteProtocolError)
# How httpx's text begins if a connection ends before the answer does.
_CUT_SHORT = re.compile(r"server disconnected|peer (unexpectedly )?closed", re.IGNORECASE)
_UNAVAILABLE = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}


class Request(NamedTuple):
    """A request. The path is percent-encoded, with its query. A body is sent as JSON."""

    method: str
    path: str
    body: Mapping[str, object] | None = None


class _EndedError(Exception):
    """The session was closed, or the time is up, while a connection was being opened."""


class _UnfitAnswerError(Exception):
    """An answer that is too long, or encoded in a way that was not asked for."""


class HttpSession:
    """A session with one of the reachable hosts. Each thread has its own. It raises ProblemError.

    httpx's exceptions are not chained, because they contain the request and so ids and text.
    """

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection, self._dialect = connection, dialect
        self._host: Host | None = None
        self._failed: Host | None = None
        self._asking = Lock()
        self._is_closed = self._is_expired = self._has_answered = False
        self._socket: socket.socket | None = None
        self._client = _client(connection)
        self.headers: Mapping[str, str] = {}  # of each request, too; printable ASCII

    def open(self) -> None:
        """Find a reachable host and verify its certificate, unless that was done before."""
        if self._host is None:
            connection = self._connection
            hosts = reachable_address(connection, listed_hosts).hosts
            self._host = next((host for host in hosts if host != self._failed), hosts[0])

    def ask(self, request: Request, phase: Phase, seconds: float) -> Answer:
        """Return the answer to a request, whatever its status.

        It takes this many seconds at most, plus the connect timeout if no connection is open.
        The request must only read, because it may be repeated.
        """
        try:
            with self._asking:
                return self._ask(request, phase, seconds)
        finally:
            if self._is_closed:
                self._release()

    def problem_of(self, answer: Answer, phase: Phase) -> ProblemError:
        """Return the error for an answer that is not the wanted one."""
        return ProblemError(problem_of(answer, phase, self._dialect, self._connection))

    def error(self, reason: Reason, cause: str = "", **asked: object) -> ProblemError:
        """Return the error for this reason, with the values for its sentences."""
        values = {**self._dialect.values_of(reason, self._connection), **asked}
        return ProblemError(Problem(reason, self._connection, cause, values))

    def close(self) -> None:
        """Close the connection. Any thread may call this: a running request ends at once."""
        self._is_closed = True
        self._break_off()
        self._release()

    def _ask(self, request: Request, phase: Phase, seconds: float) -> Answer:
        limit = seconds + (0 if self._socket else self._connection.connect_timeout)
        latest = monotonic() + limit
        try:
            answer = self._first_answer(request, seconds, latest)
            return self._send(request, seconds, latest) if answer is None else answer
        except (httpx.HTTPError, _EndedError, _UnfitAnswerError) as error:
            host = self._host
            self._require_expected_encryption(error, host)
            if self._has_more_hosts:
                self._leave_host()
            raise self._error_of(error, phase, host) from None

    def _require_expected_encryption(self, error: Exception, host: Host | None) -> None:
        """Raise ProblemError if the connection broke because the server expects TLS."""
        is_known = self._has_answered or self._is_closed or self._is_expired
        if host is not None and isinstance(error, _BROKEN) and not is_known:
            address = self._connection.address.with_hosts((host,))
            require_expected_encryption(self._connection, address, self._keep)

    def _first_answer(self, request: Request, seconds: float, latest: float) -> Answer | None:
        """Return an answer, or None if the request should be sent once more."""
        try:
            answer = self._send(request, seconds, latest)
        except _BROKEN:
            if self._is_closed or self._is_expired:
                raise
        else:
            if not self._is_worth_another_try(answer):
                return answer
        self._leave_host()
        return None

    def _is_worth_another_try(self, answer: Answer) -> bool:
        """Return whether a connection was closed cleanly, or another host may be available."""
        is_unavailable = answer.status in _UNAVAILABLE and self._has_more_hosts
        return is_unavailable or answer.status == HTTPStatus.REQUEST_TIMEOUT

    @property
    def _has_more_hosts(self) -> bool:
        return len(self._connection.address.hosts) > 1

    def _leave_host(self) -> None:
        """Have the next request check the hosts again, and prefer another one."""
        self._failed, self._host = self._host, None

    def _send(self, request: Request, seconds: float, latest: float) -> Answer:
        if self._is_closed:
            raise _EndedError
        self.open()
        self._is_expired = False
        timer = Timer(max(0.0, latest - monotonic()), self._expire)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(request, seconds)
        finally:
            timer.cancel()
            timer.join()

    def _exchange(self, request: Request, seconds: float) -> Answer:
        scheme = "https" if self._connection.address.encrypted else "http"
        body = None if request.body is None else json.dumps(request.body).encode()
        with self._client.stream(
            request.method,
            f"{scheme}://{self._host}{request.path}",
            content=body,
            headers={**self.headers, **({"Content-Type": "application/json"} if body else {})},
            timeout=httpx.Timeout(seconds, connect=self._connection.connect_timeout),
            extensions={"trace": self._trace},
        ) as response:
            body = _body_of(response)
            self._has_answered = True
            wanted = self._dialect.headers
            headers = {name: response.headers[name] for name in wanted if name in response.headers}
            return Answer(response.status_code, parse_json(body), _origin_of(response), headers)

    def _trace(self, event: str, info: Mapping[str, object]) -> None:
        """Keep the socket of a new connection, for ``close`` and for the end of the time.

        A duplicate is kept, because the original is gone as soon as TLS wraps it.
        """
        if event == _CONNECTING:
            self._require_name()
        if event != _CONNECTED:
            return
        opened = info["return_value"].get_extra_info("socket")  # type: ignore[attr-defined] # httpcore's stream
        self._keep(opened)
        if self._is_closed or self._is_expired:
            info["return_value"].close()  # type: ignore[attr-defined] # as above
            raise _EndedError

    def _keep(self, opened: socket.socket) -> None:
        replaced, self._socket = self._socket, opened.dup()
        if replaced is not None:
            replaced.close()

    def _require_name(self) -> None:
        """Raise ConnectError if name servers are silent. Nothing could end httpx's own lookup."""
        host = self._host
        try:
            if host is not None:
                NameLookup(host, HOST_TIMEOUT).addresses()
        except (OSError, UnicodeError):
            message = "no name server knows the host now"
            raise httpx.ConnectError(message) from None

    def _expire(self) -> None:
        self._is_expired = True
        self._break_off()

    def _break_off(self) -> None:
        """End what another thread reads, writes or negotiates on the connection."""
        connected = self._socket
        if connected is not None:
            with suppress(OSError):  # it has ended by itself
                connected.shutdown(socket.SHUT_RDWR)

    def _release(self) -> None:
        """Close the client, unless a request is running: that one then does it at its end."""
        if self._asking.acquire(blocking=False):
            try:
                self._client.close()
                if self._socket is not None:
                    self._socket.close()
            finally:
                self._asking.release()

    def _error_of(self, error: Exception, phase: Phase, host: Host | None) -> ProblemError:
        cause = type(error).__name__.lstrip("_")
        asked = {} if host is None else {"host": host.name, "port": host.port}
        return self.error(self._reason_of(error, phase), cause, **asked)

    def _reason_of(self, error: Exception, phase: Phase) -> Reason:
        if self._is_closed:
            return Reason.CANCELLED
        if isinstance(error, httpx.ConnectTimeout):
            return Reason.CONNECT_TIMED_OUT
        if self._is_expired or isinstance(error, httpx.TimeoutException):
            return phase.timed_out
        is_cut = isinstance(error, httpx.NetworkError) or _CUT_SHORT.match(str(error))
        return Reason.CONNECTION_CUT if is_cut else Reason.ANSWER_FOREIGN


def _client(connection: Connection) -> httpx.Client:
    encrypted = connection.address.encrypted
    is_basic = connection.kind.has_user
    bearer = {} if is_basic else {"Authorization": f"Bearer {connection.password}"}
    # httpx needs a context even without encryption. This one trusts nobody.
    context = tls_context(connection) if encrypted else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.Client(
        verify=context,
        auth=httpx.BasicAuth(connection.username, connection.password) if is_basic else None,
        headers={"Accept": "application/json", "Accept-Encoding": "identity", **bearer},
        follow_redirects=False,
        trust_env=False,
        # With one connection, the socket that is kept is always the one in use.
        limits=httpx.Limits(max_connections=1, keepalive_expiry=_LONGEST_IDLE),
    )


def _body_of(response: httpx.Response) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise _UnfitAnswerError
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > LONGEST_ANSWER:
            raise _UnfitAnswerError
    return bytes(body)


def _origin_of(response: httpx.Response) -> str:
    """Return the scheme, host and port that a redirect leads to, if it is one."""
    if response.next_request is None:
        return ""
    url = response.next_request.url
    return f"{url.scheme}://{url.netloc.decode()}"
