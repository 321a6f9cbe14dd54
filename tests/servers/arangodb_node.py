"""A part of ArangoDB in this process, on a port of 127.0.0.1: see `arangodb/`."""

from __future__ import annotations

import base64
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Self, cast

from tests.servers.accounts import PASSWORD
from tests.servers.arangodb.accounts import ADMINISTRATOR
from tests.servers.arangodb.errors import ArangoError
from tests.servers.arangodb.server import ArangoServer

if TYPE_CHECKING:
    from tests.servers.arangodb.database import Database

_POLL_SECONDS = 0.02  # until it notices that it is to end


class ArangoDBNode:
    """Runs the server while the `with` block runs. All its accounts have the same password."""

    password = PASSWORD

    def __init__(self) -> None:
        self.server = ArangoServer(self.password)

    def __enter__(self) -> Self:
        """Listen on a free port."""
        self._http = _HTTPServer(self.server)
        self.port = self._http.server_address[1]
        self._thread = Thread(target=self._http.serve_forever, args=(_POLL_SECONDS,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close the port. A thread that serves a connection ends with it."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def database(self, name: str) -> Database:
        """Return what is inside a database."""
        return self.server.databases[name]

    def order(
        self, method: str, path: str, body: object = None, account: str = ADMINISTRATOR
    ) -> tuple[int, Any]:
        """Have an account, usually the administrator, do something; return status and answer.

        No HTTP is spoken: it would take most of the time of tests that prepare a database.
        """
        sent = b"" if body is None else json.dumps(body).encode()
        status, value = self._http.answer(method, path, sent, (account, self.password))
        return status, json.loads(json.dumps(value))


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, server: ArangoServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._server, self._lock = server, Lock()

    def answer(
        self, method: str, path: str, body: bytes, sent: tuple[str, str]
    ) -> tuple[int, object]:
        """Return the answer of the server, which does one thing at a time."""
        try:
            content = json.loads(body) if body else None
        except ValueError:
            refused = ArangoError(600, "expecting a JSON object")
            return refused.status, refused.body
        with self._lock:
            return self._server.answer(method, path, content, sent)

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that are gone."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body are sent together

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        server = cast("_HTTPServer", self.server)
        status, value = server.answer(self.command, self.path, body, self._sent())
        text = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - http.server's names

    def _sent(self) -> tuple[str, str]:
        """Return the name and the password that came with the request."""
        scheme, _, text = self.headers.get("Authorization", "").partition(" ")
        if scheme != "Basic":
            return "", ""
        name, _, password = base64.b64decode(text).decode().partition(":")
        return name, password

    def log_message(self, *_: object) -> None:
        """Print nothing."""
