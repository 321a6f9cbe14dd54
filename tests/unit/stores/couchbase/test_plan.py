"""A plan that reads the whole collection is noticed, wherever in the plan it says so."""

import pytest

from profile_browser.stores.couchbase.plan import uses_only_indexes
from tests.wire.search_answers import PLAN

SCAN = {"#operator": "PrimaryScan3", "index": "#primary"}


@pytest.mark.parametrize(
    "plan",
    [
        [PLAN, SCAN],
        [PLAN, {"plan": SCAN}],
        [PLAN, {"plan": {"#operator": "PrimaryScan"}}],
        {"#operator": "Sequence", "~children": [PLAN, {"#operator": "Filter"}, SCAN]},
        {"#operator": "UnionAll", "~children": [PLAN, {"~children": [[SCAN]]}]},
        {"#operator": "DistinctScan", "scan": {"#operator": "UnionScan", "scans": [PLAN, SCAN]}},
        {"#operator": "Authorize", "~child": {"#operator": "Parallel", "~children": [PLAN, SCAN]}},
    ],
)
def test_a_scan_of_everything_is_noticed(plan: object) -> None:
    assert not uses_only_indexes(plan)


@pytest.mark.parametrize(
    "plan", [[], None, "IndexScan3", {"index": "IndexScan3"}, {"#operator": "Filter"}]
)
def test_a_plan_that_names_no_index_is_not_trusted(plan: object) -> None:
    assert not uses_only_indexes(plan)


@pytest.mark.parametrize("plan", [PLAN, [PLAN, {"index": "PrimaryScan"}], [PLAN, "PrimaryScan3"]])
def test_a_scan_of_an_index_is_accepted(plan: object) -> None:
    assert uses_only_indexes(plan)
