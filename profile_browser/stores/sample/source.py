"""The sample data: 500 invented people, as documents of a bucket."""

from __future__ import annotations

import json
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from profile_browser.domain.document import USERPROFILE_DOC_TYPE, document_id
from profile_browser.domain.folding import fold
from profile_browser.domain.matching import entries_of, orders_of
from profile_browser.domain.question import SearchKind
from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.domain.resource_files import read_resource
from profile_browser.domain.user import User
from profile_browser.stores.attributes import details_from
from profile_browser.stores.reading import user_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.details import RecordDetails
    from profile_browser.domain.question import Question
    from profile_browser.domain.record import RecordLayout

    _Document = dict[str, object]

SAMPLE_FILE = "sample_profiles.jsonl"


class SampleSource:
    """A ProfileSource over a document file shipped with the program."""

    def __init__(self, file: str = SAMPLE_FILE, layout: RecordLayout = USUAL_LAYOUT) -> None:
        self._file, self._layout = file, layout

    def read(self, username: str) -> User | None:
        """Return this user of the sample data. Raises DamagedDocumentError."""
        document = self._documents.get(document_id(username, template=self._layout.id))
        return None if document is None else user_from(document, User, self._layout)

    def read_details(self, username: str) -> RecordDetails | None:
        """Return what ``$document`` says about this user's document; only its id without one."""
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
            same = (
                found for found in self._profiles if text in {*_email(found), *_username(found)}
            )
            return sorted(same, key=_username)[:limit]
        orders = map(" ".join, orders_of(question.text))
        searched = [(text, _username), (text, _email), *((words, _names) for words in orders)]
        arms = (self._first_beginnings(begin, values_of, limit) for begin, values_of in searched)
        return list({profile["id"]: profile for arm in arms for profile in arm}.values())

    def suggest(self, text: str, limit: int) -> list[_Document]:
        """Return people of the sample data whose username starts with this text."""
        return self._first_beginnings(fold(text), _username, limit)

    def close(self) -> None:
        """Do nothing: there is no connection."""

    def _first_beginnings(
        self, text: str, values_of: Callable[[_Document], list[str]], limit: int
    ) -> list[_Document]:
        """Return the first people with a value that begins with the text, as an index does."""
        found = [
            (value, profile)
            for profile in self._profiles
            for value in values_of(profile)
            if value.startswith(text)
        ]
        found.sort(key=itemgetter(0))
        return list({profile["id"]: profile for _, profile in found}.values())[:limit]

    @cached_property
    def _profiles(self) -> list[_Document]:
        documents = self._documents.values()
        return [found for found in documents if found.get("type") == USERPROFILE_DOC_TYPE]

    @cached_property
    def _documents(self) -> dict[str, _Document]:
        records = map(json.loads, read_resource(self._file).splitlines())
        return {record["id"]: record for record in records}


def _field(document: _Document, name: str) -> str:
    """Return a folded field; a missing one is empty, which no search matches."""
    value = document.get(name)
    return fold(value) if isinstance(value, str) else ""


def _username(document: _Document) -> list[str]:
    return [_field(document, "username")]


def _email(document: _Document) -> list[str]:
    return [_field(document, "email")]


def _names(document: _Document) -> list[str]:
    name = document.get("full_name")
    return list(entries_of(name)) if isinstance(name, str) else []
