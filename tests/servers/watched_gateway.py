"""A gateway whose every byte is kept, and searched at the end for what must never leave it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from tests.servers.front import Front
from tests.servers.gateway_process import LONGEST_ANSWER_SECONDS, GatewayProcess
from tests.servers.raw_http import RawHttp
from tests.wire.people import ALICES_HASH, MARKED_HASH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPConnection

_BEGIN_OF_A_HASH = "$2b$"  # of all in the sample data and in the node
HASHES = (_BEGIN_OF_A_HASH, MARKED_HASH, ALICES_HASH, "hashed_password")
_CLIENTS_CODE = re.compile(r"Traceback|/site-packages/|\.py\b")


class WatchedGateway(GatewayProcess):
    """What it is asked goes through a front; raw clients keep their bytes. It has no TLS."""

    kept: bytearray

    def __enter__(self) -> Self:
        """Start it and its front."""
        self.kept = bytearray()
        super().__enter__()
        self.front = Front(self.port)
        self.front.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        """End both; fail the test if a secret left the gateway."""
        self.front.__exit__()
        super().__exit__(*error)
        leaks = [*self._leaks()]
        assert not leaks, leaks

    def connect(self) -> HTTPConnection:
        """Return a connection through the front."""
        connection = super().connect()
        connection.port = self.front.port
        return connection

    def connect_raw(self, patience: float = LONGEST_ANSWER_SECONDS) -> RawHttp:
        """Return a client that sends bytes as they are, and waits some seconds for others."""
        return RawHttp(self.port, self.kept, patience=patience)

    def _leaks(self) -> Iterator[str]:
        """Name each secret that a client, the log or a file has."""
        answered = (self.front.answered + self.kept).decode("latin-1")
        places = {"a client": answered, "the log": self.log}
        files = (path for path in self.folder.rglob("*") if path.is_file())
        places |= {str(path): path.read_bytes().decode("latin-1") for path in files}
        secrets = (*HASHES, self.token, self.token.removeprefix("pb_"), *self.secrets)
        for place, text in places.items():
            yield from (f"{place}: {secret}" for secret in secrets if secret in text)
        if found := _CLIENTS_CODE.search(answered):
            yield f"a client: {found[0]}"
