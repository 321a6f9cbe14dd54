"""A password that is saved in the keyring is not asked for again."""

import json
from pathlib import Path

from profile_browser.domain.connection import Connection
from tests.frozen.program import bare_environment, run
from tests.frozen.session_bus import session_bus, unlocked_keyring
from tests.wire.node import Node
from tests.wire.people import JOHN_DOE
from tests.wire.tls import encrypted


def test_a_password_saved_in_the_keyring_is_used_for_the_next_lookup(
    tls_node: Node, trust_store: Path, tmp_path: Path
) -> None:
    set_up(encrypted(tls_node, trust_store), tmp_path)
    environment = bare_environment() | {"XDG_CONFIG_HOME": str(tmp_path)}
    without = run(tmp_path, "lookup", "johndoe", environment=environment)
    assert "There is no password" in without.err
    with session_bus() as bus, unlocked_keyring(bus, tmp_path) as keyring:
        environment |= keyring
        words = ("password", "set", "--connection", "node")
        kept = run(tmp_path, *words, environment=environment, given=tls_node.password)
        assert kept.code == 0, kept.err
        ended = run(tmp_path, "lookup", "johndoe", "--json", environment=environment)
    assert json.loads(ended.out)["email"] == JOHN_DOE["email"]


def set_up(connection: Connection, folder: Path) -> None:
    """Write the user's connection file with this connection, named `node`."""
    names = ("title", "connection_string", "username", "trust_store")
    values = {name: getattr(connection, name) for name in names} | dict(connection.location)
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    file = folder / "profile-browser" / "connections.toml"
    file.parent.mkdir()
    file.write_text("\n".join(["[connections.node]", *lines]), encoding="utf-8")
