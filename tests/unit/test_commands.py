"""What a start does before it opens a window or begins a command."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from profile_browser import commands
from profile_browser.__main__ import main
from tests.unit.helpers.program import python

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LOADED_WITH_QT_OR_LATER = (
    *("datetime", "json", "secrets", "hashlib", "socket", "ssl", "tomllib", "pydantic"),
    *("profile_browser.domain.question", "profile_browser.domain.problem"),
    *("profile_browser.domain.outcome", "profile_browser.domain.password_source"),
    *("profile_browser.domain.store", "profile_browser.settings.passwords"),
    *("profile_browser.settings.keyring_entries", "profile_browser.settings.record_table"),
    *("profile_browser.settings.toml_lines", "profile_browser.settings.gateway_table"),
    *("profile_browser.settings.connections", "profile_browser.settings.credentials"),
    *("profile_browser.records.crashes", "profile_browser.records.audit_log"),
    *("profile_browser.messages.window", "profile_browser.messages.problems"),
    *("profile_browser.terminal.lookup_command", "profile_browser.terminal.find_command"),
    *("profile_browser.lookups", "profile_browser.ui", "profile_browser.desktop.application"),
)
_UNTIL_QT = """
import sys

class Watch:
    def find_spec(self, name, *_):
        if name.startswith("PySide6"):
            print(*sys.modules)
            sys.exit()

sys.meta_path.insert(0, Watch())
from profile_browser.__main__ import main
main(sys.argv[1:])
"""


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


@pytest.fixture(scope="module")
def loaded(home: Path) -> list[str]:
    """Start the window, and return the modules that are loaded when it asks for Qt."""
    started = python("-c", _UNTIL_QT, "--sample", home=home)
    assert started.err == ""
    return started.out.split()


@pytest.mark.parametrize("name", LOADED_WITH_QT_OR_LATER)
def test_no_start_waits_for_modules_that_only_later_steps_need(
    loaded: list[str], name: str
) -> None:
    assert find_spec(name) is not None
    assert "profile_browser.desktop.qt_import" in loaded
    assert [module for module in loaded if f"{module}.".startswith(f"{name}.")] == []
