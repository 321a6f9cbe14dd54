"""The release archive, unpacked and installed, starts by the name in the menu entry."""

import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from profile_browser.stores.registry import STORES
from tests.frozen.program import bare_environment


@pytest.fixture
def unpacked(archive: Path, tmp_path: Path) -> Path:
    """Unpack the archive and return its only folder."""
    subprocess.run(["tar", "-xf", archive, "-C", tmp_path], check=True)
    (folder,) = tmp_path.iterdir()
    return folder


def test_no_symbolic_link_is_broken(unpacked: Path) -> None:
    links = [path for path in unpacked.rglob("*") if path.is_symlink()]
    assert links
    assert [link for link in links if not link.exists()] == []


def test_the_archive_contains_the_licences_of_its_contents(unpacked: Path) -> None:
    assert (unpacked / "LICENSE").is_file()
    licences = unpacked / "dist" / "profile-browser" / "_internal" / "licenses"
    named = {folder.name.split("-")[0].lower() for folder in licences.iterdir()}
    assert {"qt", "python", "couchbase", "pydantic", "dnspython", "cryptography"} <= named
    drivers = {driver for kind in STORES.kinds.kinds for driver in kind.drivers}
    packages = {name for driver in drivers for name in packages_distributions()[driver]}
    assert {name.replace("-", "_").lower() for name in packages} <= named
    assert all(any(folder.iterdir()) for folder in licences.iterdir())


def test_the_installed_program_is_started_by_its_name(unpacked: Path, tmp_path: Path) -> None:
    install = unpacked / "resources" / "linux" / "install"
    root = bare_environment() | {"DESTDIR": str(tmp_path / "root"), "PREFIX": "/usr"}
    subprocess.run([install], env=root, cwd=tmp_path, check=True)
    menu = tmp_path / "root/usr/share/applications/profile-browser.desktop"
    lines = menu.read_text(encoding="utf-8").splitlines()
    name = (
        next(line for line in lines if line.startswith("Exec="))
        .split("=")[1]
        .removesuffix(" -- %u")
    )
    ended = subprocess.run(
        ["/bin/sh", "-c", f"{name} lookup johndoe --sample"],
        env=bare_environment() | {"PATH": f"{tmp_path}/root/usr/bin:/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "Full name: John Doe" in ended.stdout
