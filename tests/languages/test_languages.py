"""Every page and dialog in each language, with text of the usual size and of half as much more."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from profile_browser.messages.language import known_languages
from tests.languages import plugin
from tests.unit.helpers.sources import PACKAGE


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", known_languages())
def test_no_text_is_cut_in_any_language(language: str) -> None:
    command = ("-m", "pytest", "-q", "-n", "0", "-p", plugin.__name__)
    ended = subprocess.run(
        [sys.executable, *command, str(PACKAGE.parent / "tests/languages/pages.py")],
        env={**os.environ, plugin.VARIABLE: language},
        cwd=PACKAGE.parent,
        capture_output=True,
        check=False,
        text=True,
        timeout=200,
    )
    assert ended.returncode == 0, ended.stdout
