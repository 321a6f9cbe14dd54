"""A gateway's application for tests: what a request is answered, and the services that it has."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from httpx import ASGITransport, AsyncClient, Response

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.connection import Connection
from profile_browser.domain.gateway_api import GatewayReason, Right
from profile_browser.domain.gateway_rules import GatewayRules
from profile_browser.domain.store import ProfileStore
from profile_browser.gateway.application import make_app
from profile_browser.gateway.callers.authentication import Identity
from profile_browser.gateway.composition import make_store
from profile_browser.gateway.network.proxies import DeskFinder
from profile_browser.gateway.operation.audit import Recorder
from profile_browser.gateway.operation.request_log import RequestRecord
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.gateway.readiness import Readiness
from profile_browser.gateway.services import Authenticator, Services
from profile_browser.gateway.store_access import StoreAccess
from profile_browser.gateway.store_pool import AskedStore, DirectStore
from profile_browser.stores.sample.adapter import SAMPLE

TOKEN = "marked-token"
EVERY_RIGHT = frozenset(Right)
_ORIGIN = "http://gateway.example.com"


class OneToken:
    """Accepts one token."""

    def __init__(self, may: frozenset[Right] = EVERY_RIGHT) -> None:
        self.may = may

    async def identify(self, authorization: str | None) -> Identity:
        if authorization is None:
            raise RefusedRequestError(GatewayReason.TOKEN_MISSING)
        if authorization != f"Bearer {TOKEN}":
            raise RefusedRequestError(GatewayReason.TOKEN_REFUSED)
        return Identity("desk-7", self.may, 60)


@dataclass
class Costs:
    """Lets requests pass until told otherwise, and notes what they count."""

    seconds: float = 0.0
    taken: list[int] = field(default_factory=list)

    def take(self, _identity: Identity, cost: int = 1) -> float:
        self.taken.append(cost)
        return self.seconds


@dataclass
class Records:
    """Keeps what is logged and counted."""

    lines: list[RequestRecord] = field(default_factory=list)
    running: int = 0

    def write(self, record: RequestRecord) -> None:
        self.lines.append(record)

    def begin(self) -> None:
        self.running += 1

    def observe(self, _route: str, _outcome: str, _seconds: float) -> None:
        self.running -= 1


class Desk(NamedTuple):
    """Asks one gateway, and shows what it noted."""

    services: Services
    costs: Costs
    records: Records

    def ask(self, target: str, method: str = "GET", token: str = TOKEN, **more: Any) -> Response:  # noqa: ANN401 - as httpx takes it
        """Send one request. The target is sent as it is written here."""
        return self.ask_together((target,), method, token, **more)[0]

    def ask_together(
        self,
        targets: Sequence[str],
        method: str = "GET",
        token: str = TOKEN,
        **more: Any,  # noqa: ANN401 - as httpx takes it
    ) -> Sequence[Response]:
        """Send requests at the same moment, and close the store."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= more.pop("headers", {})
        return asyncio.run(self._ask(targets, method, headers, **more))

    async def _ask(
        self,
        targets: Sequence[str],
        method: str,
        headers: Mapping[str, str],
        **more: Any,  # noqa: ANN401 - as httpx takes it
    ) -> Sequence[Response]:
        transport = ASGITransport(
            make_app(self.services), raise_app_exceptions=False, client=("10.0.0.5", 50_000)
        )
        try:
            async with AsyncClient(transport=transport) as client:
                requests = (
                    client.request(method, _ORIGIN + target, headers=headers, **more)
                    for target in targets
                )
                return await asyncio.gather(*requests)
        finally:
            if not self.services.connection.is_sample:  # its threads belong to this event loop
                self.services.store.close()


def make_desk(
    store: ProfileStore | None = None,
    connection: Connection = SAMPLE,
    *,
    may: frozenset[Right] = EVERY_RIGHT,
    audit: AuditRules | None = None,
    has_docs: bool = False,
) -> Desk:
    """Return a desk of a gateway to a store, or to the sample data."""
    asked = DirectStore(store) if store else None
    costs, records = Costs(), Records()
    recorder = Recorder(connection, audit or AuditRules())
    usual = make_services(connection, OneToken(may), asked)
    services = replace(
        usual,
        readiness=Readiness(usual.store, recorder),
        rate_limiter=costs,
        recorder=recorder,
        request_log=records,
        metrics=records,
        has_docs=has_docs,
    )
    return Desk(services, costs, records)


def make_services(
    connection: Connection, authenticator: Authenticator, store: AskedStore | None = None
) -> Services:
    """Return the services of a gateway that lets all requests pass whose caller is known."""
    rules = GatewayRules()
    asked = (
        StoreAccess(connection, store, rules.requests_at_once)
        if store
        else make_store(connection, rules)
    )
    records, recorder = Records(), Recorder(connection, AuditRules())
    return Services(
        connection=connection,
        rules=rules,
        store=asked,
        readiness=Readiness(asked, recorder),
        authenticator=authenticator,
        rate_limiter=Costs(),
        desks=DeskFinder(rules, behind_proxy=False),
        recorder=recorder,
        request_log=records,
        metrics=records,
    )
