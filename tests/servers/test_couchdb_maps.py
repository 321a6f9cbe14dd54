"""The views' map functions, run by Node.js, say the same as the domain does in Python."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from profile_browser.domain.folding import LETTERS, fold
from profile_browser.domain.matching import JOINERS, SEPARATORS, entries_of
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.user import User, flat_values, paths_of
from profile_browser.stores.couchdb.map_functions import entries_map_of, rows_map_of
from tests.servers.building import HERE, build_or_skip, tool
from tests.stores.records import ODD, WHOLE
from tests.wire.layouts import FULL, LAYOUTS, NESTED, document
from tests.wire.searched_people import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.domain.record import RecordLayout

    Emitted = list[list[list[Any]]]
    Runner = Callable[[str, Sequence[object]], Emitted]

# What a language version knows of letters may be younger than what the other knows.
KNOWN = [
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
]
ALPHABET = "abcXYZ-' ,.éÉłŁßẞİıΣσς…👩王" + "".join(LETTERS) + "\u0301\u0327"


@pytest.fixture(scope="module")
def run(request: pytest.FixtureRequest) -> Runner:
    node = build_or_skip(tool, "node", request.config)

    def run(source: str, documents: Sequence[object]) -> Emitted:
        ran = subprocess.run(
            [node, HERE / "map_functions.js"],
            input=f"{json.dumps(source)}\n{json.dumps(documents)}",
            capture_output=True,
            encoding="utf-8",
            timeout=50,
            check=True,
        )
        emitted: Emitted = json.loads(ran.stdout)
        return emitted

    return run


def names() -> list[str]:
    """Return names of each kind: of one word and many, long ones, with all that cuts a word."""
    chosen = random.Random(17)
    cutting = JOINERS + SEPARATORS
    texts = ["".join(chosen.choices(ALPHABET, k=chosen.randrange(60))) for _ in range(1_500)]
    long = ["".join(chosen.choices(ALPHABET + " " * 9, k=400)) for _ in range(60)]
    cut = [f"Ana{letter}Maria{letter}López" for letter in cutting]
    repeated = ["Ann Ann Lee", "a-b a b", "x " * 30, "-", "", " ", "__proto__ constructor"]
    return [*texts, *long, *cut, *repeated, *(" ".join(f"w{n}" for n in range(9)) for _ in "x")]


def keys_of(emitted: Emitted, field: str) -> list[set[str]]:
    """Return the texts that each document is listed under."""
    return [{key[1] for key, _ in each if key[0] == field} for each in emitted]


def people(field: str, values: Sequence[object]) -> list[dict[str, object]]:
    return [{"type": "userprofile", field: value} for value in values]


@pytest.mark.parametrize("field", ["username", "email"])
def test_every_letter_is_folded_as_in_python(run: Runner, field: str) -> None:
    listed = keys_of(run(entries_map_of(USUAL_LAYOUT), people(field, KNOWN)), field)
    wrong = {text for text, keys in zip(KNOWN, listed, strict=True) if keys != {fold(text)}}
    assert wrong == set()


def test_texts_are_folded_as_in_python(run: Runner) -> None:
    listed = keys_of(run(entries_map_of(USUAL_LAYOUT), people("email", names())), "email")
    assert listed == [{fold(text)} for text in names()]


def test_names_are_cut_into_the_same_entries_as_in_python(run: Runner) -> None:
    listed = keys_of(run(entries_map_of(USUAL_LAYOUT), people("full_name", names())), "name")
    assert listed == [entries_of(text) for text in names()]
    assert max(map(len, listed)) > 36  # several words, with and without hyphens


def test_half_a_character_is_cut_as_in_python(run: Runner) -> None:
    texts = ["\ud83d", "a\ud83d b", "\udc69 " * 90, "é" * 99 + "\ud83d" + "x" * 9]
    listed = keys_of(run(entries_map_of(USUAL_LAYOUT), people("full_name", texts)), "name")
    assert listed == [entries_of(text) for text in texts]


def test_accounts_that_share_an_address_are_listed_by_username(run: Runner) -> None:
    record = {"type": "userprofile", "username": "Łukasz", "email": "L@Example.org"}
    nameless = record | {"username": 7}
    listed = run(entries_map_of(USUAL_LAYOUT), [record, nameless])
    assert listed[0][1] == [["email", "l@example.org", "lukasz"], None]
    assert listed[1] == [[["email", "l@example.org", ""], None]]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_rows_have_the_described_fields_alone(run: Runner, name: str) -> None:
    layout = LAYOUTS[name]
    records = [
        {"_id": "x", **each} for each in (*WHOLE.values(), *ODD.values(), *shaped_as(layout))
    ]
    paths = paths_of(User, layout)
    described = [
        [["x", flat_values(record, paths)]] if is_typed(record, layout) else []
        for record in records
    ]
    assert run(rows_map_of(layout), records) == described


def shaped_as(layout: RecordLayout) -> list[dict[str, object]]:
    """Return records of this layout, also with another value in the place of an object."""
    whole = document(layout, "ann")
    places = {path.partition(".")[0] for path in paths_of(User, layout)}
    odd: tuple[object, ...] = (None, 5, "text", ["x"], True, {"constructor": 1})
    return [whole, *(whole | {place: value} for place in places for value in odd)]


def is_typed(record: dict[str, object], layout: RecordLayout) -> bool:
    kind = flat_values(record, [layout.type_field]).get(layout.type_field)
    return not layout.type or kind == layout.type


def test_only_records_of_the_type_are_listed(run: Runner) -> None:
    records = [each for each in DOCUMENTS.values() if isinstance(each, dict)]
    for source in (entries_map_of(USUAL_LAYOUT), rows_map_of(USUAL_LAYOUT)):
        listed = run(source, records)
        assert [bool(each) for each in listed] == [is_typed(each, USUAL_LAYOUT) for each in records]
        assert not all(listed)


@pytest.mark.parametrize(
    "value", [2**53, -(2**53), 10**30, [1, 2**60], {"inner": {"number": 2**53 + 1}}]
)
def test_a_number_that_javascript_changes_is_left_to_a_read_by_id(
    run: Runner, value: object
) -> None:
    path = FULL.more[0].path
    record = document(FULL, "ann") | {"_id": "x"}
    more = record["more"]
    assert isinstance(more, dict)
    exact, changed = record, record | {"more": more | {path.partition(".")[2]: value}}
    listed = run(rows_map_of(FULL), [exact, changed])
    assert listed[0][0][1] is not None
    assert listed[1] == [["x", None]]


@pytest.mark.parametrize("layout", [USUAL_LAYOUT, NESTED, FULL])
def test_the_functions_are_plain_ascii_and_old_javascript(layout: RecordLayout) -> None:
    for source in (entries_map_of(layout), rows_map_of(layout)):
        assert source.isascii()
        assert re.findall(r"=>|\blet\b|\bconst\b|`|\.normalize|\.includes|/u\b", source) == []
