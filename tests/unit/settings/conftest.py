"""Files of connections, and keyrings, for the tests of this folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring import core
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from tests.unit.settings.keyrings import MemoryKeyring

UseKeyring = Callable[[KeyringBackend], None]


@pytest.fixture(autouse=True)
def use_keyring(monkeypatch: pytest.MonkeyPatch) -> UseKeyring:
    """Put another keyring in the place of the person's; there is none unless a test says so."""

    def use(backend: KeyringBackend) -> None:
        monkeypatch.setattr(core, "_keyring_backend", backend)

    use(NoKeyring())  # type: ignore[no-untyped-call]
    return use


@pytest.fixture
def keyring(use_keyring: UseKeyring) -> MemoryKeyring:
    """Return a keyring that works."""
    memory = MemoryKeyring()
    use_keyring(memory)
    return memory


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """Return the place of the administrator's file."""
    (tmp_path / "system").mkdir()
    return tmp_path / "system" / "connections.toml"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """Return the place of the person's file; nothing but it and its lock is left there."""
    folder = tmp_path / "own"
    folder.mkdir()
    yield folder / "connections.toml"
    left = {path.name for path in folder.iterdir()} if folder.exists() else set()
    assert left <= {"connections.toml", "connections.toml.lock", "real.toml", "real.toml.lock"}
