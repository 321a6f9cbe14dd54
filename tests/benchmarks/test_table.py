"""The benchmark command works; the size of its figures does not matter."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.__main__ import table
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(300)  # seconds; one fixture measures everything
MEASURED = ("start", "answer", "delayed", "command")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, object]]:
    saved: Path = tmp_path_factory.mktemp("figures") / "figures.json"
    words = ("-m", "tests.benchmarks", *MEASURED, "--rounds", "1", "--json", str(saved))
    ended = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, timeout=280
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout, json.loads(saved.read_text(encoding="utf-8"))


def test_each_figure_is_printed_beside_its_limit(measured: tuple[str, dict[str, object]]) -> None:
    machine, head, _, *rows = measured[0].splitlines()
    assert "couchbase" in machine
    assert "display: " in machine
    assert len(rows) == len(MEASURED)
    assert all(row.count("|") == head.count("|") for row in rows)


def test_each_measurement_is_saved(measured: tuple[str, dict[str, object]]) -> None:
    figures = measured[1]["figures"]
    assert isinstance(figures, dict)
    assert list(figures) == list(MEASURED)
    for figure in figures.values():
        assert len(figure["measured"]) == len(figure["limit"]) >= 4
        assert min(figure["measured"] + figure["limit"]) > 0


def figure(measured: float, limit: float = 10.0) -> Figure:
    one = Figure("one", "ms", lambda _: ([], []), reach=1.5, reach_p99=2.0, reach_absolute=16.0)
    one.add([measured] * 100, [limit] * 100)
    return one


def test_a_figure_within_its_bounds_holds() -> None:
    assert "| 1.40 × | 14.0 | 10.0 | 1.40 × |" in table({"one": figure(14.0)})[-1]
    assert table({"one": figure(14.0)})[-1].endswith("| holds |")


@pytest.mark.parametrize(
    "missed",
    [
        pytest.param(figure(15.5), id="times-the-limit"),
        pytest.param(figure(17.0, limit=20.0), id="milliseconds"),
    ],
)
def test_a_figure_beyond_a_bound_is_missed(missed: Figure) -> None:
    assert table({"one": missed})[-1].endswith("| **missed** |")


def test_a_few_slow_measurements_miss_the_bound_of_the_99th_percentile() -> None:
    rare = figure(10.0)
    rare.measured[:5] = [21.0] * 5
    assert table({"one": rare})[-1].endswith("| **missed** |")


def test_the_ratio_does_not_depend_on_changes_in_the_machine_s_speed() -> None:
    one = figure(14.0)
    for speed in (0.5, 2.0, 2.0):
        one.add([7.0 / speed, 7.0], [5.0 / speed, 5.0])
    assert one.ratio == pytest.approx(1.4)
