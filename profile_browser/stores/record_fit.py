"""Compares a record with the layout of its connection, with the same rules for every store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.misfit import Misfit
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.domain.user import User, has_type, more_of, paths_of, values_of
from profile_browser.stores.reading import DamagedDocumentError, user_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.fields import Field
    from profile_browser.domain.record import RecordLayout


def described_paths(layout: RecordLayout) -> list[str]:
    """Return the paths of what a layout describes: the fields and the type."""
    type_path = [layout.type_field] if layout.type else []
    return list(dict.fromkeys([*paths_of(User, layout), *type_path]))


def require_readable(connection: Connection, is_readable: Callable[[str], bool]) -> None:
    """Raise ProblemError if the store cannot read a path of the layout without other fields."""
    for path in described_paths(connection.record):
        if not is_readable(path):
            raise path_refused(connection, path)


def path_refused(connection: Connection, path: str) -> ProblemError:
    """Return the error for a path of the layout that the store cannot use."""
    values = {"refusal": Refusal(RefusalKind.PATH_NOT_ALLOWED, (path,))}
    return ProblemError(Problem(Reason.SETTINGS_REFUSED, connection, values=values))


def find_misfit(
    document: Mapping[str, object], layout: RecordLayout, username: str
) -> Misfit | None:
    """Return where the document of this user does not fit, or None if it fits.

    The document is flat, with dotted paths as keys, and lacks what the record lacks.
    """
    present = values_of(document, User, layout)
    built_in = layout.placed(FIELDS)
    missing = [field for field in built_in if field.name not in present]
    damaged = _damaged_names(document, layout)
    wrong = [field for field in built_in if field.name in damaged and field not in missing]
    more = more_of(document, layout)
    missing += [value.field for value in more if not value.exact]
    wrong += [value.field for value in more if value.is_damaged]
    misfit = Misfit(
        tuple(missing),
        tuple(wrong),
        _other_type(document, layout),
        _other_username(document, layout, username),
    )
    return None if misfit == Misfit() else misfit


def _damaged_names(document: Mapping[str, object], layout: RecordLayout) -> tuple[str, ...]:
    try:
        user = user_from(document, User, layout)
    except DamagedDocumentError as error:
        return error.fields
    return tuple(value.field.name for value in user.damaged)


def _other_type(document: Mapping[str, object], layout: RecordLayout) -> tuple[str, str] | None:
    return None if has_type(document, layout) else (layout.type_field, layout.type)


def _other_username(
    document: Mapping[str, object], layout: RecordLayout, username: str
) -> tuple[Field, str] | None:
    field = next(field for field in layout.built_in if field.name == "username")
    found = document.get(field.path)
    return (field, username) if isinstance(found, str) and found != username else None
