"""In which encoding a list is read."""

import pytest

from profile_browser.domain.list_input import ListFault
from profile_browser.lists.encodings import detect_encoding
from tests.unit.helpers.lists import fault

NAMES = "jörg\nmarée\n日本\njohn\n" * 3
LATIN = "jörg\nmarée\njohn\n" * 3


def read(content: bytes) -> tuple[str, str]:
    encoding = detect_encoding([content], is_whole=True)
    return encoding.label, encoding.decode(content)


@pytest.mark.parametrize(
    ("codec", "label"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16")],
)
def test_a_list_is_read_in_its_encoding(codec: str, label: str) -> None:
    assert read(NAMES.encode(codec)) == (label, NAMES)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_nul_bytes(codec: str) -> None:
    assert read(LATIN.encode(codec)) == ("UTF-16", LATIN)


def test_utf_16_with_either_mark_is_read() -> None:
    assert read(b"\xfe\xff" + NAMES.encode("utf-16-be")) == ("UTF-16", NAMES)


def test_anything_else_is_windows_1252() -> None:
    assert read("jörg\n€\n".encode("cp1252")) == ("Windows-1252", "jörg\n€\n")


def test_one_damaged_name_does_not_garble_the_others() -> None:
    content = NAMES.encode() + b"j\xf6rg\n"
    assert read(content) == ("UTF-8", f"{NAMES}j\udcffrg\n")


def test_bytes_without_a_meaning_become_no_other_letter() -> None:
    assert read(b"a\x81b\xe9") == ("Windows-1252", "a\udcffbé")
    assert read("ab".encode("utf-16") + b"c") == ("UTF-16", "ab\udcff")


def test_a_beginning_may_end_within_a_letter() -> None:
    beginning = "jö".encode()[:-1]
    assert detect_encoding([beginning], is_whole=False).label == "UTF-8"
    assert detect_encoding([beginning], is_whole=True).label == "Windows-1252"


def test_what_comes_later_decides_too() -> None:
    assert detect_encoding([b"john\n" * 100, b"j\xf6rg"], is_whole=True).label == "Windows-1252"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"GIF89a\x01",
        b"%PDF-1.7\n",
        b"\x1f\x8b\x08data",
        b"jo\0hn\n",
        b"\0\0j\0o\0h\0n\0",
        b"john\n" * 100 + b"\0",
        b"\x01\x02\x03\x04\x05",
        "john\n".encode("utf-32"),
        b"\0" * 100,
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert fault(lambda: read(content)) is ListFault.NOT_TEXT


@pytest.mark.parametrize("content", [b"PK\x03\x04\x14", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_refused_as_one(content: bytes) -> None:
    assert fault(lambda: read(content)) is ListFault.WORKBOOK


def test_escape_sequences_of_a_terminal_are_text() -> None:
    assert read(b"\x1b[1mjohn\x1b[0m\n")[0] == "UTF-8"
