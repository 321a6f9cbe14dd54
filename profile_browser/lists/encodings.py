"""In which encoding a list is written."""

from __future__ import annotations

import codecs
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.list_input import ListError, ListFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SAMPLE = 65_536  # bytes from which to tell text from anything else
_MARK = "\udcff"  # for invalid bytes: no store has a username with half a character
_MARKING = "profile_browser.mark"
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_TEXT = (b"%PDF-", b"GIF8", b"{\\rtf", b"\x1f\x8b")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_MOST_CONTROL = 0.05  # of the bytes of a text
_WORKBOOKS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # files with files in them: new and old ones


class Encoding(NamedTuple):
    """The codec of a list, and the label that people know it by. Invalid bytes become a mark."""

    label: str
    codec: str
    errors: str = _MARKING

    def decode(self, content: bytes) -> str:
        """Return the text."""
        return content.decode(self.codec, self.errors)


_UTF_8 = Encoding("UTF-8", "utf-8-sig")
_UTF_16 = Encoding("UTF-16", "utf-16")
_WINDOWS = Encoding("Windows-1252", "cp1252")


def detect_encoding(chunks: Iterable[bytes], *, is_whole: bool) -> Encoding:
    """Return the encoding of a list. Raises ListError if it is not text.

    ``chunks`` are what the list consists of, or its beginning alone.
    """
    rest = iter(chunks)
    beginning = next(rest, b"")
    sample = beginning[:_SAMPLE]
    if encoding := _utf_16(sample):
        if "\0" in encoding.decode(sample):  # UTF-32, or no text at all
            raise ListError(ListFault.NOT_TEXT)
        return encoding
    _refuse_binary(sample)
    return _UTF_8 if _is_utf_8(chain([beginning], rest), is_whole=is_whole) else _WINDOWS


def _utf_16(sample: bytes) -> Encoding | None:
    """Return the encoding if it is UTF-16: by its mark, or because every other byte is NUL."""
    if sample.startswith(_UTF_16_MARKS):
        return _UTF_16
    first, second = sample[::2], sample[1::2]
    half = len(sample) // 2
    if half > 1 and second.count(0) > half * 0.6:
        return _UTF_16._replace(codec="utf-16-le")
    if half > 1 and first.count(0) > half * 0.6:
        return _UTF_16._replace(codec="utf-16-be")
    return None


def _refuse_binary(sample: bytes) -> None:
    if sample.startswith(_WORKBOOKS):
        raise ListError(ListFault.WORKBOOK)
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if b"\0" in sample or sample.startswith(_NOT_TEXT) or control > len(sample) * _MOST_CONTROL:
        raise ListError(ListFault.NOT_TEXT)


def _is_utf_8(chunks: Iterable[bytes], *, is_whole: bool) -> bool:
    """Return whether this is UTF-8, even if some characters are damaged.

    Hardly any letter beyond ASCII in a Windows-1252 text is also valid UTF-8.
    """
    damaged = letters = 0
    for text in _decoded(chunks, is_whole=is_whole):
        if not text.isascii():
            damaged += text.count(_MARK)
            letters += len(text) - len(text.encode("ascii", "ignore"))
    return letters >= 3 * damaged


def _decoded(chunks: Iterable[bytes], *, is_whole: bool) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(_UTF_8.codec)(_MARKING)
    yield from map(decoder.decode, chunks)
    yield decoder.decode(b"", final=is_whole)


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _MARK, error.end


codecs.register_error(_MARKING, _mark)
