"""A plan that reads the whole collection is noticed, wherever in the plan it says so."""

import pytest

from profile_browser.stores.couchbase.plan import scans_everything
from tests.wire.search_answers import PLAN

SCAN = {"#operator": "PrimaryScan3", "index": "#primary"}


@pytest.mark.parametrize(
    "plan",
    [
        SCAN,
        [{"plan": SCAN}],
        {"plan": {"#operator": "PrimaryScan"}},
        {"#operator": "Sequence", "~children": [{"#operator": "Filter"}, SCAN]},
        {"#operator": "UnionAll", "~children": [PLAN, {"~children": [[SCAN]]}]},
        {"#operator": "DistinctScan", "scan": {"#operator": "UnionScan", "scans": [SCAN]}},
        {"#operator": "Authorize", "~child": {"#operator": "Parallel", "~child": SCAN}},
    ],
)
def test_a_scan_of_everything_is_noticed(plan: object) -> None:
    assert scans_everything(plan)


@pytest.mark.parametrize(
    "plan", [[PLAN], [], None, "PrimaryScan3", {"index": "PrimaryScan"}, {"#operator": None}]
)
def test_a_scan_of_an_index_is_accepted(plan: object) -> None:
    assert not scans_everything(plan)
