"""Which delimiter, header and column a table is read with."""

import pytest

from profile_browser.lists.columns import guess_column, looks_like_header, place_of
from profile_browser.lists.reading import read_text
from tests.unit.helpers.lists import texts


@pytest.mark.parametrize(
    "header",
    ["Username", "user_name", "LOGIN", "Benutzername", "Nutzer", "account", "uid", "User-ID"],
)
def test_a_column_with_usernames_is_known_by_its_name(header: str) -> None:
    columns = ("E-mail", header, "Name")
    assert guess_column(columns, [("a@example.com", "x y", "c")]) == 1


def test_usernames_come_before_addresses_and_addresses_before_numbers() -> None:
    assert guess_column(("id", "mail", "login"), []) == 2
    assert guess_column(("id", "E-Mail", "Name"), []) == 1
    assert guess_column(("Name", "Kundennummer"), []) == 1
    assert guess_column(("Name", "The username of them"), []) == 1


def test_without_a_known_name_the_most_distinct_ids_are_taken() -> None:
    rows = [("x", "John Doe", f"john{number}", "2026") for number in range(9)]
    assert guess_column(("A", "B", "C", "D"), rows) == 2


def test_ids_of_records_and_addresses_are_taken_before_other_words() -> None:
    assert guess_column(("A", "B"), [("blue", "userprofile::x"), ("red", "userprofile::y")]) == 1
    assert guess_column(("A", "B"), [("blue", "x@example.com"), ("red", "y@example.com")]) == 1


def test_a_first_row_with_a_known_word_is_a_header() -> None:
    assert looks_like_header(("Vorname", "Kd."), [("John", "7")])


def test_a_first_row_above_addresses_or_numbers_is_a_header() -> None:
    assert looks_like_header(("Kd", "Wohnort"), [("7", "Bonn"), ("8", "Ulm")])
    assert looks_like_header(("Wohnort", "Kontakt"), [("Bonn", "a@example.com")])


def test_a_first_row_like_the_others_is_a_person() -> None:
    rows = [("mary", "Ulm"), ("ann7", "Kiel")]
    assert not looks_like_header(("john", "Bonn"), rows)
    assert not looks_like_header(("john", ""), [("mary", "m@example.com")])
    document = read_text("john;Bonn\nmary;Ulm\nann;Bonn\n")
    assert document.preview.columns == ("Column 1", "Column 2")
    assert texts("john;Bonn\nmary;Ulm\nann;Bonn\n") == ["john", "mary", "ann"]


def test_a_column_is_found_by_its_name_whatever_its_case_and_punctuation() -> None:
    columns = ("User name", "E-mail", "e_mail")
    assert place_of("User name", columns) == 0
    assert place_of("username", columns) == 0
    assert place_of("e_mail", columns) == 2
    assert place_of("email", columns) is None  # either of two
    assert place_of("phone", columns) is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(delimiter: str) -> None:
    lines = ["name,username,note", 'John,john,"a, b; c|d"', "Mary,mary,", "Ann,ann,x"]
    text = "\n".join(line.replace(",", delimiter) for line in lines)
    assert read_text(text).preview.columns == ("name", "username", "note")
    assert texts(text) == ["john", "mary", "ann"]


def test_commas_in_a_table_with_semicolons_are_part_of_the_values() -> None:
    assert texts("name;username\nDoe, John;john\nRoe, Mary;mary\n") == ["john", "mary"]


def test_a_few_rows_with_other_lengths_do_not_hide_a_table() -> None:
    rows = [f"Name {number},user{number}" for number in range(10)]
    assert texts("\n".join(["name,username", *rows, "short", "a,b,c,d"]))[-2:] == ["user9", "b"]


def test_columns_without_a_heading_get_a_number() -> None:
    document = read_text("username,,\njohn,a,b\nmary,c,d\n")
    assert document.preview.columns == ("username", "Column 2", "Column 3")


def test_a_value_in_quotes_may_have_several_lines_and_quotes() -> None:
    text = 'username,note\njohn,"two\n\nlines, ""quoted"""\nmary,x\n'
    assert read_text(text).preview.rows[0] == ("john", 'two��lines, "quoted"')
    assert texts(text) == ["john", "mary"]


def test_a_quote_that_is_not_closed_takes_nobody_along() -> None:
    rows = [f"user{number},x" for number in range(100)]
    rows[10], rows[30] = 'user10,"open', 'user30,"open'
    assert len(texts("\n".join(["username,note", *rows]))) == 100


def test_many_open_quotes_are_read_without_end() -> None:
    rows = [f'user{number},"open' if number % 3 else "x,y" for number in range(3_000)]
    text = "\n".join(["username,note", *rows])
    document = read_text(text)
    assert document.preview.columns == ("username", "note")
