"""Short soaks. That they find planted faults is tested in test_planted_faults.py."""

from __future__ import annotations

import pytest

from tests.soak.running import soak


@pytest.mark.parametrize("seed", ["5", "6"])
def test_while_nodes_fail_no_wrong_profile_is_shown_and_every_lookup_ends(seed: str) -> None:
    ended = soak("tests.soak", "--lookups", "450", "--seconds", "12.5", "--seed", seed)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not ended.stderr


@pytest.mark.parametrize("seed", ["5", "11"])
def test_while_a_node_fails_no_row_of_a_list_is_wrong_and_each_name_has_one(seed: str) -> None:
    ended = soak("tests.soak.lists", "--lists", "6", "--seconds", "8", "--seed", seed)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not ended.stderr
