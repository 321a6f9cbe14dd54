"""Lists as JSON that is damaged, large or deep."""

import io
import json
from itertools import count, islice

import pytest

from profile_browser.domain.list_input import ListFault
from profile_browser.domain.refusal import RefusalKind
from profile_browser.lists.json_records import looks_like_lines, read_array
from profile_browser.lists.reading import read_text
from tests.unit.helpers.lists import fault, prepared, texts


def values(text: str) -> list[object]:
    return [element.value for element in read_array(io.StringIO(text))]


def test_elements_are_read_across_the_pieces_of_a_large_array() -> None:
    people = [{"username": f"user{number}", "note": "x" * 500} for number in range(1_000)]
    assert values(json.dumps(people)) == people


def test_an_element_that_is_longer_than_a_piece_is_read() -> None:
    assert values(json.dumps(["x" * 90_000, "john"])) == ["x" * 90_000, "john"]


def test_a_number_at_the_end_of_a_piece_is_read_whole() -> None:
    text = f'["{"x" * 65_530}", 1234567890]'
    assert values(text)[1] == "1234567890"


def test_arrays_in_an_array_and_behind_it_are_part_of_the_list() -> None:
    assert texts('["a", ["b", "c"]]\n["d"]') == ["a", "b", "c", "d"]


def test_what_is_not_json_ends_at_the_next_comma_or_line() -> None:
    entries = prepared('["a", {"username": , "b"\n oops\n "c"]').entries
    assert [entry.text for entry in entries if entry.refusal is None] == ["a", "b", "c"]
    assert [entry.text for entry in entries if entry.refusal] == ['{"username":', "oops"]


def test_an_array_that_is_hardly_json_is_refused() -> None:
    assert fault(lambda: read_text('["a",' + "x," * 2_000)) is ListFault.NOT_JSON


@pytest.mark.parametrize("deep", ["[" * 90_000, '{"a":' * 15_000])
def test_json_that_is_too_deep_ends_nothing(deep: str) -> None:
    entries = prepared(f'{{"username": "john"}}\n{deep}\n{{"username": "mary"}}').entries
    assert [entry.text for entry in (entries[0], entries[-1])] == ["john", "mary"]
    assert prepared(f'["john", {deep}\n, "mary"]').entries[0].text == "john"


def test_objects_in_objects_are_no_usernames() -> None:
    document = read_text('{"user": {"id": 1}, "ok": true, "n": null}\n')
    assert document.preview.rows == (("", "true", ""),)


def test_a_text_stands_in_every_column() -> None:
    assert texts('{"id": 1, "username": "john"}\n"mary"\n') == ["john", "mary"]


def test_an_object_later_in_a_list_of_texts_is_refused() -> None:
    entries = prepared('"jo\\u0068n"\n' * 300 + '{"username": "mary"}\n').entries
    assert [entry.refusal is None for entry in entries] == [True, False]


def test_lines_in_braces_that_are_not_json_are_names() -> None:
    assert not looks_like_lines(["{john}\n", "{mary}\n", '{"a": 1}\n'])
    assert texts("{john}\n{mary}\n") == ["{john}", "{mary}"]


def test_an_endless_array_is_read_as_far_as_it_is_asked() -> None:
    class Endless(io.StringIO):
        numbers = count()

        def read(self, _size: int | None = -1) -> str:
            return "".join(f'"user{next(self.numbers)}", ' for _ in range(10))

    elements = islice(read_array(Endless()), 100)
    assert [element.value for element in elements][-1] == "user99"


def test_what_is_damaged_in_an_endless_array_is_found_without_its_end() -> None:
    class Endless(io.StringIO):
        reads = 0

        def read(self, _size: int | None = -1) -> str:
            self.reads += 1
            assert self.reads < 10
            return '["john", oops, ' if self.reads == 1 else "x" * 60_000

    first, second = islice(read_array(Endless()), 2)
    assert (first.value, second.source) == ("john", "oops")


def test_a_line_of_json_that_is_too_long_is_refused_as_that() -> None:
    entries = prepared('{"username": "john"}\n{"username": "' + "x" * 200_000 + '"}\n').entries
    assert entries[1].refusal is not None
    assert entries[1].refusal.kind is RefusalKind.TEXT_TOO_LONG
