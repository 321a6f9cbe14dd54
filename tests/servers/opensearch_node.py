"""OpenSearch itself with its security plugin: one node, which demands a password and knows roles.

It speaks HTTP without TLS, so that a recorder in front can read what crosses the wire.
"""

from __future__ import annotations

import base64
import json
import shutil
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from tests.servers.accounts import READER, STRANGER
from tests.servers.java_server import JavaServer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LONGEST_ANSWER_SECONDS = 15.0


class OpenSearchNode(JavaServer):
    """One node. `security/` beside its pom.xml has its accounts, all with the same password."""

    administrator = "administrator"
    reader = READER
    guarded = "guarded"  # may read everything but the hash
    stranger = STRANGER

    def prepare(self) -> None:
        """Write its settings, accounts, and the certificate that its plugin demands of nodes."""
        config = self.folder / "config"
        shutil.copytree(self.program / "security", config / "opensearch-security")
        _write_certificate(config)
        shutil.copy(self.program / "opensearch.json", config)

    def arguments(self) -> Sequence[str]:
        """Return its class, its folder and its ports."""
        return [
            "-Dlog4j2.disable.jmx=true",
            "-cp",
            f"{self.program / 'lib'}:{self.program / 'lib'}/*",
            "OpenSearchNode",
            str(self.folder),
            str(self.port),
            str(self._inner_port),
        ]

    def is_ready(self) -> bool:
        """Say whether it knows its accounts."""
        try:
            return self.order("GET", "/")[0] == 200
        except (OSError, HTTPException):
            return False

    def order(
        self, method: str, path: str, body: object = None, account: str = administrator
    ) -> tuple[int, object]:
        """Have an account do something; return the status and the answer. A text is sent as is."""
        signed = base64.b64encode(f"{account}:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {signed}", "Content-Type": "application/json"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_LONGEST_ANSWER_SECONDS)
        try:
            sent = body if body is None or isinstance(body, str) else json.dumps(body)
            connection.request(method, path, sent, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return answer.status, json.loads(text) if is_json and text else text


def _write_certificate(folder: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(folder / "authority.pem")
    issued.cert_chain_pems[0].write_to_path(folder / "certificate.pem")
    key = load_pem_private_key(issued.private_key_pem.bytes(), None)
    # The plugin reads keys in this form alone.
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(written)
