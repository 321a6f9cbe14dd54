"""The gateway's figures can be measured; their size does not matter."""

from __future__ import annotations

import pytest

from tests.benchmarks import gateway

pytestmark = pytest.mark.timeout(240)  # seconds; one fixture measures everything


@pytest.fixture(scope="module")
def figures() -> gateway.Figures:
    if reason := gateway.why_not():
        pytest.skip(reason)
    return gateway.measure(rounds=1, extent=gateway.Extent(seconds=1, requests=2_000))


def test_the_gateway_is_measured_beside_its_limits(figures: gateway.Figures) -> None:
    for comparison in (*figures.sample, *figures.node):
        ((own,), (limit,)) = comparison.measured, comparison.limit
        assert min(own.rate, limit.rate, own.cost, limit.cost, own.p50, limit.p50) > 0
        assert own.p50 <= own.p99
    ((before, after),) = figures.memory
    assert 0 < before < 10 * after


def test_each_figure_is_printed(figures: gateway.Figures) -> None:
    _, head, _, *rows = gateway.table(figures)
    assert len(rows) == 2 * len(gateway.CLIENTS) + 2
    assert all(row.count("|") == head.count("|") for row in rows)
    assert set(figures.facts) == {"compared", "memory"}
