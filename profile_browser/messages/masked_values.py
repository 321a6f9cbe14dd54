"""How the values of a profile are masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS, Mask
from profile_browser.messages.masking import DOTS, mask_text
from profile_browser.messages.plain_text import NOT_RECORDED
from profile_browser.messages.profile import shown_text, stored_text

if TYPE_CHECKING:
    from profile_browser.domain.masking import MaskRules
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.messages.profile import Writer

_SHORTEST_WITH_LETTER = 4  # characters of an added text of which the first is shown


def masked_text(
    value: MoreValue, rules: MaskRules, longest: int | None = None, write: Writer = stored_text
) -> str:
    """Return a value in words like ``shown_text``, masked as the rules say.

    One letter of a date, of a number or of a short text may say too much.
    """
    text, mask = shown_text(value, longest, write), rules.mask_of(value.field)
    if value.is_damaged or text == NOT_RECORDED or mask is Mask.NONE:
        return text
    if not isinstance(value.content, str):
        return DOTS
    is_short = len(text) < _SHORTEST_WITH_LETTER and value.field not in FIELDS
    return DOTS if is_short else mask_text(text, mask)
