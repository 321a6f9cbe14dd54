"""The name of an index is one name, and never a pattern, a list or a path."""

from __future__ import annotations

from dataclasses import replace

import pytest

from profile_browser.domain.connection import find_faults
from profile_browser.messages.refusals import refusal_text
from tests.unit.stores.elasticsearch.test_requests import CONNECTION


@pytest.mark.parametrize(
    "name",
    [
        *("profiles*", "a,b", "profiles/_doc/..?x=", "a b", "<logs-{now/d}>", "-a", "_all"),
        *(".", "..", "a#b", "a:b", 'a"b', "a|b", "a\\b", "a\n"),
    ],
)
def test_a_name_that_is_not_of_one_index_is_refused(name: str) -> None:
    refusal = find_faults(replace(CONNECTION, location={"index": name}))["index"]
    assert refusal_text(refusal).endswith("is not the name of one index.")


@pytest.mark.parametrize("name", ["profiles", "eu-profiles_2", ".hidden", "Alias", "kunden-öst"])
def test_a_name_that_the_server_accepts_is_accepted(name: str) -> None:
    """An index has no capitals, but an alias may."""
    assert find_faults(replace(CONNECTION, location={"index": name})) == {}
