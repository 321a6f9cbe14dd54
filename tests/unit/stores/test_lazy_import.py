"""A lookup loads only what it needs: it ends later by what takes long to import."""

from pathlib import Path

from tests.unit.helpers.program import python

PROGRAM = """
import sys
from profile_browser.desktop.services import SignedInStores
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE

store = SignedInStores(STORES, None, None).open_store(SAMPLE)
print(type(store.look_up("johndoe")).__name__, "pydantic" in sys.modules)
"""


def test_a_lookup_does_not_wait_for_pydantic(home: Path) -> None:
    assert python("-c", PROGRAM, home=home).out.split() == ["Found", "False"]
