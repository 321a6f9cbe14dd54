"""Every figure beside its limit: ``python -m tests.benchmarks``; no figure makes it fail.

Each round measures the limit and the program one after the other, in separate processes; the
table has the medians and 99th percentiles of all rounds, and their ratios.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks import gateway, lists
from tests.benchmarks.command import parser_of, run_and_exit
from tests.benchmarks.figures import Figure, all_figures, why_not
from tests.benchmarks.people import documents
from tests.benchmarks.testbed import testbed
from tests.benchmarks.ticker import quantile

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

_HEAD = "| figure | measured | limit | ratio | p99 | limit's | ratio | to reach | |"
_GAPS = "gaps"  # all of them
_OWN_TABLES = {"gateway": gateway.report, "lists": lists.report}
_PACKAGES = ("PySide6-Essentials", "couchbase", "pydantic")


def main() -> None:
    """Measure and print the table."""
    options = _options()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(machine())
    reasons = {name: _why_not(name) for name in options.names}
    figures = {name: each for name, each in all_figures().items() if not reasons.get(name, name)}
    if figures:
        _measure(figures, options.rounds)
        print("\n".join(table(figures)))
    facts: dict[str, object] = {}
    for name, report in _OWN_TABLES.items():
        if not reasons.get(name, name):
            lines, facts[name] = report(options.rounds)
            print("\n".join(lines))
    for name, reason in reasons.items():
        if reason:
            print(f"{name}: not measured, {reason}.")
    if options.json:
        options.json.write_text(as_json(figures, facts), encoding="utf-8")


def _measure(figures: dict[str, Figure], rounds: int) -> None:
    with testbed(documents(), "") as bed:
        for number in range(rounds):
            for name, figure in figures.items():
                print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr)
                figure.add_round(bed)


def _why_not(name: str) -> str:
    return gateway.why_not() if name == "gateway" else why_not(name)


def machine() -> str:
    """Describe the machine in one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    display = os.environ.get("QT_QPA_PLATFORM", "")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} cores{load}; "
        f"Python {platform.python_version()}, {versions}; display: {display}"
    )


def table(figures: dict[str, Figure]) -> list[str]:
    """Return the table's lines."""
    lines = [_HEAD, "| --- " * (_HEAD.count("|") - 1) + "|"]
    return lines + [_line(figure) for figure in figures.values()]


def as_json(figures: dict[str, Figure], of_tables: Mapping[str, object]) -> str:
    """Return every measurement as JSON."""
    rows = {
        name: {"unit": figure.unit, "measured": figure.measured, "limit": figure.limit}
        for name, figure in figures.items()
    }
    return json.dumps({"machine": machine(), "figures": rows, **of_tables}, indent=2)


def _line(figure: Figure) -> str:
    cells = (
        figure.title,
        f"{median(figure.measured):.1f} {figure.unit}",
        f"{median(figure.limit):.1f} {figure.unit}",
        f"{figure.ratio:.2f} ×",
        f"{quantile(figure.measured, 0.99):.1f}",
        f"{quantile(figure.limit, 0.99):.1f}",
        f"{figure.ratio_p99:.2f} ×",
        figure.to_reach,
        figure.verdict,
    )
    return f"| {' | '.join(cells)} |"


def _options() -> Namespace:
    names = list(all_figures())
    known = [*names, _GAPS, *_OWN_TABLES]
    options = parser_of("tests.benchmarks", __doc__, known).parse_args()
    if _GAPS in options.names:
        options.names += [name for name in names if name.startswith(_GAPS)]
    options.names = options.names or [*names, *_OWN_TABLES]
    return options


if __name__ == "__main__":
    run_and_exit(main)
