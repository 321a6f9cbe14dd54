"""The sample directory: five hundred invented people, held as a bucket would hold them."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.document import UsernameRefusedError, document_id
from profile_browser.domain.outcome import Missing, Outcome
from profile_browser.domain.user import User
from profile_browser.domain.wording import problems
from profile_browser.resource_files import read_resource
from profile_browser.stores.reading import DamagedDocumentError, found, user_from

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection

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

    def close(self) -> None:
        """Do nothing: no connection is held."""

    @cached_property
    def _documents(self) -> dict[str, dict[str, object]]:
        records = map(json.loads, read_resource(SAMPLE_FILE).splitlines())
        return {record["id"]: record for record in records}
