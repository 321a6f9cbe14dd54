"""What identifies a record, and what no record can have."""

import pytest

from profile_browser.domain.refusal import RefusedError
from profile_browser.stores.arangodb.place import Place
from tests.wire.layouts import NESTED


def test_the_server_s_own_key_and_any_other_field_hold_the_layout_s_id() -> None:
    assert Place("shop", "people").key_of("ann") == "userprofile::ann"
    assert Place("shop", "people", "record_id").key_of("ann") == "userprofile::ann"


def test_the_field_for_the_username_holds_the_username() -> None:
    assert Place("shop", "people", "username").key_of("ann") == "ann"
    assert Place("shop", "people", "login.name", NESTED).key_of("ann") == "ann"
    assert Place("shop", "people", "username", NESTED).key_of("ann") == "user:ann:profile"


@pytest.mark.parametrize(("key_field", "longest"), [("_key", 254), ("username", 1024)])
def test_a_key_that_is_too_long_for_the_server_is_refused(key_field: str, longest: int) -> None:
    place = Place("shop", "people", key_field)
    room = longest - len(place.key_of("x")) + 1
    assert len(place.key_of("x" * room)) == place.longest_key == longest
    with pytest.raises(RefusedError):
        place.key_of("x" * (room + 1))
