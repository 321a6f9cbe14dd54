"""A small issuer of JSON Web Tokens: a real HTTP server on this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
AUDIENCE = "profiles"
_ALGORITHM_CLASSES: dict[str, Any] = {
    "RS256": jwt.algorithms.RSAAlgorithm,
    "ES256": jwt.algorithms.ECAlgorithm,
    "EdDSA": jwt.algorithms.OKPAlgorithm,
}


def make_key(algorithm: str, size: int = 2048) -> PrivateKey:
    if algorithm == "RS256":
        return rsa.generate_private_key(65_537, size)
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return ed25519.Ed25519PrivateKey.generate()


class Issuer:
    """Publishes keys, and signs tokens. ``answers`` replace what is at a path."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.keys: dict[str, tuple[str, PrivateKey]] = {}
        self.asked: list[str] = []
        self.answers: dict[str, tuple[int, bytes]] = {}

    def add_key(self, key_id: str, algorithm: str = "ES256", size: int = 2048) -> None:
        self.keys[key_id] = (algorithm, make_key(algorithm, size))

    def claims(self, **changed: object) -> dict[str, object]:
        usual = {
            "iss": self.address,
            "aud": AUDIENCE,
            "sub": "anna",
            "exp": int(time()) + 600,
            "scope": "openid lookup search",
        }
        return {name: value for name, value in {**usual, **changed}.items() if value is not None}

    def token(self, key_id: str, **changed: object) -> str:
        algorithm, key = self.keys[key_id]
        return jwt.encode(self.claims(**changed), key, algorithm, {"kid": key_id})

    def published(self, key_id: str) -> dict[str, object]:
        algorithm, key = self.keys[key_id]
        public: dict[str, object] = _ALGORITHM_CLASSES[algorithm].to_jwk(
            key.public_key(), as_dict=True
        )
        return {**public, "kid": key_id, "use": "sig"}

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            return 200, _encoded({"issuer": self.address, "jwks_uri": f"{self.address}/keys"})
        if path == "/keys":
            return 200, _encoded({"keys": [self.published(key_id) for key_id in self.keys]})
        return 404, b""


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """Run an issuer on a free port, with the key “first”."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    issuer.add_key("first")
    server.issuer = issuer  # type: ignore[attr-defined]  # for the handler
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, content = self.server.issuer.answer(self.path)  # type: ignore[attr-defined]  # set above
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        if status == 302:
            self.send_header("Location", "/keys")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Print nothing."""


def _encoded(content: object) -> bytes:
    return json.dumps(content).encode()
