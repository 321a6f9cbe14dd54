"""The SDK as the program imports it: without what manages a cluster, and yet it reads."""

import json
from importlib.metadata import version
from pathlib import Path

from profile_browser.stores.couchbase.sdk_import import LEFT_OUT, TRIED_VERSION
from tests.unit.helpers.documents import ROOT
from tests.unit.helpers.program import python
from tests.wire.node import Node
from tests.wire.stores import connection_to
from tests.wire.terminal import environment_of

# The README's line may have installed a newer one, which is imported whole.
IS_TRIED = version("couchbase") == TRIED_VERSION
# Of each left out package, what it would have imported next.
NEXT = {
    "asyncio",
    "opentelemetry",
    "couchbase.management.logic",
    "couchbase.transactions.transactions",
}
LOOK_UP = """
import json, sys
from profile_browser.__main__ import main
code = main(["lookup", "johndoe", "--json"])
print(json.dumps([code, *sys.modules]))
"""
IMPORT = """
import json, sys
from profile_browser.stores.couchbase.sdk_import import LEFT_OUT, leave_out_unneeded
leave_out_unneeded({!r})
import couchbase.cluster
loaded = [module for name, module in sys.modules.items() if name in LEFT_OUT]
print(json.dumps([module.__name__ for module in loaded if not hasattr(module, "__file__")]))
"""


def left_out(folder: Path, version: str) -> set[str]:
    """Import the SDK, supposing that it is of this version. Return what it got stand-ins for."""
    ended = python("-c", IMPORT.format(version), home=folder)
    assert (ended.code, ended.err) == (0, "")
    return set(json.loads(ended.out))


def test_somebody_is_looked_up_without_what_manages_a_cluster(node: Node, tmp_path: Path) -> None:
    ended = python("-c", LOOK_UP, home=tmp_path, **environment_of(connection_to(node)))
    profile, loaded = map(json.loads, ended.out.splitlines())
    assert profile["username"] == "johndoe"
    assert "couchbase.cluster" in loaded
    assert bool(set(loaded) & NEXT) is not IS_TRIED


def test_a_check_passes_without_what_manages_a_cluster(node: Node, tmp_path: Path) -> None:
    check = LOOK_UP.replace('"lookup", "johndoe", "--json"', '"check", "--user", "johndoe"')
    ended = python("-c", check, home=tmp_path, **environment_of(connection_to(node)))
    code, *loaded = json.loads(ended.out.splitlines()[-1])
    assert code == 0
    assert "couchbase.cluster" in loaded
    assert bool(set(loaded) & NEXT) is not IS_TRIED


def test_the_version_that_is_built_with_was_tried() -> None:
    pinned = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert f"couchbase=={TRIED_VERSION}" in pinned


def test_no_other_version_has_stand_ins(tmp_path: Path) -> None:
    assert left_out(tmp_path, version("couchbase")) == (set(LEFT_OUT) if IS_TRIED else set())
    assert left_out(tmp_path, f"{TRIED_VERSION}0") == set()
