"""Composes the parts of a gateway by the rules of the administrator's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.gateway.answers import refusal_bytes
from profile_browser.gateway.callers.authentication import TokenAuthenticator
from profile_browser.gateway.callers.issuer_keys import IssuerKeys
from profile_browser.gateway.callers.oidc import OidcIssuer
from profile_browser.gateway.network.protocol import ConnectionGuard, Waits
from profile_browser.gateway.store_access import StoreAccess
from profile_browser.gateway.store_pool import DirectStore, StorePool
from profile_browser.settings.tokens import TokenFile
from profile_browser.stores.registry import STORES
from profile_browser.stores.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.gateway_rules import GatewayRules
    from profile_browser.domain.store import ProfileStore
    from profile_browser.gateway.network.proxies import DeskFinder

MOST_STORES = 32  # open at once, each with a thread
_GRACE = 10.0  # seconds beyond a request's own time, before its connection is ended


def make_store(connection: Connection, rules: GatewayRules) -> StoreAccess:
    """Return how the store of a connection is asked: the sample data on the event loop."""

    def open_store() -> ProfileStore:
        return Store(connection, STORES.adapter_of(connection))

    is_direct = connection.is_sample and not connection.audit  # the audit log waits for the disk
    store = DirectStore(open_store()) if is_direct else StorePool(open_store, MOST_STORES)
    return StoreAccess(connection, store, rules.requests_at_once)


def make_authenticator(rules: GatewayRules, token_file: Path) -> TokenAuthenticator:
    """Return what checks tokens: by the token file, and by an issuer if the rules name one."""
    most, oidc = rules.requests_per_minute, rules.oidc
    issuer = OidcIssuer(oidc, IssuerKeys(oidc.issuer), most) if oidc else None
    return TokenAuthenticator(TokenFile(token_file), most, issuer)


def make_connection_guard(rules: GatewayRules, desks: DeskFinder) -> ConnectionGuard:
    """Return what bounds the connections of desks and proxies."""
    return ConnectionGuard(
        make_answer=refusal_bytes,
        # A request may take its time twice: to arrive, and to be answered.
        waits=Waits(request=2 * rules.request_timeout + _GRACE),
        most=rules.connections,
        most_per_address=rules.connections_per_address,
        largest_body=rules.largest_body,
        may_connect=desks.may_connect,
        is_proxy=desks.is_proxy,
    )
