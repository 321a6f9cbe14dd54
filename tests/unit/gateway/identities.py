"""Who asks, and what a refusal looks like, for the tests of the gateway."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

import pytest

from profile_browser.domain.gateway_api import Right
from profile_browser.gateway.callers.authentication import Identity
from profile_browser.gateway.problems import RefusedRequestError

_Value = TypeVar("_Value")


def identity(name: str = "anna", per_minute: int = 60) -> Identity:
    return Identity(name, frozenset({Right.LOOKUP}), per_minute)


def run(coroutine: Coroutine[object, object, _Value]) -> _Value:
    return asyncio.run(coroutine)


def refusal_of(make: Callable[[], Coroutine[object, object, object]]) -> RefusedRequestError:
    """Return how a coroutine refuses; nothing of it is in its text but the reason."""
    with pytest.raises(RefusedRequestError) as caught:
        asyncio.run(make())
    assert str(caught.value) == caught.value.reason
    return caught.value
