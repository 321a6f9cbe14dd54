"""What the gateway answers: the models of its OpenAPI document, and their content."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic_core import to_json

from profile_browser.domain.details import Never
from profile_browser.domain.fields import FIELDS, ProfileFields
from profile_browser.domain.gateway_api import MOST_AT_ONCE, GatewayName, Right
from profile_browser.domain.question import SearchKind
from profile_browser.messages.clipboard_formats import as_stored, json_object

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.user import User


def _require_fields(schema: dict[str, Any]) -> None:
    schema["required"] = [field.name for field in FIELDS]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AddedValue(_Answer):
    """A value of a field that the record layout adds, as it is stored."""

    path: str
    label: str
    kind: str
    mask: str
    value: JsonValue


class DamagedValue(AddedValue):
    """A value that is of another kind than its field, whose place in the account is null."""

    name: str


class UserModel(BaseModel, ProfileFields):
    """The public fields of an account."""

    model_config = ConfigDict(extra="forbid", title="User", json_schema_extra=_require_fields)

    more: list[AddedValue] = Field(default_factory=list)
    damaged: list[DamagedValue] = Field(default_factory=list)


class ProblemModel(_Answer):
    """A problem, as in RFC 9457. Programs decide by ``reason`` and ``kind``."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str
    reason: str
    kind: str
    request_id: str
    fields: list[str] = Field(default_factory=list, description="of a damaged record")
    retry_after: int = Field(1, description="seconds")


class AboutModel(_Answer):
    """What the gateway is, and with a token what it offers."""

    name: GatewayName
    api: int
    version: str = ""
    title: str = ""
    environment: str = ""
    may: list[Right] = Field(default_factory=list)
    searches: list[SearchKind] = Field(default_factory=list)
    details: bool = False
    reason_required: bool = False


class MatchesModel(_Answer):
    """The accounts that a search found."""

    users: list[UserModel]
    more: bool


class BatchRequest(BaseModel):
    """Usernames to look up."""

    model_config = ConfigDict(extra="forbid")

    usernames: list[str] = Field(min_length=1, max_length=MOST_AT_ONCE)


class BatchModel(_Answer):
    """The accounts found, the usernames that nobody has, and the problems of others."""

    found: dict[str, UserModel]
    missing: list[str]
    problems: dict[str, ProblemModel]


class DetailsModel(_Answer):
    """What the store itself keeps about a record."""

    document_id: str
    revision: str | None
    expiry: datetime | Never | None
    last_change: datetime | None


class AliveModel(_Answer):
    """The gateway is alive."""

    alive: Literal[True]


class ReadyModel(_Answer):
    """The store answers."""

    ready: Literal[True]


def user_json(user: User) -> str:
    """Return exactly the public fields of a user, and those that the layout adds, as JSON.

    It is text, because a number of a record may be one that Python would write with other digits.
    """
    fields = user.public_values
    if not (user.more or user.damaged):
        return encoded(fields)
    members = {name: encoded(value) for name, value in fields.items()}
    if user.more:
        members["more"] = json_list(_value_json(value) for value in user.more)
    if user.damaged:
        members["damaged"] = json_list(
            _value_json(value, name=value.field.name) for value in user.damaged
        )
    return json_object(members)


def _value_json(value: MoreValue, **others: str) -> str:
    field = value.field
    described = {
        "path": field.path,
        "label": field.label,
        "kind": field.kind.name.lower(),
        "mask": field.mask.name.lower(),
        **others,
    }
    members = {name: encoded(text) for name, text in described.items()}
    return json_object({**members, "value": as_stored(value.exact)})


def json_list(items: Iterable[str]) -> str:
    """Return a JSON list whose items are JSON already."""
    return f"[{','.join(items)}]"


def encoded(content: object) -> str:
    """Return content as JSON."""
    return to_json(content).decode()
