"""The server side of SCRAM-SHA512 (RFC 5802) and of PLAIN."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

# Real servers use thousands of rounds, but tests have to wait for them.
ITERATIONS = 500


@dataclass(frozen=True)
class Credentials:
    """The one database user that the node knows."""

    username: str
    password: str
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def match_plain(self, message: bytes) -> bool:
        """Return whether a PLAIN message has this user's credentials."""
        expected = f"\0{self.username}\0{self.password}".encode()
        return hmac.compare_digest(message, expected)

    def salted_password(self) -> bytes:
        """Return the key from which both sides of SCRAM derive theirs."""
        return hashlib.pbkdf2_hmac("sha512", self.password.encode(), self.salt, ITERATIONS)


class ScramExchange:
    """One exchange in which a client proves that it knows the password without sending it."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._client_first = ""
        self._server_first = ""

    def challenge(self, message: bytes) -> bytes:
        """Answer the client's first message."""
        self._client_first = message.decode().split(",", 2)[2]
        nonce = _attributes(self._client_first)["r"] + secrets.token_hex(12)
        salt = base64.b64encode(self._credentials.salt).decode()
        self._server_first = f"r={nonce},s={salt},i={ITERATIONS}"
        return self._server_first.encode()

    def verify(self, message: bytes) -> bytes | None:
        """Answer the client's last message, or return None if its proof is wrong."""
        text = message.decode()
        without_proof, _, proof = text.rpartition(",p=")
        signed = f"{self._client_first},{self._server_first},{without_proof}".encode()
        salted = self._credentials.salted_password()
        if not self._knows_the_account(salted, signed, base64.b64decode(proof)):
            return None
        signature = _sign(_sign(salted, b"Server Key"), signed)
        return b"v=" + base64.b64encode(signature)

    def _knows_the_account(self, salted: bytes, signed: bytes, proof: bytes) -> bool:
        name = _attributes(self._client_first)["n"].replace("=2C", ",").replace("=3D", "=")
        client_key = _sign(salted, b"Client Key")
        signature = _sign(hashlib.sha512(client_key).digest(), signed)
        expected = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
        return hmac.compare_digest(proof, expected) and name == self._credentials.username


def _sign(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha512")


def _attributes(message: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition("=") for part in message.split(","))}
