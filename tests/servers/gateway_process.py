"""The gateway as `profile-browser serve` runs it: a process, with folders and tokens of its own."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
import threading
from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection
from typing import TYPE_CHECKING, NamedTuple, Self

from profile_browser.domain.gateway_api import Right
from tests.wire.cluster_map import HOST
from tests.wire.terminal import CHECKOUT, environment_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from email.message import Message
    from pathlib import Path

    import trustme

    from profile_browser.domain.connection import Connection

LONGEST_ANSWER_SECONDS = 20.0
_LONGEST_START_SECONDS = 30.0
_LONGEST_END_SECONDS = 10.0
_PROGRAM = (sys.executable, "-m", "profile_browser")
_LISTENING = re.compile(r"https?://127\.0\.0\.1:(\d+)")
_NO_LIMIT = "[gateway]\nrequests_per_minute = 10000000\n"
AUDIT_KEY = "k" * 32
_EVERY_RIGHT = ("--may", ",".join(Right))
_SAMPLE = ("--sample",)
_CERTIFICATE, _KEY = "certificate.pem", "key.pem"


class Answer(NamedTuple):
    """What the gateway answered to one request."""

    status: int
    headers: Message
    body: bytes


class GatewayProcess:
    """A gateway on a free port of 127.0.0.1, while the `with` block runs.

    Without a connection, it serves the sample data. With an `authority`, it has a certificate of it
    and speaks TLS. `rules` is the administrator's file; it lifts the rate limit unless told
    otherwise. `options` follow on the command line.
    """

    def __init__(
        self,
        folder: Path,
        connection: Connection | None = None,
        *,
        authority: trustme.CA | None = None,
        rules: str = _NO_LIMIT,
        options: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.port = 0  # any that is free
        self._authority = authority
        self.secrets = [connection.password] if connection else []
        self._options = [*(() if connection else _SAMPLE), *options]
        self._environment = _environment(folder)
        if connection:
            self._environment |= environment_of(connection)
        self._said = bytearray()
        self._news = threading.Condition()
        system = folder / "system" / "profile-browser"
        system.mkdir(parents=True, exist_ok=True)
        (system / "connections.toml").write_text(rules, encoding="utf-8")
        if authority:
            self._options += [
                "--certificate",
                str(folder / _CERTIFICATE),
                "--key",
                str(folder / _KEY),
            ]
            write_certificate(folder, authority)
        self.token = self.make_token("desk-1", *_EVERY_RIGHT)

    def __enter__(self) -> Self:
        """Start it, and wait until it listens."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.kill()

    @property
    def origin(self) -> str:
        """The address without a path."""
        return f"{'https' if self._authority else 'http'}://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def log(self) -> str:
        """What it has written to its output since the first start."""
        return bytes(self._said).decode("utf-8", "replace")

    @property
    def memory(self) -> int:
        """The resident memory in bytes."""
        return resident_bytes(self.pid)

    # Running

    def start(self) -> None:
        """Start it, on the same port as before, and wait until it listens."""
        self._run()
        try:
            self.port = int(self.wait_for_log(_LISTENING, self._begin)[1])
        except AssertionError:
            self.kill()
            raise

    def _run(self) -> None:
        command = (*_PROGRAM, "serve", "--port", str(self.port), *self._options)
        self._process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._at_end = False
        self._begin = len(self._said)
        self._reader = threading.Thread(target=self._collect, args=(self._process,), daemon=True)
        self._reader.start()

    def wait_for_log(self, pattern: re.Pattern[str], begin: int = 0) -> re.Match[str]:
        """Wait until a line of the log, from this byte on, has what is searched."""

        def find() -> re.Match[str] | None:
            return pattern.search(bytes(self._said[begin:]).decode("utf-8", "replace"))

        with self._news:
            self._news.wait_for(lambda: find() or self._at_end, _LONGEST_START_SECONDS)
            found = find()
        assert found, f"the gateway does not write {pattern.pattern}: {self.log}"
        return found

    def terminate(self) -> None:
        """Ask it to end (SIGTERM)."""
        self._process.send_signal(signal.SIGTERM)

    def hang_up(self) -> None:
        """Ask it to read the certificate and the key again (SIGHUP)."""
        self._process.send_signal(signal.SIGHUP)

    def wait(self) -> int:
        """Wait until it has ended, and return the exit code."""
        code = self._process.wait(_LONGEST_END_SECONDS)
        self._reader.join(_LONGEST_END_SECONDS)
        return code

    def kill(self) -> None:
        """End it as a crash does (SIGKILL), if it still runs."""
        self._process.kill()
        self.wait()

    def _collect(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as output:
            while part := os.read(output.fileno(), 1 << 16):
                self._note(part)
        self._note(b"", at_end=True)

    def _note(self, part: bytes, *, at_end: bool = False) -> None:
        with self._news:
            self._said += part
            self._at_end = at_end
            self._news.notify_all()

    # Tokens

    def make_token(self, name: str, *options: str) -> str:
        """Make a token with `profile-browser token new`, and return it."""
        return self.run("token", "new", name, *options).split()[-1]

    def revoke_token(self, name: str) -> None:
        """Revoke a token with `profile-browser token revoke`."""
        self.run("token", "revoke", name)

    def run(self, *words: str) -> str:
        """Run a command with the gateway's folders, and return what it printed."""
        ended = subprocess.run(
            [*_PROGRAM, *words],
            cwd=CHECKOUT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST_START_SECONDS,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    # Asking

    def ask(
        self,
        target: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request with the token on a new connection, and return the answer."""
        authorized = {"Authorization": f"Bearer {self.token}"}
        with closing(self.connect()) as connection:
            return ask(connection, target, method, body, authorized | dict(headers or {}))

    def connect(self) -> HTTPConnection:
        """Return a connection that trusts its certificate; close it."""
        if self._authority is None:
            return HTTPConnection(HOST, self.port, timeout=LONGEST_ANSWER_SECONDS)
        return HTTPSConnection(
            HOST, self.port, timeout=LONGEST_ANSWER_SECONDS, context=trusting(self._authority)
        )


def audit_rules(folder: Path, switch: str = "audit") -> str:
    """Return the administrator's rules for an audit log in a folder."""
    return f'{switch} = true\naudit_folder = "{folder}"\naudit_key = "{AUDIT_KEY}"\n'


def ask(
    connection: HTTPConnection,
    target: str,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send one request on a connection that may be used before and after."""
    connection.request(method, target, body, dict(headers or {}))
    response = connection.getresponse()
    return Answer(response.status, response.headers, response.read())


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """Return a client's TLS context that trusts this authority alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:  # noqa: PTH123 - read often
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PROFILE_")}
    own = {f"XDG_{kind}_HOME": str(folder / "own") for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
    system = {"XDG_CONFIG_DIRS": str(folder / "system"), "HOME": str(folder / "own")}
    return kept | own | system | {"PYTHONUTF8": "1"}


def write_certificate(folder: Path, authority: trustme.CA) -> None:
    """Write a new certificate and its key where a gateway of this folder finds them."""
    issued = authority.issue_cert(HOST, "localhost")
    chain = b"".join(blob.bytes() for blob in issued.cert_chain_pems)
    (folder / _CERTIFICATE).write_bytes(chain)
    issued.private_key_pem.write_to_path(folder / _KEY)
    (folder / _KEY).chmod(0o600)
