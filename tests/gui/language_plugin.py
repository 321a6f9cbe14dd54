"""A plug-in of pytest: chooses the language before any test imports a sentence."""

from __future__ import annotations

import os

from profile_browser.messages.language import OPTION, choose_language

VARIABLE = "TESTED_LANGUAGE"

if language := os.environ.get(VARIABLE):  # a test that starts it imports it, too
    choose_language([OPTION, language], {})
