"""Any layout and any document give an outcome, and nothing that the layout does not describe."""

import io
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.connection import Connection
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.outcome import Found, Matches, Missing, Outcome
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import RecordLayout
from profile_browser.domain.store import ProfileSource
from profile_browser.domain.user import User
from profile_browser.messages import clipboard_formats as copies
from profile_browser.messages import problems
from profile_browser.messages.profile import notice_text
from profile_browser.messages.window import outcome_text, spoken
from profile_browser.stores.couchbase.adapter import COUCHBASE
from profile_browser.stores.reading import user_from
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_DIRECTORY
from profile_browser.stores.sample.source import SampleSource
from profile_browser.stores.store import Store
from profile_browser.terminal.answers import report
from tests.unit.helpers.layouts import Document, documents, layouts, projected, undescribed
from tests.unit.helpers.people import CLUSTER, HASH

ASKED = "jo"
UNEXPECTED = Reason.UNEXPECTED


@dataclass
class FakeSource:
    """Returns what a cluster would: the values at the paths of the layout, by path."""

    layout: RecordLayout
    documents: Sequence[Document]

    def read(self, username: str) -> User | None:
        assert username == ASKED
        rows = self.search(Question(username), 1)
        return user_from(rows[0], User, self.layout) if rows else None

    def read_details(self, username: str) -> RecordDetails | None:
        pytest.fail(f"{username}: the details of a record are no part of its content")

    def search(self, question: Question, limit: int) -> list[Document]:
        assert question.text == ASKED
        return [projected(document, self.layout) for document in self.documents][:limit]

    def suggest(self, text: str, limit: int) -> list[Document]:
        return self.search(Question(text), limit)

    def close(self) -> None:
        """Do nothing."""


def _store(layout: RecordLayout, source: ProfileSource, connection: Connection = CLUSTER) -> Store:
    adapter = SAMPLE_DIRECTORY if connection.is_sample else COUCHBASE
    adapter = adapter._replace(open_source=lambda _: source)
    return Store(replace(connection, record=layout), adapter)


@contextmanager
def _heard() -> Iterator[io.BytesIO]:
    """Collect what is printed and logged."""
    heard, logger = io.BytesIO(), logging.getLogger("profile_browser")
    output = io.TextIOWrapper(heard, "utf-8", "backslashreplace", write_through=True)
    handler = logging.StreamHandler(output)
    logger.addHandler(handler)
    try:
        with redirect_stdout(output), redirect_stderr(output):
            yield heard
    finally:
        logger.removeHandler(handler)
        output.detach()


def _everything_said(store: Store) -> str:
    """Ask a store in every way, and return all that is shown, copied, printed or logged."""
    with _heard() as heard:
        outcomes = [store.look_up(ASKED), store.search(Question(ASKED), 50)]
        suggested = store.suggest(ASKED, 50)
        for outcome in outcomes:
            assert not (isinstance(outcome, Problem) and outcome.reason is UNEXPECTED)
            print(*_texts_of(outcome))
            for as_json in (True, False):
                report(outcome, as_json=as_json)
        for user in suggested:
            print(*_copies_of(user))
    return heard.getvalue().decode()


def _texts_of(outcome: Outcome) -> Iterator[str]:
    yield repr(outcome)
    yield outcome_text(outcome, ASKED, 0.1, CLUSTER.title)
    yield spoken(outcome)
    match outcome:
        case Found(user=user):
            yield from (notice_text(outcome), *_copies_of(user))
        case Matches(users=users):
            for user in users:
                yield from _copies_of(user)
        case Problem():
            yield from (problems.details(outcome), problems.advice(outcome))
        case Missing():
            pass


def _copies_of(user: User) -> Iterator[str]:
    yield from (repr(user), repr(user.more), json.dumps(user.public_values))
    yield from (copies.as_text(user), copies.as_text(user, longest=10), copies.as_masked_text(user))
    yield copies.as_json(user)
    assert isinstance(json.loads(copies.as_json(user, ascii_only=True)), dict)


@given(data=st.data(), layout=layouts())
def test_a_store_says_nothing_that_the_layout_does_not_describe(
    data: st.DataObject, layout: RecordLayout
) -> None:
    stored = data.draw(documents(layout))
    said = _everything_said(_store(layout, FakeSource(layout, stored)))
    for document in stored:
        assert {mark for mark in undescribed(document, layout) if mark in said} == set()


@given(data=st.data(), layout=layouts())
def test_the_sample_data_say_nothing_that_the_layout_does_not_describe(
    data: st.DataObject, layout: RecordLayout, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # The sample source takes a key with a dot for a path. Its own files have no such key.
    stored = data.draw(documents(layout, with_dots=False))
    file = tmp_path_factory.mktemp("sample") / "people.jsonl"
    names = (ASKED, *map(str, range(len(stored))))
    lines = (
        json.dumps({**each, "id": layout.id.replace("{username}", name), "type": "userprofile"})
        for each, name in zip(stored, names, strict=False)
    )
    file.write_text("\n".join(lines), "utf-8")
    said = _everything_said(_store(layout, SampleSource(str(file), layout), SAMPLE))
    for document in stored:
        assert {mark for mark in undescribed(document, layout) if mark in said} == set()


CONTACT = {"phone": "+44 1", "password": HASH, "more": [{"hash": HASH}]}
OVERLAPPING = RecordLayout(
    id="{username}",
    more=(
        Field("Contact", path="contact"),
        Field("Phone", path="contact.phone"),
        Field("Contacts", FieldKind.LIST, path="contact.more"),
    ),
)


def test_a_field_in_an_object_is_shown_and_the_rest_of_the_object_is_not() -> None:
    document: Document = {"username": ASKED, "contact": CONTACT}
    store = _store(OVERLAPPING, FakeSource(OVERLAPPING, [document]))
    outcome = store.look_up(ASKED)
    assert isinstance(outcome, Found)
    contact, phone, contacts = outcome.user.more
    assert (contact.is_damaged, phone.content, contacts.is_damaged) == (True, "+44 1", True)
    assert HASH not in _everything_said(store)


@pytest.mark.parametrize("name", [field.name for field in FIELDS])
@pytest.mark.parametrize("is_sample", [True, False])
def test_a_built_in_field_that_is_an_object_is_damaged_and_nothing_is_said_of_it(
    name: str, is_sample: bool, tmp_path: Path
) -> None:
    document: Document = {"username": ASKED, "type": "userprofile", "id": ASKED, name: CONTACT}
    (tmp_path / "people.jsonl").write_text(json.dumps(document), "utf-8")
    source = (
        SampleSource(str(tmp_path / "people.jsonl"), OVERLAPPING)
        if is_sample
        else FakeSource(OVERLAPPING, [document])
    )
    store = _store(OVERLAPPING, source, SAMPLE if is_sample else CLUSTER)
    outcome = store.look_up(ASKED)
    if name in ("username", "disabled"):
        assert isinstance(outcome, Problem)
        assert (outcome.reason, outcome.values["fields"]) == (Reason.RECORD_DAMAGED, (name,))
    else:
        assert isinstance(outcome, Found)
        assert [value.field.name for value in outcome.user.damaged] == [name]
    said = _everything_said(store)
    assert "damaged" in said or "Not text: an object" in said
    assert [text for text in (HASH, "+44 1") if text in said] == []
