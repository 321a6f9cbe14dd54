"""A name server on loopback that knows only SRV records, and a resolver that asks it."""

import socket
import threading
from collections.abc import Sequence
from typing import Self

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

from tests.wire.cluster_map import HOST

_LONGEST_SECONDS = 5.0


class NameServer:
    """Answers over UDP on a free port of 127.0.0.1 during the `with` block.

    `services` are the lines of each name, `"priority weight port target."`. Another name is not
    known; a name without lines is known, but has no service.
    """

    def __init__(self, services: dict[str, Sequence[str]] | None = None) -> None:
        self.services = services or {}
        self.asked: list[str] = []
        self.silent = False
        self.refuses = False

    def __enter__(self) -> Self:
        """Start answering."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="name server", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, by sending itself an empty message."""
        self._socket.sendto(b"", (HOST, self.port))
        self._thread.join(_LONGEST_SECONDS)
        self._socket.close()

    @property
    def resolver(self) -> dns.resolver.Resolver:
        """A resolver that asks only this server."""
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [HOST]
        resolver.port = self.port
        return resolver

    def _serve(self) -> None:
        while True:
            wire, client = self._socket.recvfrom(4096)
            if not wire:
                return
            question = dns.message.from_wire(wire)
            self.asked.append(str(question.question[0].name).rstrip("."))
            if not self.silent:
                self._socket.sendto(self._answer(question).to_wire(), client)

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(question)
        asked = question.question[0]
        lines = self.services.get(str(asked.name).rstrip("."))
        if self.refuses:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif lines is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif lines:
            answer.answer.append(dns.rrset.from_text_list(asked.name, 60, "IN", "SRV", lines))
        return answer
