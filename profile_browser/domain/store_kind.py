"""What a kind of store declares of itself: how it is addressed, and what it can do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from profile_browser.domain.refusal import RefusalKind, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Scheme:
    """How a connection string begins, and what that means."""

    name: str
    port: int
    encrypted: bool


@dataclass(frozen=True)
class LocationKey:
    """A key that says where in a store of this kind the profiles are, such as ``bucket``.

    It is the same in a connection's table, as an option and in the dialog. ``hint`` explains the
    option; ``placeholder`` stands in the empty field. ``needs`` is another key that must be given
    if this one is.
    """

    name: str
    label: str
    hint: str
    placeholder: str = ""
    required: bool = False
    default: str = ""
    needs: str = ""


class Capability(StrEnum):
    """What a store may be able to do beside reading a profile by its username."""

    SEARCH = "search"
    SUGGEST = "suggest"


@dataclass(frozen=True)
class StoreKind:
    """One kind of store.

    ``web_ports`` are ports that people mistake for the store's own. ``parameters`` are those that a
    connection string may have. ``extra`` is the extra of this package that brings the driver.
    """

    name: str
    title: str
    schemes: tuple[Scheme, ...] = ()
    location: tuple[LocationKey, ...] = ()
    capabilities: frozenset[Capability] = frozenset(Capability)
    web_ports: frozenset[int] = frozenset()
    parameters: frozenset[str] = frozenset()
    extra: str = ""


@dataclass(frozen=True)
class StoreKinds:
    """The kinds of stores that this program knows, the usual one first."""

    kinds: tuple[StoreKind, ...]

    @property
    def usual(self) -> StoreKind:
        """The kind of a new connection, until its connection string says otherwise."""
        return self.kinds[0]

    @cached_property
    def location_keys(self) -> Mapping[str, LocationKey]:
        """The keys of all kinds, by name."""
        return {key.name: key for kind in self.kinds for key in kind.location}

    def kind_of(self, connection_string: str) -> StoreKind:
        """Return the kind that the scheme of a connection string names. Raises RefusedError."""
        scheme = connection_string.strip().partition("://")[0]
        if scheme not in self._by_scheme:
            raise RefusedError(RefusalKind.SCHEME_UNKNOWN, *self._by_scheme)
        return self._by_scheme[scheme]

    @cached_property
    def _by_scheme(self) -> Mapping[str, StoreKind]:
        return {scheme.name: kind for kind in self.kinds for scheme in kind.schemes}
