"""The sentences about lists that cannot be read or saved."""

import pytest

from profile_browser.domain.list_input import ListError, ListFault, ListFormat, ListPreview
from profile_browser.messages.list_faults import fault_text, numbered_column, read_as
from tests.unit.helpers.list_sentences import VALUES


@pytest.mark.parametrize("kind", ListFault)
def test_each_fault_is_a_sentence(kind: ListFault) -> None:
    text = fault_text(ListError(kind, *VALUES.get(kind, ())))
    assert text[0].isupper()
    assert text.endswith(".")
    assert "{" not in text


def test_sentences_name_the_limits_and_what_there_is() -> None:
    assert "64 megabytes" in fault_text(ListError(ListFault.TOO_LARGE, 64_000_000))
    assert "10,000" in fault_text(ListError(ListFault.TOO_LONG, 10_000))
    columns = fault_text(ListError(ListFault.NO_SUCH_COLUMN, "phone", "name", "mail"))
    assert all(name in columns for name in ("“phone”", "“name”", "“mail”"))
    assert "one entry on each line" in fault_text(ListError(ListFault.NO_SUCH_COLUMN, "phone"))


@pytest.mark.parametrize("form", ListFormat)
def test_each_way_of_reading_a_list_can_be_said(form: ListFormat) -> None:
    preview = ListPreview("", (), (), 0, "UTF-16", form)
    assert read_as(preview).endswith(", in UTF-16")
    assert read_as(preview._replace(encoding="")) + ", in UTF-16" == read_as(preview)


def test_a_column_without_a_heading_has_a_number() -> None:
    assert numbered_column(2) == "Column 2"
