"""Reads what a gateway answers. Its shape is checked strictly: any other raises ValueError.

A newer gateway may know kinds of values and masks that this program does not know. These values
are shown as text, and masked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Limited

from profile_browser.domain.details import NEVER, RecordDetails
from profile_browser.domain.field_paths import refuse_path
from profile_browser.domain.fields import FIELDS, FieldKind, Mask
from profile_browser.domain.fields import Field as ProfileField
from profile_browser.domain.gateway_api import MOST_MATCHES, GatewayName
from profile_browser.domain.more_values import MoreValue, read_more
from profile_browser.domain.user import User
from profile_browser.stores.reading import read_user, undamaged

if TYPE_CHECKING:
    from profile_browser.domain.gateway_api import Right

_MOST_VALUES, _LONGEST_NAME, _LONGEST_PATH = 100, 100, 1000
_LONGEST_ID = 10_000  # characters
_YEARS = range(1900, 3000)  # every system can convert them to local time


def _printable(text: str) -> str:
    if not text.isprintable() or not text.strip():
        raise ValueError
    return text


def _public_path(path: str) -> str:
    """Return a path that may name a field, as in a record layout: never that of a secret."""
    if refuse_path(path):
        raise ValueError
    return path


def _moment(text: str | None) -> datetime | None:
    moment = None if text is None else datetime.fromisoformat(text)
    if moment is not None and (moment.tzinfo is None or moment.year not in _YEARS):
        raise ValueError
    return moment


def _whole(text: str) -> str:
    text.encode()  # raises a ValueError: half a character cannot be shown or written
    return text


_Name = Annotated[str, StringConstraints(max_length=_LONGEST_NAME), AfterValidator(_printable)]
_Path = Annotated[str, StringConstraints(max_length=_LONGEST_PATH), AfterValidator(_public_path)]

_Id = Annotated[str, StringConstraints(max_length=_LONGEST_ID), AfterValidator(_whole)]


class _Answer(BaseModel):
    # An answer of a newer gateway may have more. Errors must not have a person's values.
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


class About(_Answer):
    """What a gateway says about itself to the holder of a token."""

    name: GatewayName
    title: str = ""
    may: list[str] = []
    searches: list[str] = []

    def allows(self, right: Right) -> bool:
        """Return whether the token has a right."""
        return right in self.may


class _Value(_Answer):
    path: _Path
    label: _Name
    kind: str
    mask: str
    value: Any = None
    name: str = ""  # of the public field that is damaged

    def read(self) -> MoreValue:
        """Return the value with its field."""
        kind = FieldKind.__members__.get(self.kind.upper())
        mask = Mask.__members__.get(self.mask.upper(), Mask.FIRST_LETTER)
        field = ProfileField(self.label, kind or FieldKind.TEXT, mask, self.path, self.name)
        if self.value is None:
            return MoreValue(field)
        read = read_more(field, self.value)
        is_shown_as_text = kind is None and read.content is None
        return read._replace(content=read.exact) if is_shown_as_text else read


class _Values(_Answer):
    more: list[_Value] = Limited([], max_length=_MOST_VALUES)
    damaged: list[_Value] = Limited([], max_length=_MOST_VALUES)


class _Page(_Answer):
    users: list[Any] = Limited(max_length=MOST_MATCHES)
    more: bool


class Batch(_Answer):
    """What a gateway answers about many usernames. Each is in one of the three."""

    found: dict[str, Any]
    missing: list[str]
    problems: dict[str, dict[str, Any]]

    @property
    def usernames(self) -> list[str]:
        """All usernames that it is about."""
        return [*self.found, *self.missing, *self.problems]


class _Details(_Answer):
    document_id: _Id
    revision: _Id | None = None
    expiry: str | None = None
    last_change: str | None = None


def user_in(answer: object) -> User:
    """Return the user that an answer has, with the fields of the gateway's record layout."""
    values = _Values.model_validate(answer)
    # It is an object, as _Values has found.
    user = undamaged(read_user(cast("dict[str, object]", answer), User))
    read = [value.read() for value in values.damaged]
    known = {field.name: field for field in FIELDS}
    damaged = tuple(value for value in read if value.field.name in known)
    names = {value.field.name for value in damaged}
    if len(names) < len(damaged) or any(known[name].is_essential for name in names):
        raise ValueError
    # A public field of a newer gateway is just another one here.
    others = (
        value._replace(field=value.field._replace(name=""))
        for value in read
        if value.field.name not in known
    )
    return replace(user, more=(*(value.read() for value in values.more), *others), damaged=damaged)


def users_in(answer: object) -> tuple[list[User], bool]:
    """Return the people that a search found, and whether more match."""
    page = _Page.model_validate(answer)
    return [user_in(user) for user in page.users], page.more


def details_in(answer: object) -> RecordDetails:
    """Return the details of a record."""
    details = _Details.model_validate(answer)
    change = _moment(details.last_change)
    if details.expiry == NEVER:
        return RecordDetails(details.document_id, details.revision, NEVER, change)
    return RecordDetails(details.document_id, details.revision, _moment(details.expiry), change)
