"""Numbers and dates in different locales and time zones."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from profile_browser.ui.local_text import local_text
from tests.unit.helpers.more_fields import DATE, LONG_INTEGER, NUMBER, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def use_locale() -> Iterator[Callable[[str], None]]:
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.fixture
def vienna(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Europe/Vienna")
        _read_time_zone()
        yield
    _read_time_zone()


def _read_time_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.parametrize(
    ("locale", "stored", "text"),
    [
        ("de_DE", 1234567, "1.234.567"),
        ("de_DE", 1234.5, "1.234,5"),
        ("en_US", 1234567, "1,234,567"),
        ("en_US", 0.1, "0.1"),
        ("en_US", 1000000.0, "1,000,000"),
        ("hi_IN", 1234567, "12,34,567"),
        ("de_DE", 0, "0"),
        ("de_DE", 0.0, "0"),
        ("ar_EG", 0, "٠"),
        ("de_DE", LONG_INTEGER, str(LONG_INTEGER)),
        ("de_DE", -(2**63) - 1, str(-(2**63) - 1)),
        ("de_DE", 1e300, "1e+300"),
    ],
)
def test_a_number_is_written_in_the_locale_of_the_desktop(
    use_locale: Callable[[str], None], locale: str, stored: float, text: str
) -> None:
    use_locale(locale)
    assert local_text(value(NUMBER, stored)) == text


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no time zone from the environment")
@pytest.mark.usefixtures("vienna")
@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("2026-01-31T23:30:00Z", "01.02.2026 00:30"),
        ("2026-07-31T23:30:00+00:00", "01.08.2026 01:30"),
        ("2026-01-31T23:30:00+05:30", "31.01.2026 19:00"),
        (1769817600, "31.01.2026 01:00"),
        (1769817600000, "31.01.2026 01:00"),
    ],
)
def test_a_time_with_a_zone_is_shown_in_the_time_zone_of_the_desktop(
    use_locale: Callable[[str], None], stored: object, text: str
) -> None:
    use_locale("de_DE")
    assert local_text(value(DATE, stored)) == text


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no time zone from the environment")
@pytest.mark.usefixtures("vienna")
@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("2026-01-31", "31.01.2026"),
        ("2026-01-31T23:30:00", "31.01.2026 23:30"),
        ("2026-03-29T02:30:00", "29.03.2026 02:30"),
        ("0001-01-01", "01.01.0001"),
    ],
    ids=("day", "time", "time that summer skips", "first day"),
)
def test_a_day_and_a_time_without_a_zone_are_not_shifted(
    use_locale: Callable[[str], None], stored: str, text: str
) -> None:
    use_locale("de_DE")
    assert local_text(value(DATE, stored)) == text


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fr_FR", "ja_JP", "ar_EG", "fa_IR"])
@pytest.mark.parametrize(
    "stored", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-01-31", -(10**10)]
)
def test_every_date_has_a_text_in_every_locale(
    use_locale: Callable[[str], None], locale: str, stored: object
) -> None:
    use_locale(locale)
    assert local_text(value(DATE, stored)).strip()


@pytest.mark.parametrize("locale", ["en_US", "de_AT"])
def test_a_year_has_four_digits(use_locale: Callable[[str], None], locale: str) -> None:
    use_locale(locale)
    assert "2026" in local_text(value(DATE, "2026-01-31"))
    assert "1926" in local_text(value(DATE, "1926-01-31T10:00:00"))
