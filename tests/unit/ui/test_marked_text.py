"""Marked letters in a cell: which letters, also in a text that is cut or beyond the first plane."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

from profile_browser.ui.widgets.marked_text import MARK_WEIGHT, laid_out

WIDE = 10_000
BOLD_W = "\N{MATHEMATICAL BOLD CAPITAL W}"  # two units of Qt's text


@pytest.fixture
def font(qapp: object) -> QFont:
    assert qapp
    return QFont()


def marked_in(layout: QTextLayout) -> list[str]:
    units = layout.text().encode("utf-16-le")
    ranges = [(2 * found.start, 2 * (found.start + found.length)) for found in layout.formats()]
    return [units[start:end].decode("utf-16-le") for start, end in ranges]


def test_exactly_the_matched_letters_are_marked(font: QFont) -> None:
    layout = laid_out("Maria-Louise O'Neil", ((6, 12), (15, 19)), font, WIDE)
    assert marked_in(layout) == ["Louise", "Neil"]


def test_a_letter_beyond_the_first_plane_does_not_move_the_marks(font: QFont) -> None:
    layout = laid_out(f"{BOLD_W}{BOLD_W} alice", ((1, 2), (3, 5)), font, WIDE)
    assert marked_in(layout) == [BOLD_W, "al"]


def test_a_mark_is_bold_and_underlined_and_has_no_colour(font: QFont) -> None:
    (marked,) = laid_out("alice", ((0, 2),), font, WIDE).formats()
    look = marked.format
    assert look.fontWeight() == MARK_WEIGHT > font.weight()
    assert look.fontUnderline()
    assert not look.foreground().style().value


@pytest.mark.parametrize("spans", [((0, 5),), ((0, 40),), ((30, 40),), ((0, 3), (35, 40))])
def test_a_text_that_is_too_wide_ends_in_an_ellipsis_within_its_cell(
    font: QFont, spans: tuple[tuple[int, int], ...]
) -> None:
    width = QFontMetrics(font).horizontalAdvance("w" * 20)
    layout = laid_out("w" * 40, spans, font, width)
    assert layout.text().endswith("…")
    assert layout.lineAt(0).naturalTextWidth() <= width
    assert all("…" not in text for text in marked_in(layout))


def test_a_text_that_fits_is_not_cut(font: QFont) -> None:
    whole = laid_out("w" * 40, ((0, 40),), font, WIDE)
    needed = round(whole.lineAt(0).naturalTextWidth()) + 1
    assert laid_out("w" * 40, ((0, 40),), font, needed).text() == "w" * 40


def test_markup_is_drawn_letter_for_letter(font: QFont) -> None:
    assert laid_out("<b>al</b>", ((3, 5),), font, WIDE).text() == "<b>al</b>"
