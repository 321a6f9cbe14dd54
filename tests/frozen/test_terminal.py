"""The commands of the executable, including the libraries that they need."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.frozen.program import CHECKOUT, bare_environment, run
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE
from tests.wire.stores import connection_to
from tests.wire.terminal import Ended
from tests.wire.tls import encrypted


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("lookup", "johndoe", "--sample", "--json"), 0),
        (("lookup", "maria.santos", "--sample-shop"), 0),
        (("lookup", "johndoe"), 0),
        (("lookup", "nobody-of-this-name", "--sample"), 1),
        (("lookup", "johndoe", "--no-such-option"), 2),
        (("find", "john", "--sample", "--json"), 0),
        (("--version",), 0),
        (("--help",), 0),
        (("connections",), 0),
    ],
)
def test_a_command_has_the_same_output_and_exit_code_as_from_source(
    words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    source, frozen = from_source(*words), run(tmp_path, *words, environment=bare_environment())
    assert frozen == source
    assert frozen.code == code
    assert frozen.out + frozen.err


def test_a_gateway_is_not_in_the_executable_which_says_what_to_install(tmp_path: Path) -> None:
    ended = run(tmp_path, "serve", "--sample", environment=bare_environment())
    assert ended.code == 2
    assert "pip install 'profile-browser[gateway]'" in ended.err
    assert ended.err.count("\n") == 1
    assert ended.out == ""


def test_tokens_of_a_gateway_are_made_by_the_executable(tmp_path: Path) -> None:
    environment = bare_environment() | {"XDG_STATE_HOME": str(tmp_path)}
    made = run(tmp_path, "token", "new", "desk-1", environment=environment)
    assert made.code == 0, made.err
    assert made.out.startswith("pb_")
    assert "desk-1" in run(tmp_path, "token", "list", environment=environment).out


def from_source(*words: str, environment: Mapping[str, str] | None = None) -> Ended:
    """Run the same command from the checkout."""
    ended = subprocess.run(
        [sys.executable, "-m", "profile_browser", *words],
        cwd=CHECKOUT,
        env=environment or bare_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def test_a_user_is_read_from_a_node_without_encryption(node: Node, tmp_path: Path) -> None:
    environment = bare_environment(connection_to(node))
    ended = run(tmp_path, "lookup", "johndoe", "--json", environment=environment)
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["email"] == JOHN_DOE["email"]


def test_a_user_is_read_from_a_node_over_tls(
    tls_node: Node, trust_store: Path, tmp_path: Path
) -> None:
    environment = bare_environment(encrypted(tls_node, trust_store))
    ended = run(tmp_path, "lookup", "johndoe", "--json", environment=environment)
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["email"] == JOHN_DOE["email"]


def test_a_node_with_an_unknown_authority_gets_no_password(tls_node: Node, tmp_path: Path) -> None:
    environment = bare_environment(encrypted(tls_node, ""))
    ended = run(tmp_path, "lookup", "johndoe", environment=environment)
    assert "No password was sent" in ended.err
    assert ended.code == 3
    assert tls_node.password.encode() not in tls_node.received_bytes
