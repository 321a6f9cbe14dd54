"""Where in Cassandra a record is, and what a connection to it can do."""

from dataclasses import replace

import pytest

from profile_browser.domain.connection import Connection, find_faults
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.refusal import RefusalKind, RefusedError
from profile_browser.domain.store_kind import SEARCHES, Capability
from profile_browser.stores.cassandra.adapter import KIND
from profile_browser.stores.cassandra.place import Place


def connection_to(text: str = "cassandras://db.example.com", **location: str) -> Connection:
    return Connection(
        kind=KIND, title="", connection_string=text, location=location, username="staff"
    )


def test_a_record_is_looked_up_by_its_username() -> None:
    assert connection_to().id_of("johndoe") == "johndoe"


def test_another_key_column_holds_the_id_of_the_layout() -> None:
    assert connection_to(key_field="id").id_of("johndoe") == "userprofile::johndoe"
    elsewhere = USUAL_LAYOUT._replace(
        id="N-{username}",
        built_in=tuple(field._replace(path=f"x.{field.path}") for field in USUAL_LAYOUT.built_in),
    )
    assert replace(connection_to(), record=elsewhere).id_of("1") == "N-1"


@pytest.mark.parametrize("username", ["", "\ud800", "x" * 65_536])
def test_a_username_that_no_key_can_be_is_refused(username: str) -> None:
    with pytest.raises(RefusedError):
        connection_to().id_of(username)
    assert connection_to().id_of("x" * 65_535)


def test_a_connection_needs_a_keyspace_and_a_table() -> None:
    assert set(find_faults(connection_to())) == {"database", "collection"}
    assert find_faults(connection_to(database="crm", collection="people")) == {}


def test_a_consistency_that_no_read_can_have_is_refused() -> None:
    location = {"database": "crm", "collection": "people"}
    for level, accepted in {"ONE": True, "": True, "ANY": False, "local_one": False}.items():
        faults = find_faults(connection_to(**location, consistency=level))
        assert (faults == {}) is accepted
    assert Place.of(connection_to(**location)).consistency == "LOCAL_QUORUM"


def test_only_a_search_table_gives_a_search_by_beginning() -> None:
    assert connection_to().searches == {Capability.EMAIL}
    assert not connection_to().may_suggest
    with_table = connection_to(search_table="people_search")
    assert with_table.searches == SEARCHES
    assert with_table.may_suggest


@pytest.mark.parametrize(("scheme", "encrypted"), [("cassandras", True), ("cassandra", False)])
def test_the_scheme_alone_says_whether_a_connection_is_encrypted(
    scheme: str, encrypted: bool
) -> None:
    address = connection_to(f"{scheme}://a.example.com,b.example.com:9142").address
    assert address.encrypted is encrypted
    assert [host.port for host in address.hosts] == [9042, 9142]


def test_no_parameter_is_accepted() -> None:
    with pytest.raises(RefusedError) as refused:
        _ = connection_to("cassandras://db.example.com?ssl=false").address
    assert refused.value.refusal.kind is RefusalKind.PARAMETER_UNKNOWN
