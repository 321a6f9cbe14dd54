"""Imports go only downwards, as the contracts in pyproject.toml demand."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.helpers.sources import PACKAGE

ROOT = PACKAGE.parent
CHECK = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# Forbidden imports, each planted in a new file: the package, and what it imports.
PLANTED = [
    ("domain", "profile_browser.messages.window"),
    ("messages", "profile_browser.stores.store"),
    ("settings", "couchbase"),
    ("settings", "profile_browser.records.log"),
    ("stores.couchbase", "profile_browser.stores.registry"),
    ("stores.couchbase", "pymongo"),
    ("stores.sample", "cassandra"),
    ("stores.sample", "httpx"),
    ("stores.sample", "profile_browser.stores.couchbase.source"),
    ("terminal", "PySide6"),
    ("terminal", "profile_browser.desktop.controller"),
    ("ui", "profile_browser.stores.store"),
]


def _check_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", CHECK, "--no-cache", "--no-logo"],
        cwd=folder,
        env=os.environ | {"COLUMNS": "500"},  # so that lines are not wrapped
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )


@pytest.fixture(scope="module")
def violations(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Check a copy of the package with all planted imports, and return the output."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    for number, (package, imported) in enumerate(PLANTED):
        file = folder / PACKAGE.name / package.replace(".", "/") / f"planted_{number}.py"
        file.write_text(f"import {imported}\n", encoding="utf-8")
    ended = _check_imports(folder)
    assert ended.returncode == 1, ended.stderr
    return ended.stdout


def test_the_package_keeps_to_its_import_contracts() -> None:
    ended = _check_imports(ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("number", "planted"),
    list(enumerate(PLANTED)),
    ids=[f"{package} imports {imported}" for package, imported in PLANTED],
)
def test_a_forbidden_import_is_noticed(
    violations: str, number: int, planted: tuple[str, str]
) -> None:
    package, imported = planted
    assert f"profile_browser.{package}.planted_{number} -> {imported} (l.1)" in violations
