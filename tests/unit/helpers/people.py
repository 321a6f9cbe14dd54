"""A record, a user and a connection for tests."""

from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.user import User
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.reading import read_user
from profile_browser.stores.registry import STORES

KINDS = STORES.kinds
HASH = "$2b$12$marked-secret-hash"
PASSWORD = "marked-password"

CLUSTER = Connection(
    kind=COUCHBASE,
    title="Customers",
    environment=Environment.PRODUCTION,
    connection_string="couchbases://db.example.com",
    location={"bucket": "travel"},
    username="agent",
    password=PASSWORD,
)


def record(**changes: object) -> dict[str, object]:
    """Return John Doe's document, with these fields changed."""
    return {
        "username": "johndoe",
        "email": "johndoe@example.com",
        "full_name": "John Doe",
        "disabled": False,
        "type": "userprofile",
        "hashed_password": HASH,
    } | changes


def user(username: str = "johndoe", **fields: str | bool | None) -> User:
    """Return a user with only these fields."""
    return read_user({"username": username, **fields}, User)
