"""Builds the Go programs beside this file into a folder that is kept from run to run."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from filelock import FileLock

HERE = Path(__file__).parent
_Built = TypeVar("_Built")
_PREPARATION = "prepare.sh"  # completes the sources of a program that needs more than modules
LONGEST_SECONDS = 300.0


class NotBuiltError(Exception):
    """A program that cannot be built here, and why."""


def build(name: str) -> Path:
    """Return the program of this folder. Build it, unless one of the same sources is kept.

    Raises NotBuiltError.
    """
    go = tool("go")
    return kept(name, name, lambda program: _compile(go, HERE / name, program))


def kept(title: str, name: str, make: Callable[[Path], None]) -> Path:
    """Return what `make` writes to a path for this folder. Call it, unless the result is kept."""
    made = kept_folder() / f"{title}-{digest_of(HERE / name)}"
    made.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{made}.lock", timeout=LONGEST_SECONDS):
        if not made.exists():
            unfinished = made.with_name(f"{made.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(made)
    return made


def tool(name: str) -> str:
    """Return the path of a program that builds others. Raises NotBuiltError."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed"
        raise NotBuiltError(message)
    return found


def build_or_skip(build: Callable[[str], _Built], name: str, config: pytest.Config) -> _Built:
    """Return what `build` does. Without --require-servers, fetch nothing, and skip the test."""
    if not config.getoption("--require-servers"):
        pytest.skip(f"{name} is fetched and started only with --require-servers")
    return build(name)


def _compile(go: str, sources: Path, program: Path) -> None:
    with TemporaryDirectory() as folder:
        copied = shutil.copytree(sources, Path(folder, sources.name))
        if (copied / _PREPARATION).exists():
            run_tool([str(copied / _PREPARATION)], copied)
        options = ["-mod=readonly", "-buildvcs=false", "-ldflags=-s -w"]
        run_tool([go, "build", *options, "-o", str(program)], copied)


def run_tool(command: Sequence[str], folder: Path) -> None:
    try:
        subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or error  # all that the compiler said, if it did
        message = f"{folder.name} cannot be built: {said}"
        raise NotBuiltError(message) from error


def kept_folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "profile-browser-ci"


def digest_of(sources: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in sources.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(sources)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
