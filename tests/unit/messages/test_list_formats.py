"""The forms in which a row of a list is copied, saved and printed."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.fields import FIELDS, FieldKind
from profile_browser.domain.people_list import Entry, ListRow, RowState
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.messages import list_formats as forms
from tests.unit.helpers.lists import found, missing
from tests.unit.helpers.more_fields import value
from tests.unit.helpers.people import CLUSTER

SEVERAL = ListRow(Entry("j@example.com"), RowState.SEVERAL, usernames=("john", "=jane\x07"))
FAILED = ListRow(
    Entry("john"), RowState.NOT_READABLE, problem=Problem(Reason.READ_TIMED_OUT, CLUSTER)
)
REFUSED = ListRow(
    Entry("x", refusal=Refusal(RefusalKind.USERNAME_TOO_LONG, (9,))), RowState.REFUSED
)
POINTS = value(FieldKind.NUMBER, -7, "Points")
TAGS = value(FieldKind.LIST, ["a", "b"], "Tags")
WITH_MORE = ListRow(Entry("john"), RowState.FOUND, ("john", None, None, False), (POINTS, TAGS))
ALL = (*FIELDS, POINTS.field, TAGS.field)
telling = st.sampled_from("=+-@＝\t\r\n '\";,|ab")
asked = st.text(telling | st.characters())
values = st.text(telling | st.characters(codec="utf-8"))


def read(line: str, delimiter: str = ",") -> list[str]:
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter))


def test_every_state_has_a_word() -> None:
    words = [forms.outcome_word(state) for state in RowState]
    assert len(set(words)) == len(words) == 6


def test_a_line_of_csv_has_what_was_asked_the_outcome_and_all_fields() -> None:
    assert read(forms.csv_header(ALL))[-3:] == ["Account", "Points", "Tags"]
    assert read(forms.csv_line(WITH_MORE, ALL)) == [
        *("john", "found", "john", "", "", "Active"),
        *("'-7", "a, b"),
    ]


def test_the_order_of_the_fields_is_the_callers() -> None:
    fields = (TAGS.field, FIELDS[0])
    assert read(forms.csv_line(WITH_MORE, fields)) == ["john", "found", "a, b", "john"]


def test_a_row_without_a_person_has_empty_cells() -> None:
    assert read(forms.csv_line(missing("x"), ALL)) == ["x", "missing", *[""] * 6]
    assert read(forms.csv_line(FAILED, FIELDS)) == ["john", "not_readable", *[""] * 4]


def test_several_people_are_named() -> None:
    assert read(forms.csv_line(SEVERAL, FIELDS))[2] == "john;' =jane\ufffd"
    assert json.loads(forms.json_line(SEVERAL)) == {
        "asked": "j@example.com",
        "outcome": "several",
        "usernames": ["john", "=jane\x07"],
    }


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=1+1",
            "+49",
            "-1",
            "@x",
            "\t=1",
            "\r=1",
            "\nx",
            ' "=1',
            "'=1",
            "\u00a0=1",
            "＝1",
            "＠x",
        ),
        *("\ufeff=1", "\u200b@x", "\0-1"),
    ],
)
def test_no_spreadsheet_sees_a_formula_at_the_beginning(text: str) -> None:
    assert forms.guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["a;=1", "a,=1", 'a;"=1', "a\t=1", "a\n=1", "a|=1", "a; =1"])
def test_no_spreadsheet_with_another_delimiter_sees_a_formula(text: str) -> None:
    assert forms.guarded(text) == f"{text[:2]}'{text[2:]}"


@pytest.mark.parametrize("text", ["john", "john.doe@example.com", "a-b", "x=1", "a, b", "'q'", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert forms.guarded(text) == text


@given(asked)
def test_what_was_added_can_be_taken_away(text: str) -> None:
    assert forms.unguarded(forms.guarded(text)) == text


@given(asked)
def test_a_line_of_csv_is_one_row_whatever_was_asked(text: str) -> None:
    (row,) = csv.reader(io.StringIO(forms.csv_line(missing(text), FIELDS), newline=""))
    assert forms.unguarded(row[0]) == text
    assert len(row) == 6


@given(values, st.sampled_from(",;\t|"))
def test_no_cell_of_a_saved_line_is_a_formula_whatever_the_delimiter(
    text: str, delimiter: str
) -> None:
    line = forms.csv_line(found("john", text, full_name=text), FIELDS)
    for row in csv.reader(io.StringIO(line, newline=""), delimiter=delimiter):
        assert not any(re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell) for cell in row)


@given(values)
def test_a_line_of_tsv_is_one_line_without_formulas(text: str) -> None:
    line = forms.tsv_line(found("john", text, full_name=text), FIELDS)
    columns = line.split("\t")
    assert len(columns) == 6
    assert len(line.splitlines()) == 1
    assert not any(re.match(r"[\s\"]*[=+\-@＝＋－＠]", column) for column in columns)


@given(values)
def test_a_sheet_that_takes_a_pasted_line_has_each_value_in_its_cell(text: str) -> None:
    line = forms.tsv_line(found("john", text, full_name=text, disabled=False), FIELDS)
    (row,) = csv.reader(io.StringIO(line), delimiter="\t")
    assert len(row) == 6
    assert (row[1], row[5]) == ("Found", "Active")


def test_a_quote_that_a_name_begins_with_does_not_swallow_the_next_cell() -> None:
    line = forms.tsv_line(found("john", "john", full_name='"Jo" Doe'), FIELDS)
    (row,) = csv.reader([line], delimiter="\t")
    assert row[3] == '"Jo" Doe'


def test_no_label_of_a_copied_table_is_a_formula() -> None:
    field = FIELDS[0]._replace(label="=1+1")
    assert forms.tsv_header([field]).endswith("\t'=1+1")


def test_tsv_has_the_outcome_in_words() -> None:
    assert forms.tsv_line(missing("x"), FIELDS).split("\t")[:2] == ["x", "No such user"]


def test_json_of_a_person_has_the_fields_as_a_copy_has() -> None:
    assert json.loads(forms.json_line(WITH_MORE)) == {
        "asked": "john",
        "outcome": "found",
        "username": "john",
        "full_name": None,
        "email": None,
        "disabled": False,
        "more": {"points": -7, "tags": ["a", "b"]},
    }


def test_json_says_why_there_is_no_answer() -> None:
    assert json.loads(forms.json_line(FAILED))["problem"] == "timed_out"
    assert json.loads(forms.json_line(REFUSED))["problem"] == "username_too_long"


@given(values)
def test_a_line_of_json_is_one_line_and_can_be_parsed_back(text: str) -> None:
    line = forms.json_line(missing(text))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["asked"] == text
    assert forms.json_line(missing(text), ascii_only=True).isascii()


def test_damaged_values_are_marked() -> None:
    damaged = value(FieldKind.TEXT, 7)._replace(field=FIELDS[2])
    row = ListRow(Entry("x"), RowState.FOUND, ("x", None, None, None), damaged=(damaged,))
    assert read(forms.csv_line(row, FIELDS))[4] == "Not text: 7"
    assert json.loads(forms.json_line(row))["damaged"] == {"email": 7}


@pytest.mark.parametrize("text", ["a\rb", "a\nb", 'a"b', "a,b"])
def test_values_that_could_end_a_cell_are_quoted(text: str) -> None:
    assert forms.csv_line(missing(text), FIELDS).startswith('"a')


def test_text_of_a_row_has_the_outcome_and_the_fields() -> None:
    assert forms.text_of_row(missing("x\x07")) == "x\ufffd: No such user"
    assert forms.text_of_row(found("john", full_name="John Doe")).splitlines() == [
        "john: Found",
        "Username: john",
        "Full name: John Doe",
        "E-mail: Not recorded",
        "Account: Not recorded",
    ]
    assert forms.text_of_row(SEVERAL).splitlines()[1:] == ["john", "=jane\ufffd"]
