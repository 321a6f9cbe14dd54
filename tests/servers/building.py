"""Builds or installs the servers beside this file, in a folder that is kept from run to run."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock

_HERE = Path(__file__).parent
_PREPARATION = "prepare.sh"  # completes the sources of a program that needs more than modules
_LONGEST_SECONDS = 300.0
_OWN_VERSIONS = "PIP_CONSTRAINT"  # pins the program's packages, which a server may need older


class NotBuiltError(Exception):
    """A program that cannot be built here, and why."""


def build(name: str) -> Path:
    """Return the program of this folder, built now unless these very sources were before.

    Raises NotBuiltError.
    """
    go = _found("go", "Go")
    return _kept(name, lambda copied, unfinished: _compile(go, copied, unfinished))


def install_for_node(name: str) -> Path:
    """Return a copy of this folder with the packages that its package-lock.json names.

    Raises NotBuiltError.
    """
    npm = _found("npm", "Node.js with npm")
    # No scripts: the packages need none, and those of others fetch what no registry has.
    options = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"]

    def install(copied: Path, unfinished: Path) -> None:
        _run([npm, "ci", *options], copied)
        shutil.move(copied, unfinished)

    return _kept(name, install)


def install_for_python(name: str) -> Path:
    """Return a copy of this folder with the packages of its requirements.txt, for this Python.

    Raises NotBuiltError.
    """

    def install(copied: Path, unfinished: Path) -> None:
        options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check"]
        listed = ["--requirement", "requirements.txt", "--target", "."]
        _run([sys.executable, "-m", "pip", "install", *options, *listed], copied)
        shutil.move(copied, unfinished)

    return _kept(name, install, f"-{sys.implementation.cache_tag}")


def _found(command: str, title: str) -> str:
    path = shutil.which(command)
    if path is None:
        message = f"{title} is not installed"
        raise NotBuiltError(message)
    return path


def _kept(name: str, make: Callable[[Path, Path], None], suffix: str = "") -> Path:
    sources = _HERE / name
    kept = _kept_folder() / f"{name}-{_digest(sources)}{suffix}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{kept}.lock", timeout=_LONGEST_SECONDS):
        if not kept.exists():
            unfinished = kept.with_name(f"{kept.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            with TemporaryDirectory() as folder:
                make(shutil.copytree(sources, Path(folder, name)), unfinished)
            unfinished.rename(kept)
    return kept


def _compile(go: str, copied: Path, unfinished: Path) -> None:
    if (copied / _PREPARATION).exists():
        _run([str(copied / _PREPARATION)], copied)
    options = ["-mod=readonly", "-buildvcs=false", "-ldflags=-s -w"]
    _run([go, "build", *options, "-o", str(unfinished)], copied)


def _run(command: Sequence[str], folder: Path) -> None:
    try:
        subprocess.run(
            command,
            cwd=folder,
            env={key: value for key, value in os.environ.items() if key != _OWN_VERSIONS},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or error  # all that the compiler said, if it did
        message = f"{folder.name} cannot be built: {said}"
        raise NotBuiltError(message) from error


def _kept_folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "profile-browser-ci"


def _digest(sources: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in sources.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(sources)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
