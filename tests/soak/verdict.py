"""The summary and the faults of a soak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.soak.process import MEGABYTE

if TYPE_CHECKING:
    from tests.soak.soak import Soak

MOST_GROWTH = 5 * MEGABYTE  # of resident memory, in the second half
MOST_THREADS_MORE = 2  # than before, while idle
_MOST_UNEXPLAINED = 0.005  # of all lookups: a busy machine is sometimes slow


def summary(soak: Soak) -> str:
    """Summarise in a few lines what happened."""
    ledger, measurements = soak.ledger, soak.measurements
    ends = ", ".join(f"{count} {end}" for end, count in sorted(ledger.ends.items()))
    answers = ", ".join(f"{count} {kind}" for kind, count in sorted(ledger.answers.items()))
    before, after = measurements.settled
    return "\n".join(
        (
            f"{ledger.started} lookups in {measurements.seconds / 60:.1f} minutes: {ends}",
            f"Answers: {answers}; the slowest took {ledger.slowest:.1f} s",
            f"{soak.faults} faults of the nodes; {measurements.unexplained} problems without one",
            f"The screen was read {soak.screen.checks} times",
            f"At the start: {before.line}; at the end: {after.line}",
            f"Memory grew by {_growth(soak) / MEGABYTE:.1f} MB in the last half",
        )
    )


def verdict(soak: Soak, *, long: bool) -> list[str]:
    """List the faults. Only a long run says anything about the growth of memory."""
    ledger, measurements = soak.ledger, soak.measurements
    faults = list(ledger.violations)
    if ledger.is_open or sum(ledger.ends.values()) != ledger.started:
        faults.append("not every lookup ended once")
    before, after = measurements.settled
    if after.threads > before.threads + MOST_THREADS_MORE:
        faults.append(f"threads went from {before.threads} to {after.threads}")
    if measurements.unexplained > 2 + ledger.started * _MOST_UNEXPLAINED:
        faults.append(f"{measurements.unexplained} lookups failed on a sound node")
    if long and _growth(soak) > MOST_GROWTH:
        faults.append(f"memory grew by {_growth(soak) / MEGABYTE:.1f} MB in the last half")
    return faults


def _growth(soak: Soak) -> int:
    samples = soak.measurements.samples
    return samples[-1].memory - samples[len(samples) // 2].memory if samples else 0
