"""Compiles the catalogues whenever the project is built or installed, also for development."""

from __future__ import annotations

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
from compiling import FOLDER, compile_catalogues


class CatalogueHook(BuildHookInterface):
    """Adds the compiled catalogues to what is built."""

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:  # noqa: ARG002 - hatchling passes both by position
        """Compile the catalogues, and put them beside the other resources of a wheel."""
        for path in compile_catalogues():
            target = f"profile_browser/_resources/translations/{path.as_posix()}"
            build_data["force_include"][str(FOLDER / path)] = target
