"""The sample data as a kind of store, and its connections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from profile_browser.domain.connection import Connection, Environment
from profile_browser.domain.store_kind import StoreKind
from profile_browser.messages.settings import SAMPLE_TITLE, SHOP_TITLE
from profile_browser.stores.adapter import StoreAdapter
from profile_browser.stores.sample.shop import SHOP_LAYOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profile_browser.domain.check import StageResult
    from profile_browser.domain.store import ProfileSource


def _open_source(connection: Connection) -> ProfileSource:
    from profile_browser.stores.sample.source import SAMPLE_FILE, SHOP_FILE, SampleSource

    layout = connection.record
    return SampleSource(SHOP_FILE if layout == SHOP_LAYOUT else SAMPLE_FILE, layout)


def _check(_: Connection, _username: str = "", _reason: str = "") -> Iterator[StageResult]:
    return iter(())


def _index_script(_: Connection) -> str:
    return ""


KIND = StoreKind(name="sample", title=SAMPLE_TITLE)
SAMPLE_DIRECTORY = StoreAdapter(
    kind=KIND, open_source=_open_source, check=_check, index_script=_index_script
)
SAMPLE = Connection(kind=KIND, title=SAMPLE_TITLE, environment=Environment.SAMPLE)
SAMPLE_SHOP = replace(SAMPLE, title=SHOP_TITLE, record=SHOP_LAYOUT)
SAMPLES = SAMPLE, SAMPLE_SHOP  # neither has a key: each key belongs to the files
