"""Which texts may name a field of a record."""

from __future__ import annotations

from profile_browser.domain.refusal import RefusalKind
from profile_browser.domain.secret_names import is_secret

_NOT_IN_PATHS = set('`[]"\\')


def refuse_path(path: str) -> RefusalKind | None:
    """Return why a dotted path may not name a field, or None if it may."""
    is_valid = all(part and part == part.strip() for part in path.split("."))
    if not is_valid or _NOT_IN_PATHS & set(path):
        return RefusalKind.PATH_NOT_VALID
    return RefusalKind.PATH_NEVER_READ if is_secret(path) else None
