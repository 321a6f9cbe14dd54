"""The file of “Sample shop”: invented customers whose addresses and numbers belong to nobody."""

import re
import unicodedata

import pytest

from profile_browser.domain.document import document_id
from profile_browser.domain.fields import FieldKind
from profile_browser.domain.question import username_of
from profile_browser.domain.record import MOST_MORE
from profile_browser.domain.secret_names import is_secret
from profile_browser.messages.plain_text import printable
from profile_browser.messages.window import welcome_hint
from profile_browser.stores.sample.adapter import SAMPLE_SHOP, SAMPLES
from profile_browser.stores.sample.shop import SHOP_LAYOUT
from tests.unit.helpers.sample_file import BY_NAME, CUSTOMERS, SHOP_DOCUMENTS

HASH = re.compile(r"\$2b\$12\$[./A-Za-z0-9]{53}")
E_MAIL = re.compile(r"[^@\s]+@([a-z-]+\.)*example\.(com|org|net)")
# Numbers that the regulators keep free for films and books.
RESERVED_NUMBER = re.compile(
    r"\+44 20 7946 0\d{3}|\+44 7700 900\d{3}|\+1 212 555 01\d\d|\+49 30 23125 \d{3}"
    r"|\+33 6 39 98 \d\d \d\d|\+46 8 465 004 \d\d"
)
ATTRIBUTES = {"CAS", "exptime", "last_modified"}


def texts(name: str) -> list[str]:
    """Return the texts of a field of the contact data."""
    contacts = [document.get("contact", {}) for document in SHOP_DOCUMENTS]
    assert all(isinstance(contact, dict) for contact in contacts)
    values = [contact.get(name) for contact in contacts if isinstance(contact, dict)]
    return [value for value in values if isinstance(value, str)]


def test_there_are_about_sixty_customers() -> None:
    assert len(CUSTOMERS) == len({document["username"] for document in CUSTOMERS}) == 61


def test_each_customer_has_the_id_of_the_username() -> None:
    ids = [document_id(str(one["username"]), template=SHOP_LAYOUT.id) for one in CUSTOMERS]
    assert [one["id"] for one in CUSTOMERS] == ids


def test_each_username_can_be_typed() -> None:
    names = [str(document["username"]) for document in CUSTOMERS]
    assert [name for name in names if username_of(name) != name or printable(name) != name] == []


def test_every_e_mail_address_and_phone_number_is_reserved_for_examples() -> None:
    assert [text for text in texts("email") if not E_MAIL.fullmatch(text)] == []
    phones = texts("phone")
    assert [text for text in phones if re.search(r"\d", RESERVED_NUMBER.sub("", text))] == []
    assert len(phones) > 50


def test_each_customer_has_a_hash_that_the_layout_does_not_describe() -> None:
    hashes = [document["sign_in"] for document in CUSTOMERS]
    assert all(isinstance(one, dict) and HASH.fullmatch(one["password_hash"]) for one in hashes)


def test_the_layout_asks_for_six_fields_of_every_kind_and_for_no_secret() -> None:
    fields = (*SHOP_LAYOUT.built_in, *SHOP_LAYOUT.more)
    assert [field.path for field in fields if is_secret(field.path)] == []
    assert len(SHOP_LAYOUT.more) == 6 <= MOST_MORE
    assert {field.kind for field in SHOP_LAYOUT.more} == {*FieldKind} - {FieldKind.ACCOUNT}


def test_each_customer_has_what_a_cluster_knows_of_a_document() -> None:
    attributes = [document["$document"] for document in CUSTOMERS]
    assert all(isinstance(one, dict) and set(one) == ATTRIBUTES for one in attributes)
    assert all(
        isinstance(one, dict)
        and re.fullmatch(r"0x[0-9a-f]{16}", one["CAS"])
        and re.fullmatch(r"\d{10}", one["last_modified"])
        for one in attributes
    )
    assert {isinstance(one, dict) and bool(one["exptime"]) for one in attributes} == {True, False}


@pytest.mark.parametrize("script", ["LATIN", "CYRILLIC", "ARABIC", "CJK", "HANGUL", "DEVANAGARI"])
def test_some_names_are_in_other_scripts(script: str) -> None:
    letters = set("".join(str(document["name"]) for document in CUSTOMERS))
    assert any(unicodedata.name(letter, "").startswith(script) for letter in letters)


def test_the_start_page_names_people_of_that_sample() -> None:
    names = {str(document["username"]) for document in CUSTOMERS}
    for sample, known in zip(SAMPLES, (set(BY_NAME), names), strict=True):
        named = re.findall(r"Try (\S+) or (\S+)\.$", welcome_hint(sample))
        assert named
        assert set(named[0]) <= known


def test_no_sample_has_a_key_that_somebody_s_own_connection_could_have() -> None:
    assert [sample.key for sample in SAMPLES] == ["", ""]
    assert all(sample.is_sample for sample in SAMPLES)
    assert len({*SAMPLES}) == len(SAMPLES)
    assert SAMPLE_SHOP.title == "Sample shop"
