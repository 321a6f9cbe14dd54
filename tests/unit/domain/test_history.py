"""The walk through the look-ups of a session."""

from profile_browser.domain.history import RECENT_LIMIT, LookupHistory


def _visited(*usernames: str) -> LookupHistory:
    history = LookupHistory()
    for username in usernames:
        history.visit(username)
    return history


def test_a_fresh_session_has_nowhere_to_go() -> None:
    history = LookupHistory()
    assert (history.back(), history.forward(), history.recent) == (None, None, ())


def test_back_and_forward_walk_the_look_ups() -> None:
    history = _visited("a", "b", "c")
    assert [history.back(), history.back(), history.back()] == ["b", "a", None]
    assert [history.forward(), history.forward(), history.forward()] == ["b", "c", None]


def test_a_new_look_up_forgets_what_lay_ahead() -> None:
    history = _visited("a", "b", "c")
    history.back()
    history.visit("d")
    assert history.forward() is None
    assert [history.back(), history.back()] == ["b", "a"]


def test_asking_again_adds_no_step() -> None:
    history = _visited("a", "b", "b")
    assert history.back() == "a"


def test_asking_again_after_a_step_back_keeps_the_way_forward() -> None:
    history = _visited("a", "b")
    history.back()
    history.visit("a")
    assert history.forward() == "b"


def test_the_latest_look_up_comes_first_and_each_stands_once() -> None:
    assert _visited("a", "b", "a", "c").recent == ("c", "a", "b")


def test_a_step_back_does_not_reorder_the_recent_look_ups() -> None:
    history = _visited("a", "b")
    history.back()
    assert history.recent == ("b", "a")


def test_only_so_many_look_ups_are_offered_again() -> None:
    history = _visited(*map(str, range(RECENT_LIMIT + 5)))
    assert len(history.recent) == RECENT_LIMIT
    assert history.recent[0] == str(RECENT_LIMIT + 4)


def test_usernames_that_differ_in_capitals_are_different_look_ups() -> None:
    assert _visited("john", "John").recent == ("John", "john")
