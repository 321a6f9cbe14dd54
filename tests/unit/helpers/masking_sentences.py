"""Every sentence about masked fields and about offers of what was copied, each built once."""

from collections.abc import Callable

from profile_browser.messages import clipboard_offer, mask_settings, masked_values, masking

_TYPED = "marked-input"

MASKING_SAID: dict[Callable[..., object], str] = {
    masked_values.masked_text: "",  # values, no sentences
    masking.mask_text: "",
    masking.masked_name: "",
    masking.masked_question: "",
    masking.masked_problem: "",
    masking.first_letter: "",
    mask_settings.field_unknown: mask_settings.field_unknown("emial", ["username", "email"]),
    clipboard_offer.look_up: clipboard_offer.look_up(_TYPED),
    clipboard_offer.offered: clipboard_offer.offered(_TYPED),
}
