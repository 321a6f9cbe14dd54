"""A plug-in of pytest: chooses the language before any test imports a sentence."""

from __future__ import annotations

import os

import pytest

from profile_browser.messages.language import OPTION, choose_language

VARIABLE = "TESTED_LANGUAGE"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Choose the language that the variable names."""
    choose_language([OPTION, os.environ[VARIABLE]], {})
