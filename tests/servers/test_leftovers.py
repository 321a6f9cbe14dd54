"""Nothing of a server remains, even if the tests are killed."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.servers.loopback_server import LoopbackServer

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LONGEST_SECONDS = 20.0
WAITING = """
class Waiting {
    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
"""
STARTER = """
import sys
from pathlib import Path
from tests.servers.java_server import JavaServer

class Waiting(JavaServer):
    def prepare(self): pass
    def arguments(self): return ["Waiting.java"]
    def is_ready(self): return "ready" in self.written()

with Waiting(Path(), Path(sys.argv[1])) as server:
    print(server._process.pid, flush=True)
    sys.stdin.read()
"""
LISTENING = """
import json, tempfile
input()
print(json.dumps({"port": 1, "folder": tempfile.mkdtemp()}), flush=True)
input()
"""


def test_a_java_server_ends_with_the_tests_even_if_they_are_killed(tmp_path: Path) -> None:
    (tmp_path / "Waiting.java").write_text(WAITING)
    command = [sys.executable, "-c", STARTER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as tests:
        assert tests.stdout is not None
        server = os.pidfd_open(int(tests.stdout.readline()))
        tests.kill()
    ended, _, _ = select.select([server], [], [], LONGEST_SECONDS)
    os.close(server)
    assert ended


def test_a_server_that_is_killed_leaves_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with LoopbackServer(tmp_path, [sys.executable, "-c", LISTENING]):
        assert list(tmp_path.rglob("tmp*/tmp*"))
    assert list(tmp_path.iterdir()) == []
