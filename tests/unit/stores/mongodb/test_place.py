"""Which field of a record a username is looked up by."""

from dataclasses import replace

import pytest

from profile_browser.domain.connection import Connection, find_faults
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.refusal import RefusalKind, RefusedError
from profile_browser.stores.mongodb.adapter import KIND


def connection_to(text: str = "mongodbs://db.example.com", **location: str) -> Connection:
    return Connection(
        kind=KIND, title="", connection_string=text, location=location, username="staff"
    )


def test_a_record_is_looked_up_by_the_id_of_the_layout() -> None:
    assert connection_to().id_of("johndoe") == "userprofile::johndoe"


def test_another_key_field_holds_the_id_of_the_layout() -> None:
    layout = USUAL_LAYOUT._replace(id="N-{username}")
    connection = replace(connection_to(key_field="number"), record=layout)
    assert connection.id_of("1") == "N-1"


def test_the_field_for_the_username_holds_the_username() -> None:
    assert connection_to(key_field="username").id_of("johndoe") == "johndoe"


def test_a_username_that_is_too_long_is_refused_with_the_longest_one() -> None:
    with pytest.raises(RefusedError) as refused:
        connection_to().id_of("x" * 1024)
    longest = 1024 - len("userprofile::")
    assert refused.value.refusal.values == (longest,)


def test_a_connection_needs_a_database_and_a_collection() -> None:
    connection = connection_to()
    assert set(find_faults(connection)) == {"database", "collection"}
    assert connection.location["key_field"] == "_id"


@pytest.mark.parametrize(
    ("text", "encrypted"),
    [
        ("mongodbs://a.example.com,b.example.com", True),
        ("mongodb+srv://cluster.example.com", True),
        ("mongodb://db.example.com/?replicaSet=rs0&authSource=admin", False),
    ],
)
def test_the_scheme_alone_says_whether_a_connection_is_encrypted(
    text: str, encrypted: bool
) -> None:
    address = connection_to(text).address
    assert address.encrypted is encrypted
    assert {host.port for host in address.hosts} == {27017}


@pytest.mark.parametrize(
    "hosts", ["db.example.com:27017", "a.example.com,b.example.com", "127.0.0.1"]
)
def test_a_name_that_dns_lists_servers_for_stands_alone(hosts: str) -> None:
    with pytest.raises(RefusedError) as refused:
        _ = connection_to(f"mongodb+srv://{hosts}").address
    assert refused.value.refusal.kind is RefusalKind.DNS_NAME_NEEDED


@pytest.mark.parametrize(
    "parameter", ["tls=false", "tlsInsecure=true", "tlsAllowInvalidCertificates=true", "w=0"]
)
def test_no_parameter_can_turn_a_check_off(parameter: str) -> None:
    text = f"mongodbs://db.example.com?{parameter}"
    with pytest.raises(RefusedError) as refused:
        _ = connection_to(text).address
    assert refused.value.refusal.kind is RefusalKind.PARAMETER_UNKNOWN
