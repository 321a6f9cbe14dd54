"""What a skipped test means: with --require-servers, a failure. Conftests import this hook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

MAY_SKIP = pytest.StashKey[bool]()
"""Set in the stash of a test that nobody can run, such as a case that a kind cannot show."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Have a skipped test fail if the servers are demanded: it lacks one, a tool or a driver."""
    report = yield
    if not report.skipped or MAY_SKIP in item.stash or not isinstance(report.longrepr, tuple):
        return report
    reason = report.longrepr[2]
    if item.config.getoption("--require-servers"):
        report.outcome = "failed"
        report.longrepr = f"With --require-servers, this is a failure: {reason}"
    else:
        report.longrepr = (__file__, 1, reason)  # one place, so that one line sums them up
    return report
