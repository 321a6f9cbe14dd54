"""Which delimiter, header and column a table is read with."""

from collections.abc import Iterator

import pytest

from profile_browser.lists.columns import guess_column, looks_like_header, places_of
from profile_browser.lists.reading import read_text
from profile_browser.lists.tables import read_table
from tests.unit.helpers.lists import prepared, texts


@pytest.mark.parametrize(
    "header",
    ["Username", "user_name", "LOGIN", "Benutzername", "Nutzer", "account", "uid", "User-ID"],
)
def test_a_column_with_usernames_is_known_by_its_name(header: str) -> None:
    columns = ("E-mail", header, "Name")
    assert guess_column(columns, [("a@example.com", "john", "c")]) == 1


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


@pytest.mark.parametrize(
    "rows",
    [
        [("john", "user"), ("mary", "admin")],
        [("john", "login"), ("mary", "logout")],
        [("user", "email"), ("mary", "email")],
        [("id", "customer"), ("mary", "customer")],
    ],
)
def test_nobody_falls_away_as_a_header(rows: list[tuple[str, str]]) -> None:
    assert not looks_like_header(rows[0], rows[1:])
    text = "\n".join(map(",".join, rows))
    assert read_text(text).preview.columns == ("Column 1", "Column 2")


def test_someone_with_the_name_of_a_column_is_a_person_if_named_again() -> None:
    assert texts("login\njohn\nlogin\n") == ["login", "john"]
    assert texts("customer\njohn\n") == ["customer", "john"]


def test_a_known_column_with_full_names_is_not_taken_if_another_has_ids() -> None:
    rows = [(f"John Doe {number}", f"jd{number}") for number in range(9)]
    assert guess_column(("User", "Code"), rows) == 1
    assert guess_column(("User", "Note"), [(name, "a note") for name, _ in rows]) == 0


def test_a_column_called_username_is_taken_whatever_is_in_it() -> None:
    assert guess_column(("E-mail", "Username"), [("a@example.com", "John Doe")]) == 1


def test_a_known_column_is_taken_although_another_is_more_distinct() -> None:
    rows = [(f"john{number // 5}", f"2026-{number}", "") for number in range(50)]
    assert guess_column(("login", "invoice", "x"), rows) == 0


def test_a_column_with_gaps_is_taken_for_what_is_in_it() -> None:
    rows = [(f"john{number}" if number % 3 == 0 else "", "x y") for number in range(30)]
    assert guess_column(("login", "note"), rows) == 0


def test_a_first_row_with_a_known_word_is_a_header() -> None:
    assert looks_like_header(("Vorname", "Kd."), [("John", "x7")])
    assert looks_like_header(("name", "user", "Kd."), [("John", "john", "x7")])


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
    assert places_of("User name", columns) == [0]
    assert places_of("username", columns) == [0]
    assert places_of("e_mail", columns) == [2]
    assert places_of("email", columns) == [1, 2]
    assert places_of("phone", columns) == []


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


def test_lines_that_make_too_many_values_together_are_read_alone() -> None:
    text = 'username,note\njohn,"open\nmary","closed",x\nann,x\nbob,x\neve,x\nzoe,x\n'
    assert texts(text) == ["john", 'mary"', "ann", "bob", "eve", "zoe"]


def test_a_value_with_several_lines_is_read_in_a_shorter_row_too() -> None:
    text = 'username,note,more\njohn,x,y\nmary,"two\nlines"\nann,x,y\n' + "a,b,c\n" * 9
    assert texts(text) == ["john", "mary", "ann", "a"]


@pytest.mark.parametrize(("length", "most"), [(5, 51), (90_000, 3)])
def test_few_lines_are_searched_for_the_end_of_a_quote(length: int, most: int) -> None:
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in ['john,"open\n', *["x" * length + ",y\n"] * 100]:
            taken += 1
            yield line

    assert next(read_table(lines(), ",", 2)) == ("john", "open\n")
    assert taken <= most


def test_a_row_that_was_cut_is_refused_because_its_values_may_be_cut() -> None:
    text = f"note,username\na,john\nb,mary\nc,ann\nd,bob\n{'x' * 99_996},maryanne\n"
    *_, last = prepared(text).entries
    assert last.refusal is not None
