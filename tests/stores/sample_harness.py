"""The sample data for the suite."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.document import document_id
from profile_browser.stores.attributes import CAS, EXPIRY
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_DIRECTORY
from profile_browser.stores.sample.source import SampleSource
from tests.stores.harness import Ability, Harness, Installer, Place, Records

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout
    from profile_browser.domain.store import ProfileSource

_NO_SERVER = "the sample data is a file that is shipped with the program"


class _SampleHarness:
    lacks = dict.fromkeys(
        (
            *(Ability.RECORDER, Ability.PASSWORD, Ability.ACCOUNTS, Ability.RIGHTS),
            Ability.DATABASE,
            *(Ability.SILENCE, Ability.DEATH, Ability.TLS, Ability.WRITES, Ability.ROLE),
        ),
        _NO_SERVER,
    )

    def __init__(self) -> None:
        self.adapter = SAMPLE_DIRECTORY._replace(open_source=self._open_source)
        self._records: dict[str, Records] = {}  # by the title of their connection

    @contextmanager
    def start(self, _install: Installer) -> Iterator[None]:
        yield

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        assert tls is None, _NO_SERVER
        title = f"Sample data {len(self._records)}"
        self._records[title] = records
        yield Place(replace(SAMPLE, title=title, record=layout))

    def _open_source(self, connection: Connection) -> ProfileSource:
        layout = connection.record
        source = SampleSource("", layout)
        source._documents = {
            key: {"id": key, "$document": {CAS: "1", EXPIRY: 0}, **record}
            for username, record in self._records[connection.title].items()
            for key in [document_id(username, template=layout.id)]
        }
        return source


SAMPLE_HARNESS: Harness = _SampleHarness()
