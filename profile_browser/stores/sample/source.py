"""The sample data: 500 invented people, as documents of a bucket."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.document import USERPROFILE_DOC_TYPE, document_id
from profile_browser.domain.question import SearchKind
from profile_browser.domain.resource_files import read_resource
from profile_browser.domain.user import User
from profile_browser.stores.reading import user_from
from profile_browser.stores.searching import lower_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.question import Question

    _Document = dict[str, object]

SAMPLE_FILE = "sample_profiles.jsonl"


class SampleSource:
    """A ProfileSource over the document file shipped with the program."""

    def read(self, username: str) -> User | None:
        """Return this user of the sample data. Raises DamagedDocumentError."""
        document = self._documents.get(document_id(username))
        return None if document is None else user_from(document, User)

    def search(self, question: Question, limit: int) -> list[_Document]:
        """Search the sample data with a cluster's rules."""
        text = lower_case(question.text)
        matches = _has_email if question.kind is SearchKind.EMAIL else _starts_with
        return self._first_matches(lambda document: matches(document, text), limit)

    def suggest(self, text: str, limit: int) -> list[_Document]:
        """Return people of the sample data whose username starts with this text."""
        beginning = lower_case(text)
        return self._first_matches(
            lambda found: _field(found, "username").startswith(beginning), limit
        )

    def close(self) -> None:
        """Do nothing: there is no connection."""

    def _first_matches(self, matches: Callable[[_Document], bool], limit: int) -> list[_Document]:
        """Return the first matches, sorted by username, as a statement does."""
        profiles = (
            document
            for document in self._documents.values()
            if document.get("type") == USERPROFILE_DOC_TYPE and matches(document)
        )
        return sorted(profiles, key=lambda document: _field(document, "username"))[:limit]

    @cached_property
    def _documents(self) -> dict[str, _Document]:
        records = map(json.loads, read_resource(SAMPLE_FILE).splitlines())
        return {record["id"]: record for record in records}


def _has_email(document: _Document, text: str) -> bool:
    return _field(document, "email") == text


def _starts_with(document: _Document, text: str) -> bool:
    full_name = _field(document, "full_name")
    begin = (_field(document, "username"), _field(document, "email"), full_name, *full_name.split())
    return any(field.startswith(text) for field in begin)


def _field(document: _Document, name: str) -> str:
    """Return a field in lower case; a missing one is empty, which no search matches."""
    value = document.get(name)
    return lower_case(value) if isinstance(value, str) else ""
