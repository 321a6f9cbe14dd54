"""Fixtures that several tests of the records use."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an audit log."""
    path = tmp_path / "reads"
    path.mkdir()
    return path
