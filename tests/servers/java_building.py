"""Fetches the Java servers beside this file into the folder that is kept from run to run."""

import shutil
import zipfile
from pathlib import Path

from filelock import FileLock

from tests.servers.building import (
    HERE,
    LONGEST_SECONDS,
    NotBuiltError,
    digest_of,
    kept_folder,
    run_tool,
)


def build_server(name: str) -> Path:
    """Return the folder with this server's jars and classes, fetched now unless it was before.

    Raises NotBuiltError.
    """
    sources = HERE / name
    folder = kept_folder() / f"{name}-{digest_of(sources)}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock", timeout=LONGEST_SECONDS):
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(sources, unfinished)
            _fetch(unfinished)
            _compile(unfinished)
            unfinished.rename(folder)
    return folder


def _fetch(folder: Path) -> None:
    options = ["-q", "-B", "-DoutputDirectory=lib", "-DincludeScope=runtime"]
    run_tool([_tool("mvn"), *options, "dependency:copy-dependencies"], folder)
    for package in (folder / "lib").glob("*.zip"):
        with zipfile.ZipFile(package) as opened:
            jars = [name for name in opened.namelist() if name.endswith(".jar") and "/" not in name]
            opened.extractall(folder / "lib", jars)
        package.unlink()


def _compile(folder: Path) -> None:
    programs = [str(path) for path in folder.glob("*.java")]
    if programs:
        run_tool([_tool("javac"), "-cp", "lib/*", "-d", "lib", *programs], folder)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed"
        raise NotBuiltError(message)
    return found
