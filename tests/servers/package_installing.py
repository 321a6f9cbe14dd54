"""Installs servers that are packages of npm or PyPI, in the folder that is kept between runs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.servers.building import HERE, kept, run_tool, tool

if TYPE_CHECKING:
    from collections.abc import Sequence


def install_for_node(name: str) -> Path:
    """Return a copy of this folder with the packages of its package.json.

    Its .npmrc has the day of which npm takes the packages that those need. Raises NotBuiltError.
    """
    # No scripts: the packages need none, and those of others fetch what no registry has.
    options = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"]
    return _installed(name, name, [tool("npm"), "install", "--no-package-lock", *options])


def install_for_python(name: str) -> Path:
    """Return a copy of this folder with the packages of its requirements.txt, for this Python.

    Raises NotBuiltError.
    """
    # The constraints are for the program's own packages. A server may need other versions.
    pip = ["env", "--unset", "PIP_CONSTRAINT", sys.executable, "-m", "pip"]
    options = ["--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    listed = ["--requirement", "requirements.txt", "--target", "."]
    title = f"{name}-{sys.implementation.cache_tag}"
    return _installed(name, title, [*pip, "install", *options, *listed])


def _installed(name: str, title: str, command: Sequence[str]) -> Path:
    def make(folder: Path) -> None:
        with TemporaryDirectory() as temporary:
            copied = shutil.copytree(HERE / name, Path(temporary, name))
            run_tool(command, copied)
            shutil.move(copied, folder)

    return kept(title, name, make)
