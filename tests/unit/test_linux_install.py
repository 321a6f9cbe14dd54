"""The Linux installer adds the program to the menu and the path, and removes it completely."""

import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest

from profile_browser import __version__
from profile_browser.domain.link_scheme import SCHEME
from profile_browser.messages.terminal import PROGRAM
from profile_browser.terminal.arguments import make_window_parser
from tests.unit.helpers.sources import PACKAGE

RESOURCES = PACKAGE.parent / "resources"
METAINFO = RESOURCES / "linux" / "com.example.profile_browser.metainfo.xml"
INSTALLED = {
    "bin/profile-browser",
    "lib/profile-browser/_internal/library.so",
    "lib/profile-browser/profile-browser",
    "share/applications/profile-browser.desktop",
    "share/icons/hicolor/512x512/apps/profile-browser.png",
    "share/icons/hicolor/scalable/apps/profile-browser.svg",
    "share/metainfo/com.example.profile_browser.metainfo.xml",
}
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the script is for Linux")


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """Create the contents of the archive, with a script in place of the program."""
    folder = tmp_path / "unpacked here"
    program = folder / "dist" / "profile-browser"
    (program / "_internal").mkdir(parents=True)
    (program / "_internal" / "library.so").write_text("library")
    (program / "profile-browser").write_text("#!/bin/sh\necho runs\n")
    (program / "profile-browser").chmod(0o755)
    shutil.copytree(RESOURCES / "linux", folder / "resources" / "linux")
    shutil.copytree(RESOURCES / "icons", folder / "resources" / "icons")
    return folder


def _install(
    unpacked: Path, destination: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(unpacked / "resources" / "linux" / "install"), *options],
        env={"PATH": os.environ["PATH"], "DESTDIR": str(destination), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def _files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir()}


def test_every_file_is_installed_in_its_place(unpacked: Path, tmp_path: Path) -> None:
    done = _install(unpacked, tmp_path / "root")
    assert (done.returncode, done.stderr) == (0, "")
    assert _files(tmp_path / "root" / "usr" / "local") == INSTALLED


def test_the_installed_command_runs_without_the_unpacked_archive(
    unpacked: Path, tmp_path: Path
) -> None:
    _install(unpacked, tmp_path / "root", PREFIX="/opt/staff tools")
    shutil.rmtree(unpacked)
    command = tmp_path / "root" / "opt" / "staff tools" / "bin" / "profile-browser"
    assert subprocess.run([command], check=True, capture_output=True).stdout == b"runs\n"


def test_installed_files_are_readable_by_everyone_despite_a_strict_umask(
    unpacked: Path, tmp_path: Path
) -> None:
    previous = os.umask(0o077)
    try:
        _install(unpacked, tmp_path / "root")
    finally:
        os.umask(previous)
    installed = [tmp_path / "root", *(tmp_path / "root").rglob("*")]
    barred = [path for path in installed if path.stat().st_mode & 0o004 == 0]
    assert len(installed) > len(INSTALLED)
    assert barred == []


def test_installing_again_removes_files_of_the_older_version(
    unpacked: Path, tmp_path: Path
) -> None:
    _install(unpacked, tmp_path / "root")
    stale = tmp_path / "root" / "usr" / "local" / "lib" / "profile-browser" / "stale.so"
    stale.write_text("old")
    assert _install(unpacked, tmp_path / "root").returncode == 0
    assert _files(tmp_path / "root" / "usr" / "local") == INSTALLED


def test_uninstalling_removes_only_the_program_s_own_files(unpacked: Path, tmp_path: Path) -> None:
    _install(unpacked, tmp_path / "root")
    other = tmp_path / "root" / "usr" / "local" / "bin" / "other"
    other.write_text("another program")
    assert _install(unpacked, tmp_path / "root", "--uninstall").returncode == 0
    assert _files(tmp_path / "root") == {"usr/local/bin/other"}


def test_without_a_built_program_an_existing_installation_is_left_alone(
    unpacked: Path, tmp_path: Path
) -> None:
    _install(unpacked, tmp_path / "root")
    shutil.rmtree(unpacked / "dist")
    done = _install(unpacked, tmp_path / "root")
    assert done.returncode == 1
    assert "pyinstaller build.spec" in done.stderr
    assert _files(tmp_path / "root" / "usr" / "local") == INSTALLED


def test_an_unknown_option_installs_nothing(unpacked: Path, tmp_path: Path) -> None:
    assert _install(unpacked, tmp_path / "root", "--unistall").returncode == 2
    assert not (tmp_path / "root").exists()


def test_the_software_centre_shows_the_version_and_the_menu_entry() -> None:
    component = ET.parse(METAINFO).getroot()
    assert METAINFO.name == f"{component.findtext('id')}.metainfo.xml"
    assert component.findtext("launchable") == "profile-browser.desktop"
    release = component.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__


def test_the_menu_entry_uses_one_name_for_command_icon_and_window() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    entry.read(RESOURCES / "linux" / "profile-browser.desktop", encoding="utf-8")
    names = {entry["Desktop Entry"][key].split()[0] for key in ("Exec", "Icon", "StartupWMClass")}
    # tests/gui/test_start.py checks that the window has this name.
    assert names == {PROGRAM}


def test_links_open_the_program_and_are_never_taken_for_options() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(RESOURCES / "linux" / "profile-browser.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["mimetype"] == f"x-scheme-handler/{SCHEME};"
    command = entry["Desktop Entry"]["exec"].split()
    assert command == [PROGRAM, "--", "%u"]
    assert entry["Desktop Entry"]["tryexec"] == PROGRAM  # a program alone, else desktops hide it
    address = f"{SCHEME}://user/--sample"
    assert make_window_parser().parse_args([*command[1:-1], address]).user == address
    assert make_window_parser().parse_args(command[1:-1]).user is None  # from the menu


def test_the_system_learns_of_links_at_once_where_it_keeps_a_list(
    unpacked: Path, tmp_path: Path
) -> None:
    tools, told = tmp_path / "tools", tmp_path / "told"
    tools.mkdir()
    tool = tools / "update-desktop-database"
    tool.write_text(f'#!/bin/sh\necho "$@" >> "{told}"\n')
    tool.chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    prefix = tmp_path / "root"
    for options in ((), ("--uninstall",)):
        done = _install(unpacked, Path(), *options, PREFIX=str(prefix), DESTDIR="", PATH=path)
        assert (done.returncode, done.stderr) == (0, "")
    assert told.read_text().splitlines() == [f"-q {prefix}/share/applications"] * 2
