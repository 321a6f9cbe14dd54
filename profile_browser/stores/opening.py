"""Opens what must be closed again if a later step fails."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Closable(Protocol):
    def close(self) -> None: ...


_Opened = TypeVar("_Opened", bound=_Closable)


@contextmanager
def closing_on_failure(opened: _Opened) -> Iterator[_Opened]:
    """Close what was opened if the block raises anything. Otherwise it stays open."""
    with ExitStack() as closing:
        closing.callback(opened.close)
        yield opened
        closing.pop_all()
