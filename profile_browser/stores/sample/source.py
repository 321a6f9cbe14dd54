"""The sample data: invented people, as documents of a bucket."""

from __future__ import annotations

import json
from functools import cached_property, partial
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from profile_browser.domain.document import document_id
from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of, orders_of
from profile_browser.domain.question import SearchKind
from profile_browser.domain.resource_files import read_resource
from profile_browser.domain.user import User, has_type, values_of
from profile_browser.stores.attributes import details_from
from profile_browser.stores.portions import answer_of
from profile_browser.stores.reading import user_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from profile_browser.domain.details import RecordDetails
    from profile_browser.domain.question import Question
    from profile_browser.domain.record import RecordLayout
    from profile_browser.stores.portions import Answers

    _Document = dict[str, object]

SAMPLE_FILE, SHOP_FILE = "sample_profiles.jsonl", "sample_shop.jsonl"


class _Profile(NamedTuple):
    """A document, and the folded values by which it is found: of each field, or of none."""

    document: _Document
    usernames: tuple[str, ...]
    emails: tuple[str, ...]
    names: tuple[str, ...]


class SampleSource:
    """A ProfileSource over a document file shipped with the program."""

    def __init__(self, file: str, layout: RecordLayout) -> None:
        self._file, self._layout = file, layout

    def read(self, username: str) -> User | None:
        """Return this user of the sample data. Raises DamagedDocumentError."""
        document = self._documents.get(document_id(username, template=self._layout.id))
        return None if document is None else user_from(document, User, self._layout)

    def read_many(self, usernames: Sequence[str], _at_once: int) -> Answers:
        """Return these users of the sample data."""
        return {username: answer_of(partial(self.read, username)) for username in usernames}

    def read_details(self, username: str) -> RecordDetails | None:
        """Return what ``$document`` says about this user's document, or only its id without one."""
        key = document_id(username, template=self._layout.id)
        document = self._documents.get(key)
        if document is None:
            return None
        attributes = document.get("$document")
        return details_from(key, attributes if isinstance(attributes, dict) else {})

    def search(self, question: Question, limit: int) -> list[_Document]:
        """Search the sample data with a cluster's rules."""
        text = fold(question.text)
        if question.kind is SearchKind.EMAIL:
            same = [one for one in self._profiles if text in (*one.emails, *one.usernames)]
            return [one.document for one in sorted(same, key=attrgetter("usernames"))][:limit]
        orders = map(" ".join, orders_of(question.text))
        searched = [(text, "usernames"), (text, "emails"), *((words, "names") for words in orders)]
        arms = (self._first_beginnings(begin, values, limit) for begin, values in searched)
        return list({found["id"]: found for arm in arms for found in arm}.values())

    def suggest(self, text: str, limit: int) -> list[_Document]:
        """Return people of the sample data whose username starts with this text."""
        return self._first_beginnings(fold(text), "usernames", limit)

    def close(self) -> None:
        """Do nothing: there is no connection."""

    def _first_beginnings(self, text: str, values: str, limit: int) -> list[_Document]:
        """Return the first people with a value that begins with the text, as an index does."""
        found = [
            (value, profile.document)
            for profile in self._profiles
            for value in getattr(profile, values)
            if value.startswith(text)
        ]
        found.sort(key=itemgetter(0))
        return list({document["id"]: document for _, document in found}.values())[:limit]

    @cached_property
    def _profiles(self) -> list[_Profile]:
        layout, documents = self._layout, self._documents.values()
        typed = (found for found in documents if has_type(found, layout))
        return [_profile_of(document, layout) for document in typed]

    @cached_property
    def _documents(self) -> dict[str, _Document]:
        records = map(json.loads, read_resource(self._file).splitlines())
        return {record["id"]: record for record in records}


def _profile_of(document: _Document, layout: RecordLayout) -> _Profile:
    """Fold the fields of a document. A missing one is an empty text, which no search matches."""
    values = values_of(document, User, layout)
    texts = {name: value if isinstance(value, str) else "" for name, value in values.items()}
    username, email = fold(texts.get("username", "")), fold(texts.get("email", ""))
    names = tuple(entries_of(texts.get("full_name", "")))
    return _Profile(document, (username,), (email,), names)
