"""Fetches the Java servers beside this file into the folder that is kept from run to run."""

import shutil
import zipfile
from pathlib import Path

from tests.servers.building import HERE, kept, run_tool, tool


def build_server(name: str) -> Path:
    """Return the folder with this server's jars and classes. Fetch them, unless they are kept.

    Raises NotBuiltError.
    """

    def make(folder: Path) -> None:
        shutil.copytree(HERE / name, folder)
        _fetch(folder)
        _compile(folder)

    return kept(name, name, make)


def _fetch(folder: Path) -> None:
    options = ["-q", "-B", "-DoutputDirectory=lib", "-DincludeScope=runtime"]
    run_tool([tool("mvn"), *options, "dependency:copy-dependencies"], folder)
    for package in (folder / "lib").glob("*.zip"):
        with zipfile.ZipFile(package) as opened:
            jars = [name for name in opened.namelist() if name.endswith(".jar") and "/" not in name]
            opened.extractall(folder / "lib", jars)
        package.unlink()


def _compile(folder: Path) -> None:
    programs = [str(path) for path in folder.glob("*.java")]
    if programs:
        run_tool([tool("javac"), "-cp", "lib/*", "-d", "lib", *programs], folder)
