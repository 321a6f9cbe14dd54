"""Writing the person's file: as a whole or not at all, and never over what was not understood."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.settings import toml_writer
from profile_browser.settings.connection_editor import delete_connection, save_connection
from tests.unit.helpers.people import CLUSTER, KINDS
from tests.unit.settings.tables import table

EU = replace(CLUSTER, key="eu", title="Customers EU")
TWO = table("us") + table("asia")


@pytest.mark.parametrize(
    "content", [b"oops", b"\xff", b"a = [" * 3000, b"connections = 3\n", b"a = " + b"9" * 5000]
)
def test_a_file_that_cannot_be_read_is_never_overwritten(content: bytes, own: Path) -> None:
    own.write_bytes(content)
    with pytest.raises(ConfigurationError, match="connections"):
        save_connection(own, EU, KINDS)
    with pytest.raises(ConfigurationError, match="connections"):
        delete_connection(own, "eu")
    assert own.read_bytes() == content


@pytest.mark.parametrize("line", [f"a = 0x{'f' * 5000}", f"{'a.' * 2000}b = 1"])
def test_what_can_be_read_and_not_be_written_is_left_alone(line: str, own: Path) -> None:
    text = f"{line}\n{table('eu')}"
    own.write_text(text, "utf-8")
    for change in (
        lambda: save_connection(own, replace(EU, key="new"), KINDS),
        lambda: delete_connection(own, "eu"),
    ):
        with pytest.raises(ConfigurationError, match="nested too deeply"):
            change()
    assert own.read_text("utf-8") == text


def test_when_the_disk_is_full_the_old_file_stays(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_draft: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    own.write_text(TWO, "utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ConfigurationError, match="could not be written: No space left on device"):
        save_connection(own, replace(EU, key="new"), KINDS)
    assert own.read_text("utf-8") == TWO


def test_a_file_that_another_program_holds_is_not_waited_for_without_end(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toml_writer, "LONGEST_WAIT", 0.0)
    with (
        FileLock(f"{own}.lock"),
        pytest.raises(ConfigurationError, match="is being written by another program"),
    ):
        save_connection(own, EU, KINDS)
    assert not own.exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="could not be written"):
        save_connection(tmp_path / "file" / "connections.toml", EU, KINDS)


def test_nobody_else_may_read_a_new_file(tmp_path: Path) -> None:
    own = tmp_path / "config" / "profile-browser" / "connections.toml"
    save_connection(own, EU, KINDS)
    assert own.stat().st_mode & 0o777 == 0o600
    assert own.parent.stat().st_mode & 0o777 == 0o700


def test_who_may_read_a_file_stays_as_it_was(own: Path) -> None:
    own.touch()
    own.chmod(0o640)
    save_connection(own, EU, KINDS)
    assert own.stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_file_stays_a_link(own: Path) -> None:
    real = own.parent / "real.toml"
    real.touch()
    own.symlink_to(real)
    save_connection(own, EU, KINDS)
    assert own.is_symlink()
    assert "eu" in tomllib.loads(real.read_text("utf-8"))["connections"]
