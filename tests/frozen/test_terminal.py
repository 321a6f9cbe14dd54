import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.frozen.program import CHECKOUT, bare_environment, run
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE
from tests.wire.stores import connection_to
from tests.wire.tls import encrypted


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("lookup", "johndoe", "--sample", "--json"), 0),
        (("lookup", "nobody-of-this-name", "--sample"), 1),
        (("lookup", "johndoe", "--no-such-option"), 2),
        (("--version",), 0),
        (("connections",), 2),
    ],
)
def test_it_says_and_ends_as_from_source(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    source = subprocess.run(
        [sys.executable, "-m", "profile_browser", *words],
        cwd=CHECKOUT,
        env=bare_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    frozen = run(tmp_path, *words)
    assert (frozen.code, frozen.out, frozen.err) == (code, source.stdout, source.stderr)
    assert source.stdout + source.stderr


def test_a_node_is_asked_in_the_clear(node: Node, tmp_path: Path) -> None:
    ended = run(tmp_path, "lookup", "johndoe", "--json", connection=connection_to(node))
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["email"] == JOHN_DOE["email"]


def test_a_node_is_asked_over_tls(tls_node: Node, trust_store: Path, tmp_path: Path) -> None:
    connection = encrypted(tls_node, trust_store)
    ended = run(tmp_path, "lookup", "johndoe", "--json", connection=connection)
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["email"] == JOHN_DOE["email"]


def test_a_node_of_an_unknown_authority_is_refused(tls_node: Node, tmp_path: Path) -> None:
    ended = run(tmp_path, "lookup", "johndoe", connection=encrypted(tls_node, ""))
    assert ended.code not in {0, 1, 2}
    assert str(JOHN_DOE["email"]) not in ended.out
