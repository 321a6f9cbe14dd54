"""What the gateway answers: the models of its OpenAPI document, and their content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from profile_browser.domain.fields import FIELDS, ProfileFields

if TYPE_CHECKING:
    from profile_browser.domain.more_values import MoreValue
    from profile_browser.domain.user import User


def _require_fields(schema: dict[str, Any]) -> None:
    schema["required"] = [field.name for field in FIELDS]


class AddedValue(BaseModel):
    """A value of a field that the record layout adds, as it is stored."""

    model_config = ConfigDict(extra="forbid")

    path: str
    label: str
    kind: str
    mask: str
    value: JsonValue


class DamagedValue(AddedValue):
    """A value that is of another kind than its field, whose place in the account is null."""

    name: str


class UserModel(ProfileFields, BaseModel):
    """The public fields of an account."""

    model_config = ConfigDict(extra="forbid", title="User", json_schema_extra=_require_fields)

    more: list[AddedValue] = Field(default_factory=list)
    damaged: list[DamagedValue] = Field(default_factory=list)


class ProblemModel(BaseModel):
    """A problem, as in RFC 9457. Programs decide by ``reason`` and ``kind``."""

    model_config = ConfigDict(title="Problem", extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    reason: str
    kind: str
    request_id: str
    fields: list[str] | None = None
    retry_after: int | None = None


def user_content(user: User) -> dict[str, object]:
    """Return exactly the public fields of a user, and those that the layout adds."""
    content = {field.name: getattr(user, field.name) for field in FIELDS}
    if user.more:
        content["more"] = [_added(value) for value in user.more]
    if user.damaged:
        content["damaged"] = [{**_added(each), "name": each.field.name} for each in user.damaged]
    return content


def _added(value: MoreValue) -> dict[str, object]:
    field = value.field
    return {
        "path": field.path,
        "label": field.label,
        "kind": field.kind.name.lower(),
        "mask": field.mask.name.lower(),
        "value": json.loads(value.exact or "null"),
    }


def encoded(content: object) -> bytes:
    """Return content as JSON."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
