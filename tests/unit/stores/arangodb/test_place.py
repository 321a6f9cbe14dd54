"""What identifies a record, and what no record can have."""

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.domain.refusal import RefusedError
from profile_browser.stores.arangodb.adapter import KIND
from tests.wire.layouts import NESTED


def connection_by(key_field: str = "", layout: RecordLayout = USUAL_LAYOUT) -> Connection:
    return Connection(kind=KIND, title="", location={"key_field": key_field}, record=layout)


def test_the_server_s_own_key_and_any_other_field_hold_the_layout_s_id() -> None:
    assert connection_by().id_of("ann") == "userprofile::ann"
    assert connection_by("record_id").id_of("ann") == "userprofile::ann"


def test_the_field_for_the_username_holds_the_username() -> None:
    assert connection_by("username").id_of("ann") == "ann"
    assert connection_by("login.name", NESTED).id_of("ann") == "ann"
    assert connection_by("username", NESTED).id_of("ann") == "user:ann:profile"


@pytest.mark.parametrize(("key_field", "longest"), [("_key", 254), ("username", 1024)])
def test_a_key_that_is_too_long_for_the_server_is_refused(key_field: str, longest: int) -> None:
    connection = connection_by(key_field)
    room = longest - len(connection.id_of("x")) + 1
    assert len(connection.id_of("x" * room)) == connection.longest_id == longest
    with pytest.raises(RefusedError):
        connection.id_of("x" * (room + 1))
