"""Where the files of connections are looked for."""

import os
import sys
from pathlib import Path

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.settings import connection_files


def test_the_systems_file_is_found_in_any_folder_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_files, "_FIRST_FOLDERS", ())
    folders = [tmp_path / "desktop", tmp_path / "xdg"]
    monkeypatch.setenv("XDG_CONFIG_DIRS", ":".join(map(str, folders)))
    kept = folders[1] / "profile-browser" / connection_files.FILE_NAME
    kept.parent.mkdir(parents=True)
    kept.write_text("managed = true\n")
    assert connection_files.configuration_files()[0] == kept


def test_no_variable_takes_the_administrators_file_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, chosen = tmp_path / "usual", tmp_path / "chosen"
    for folder in (usual, chosen / "profile-browser"):
        folder.mkdir(parents=True)
        (folder / connection_files.FILE_NAME).touch()
    monkeypatch.setattr(connection_files, "_FIRST_FOLDERS", (usual,))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(chosen))
    assert connection_files.configuration_files()[0].parent == usual


def test_a_folder_that_may_not_be_searched_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, chosen = tmp_path / "usual", tmp_path / "chosen"
    (chosen / "profile-browser").mkdir(parents=True)
    (chosen / "profile-browser" / connection_files.FILE_NAME).touch()
    look = Path.lstat

    def refuse(path: Path) -> os.stat_result:
        if path.parent == usual:
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(connection_files, "_FIRST_FOLDERS", (usual,))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(chosen))
    monkeypatch.setattr(Path, "lstat", refuse)
    assert connection_files.configuration_files()[0].parent == usual


@pytest.mark.skipif(sys.platform != "linux", reason="the others know homes in other ways")
def test_an_account_without_a_home_gets_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigurationError, match="no home folder"):
        connection_files.configuration_files()
