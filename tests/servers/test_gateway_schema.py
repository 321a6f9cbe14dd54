"""What the gateway's OpenAPI document promises holds for requests that nobody thought of."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.servers.building import build_or_skip
from tests.servers.package_installing import install_for_python
from tests.servers.watched_gateway import WatchedGateway
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.stores import connection_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profile_browser.domain.connection import Connection

_EXAMPLES = 60  # of each operation and phase
_SEED = 18
_LONGEST_SECONDS = 240.0
_RUN = "from schemathesis.cli import schemathesis; schemathesis()"
_HOW = (
    "--phases", "examples,coverage,fuzzing,stateful", "--mode", "all",
    "--max-examples", str(_EXAMPLES), "--seed", str(_SEED), "--generation-database", "none",
    "--continue-on-failure", "--request-timeout", "10", "--no-color", "--workers", "1",
)  # fmt: skip


@pytest.fixture(scope="module")
def schemathesis(request: pytest.FixtureRequest) -> Path:
    """Return a folder with schemathesis. Beside pytest, its plug-in would be in every run."""
    return build_or_skip(install_for_python, "schemathesis", request.config)


@pytest.fixture(params=["sample data", "a node"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection | None]:
    if request.param == "sample data":
        yield None
        return
    with Node(PEOPLE, password="marked-node-password") as node:
        yield connection_to(node)


@pytest.mark.timeout(300)
def test_every_answer_is_as_the_document_says(
    schemathesis: Path, connection: Connection | None, tmp_path: Path
) -> None:
    with WatchedGateway(tmp_path, connection, options=["--docs"]) as gateway:
        origin = f"http://127.0.0.1:{gateway.front.port}"
        settings = ("--config-file", str(schemathesis / "schemathesis.toml"))
        header = ("--header", f"Authorization: Bearer {gateway.token}")
        ended = subprocess.run(
            [
                sys.executable,
                "-c",
                _RUN,
                *settings,
                "run",
                *_HOW,
                *header,
                f"{origin}/openapi.json",
            ],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(schemathesis)},
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST_SECONDS,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "Passed" in ended.stdout or "passed" in ended.stdout
