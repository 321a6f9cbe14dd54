"""Every sentence about links, each built once."""

from collections.abc import Callable

from profile_browser.domain.link import LinkFault
from profile_browser.messages import links

_TYPED, _TITLE = "marked-input", "Customers"

LINKS_SAID: dict[Callable[..., object], str] = {
    links.connection_unknown: links.connection_unknown(_TYPED),
    links.link_question: " ".join(
        links.link_question(_TITLE, _TYPED, is_search=is_search) for is_search in (False, True)
    ),
    links.link_refused: " ".join(map(links.link_refused, LinkFault)),
    links.start_question: f"{links.start_question(_TITLE, _TYPED)} "
    f"{links.start_question(_TITLE, '')}",
}
