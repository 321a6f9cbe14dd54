"""What a start does before it opens a window or begins a command."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from profile_browser import commands
from profile_browser.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@pytest.fixture(autouse=True)
def _unfrozen() -> Iterator[None]:
    """Let what a command freezes be collected again."""
    yield
    gc.unfreeze()
    gc.enable()


def test_a_command_collects_garbage_but_not_what_the_start_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[tuple[bool, bool]] = []

    def look(_: Sequence[str]) -> int:
        found.append((gc.isenabled(), gc.get_freeze_count() > 0))
        return 0

    monkeypatch.setattr(commands, "COMMANDS", {"look": look})
    gc.unfreeze()
    assert main(["look"]) == 0
    assert found == [(True, True)]


def test_a_start_that_ends_early_leaves_the_collection_of_garbage_on() -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert gc.isenabled()
