"""The five hundred fictional people in the sample directory."""

import re
import unicodedata

import pytest

from profile_browser.domain.document import document_id
from profile_browser.domain.question import username_of
from profile_browser.domain.resource_files import read_resource
from profile_browser.domain.user import UserInDB
from profile_browser.messages.plain_text import printable
from profile_browser.stores.couchbase.location import MAX_DOCUMENT_ID_BYTES_IN_COLLECTION
from profile_browser.stores.reading import DamagedDocumentError, read_user
from profile_browser.stores.sample.source import SAMPLE_FILE
from tests.unit.helpers.sample_file import BY_NAME, DOCUMENTS, LINES

INVENTED = re.compile(r"[^@\s]+@example\.(com|org|net)")
HASH = re.compile(r"\$2b\$12\$[./A-Za-z0-9]{53}")


def _is_valid(document: dict[str, object]) -> bool:
    try:
        read_user(document, UserInDB)
    except DamagedDocumentError:
        return False
    return True


def _texts(field: str) -> list[str]:
    return [value for document in DOCUMENTS if isinstance(value := document.get(field), str)]


def test_there_are_five_hundred_people() -> None:
    assert len(LINES) == len(BY_NAME) == 500


def test_the_program_reads_the_same_file() -> None:
    assert read_resource(SAMPLE_FILE).splitlines() == LINES


@pytest.mark.parametrize(
    ("username", "fields"),
    [
        (
            "johndoe",
            {"full_name": "John Doe", "email": "johndoe@example.com", "disabled": False},
        ),
        ("alice", {"full_name": "Alice Chains", "disabled": True}),
    ],
)
def test_the_people_named_in_the_documentation_exist(
    username: str, fields: dict[str, object]
) -> None:
    assert BY_NAME[username] | fields == BY_NAME[username]


def test_exactly_one_record_is_damaged() -> None:
    assert [document["username"] for document in DOCUMENTS if not _is_valid(document)] == [
        "damaged"
    ]


def test_each_record_has_the_id_of_its_username() -> None:
    assert [document["id"] for document in DOCUMENTS] == [
        document_id(str(document["username"]), MAX_DOCUMENT_ID_BYTES_IN_COLLECTION)
        for document in DOCUMENTS
    ]


def test_each_username_can_be_typed() -> None:
    names = [str(document["username"]) for document in DOCUMENTS]
    assert [name for name in names if username_of(name) != name or printable(name) != name] == []


def test_every_e_mail_address_is_in_an_example_domain() -> None:
    assert [text for text in _texts("email") if not INVENTED.fullmatch(text)] == []
    assert len(_texts("email")) > 250


def test_each_record_has_a_type_and_a_hash_like_a_real_document() -> None:
    assert {document["type"] for document in DOCUMENTS} == {"userprofile"}
    assert [text for text in _texts("hashed_password") if not HASH.fullmatch(text)] == []
    assert len(_texts("hashed_password")) == 500


@pytest.mark.parametrize("script", ["LATIN", "CYRILLIC", "ARABIC", "CJK", "HIRAGANA"])
def test_some_names_are_in_other_scripts(script: str) -> None:
    letters = set("".join(_texts("full_name")))
    assert any(unicodedata.name(letter, "").startswith(script) for letter in letters)


def test_some_names_have_accents() -> None:
    letters = set("".join(_texts("full_name")))
    assert any(" WITH " in unicodedata.name(letter, "") for letter in letters)


@pytest.mark.parametrize("field", ["email", "full_name", "disabled"])
def test_an_optional_field_is_sometimes_null_and_sometimes_absent(field: str) -> None:
    present = [field in document for document in DOCUMENTS]
    nulls = [document for document in DOCUMENTS if field in document and document[field] is None]
    assert not all(present)
    assert nulls


def test_some_accounts_are_disabled_and_most_are_not() -> None:
    disabled = [document for document in DOCUMENTS if document.get("disabled") is True]
    assert 5 <= len(disabled) < 250
