"""Letters without case and accents, so that “muniz” finds Muñiz and “Łukasz” finds lukasz.

One table serves Python and the statements of stores that compare in a language of their own.
A change of it changes the indexes, which an administrator must then create anew.
"""

from __future__ import annotations

import re
from functools import cache

# The plain letters for these lower-case ones, as classes of regular expressions. A range may span
# capitals, because text is lowered first.
LETTERS = {
    "a": "à-åā-ąǎǟ-ǡǻȁ-ȃȧḁạ-ặ",
    "b": "ḃ-ḇ",
    "c": "çć-čḉ",
    "d": "ðď-đḋ-ḓ",
    "e": "è-ëē-ěȅ-ȇȩḕ-ḝẹ-ệ",
    "f": "ḟ",
    "g": "ĝ-ģǧǵḡ",
    "h": "ĥ-ħȟḣ-ḫẖ",
    "i": "ì-ïĩ-įıǐȉ-ȋḭ-ḯỉ-ị",
    "j": "ĵǰ",
    "k": "ķǩḱ-ḵ",
    "l": "ĺ-łḷ-ḽ",
    "m": "ḿ-ṃ",
    "n": "ñń-ŋǹṅ-ṋ",
    "o": "ò-öøō-őơǒǫ-ǭǿȍ-ȏȫ-ȱṍ-ṓọ-ợ",
    "p": "ṕ-ṗ",
    "r": "ŕ-řȑ-ȓṙ-ṟ",
    "s": "ś-šſșṡ-ṩẛ",
    "t": "ţ-ŧțṫ-ṱẗ",
    "u": "ù-üũ-ųưǔ-ǜȕ-ȗṳ-ṻụ-ự",
    "v": "ṽ-ṿ",
    "w": "ŵẁ-ẉẘ",
    "x": "ẋ-ẍ",
    "y": "ýÿŷȳẏẙỳ-ỹ",
    "z": "ź-žẑ-ẕ",
    "ae": "æǣǽ",
    "ij": "ĳ",
    "oe": "œ",
    "ss": "ß",
    "th": "þ",
    "α": "ά",
    "ε": "έ",
    "η": "ή",
    "ι": "ΐίϊ",
    "ο": "ό",
    "σ": "ς",
    "υ": "ΰϋύ",
    "ω": "ώ",
    "г": "ѓ",
    "е": "ѐё",
    "и": "йѝ",
    "і": "ї",
    "к": "ќ",
    "у": "ў",
    "": "\u0300-\u036f",  # accents that are characters of their own
}


def fold(text: str) -> str:
    """Return the text in lower case, without accents. It may be shorter or longer."""
    # What str.lower() does otherwise than letter by letter, to İ and Σ, the table makes the same.
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_table())


@cache
def _table() -> dict[int, str]:
    return {
        code: plain
        for plain, letters in LETTERS.items()
        for first, last in re.findall("(.)(?:-(.))?", letters)
        for code in range(ord(first), ord(last or first) + 1)
    }
