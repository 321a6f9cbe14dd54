"""Exactly the kinds that declare it read many records in one call."""

from importlib import import_module
from inspect import getmembers, isclass

import pytest

from profile_browser.domain.store_kind import Capability, StoreKind
from profile_browser.stores.registry import STORES


@pytest.mark.parametrize("kind", STORES.kinds.kinds, ids=lambda kind: kind.name)
def test_a_kind_declares_that_it_reads_many_if_its_source_does(kind: StoreKind) -> None:
    module = import_module(f"profile_browser.stores.{kind.name}.source")
    own = [each for _, each in getmembers(module, isclass) if each.__module__ == module.__name__]
    [source] = [each for each in own if each.__name__.endswith("Source")]
    assert hasattr(source, "read_many") == (Capability.MANY in kind.capabilities)
