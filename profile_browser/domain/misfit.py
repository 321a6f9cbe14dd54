"""Where a record does not fit the layout of its connection."""

from typing import NamedTuple

from profile_browser.domain.fields import Field


class Misfit(NamedTuple):
    """Where a record does not fit its layout: missing fields, and values of the wrong kind.

    ``other_type`` is the field for the type, and the type of the layout, if the record has another.
    ``other_username`` is the field for the username, and the username that the record is stored
    under, if the field holds another.
    """

    missing: tuple[Field, ...] = ()
    wrong: tuple[Field, ...] = ()
    other_type: tuple[str, str] | None = None
    other_username: tuple[Field, str] | None = None
