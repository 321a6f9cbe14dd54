"""Stores for tests."""

from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_DIRECTORY
from profile_browser.stores.store import Store


def sample_store() -> Store:
    """Return a store over the sample data."""
    return Store(SAMPLE, SAMPLE_DIRECTORY)
