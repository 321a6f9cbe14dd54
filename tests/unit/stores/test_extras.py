"""If a driver is missing, the program names an extra, which must exist and install it."""

import tomllib

from profile_browser.domain.store_kind import StoreKind
from profile_browser.stores.registry import STORES
from tests.unit.helpers.sources import PACKAGE

PROJECT = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def _lacks_an_extra(kind: StoreKind) -> bool:
    return bool(kind.drivers) and kind.extra not in EXTRAS


def test_each_kind_with_a_driver_names_an_extra_that_exists() -> None:
    assert [kind.name for kind in STORES.kinds.kinds if _lacks_an_extra(kind)] == []


def test_the_usual_kind_needs_no_extra() -> None:
    assert STORES.kinds.usual.drivers == frozenset()
