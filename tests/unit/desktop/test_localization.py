"""Numbers and dates are written as the chosen language writes them."""

import pytest

from profile_browser.desktop.localization import _locale


@pytest.mark.parametrize(
    ("language", "formats", "written"),
    [
        ("de", "C.UTF-8", "30,5"),
        ("de", "en_US.UTF-8", "30,5"),
        ("es", "", "30,5"),
        ("ja", "de_DE.UTF-8", "30.5"),
        ("ar", "en_US.UTF-8", "30.5"),
    ],
)
def test_formats_of_another_language_do_not_count(
    monkeypatch: pytest.MonkeyPatch, language: str, formats: str, written: str
) -> None:
    for name in ("LC_ALL", "LC_NUMERIC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", formats)
    monkeypatch.setenv("LANGUAGE", language)
    assert _locale(language).toString(30.5, "f", 1) == written
