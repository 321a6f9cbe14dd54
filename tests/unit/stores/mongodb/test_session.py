"""What the driver is told before it connects."""

import pytest
from pymongo.client_options import ClientOptions

from profile_browser.domain.connection import Connection
from profile_browser.stores.mongodb.adapter import KIND
from profile_browser.stores.mongodb.session import _client


def options_for(connection_string: str) -> ClientOptions:
    location = {"database": "shop", "collection": "people"}
    connection = Connection(
        kind=KIND,
        title="Customers EU",
        connection_string=connection_string,
        location=location,
        username="staff",
        password="swordfish",
    )
    return _client(connection, connection.address).options


@pytest.mark.parametrize(
    "hidden", ["authMechanism=PLAIN", "tlsInsecure=true", "tls=false", "compressors=zlib"]
)
def test_no_parameter_hides_behind_a_semicolon(hidden: str) -> None:
    options = options_for(f"mongodbs://db.example.com?replicaSet=rs0;{hidden}")
    assert options._options["replicaSet"] == f"rs0;{hidden}"
    assert hidden.partition("=")[0] not in {*options._options} - {"tls"}
    assert options._options["tls"] is True


def test_the_accepted_parameters_reach_the_driver() -> None:
    options = options_for(
        "mongodb://db.example.com?authSource=%24external&replicaSet=a&replicaSet=rs0"
    )
    assert options.replica_set_name == "rs0"
    credentials = options.pool_options._credentials
    assert credentials is not None
    assert credentials.source == "$external"
