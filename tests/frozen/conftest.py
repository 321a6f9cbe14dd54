"""Fixtures for the tests of the executable: nodes to look people up on, and the archive."""

import subprocess
from pathlib import Path

import pytest

from tests.frozen.program import CHECKOUT
from tests.wire.conftest import authority, node, tls_node, trust_store

__all__ = ["archive", "authority", "node", "tls_node", "trust_store"]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack the build as for a release."""
    name = tmp_path_factory.mktemp("archive") / "profile-browser-of-test"
    subprocess.run([CHECKOUT / ".ci" / "archive", name], check=True)
    return name.with_suffix(".tar.xz")
