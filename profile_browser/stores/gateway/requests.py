"""The requests to a gateway. Each one only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from profile_browser.domain.gateway_api import MOST_MATCHES
from profile_browser.stores.http.paths import encoded
from profile_browser.stores.http.session import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT = Request("GET", "/")
READY = Request("GET", "/ready")


def user_request(username: str) -> Request:
    """Return the request for a user."""
    return Request("GET", _path_of(username))


def batch_request(usernames: Sequence[str]) -> Request:
    """Return the request for many users: at most ``MOST_AT_ONCE``."""
    return Request("POST", "/users/batch", {"usernames": list(usernames)})


def details_request(username: str) -> Request:
    """Return the request for the details of a user's record."""
    return Request("GET", f"{_path_of(username)}/details")


def search_request(text: str, limit: int) -> Request:
    """Return the request for the people that match a text: at most as many as a gateway lists."""
    query = urlencode({"text": text, "limit": max(1, min(limit, MOST_MATCHES))}, quote_via=quote)
    return Request("GET", f"/users?{query}")


def _path_of(username: str) -> str:
    return f"/users/{encoded(username)}"
