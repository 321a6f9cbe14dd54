"""Looks up many usernames with a store that is asked one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profile_browser.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from profile_browser.domain.outcome import Outcome
    from profile_browser.domain.store import ProfileStore


def look_up_each(
    store: ProfileStore, usernames: Sequence[str], reason: str = ""
) -> Mapping[str, Outcome]:
    """Look up usernames one by one. Stop at a problem that all further ones would have, too."""
    outcomes: dict[str, Outcome] = {}
    for username in usernames:
        outcomes[username] = outcome = store.look_up(username, reason)
        if isinstance(outcome, Problem) and outcome.would_repeat:
            break
    return outcomes
