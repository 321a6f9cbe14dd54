"""Lists from a stream: of any length, in constant memory, and as they come."""

import io
import os
import tracemalloc
from collections.abc import Iterator
from itertools import count, islice
from typing import BinaryIO

import pytest

from profile_browser.domain.list_input import ListError, ListFault, ListFormat
from profile_browser.domain.people_list import Entry
from profile_browser.lists.streaming import ListStream, stream_entries
from tests.unit.helpers.lists import fault
from tests.unit.helpers.people import CLUSTER


class Pipe(io.RawIOBase):
    """A stream that gives these pieces, one at a time, and cannot be rewound."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self.taken, self._held = pieces, 0, b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: bytearray) -> int:  # type: ignore[override]
        content = self._held or next(self._pieces, b"")
        count = min(len(content), len(target))
        target[:count], self._held = content[:count], content[count:]
        self.taken += count
        return count


def pipe(*pieces: bytes) -> BinaryIO:
    return buffered(Pipe(iter(pieces)))


def buffered(raw: Pipe) -> BinaryIO:
    return io.BufferedReader(raw)  # type: ignore[type-var]  # it has no name


def texts(entries: Iterator[Entry]) -> list[str]:
    return [entry.text for entry in entries]


def test_entries_come_in_the_order_of_the_stream_repeated_ones_too() -> None:
    stream = pipe(b"john\nma", b"ry\njohn\n", b"userprofile::ann")
    assert texts(stream_entries(stream, "", CLUSTER)) == ["john", "mary", "john", "ann"]


def test_an_endless_stream_is_read_as_far_as_it_is_asked() -> None:
    raw = Pipe(f"user{number}\n".encode() for number in count())
    entries = stream_entries(buffered(raw), "", CLUSTER)
    assert texts(islice(entries, 1000))[-1] == "user999"
    assert raw.taken < 300_000


def test_names_in_a_slow_pipe_come_as_they_are_written() -> None:
    raw = Pipe(iter([b"john\n", b"mary\n"]))
    entries = stream_entries(buffered(raw), "", CLUSTER)
    assert next(entries).text == "john"
    assert raw.taken == 5
    assert next(entries).text == "mary"


def test_a_name_in_pieces_is_waited_for() -> None:
    assert texts(stream_entries(pipe(b"jo", b"hn\n", b"ma", b"ry"), "", CLUSTER)) == [
        "john",
        "mary",
    ]


@pytest.mark.parametrize("pieces", [(b"login\n", b"john\n"), (b"login\njohn",)])
def test_a_heading_in_a_slow_pipe_is_no_person(pieces: tuple[bytes, ...]) -> None:
    stream = ListStream(pipe(*pieces))
    assert stream.preview.columns == ("login",)
    assert texts(stream.entries(CLUSTER)) == ["john"]


def test_a_file_is_guessed_from_more_than_its_first_lines() -> None:
    content = b"john\n\n" + b"name,login\nx,y\n" * 20
    assert ListStream(io.BytesIO(content)).preview.format is ListFormat.TABLE


def test_columns_in_a_slow_pipe_are_guessed_from_some_lines() -> None:
    pieces = [b"Kd;Ort\n", *[b"john%d;Ulm\n" % number for number in range(30)]]
    raw = Pipe(iter(pieces))
    stream = ListStream(buffered(raw))
    assert stream.preview.format is ListFormat.TABLE
    assert raw.taken < sum(map(len, pieces))
    assert len(list(stream.entries(CLUSTER))) == 31


def test_a_column_is_taken_by_its_name() -> None:
    content = b"name,login,mail\nJohn,john,j@example.com\n"
    assert texts(stream_entries(pipe(content), "Mail", CLUSTER)) == ["j@example.com"]
    assert texts(stream_entries(pipe(content), "", CLUSTER)) == ["john"]


@pytest.mark.parametrize(
    ("content", "columns"),
    [(b"name,login\nJohn,john\n", ("name", "login")), (b"john\nmary\n", ())],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(
    content: bytes, columns: tuple[str, ...]
) -> None:
    with pytest.raises(ListError) as raised:
        ListStream(pipe(content), "phone")
    assert raised.value.kind is ListFault.NO_SUCH_COLUMN
    assert raised.value.values == ("phone", *columns)


@pytest.mark.parametrize(
    ("column", "fitting"), [("Login", ("Login", "Login")), ("email", ("E-mail", "e_mail"))]
)
def test_a_column_is_not_chosen_from_several_that_fit(
    column: str, fitting: tuple[str, ...]
) -> None:
    """The wrong people would be looked up, and the audit log would say so for ever."""
    content = b"Login,Login,E-mail,e_mail\njohn,mary,j@example.com,m@example.com\n"
    with pytest.raises(ListError) as raised:
        ListStream(pipe(content), column)
    assert raised.value.kind is ListFault.SEVERAL_COLUMNS
    assert raised.value.values == (column, *fitting)


def test_the_preview_says_how_the_list_is_read() -> None:
    preview = ListStream(pipe("name;login\nJörg;jörg\n".encode("cp1252"))).preview
    assert (preview.encoding, preview.format) == ("Windows-1252", ListFormat.TABLE)
    assert preview.columns[preview.column] == "login"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_is_read_from_a_pipe(codec: str) -> None:
    lines = "jörg\nmarée\njohn\n" * 10
    pieces = [bytes([byte]) for byte in lines.encode(codec)]
    assert texts(stream_entries(pipe(*pieces), "", CLUSTER)) == lines.split()


def test_what_a_file_has_later_decides_on_its_encoding() -> None:
    content = b"john\n" * 50_000 + "jörg\n".encode("cp1252")
    stream = ListStream(io.BytesIO(content))
    assert stream.preview.encoding == "Windows-1252"
    assert texts(stream.entries(CLUSTER))[-1] == "jörg"


def test_the_last_letter_of_a_file_decides_too() -> None:
    stream = ListStream(io.BytesIO(b"john\n" * 20_000 + "josé".encode("cp1252")))
    assert texts(stream.entries(CLUSTER))[-1] == "josé"


def test_a_name_in_another_encoding_later_in_a_pipe_is_refused() -> None:
    content = b"john\n" * 20_000
    stream = pipe(*[content[at : at + 5000] for at in range(0, len(content), 5000)], b"j\xf6rg\n")
    *_, last = stream_entries(stream, "", CLUSTER)
    assert last.refusal is not None


def test_a_file_is_counted_before_it_is_read_and_no_further_than_needed() -> None:
    stream = ListStream(io.BytesIO(b"login,name\n" + b"john,x\n,y\n" * 9_000))
    assert stream.count(10_000) == 9_000
    assert stream.count(10) == 11
    assert len(list(stream.entries(CLUSTER))) == 9_000


def test_a_stream_is_counted_from_where_it_was() -> None:
    file = io.BytesIO(b"skipped\n" + b"john\n" * 50)
    file.readline()
    stream = ListStream(file)
    assert stream.count(1000) == 50
    assert set(texts(stream.entries(CLUSTER))) == {"john"}


def test_a_pipe_cannot_be_counted_and_loses_nothing() -> None:
    stream = ListStream(pipe(b"john\nmary\n"))
    assert stream.count(1000) is None
    assert texts(stream.entries(CLUSTER)) == ["john", "mary"]


def test_the_stream_stays_open() -> None:
    file = io.BytesIO(b"john\n")
    list(stream_entries(file, "", CLUSTER))
    assert not file.closed


@pytest.mark.parametrize("before", [b"john\n", b""])
def test_a_line_of_ten_megabytes_takes_no_memory_and_ends_nothing(before: bytes) -> None:
    pieces = [before, *[b"x" * 50_000] * 200, b"\nmary\n"]
    tracemalloc.start()
    entries = list(stream_entries(pipe(*filter(None, pieces)), "", CLUSTER))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [entry.refusal is None for entry in entries][-2:] == [False, True]
    assert peak < 5_000_000


@pytest.mark.parametrize(
    "line", [b"user%d\n", b"user%d,John Doe\n", b'{"username": "user%d"}\n', b'"user%d",\n']
)
def test_memory_is_the_same_for_a_long_list(line: bytes) -> None:
    start = b"[" if line.startswith(b'"') else b""
    pieces = ((start if number == 0 else b"") + line % number for number in range(10_000))
    stream = buffered(Pipe(pieces))
    entries = stream_entries(stream, "", CLUSTER)
    first = [next(entries) for _ in range(2_000)]
    tracemalloc.start()
    assert sum(1 for _ in entries) + len(first) in (10_000, 10_001)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 700_000


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", ListFault.EMPTY), (b"\n \n", ListFault.EMPTY), (b"a\0b", ListFault.NOT_TEXT)],
)
def test_a_stream_without_a_list_is_refused(content: bytes, kind: ListFault) -> None:
    assert fault(lambda: ListStream(pipe(content))) is kind


def test_a_stream_that_fails_is_refused_with_the_systems_reason() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"john\n" * 20
        raise OSError(5, "Input/output error")

    entries = stream_entries(buffered(Pipe(pieces())), "", CLUSTER)
    assert next(entries).text == "john"
    assert fault(lambda: list(entries)) is ListFault.NOT_READABLE


def test_a_real_pipe_is_read_as_it_comes() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as end:
        end.write(b"john\n")
        entries = stream_entries(stream, "", CLUSTER)
        assert next(entries).text == "john"
        end.write(b"mary\n")
        assert next(entries).text == "mary"
        end.close()
        assert list(entries) == []
