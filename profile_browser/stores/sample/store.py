"""The sample directory: five hundred invented people, held as a bucket would hold them."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.document import USERPROFILE_DOC_TYPE, UsernameRefusedError, document_id
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.domain.question import SearchKind
from profile_browser.domain.resource_files import read_resource
from profile_browser.domain.user import User
from profile_browser.messages import problems
from profile_browser.stores.reading import DamagedDocumentError, found, user_from
from profile_browser.stores.searching import (
    lowered,
    may_suggest,
    outcome_of,
    refusal_of,
    users_from,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.question import Question

    _Document = dict[str, object]

SAMPLE_FILE = "sample_profiles.jsonl"


class SampleStore:
    """A ProfileStore over the file of documents that comes with the program."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def look_up(self, username: str) -> Outcome:
        """Return what the sample directory knows of this user."""
        try:
            document = self._documents.get(document_id(username))
            if document is None:
                return Missing(username, self._connection.title)
            return found(self._connection, username, user_from(document, User))
        except UsernameRefusedError as error:
            return problems.bad_input(self._connection, str(error))
        except DamagedDocumentError as error:
            return problems.damaged_document(self._connection, username, error.fields)

    def search(self, question: Question, limit: int) -> Outcome:
        """Return whom a search finds in the sample directory, by a cluster's rules."""
        refusal = refusal_of(self._connection, question)
        if refusal is not None:
            return refusal
        text = lowered(question.text)
        matches = _has_email if question.kind is SearchKind.EMAIL else _has_beginning
        rows = self._first(lambda document: matches(document, text), limit + 1)
        return outcome_of(self._connection, question, rows, limit)

    def suggest(self, text: str, limit: int) -> tuple[User, ...]:
        """Return people of the sample directory whose username begins so."""
        if not may_suggest(self._connection, text):
            return ()
        beginning = lowered(text)
        rows = self._first(lambda found: _field(found, "username").startswith(beginning), limit)
        return tuple(users_from(rows))

    def close(self) -> None:
        """Do nothing: no connection is held."""

    def _first(self, matches: Callable[[_Document], bool], limit: int) -> list[_Document]:
        """Return the first that match, in the order of their usernames, as a statement does."""
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


def _has_beginning(document: _Document, text: str) -> bool:
    full_name = _field(document, "full_name")
    begin = (_field(document, "username"), _field(document, "email"), full_name, *full_name.split())
    return any(field.startswith(text) for field in begin)


def _field(document: _Document, name: str) -> str:
    """Return a field as it is compared; a missing one is like none that is looked for."""
    value = document.get(name)
    return lowered(value) if isinstance(value, str) else ""
