"""Which fields are masked in a copy for a ticket, and on screen while details are hidden."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from profile_browser.domain.fields import Field, Mask


class MaskRules(NamedTuple):
    """What the administrator's file says about fields: True is masked, False in clear.

    A built-in field has its name here, and one that a layout adds has its path. The others are
    masked as their lines in ``fields.py`` say. With None, nothing is masked at all.
    """

    masked: Mapping[str, bool] | None = MappingProxyType({})

    def mask_of(self, each: Field) -> Mask:
        """Return how a field is masked."""
        if self.masked is None:
            return Mask.NONE
        is_masked = self.masked.get(each.name or each.path, each.mask is not Mask.NONE)
        if not is_masked:
            return Mask.NONE
        return Mask.FIRST_LETTER if each.mask is Mask.NONE else each.mask


USUAL_MASKS = MaskRules()
NO_MASKS = MaskRules(masked=None)
