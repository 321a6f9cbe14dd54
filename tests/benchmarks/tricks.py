"""How much of a start each trick saves: ``python -m tests.benchmarks.tricks --rounds 20``.

In each round the program starts with the trick and without it, one after the other. The table has
the medians of the differences between neighbours, in milliseconds of processor time: a trick saves
work, and the clock of a shared machine shows its other work, too.
"""

from __future__ import annotations

import json
import os
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from tests.benchmarks.command import parser_of, run_and_exit
from tests.benchmarks.people import documents
from tests.benchmarks.testbed import Testbed, testbed
from tests.benchmarks.without import NOTHING, TRICKS

_PROGRAM = "tests.benchmarks.without"
# What is awaited of a start, and the arguments of the program.
_STARTS = {
    "first paint": ("paint", "--sample"),
    "johndoe, sample": ("shown:johndoe", "--sample", "johndoe"),
    "first answer, node": ("shown:johndoe", "johndoe"),
}


def main() -> None:
    """Measure and print the table."""
    options = parser_of("tests.benchmarks.tricks", __doc__, TRICKS).parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tricks = options.names or list(TRICKS)
    saved: dict[str, dict[str, list[float]]] = {
        trick: {start: [] for start in _STARTS} for trick in tricks
    }
    with testbed(documents(), "") as bed:
        for _ in range(options.rounds):
            for trick in tricks:
                for start in _STARTS:
                    saved[trick][start].append(_saving(bed, trick, start))
    print(f"| trick | {' | '.join(_STARTS)} |\n{'| --- ' * (len(_STARTS) + 1)}|")
    for trick, by_start in saved.items():
        cells = (f"{median(savings):.1f} ms" for savings in by_start.values())
        print(f"| {trick} | {' | '.join(cells)} |")
    if options.json:
        options.json.write_text(json.dumps(saved, indent=2), encoding="utf-8")


def _saving(bed: Testbed, trick: str, start: str) -> float:
    """Return the milliseconds that a start computes longer without the trick."""
    as_it_is = _processor_seconds(bed, NOTHING, start)
    return 1000 * (_processor_seconds(bed, trick, start) - as_it_is)


def _processor_seconds(bed: Testbed, left_out: str, start: str) -> float:
    awaited, *arguments = _STARTS[start]
    before = getrusage(RUSAGE_CHILDREN)
    bed.seconds_to_paint(awaited, _PROGRAM, left_out, *arguments)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    run_and_exit(main)
