"""Back, forward and the recent lookups of a session."""

from profile_browser.domain.question import Question
from profile_browser.ui.history import (
    NAMES_LIMIT,
    RECENT_LIMIT,
    STEP_LIMIT,
    LookupHistory,
    SeenNames,
)


class TextHistory(LookupHistory):
    """A history whose questions are added and returned as plain text."""

    def see(self, text: str) -> None:
        self.visit(Question(text))

    def step_back(self) -> str | None:
        return _text(self.back())

    def step_forward(self) -> str | None:
        return _text(self.forward())

    @property
    def recent_texts(self) -> tuple[str, ...]:
        return tuple(lookup.question.text for lookup in self.recent)


def _text(question: Question | None) -> str | None:
    return None if question is None else question.text


def _visited(*texts: str) -> TextHistory:
    history = TextHistory()
    for text in texts:
        history.see(text)
    return history


def test_a_new_session_has_nothing_to_go_back_or_forward_to() -> None:
    history = TextHistory()
    assert (history.step_back(), history.step_forward(), history.recent_texts) == (None, None, ())


def test_back_and_forward_step_through_the_lookups() -> None:
    history = _visited("a", "b", "c")
    assert [history.step_back(), history.step_back(), history.step_back()] == ["b", "a", None]
    assert [history.step_forward(), history.step_forward(), history.step_forward()] == [
        "b",
        "c",
        None,
    ]


def test_back_returns_to_an_answer_that_was_left_for_the_start_page() -> None:
    history = _visited("a", "b")
    history.leave()
    assert [history.step_forward(), history.step_back(), history.step_back()] == [None, "b", "a"]
    history.leave()
    assert history.step_forward() == "b"
    history.leave()
    history.see("b")
    assert history.step_back() == "a"


def test_a_new_lookup_after_going_back_clears_the_forward_steps() -> None:
    history = _visited("a", "b", "c")
    history.step_back()
    history.see("d")
    assert history.step_forward() is None
    assert [history.step_back(), history.step_back()] == ["b", "a"]


def test_repeating_a_lookup_adds_no_step() -> None:
    history = _visited("a", "b", "b")
    assert history.step_back() == "a"


def test_repeating_a_lookup_after_going_back_keeps_the_forward_steps() -> None:
    history = _visited("a", "b")
    history.step_back()
    history.see("a")
    assert history.step_forward() == "b"


def test_recent_lookups_are_listed_once_and_newest_first() -> None:
    assert _visited("a", "b", "a", "c").recent_texts == ("c", "a", "b")


def test_going_back_does_not_reorder_the_recent_lookups() -> None:
    history = _visited("a", "b")
    history.step_back()
    assert history.recent_texts == ("b", "a")


def test_the_list_of_recent_lookups_is_limited() -> None:
    history = _visited(*map(str, range(RECENT_LIMIT + 5)))
    assert len(history.recent_texts) == RECENT_LIMIT
    assert history.recent_texts[0] == str(RECENT_LIMIT + 4)


def test_usernames_that_differ_in_case_are_different_lookups() -> None:
    assert _visited("john", "John").recent_texts == ("John", "john")


def test_a_search_and_a_lookup_of_the_same_text_are_different_questions() -> None:
    look_up, search = Question("john"), Question("john", search_only=True)
    history = LookupHistory()
    history.visit(look_up)
    history.visit(search)
    assert [lookup.question for lookup in history.recent] == [search, look_up]
    assert (history.back(), history.forward()) == (look_up, search)


def test_a_long_session_keeps_a_limited_number_of_steps() -> None:
    history = LookupHistory()
    for number in range(2 * STEP_LIMIT):
        history.visit(Question(f"person{number}"))
    seen = [question.text for question in iter(history.back, None)]
    assert (len(seen), seen[-1]) == (STEP_LIMIT - 1, f"person{STEP_LIMIT}")


def test_the_most_recently_looked_up_names_come_first() -> None:
    names = SeenNames()
    for username in ("ann", "bob", "eve"):
        names.add(username, username.title())
    assert list(names.prioritize(["eve", "nobody", "bob"])) == ["eve", "bob", "ann"]
    assert names.prioritize([])["bob"] == "Bob"


def test_only_a_limited_number_of_seen_names_is_remembered() -> None:
    names = SeenNames()
    for number in range(2 * NAMES_LIMIT):
        names.add("often", None)
        names.add(f"person{number}", None)
    remembered = names.prioritize([])
    assert len(remembered) == NAMES_LIMIT
    assert {"often", f"person{2 * NAMES_LIMIT - 1}"} <= set(remembered)
