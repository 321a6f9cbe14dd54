"""What a layout does not describe: nothing of it is kept, not even inside a described value."""

import pytest

from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.more_values import read_more

_PLANTED = "$2b$12$planted"


@pytest.mark.parametrize("kind", FieldKind)
@pytest.mark.parametrize(
    "value",
    [
        {"password": _PLANTED},
        {_PLANTED: 1},
        {"deep": {"er": [_PLANTED]}},
        ["phone", {"password": _PLANTED}],
        [[{"password": _PLANTED}]],
    ],
)
def test_nothing_inside_an_object_is_kept(kind: FieldKind, value: object) -> None:
    read = read_more(Field("Contact", kind, path="contact"), value)
    assert _PLANTED not in repr(read)
    assert read.is_damaged


@pytest.mark.parametrize("value", [{}, {"a": 1}, [{}], [[]]])
def test_an_object_where_a_text_is_expected_is_damaged(value: object) -> None:
    assert read_more(Field("Contact", path="contact"), value).is_damaged


@pytest.mark.parametrize(
    ("value", "exact"),
    [("Łukasz", '"Łukasz"'), ([1, "a", None], '[1, "a", null]'), (True, "true"), ([], "[]")],
)
def test_a_wrong_value_without_an_object_is_kept_as_it_is_stored(value: object, exact: str) -> None:
    assert read_more(Field("Since", FieldKind.DATE, path="since"), value).exact == exact


def test_half_a_character_is_kept_as_text_that_can_be_written() -> None:
    assert read_more(Field("Note", path="note"), "a\ud800").exact == r'"a\ud800"'
