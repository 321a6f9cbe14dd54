"""Stores for tests."""

from profile_browser.domain.connection import Connection
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_DIRECTORY
from profile_browser.stores.store import Store


def sample_store(connection: Connection = SAMPLE) -> Store:
    """Return a store over sample data, by default the usual one."""
    return Store(connection, SAMPLE_DIRECTORY)
