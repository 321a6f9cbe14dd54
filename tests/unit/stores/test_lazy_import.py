"""A store is opened on the thread that paints, so what takes long to import comes with a read."""

from pathlib import Path

from tests.unit.helpers.program import python

PROGRAM = """
import sys
from profile_browser.desktop.services import SignedInStores
from profile_browser.stores.registry import STORES
from profile_browser.stores.sample.adapter import SAMPLE

store = SignedInStores(STORES, None, None).open_store(SAMPLE)
print("pydantic" in sys.modules)
store.look_up("johndoe")
print("pydantic" in sys.modules)
"""


def test_opening_a_store_does_not_hold_up_the_window_by_importing_pydantic(home: Path) -> None:
    assert python("-c", PROGRAM, home=home).out.split() == ["False", "True"]
