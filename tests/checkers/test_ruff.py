"""Ruff finds each way in which a file other than sdk.py could get an SDK object."""

import subprocess
import sys

import pytest

from tests.unit.helpers.sources import PACKAGE, SDK_IMPORTER


def _violations(source: str, file: str) -> str:
    options = ["--output-format", "concise", "--stdin-filename", f"profile_browser/{file}"]
    return subprocess.run(
        [sys.executable, "-m", "ruff", "check", *options, "-"],
        input=source,
        cwd=PACKAGE.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    ).stdout


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("import couchbase", "TID251"),
        ("from couchbase.cluster import Cluster", "TID251"),
        ("def late() -> None:\n    import couchbase.options", "TID251"),
        ("from acouchbase.cluster import Cluster", "TID251"),
        ("from txcouchbase.cluster import TxCluster", "TID251"),
        (f"from {SDK_IMPORTER} import get_bucket", "TID251"),
        (f"from {SDK_IMPORTER} import get_cluster as get", "TID251"),
        (f"import {SDK_IMPORTER} as sdk\nsdk.get_bucket()", "TID251"),
        ("from profile_browser.stores.couchbase import sdk\nsdk.get_bucket()", "TID251"),
        (f"from {SDK_IMPORTER} import *", "F403"),
        ("from . import sdk", "TID252"),
        ("from .sdk import get_bucket", "TID252"),
        ("session._cluster.query('DELETE FROM `b`')", "SLF001"),
        ("getattr(session, '_bucket')", "B009"),
    ],
)
@pytest.mark.parametrize("file", ["ui/planted.py", "stores/couchbase/planted.py"])
def test_a_way_to_get_an_sdk_object_is_noticed(planted: str, rule: str, file: str) -> None:
    assert f" {rule} " in _violations(planted + "\n", file)


def test_the_sdk_file_may_import_the_sdk() -> None:
    for file in ("sdk", "subdocuments"):
        assert "TID251" not in _violations("import couchbase\n", f"stores/couchbase/{file}.py")
