"""A portion that fails: what the others answered is kept, and one record never ends the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.portions import answers_by_id, read_in_portions
from profile_browser.stores.reading import DamagedDocumentError
from tests.unit.helpers.people import CLUSTER, record, user

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from profile_browser.domain.user import User

NAMES = [f"member{number}" for number in range(16)]
DAMAGED = DamagedDocumentError("disabled")


def problem(reason: Reason) -> ProblemError:
    return ProblemError(Problem(reason, CLUSTER))


class Server:
    """Answers portions, and single usernames. A username in ``failing`` fails its whole portion."""

    def __init__(self, failing: Mapping[str, Exception], *, alone: bool = True) -> None:
        self._failing, self._alone = failing, alone
        self.asked: list[Sequence[str]] = []

    def read(self, username: str) -> User:
        self.asked.append([username])
        if self._alone and username in self._failing:
            raise self._failing[username]
        return user(username)

    def read_portion(self, usernames: Sequence[str]) -> dict[str, User | Exception | None]:
        self.asked.append(usernames)
        for username in usernames:
            if username in self._failing:
                raise self._failing[username]
        return {username: user(username) for username in usernames}

    def read_all(self, size: int) -> dict[str, User | Exception | None]:
        return read_in_portions(NAMES, size, self.read, self.read_portion)


@pytest.mark.parametrize(("size", "asked"), [(1, 16), (5, 4), (16, 1), (100, 1)])
def test_everybody_is_read_in_portions_of_this_size(size: int, asked: int) -> None:
    server = Server({})
    assert server.read_all(size) == {name: user(name) for name in NAMES}
    assert len(server.asked) == asked
    assert max(map(len, server.asked)) == min(size, len(NAMES))


@pytest.mark.parametrize(
    "error",
    [
        DAMAGED,
        problem(Reason.RECORD_DAMAGED),
        problem(Reason.RECORD_AMBIGUOUS),
        problem(Reason.STORE_AMBIGUOUS),
        problem(Reason.USERNAME_REFUSED),
        problem(Reason.REQUEST_TOO_LONG),
        problem(Reason.UNEXPECTED),
    ],
    ids=repr,
)
def test_a_record_that_fails_its_portion_fails_alone(error: Exception) -> None:
    server = Server({NAMES[5]: error})
    answers = server.read_all(8)
    assert answers == {name: user(name) for name in NAMES} | {NAMES[5]: error}
    assert len(server.asked) <= 8


def test_records_that_are_too_long_for_one_answer_are_read_in_smaller_portions() -> None:
    server = Server({NAMES[5]: problem(Reason.ANSWER_FOREIGN)}, alone=False)
    assert server.read_all(8) == {name: user(name) for name in NAMES}


REPEATED = [
    Reason.READ_TIMED_OUT,
    Reason.PORT_CLOSED,
    Reason.RATE_LIMITED,
    Reason.SIGN_IN_REFUSED,
    Reason.READING_NOT_ALLOWED,
    Reason.KEY_INDEX_MISSING,
    Reason.CANCELLED,
]


@pytest.mark.parametrize("reason", REPEATED)
def test_a_problem_of_the_first_portion_is_that_of_all_and_is_met_once(reason: Reason) -> None:
    error = problem(reason)
    server = Server({NAMES[0]: error})
    with pytest.raises(ProblemError) as raised:
        server.read_all(4)
    assert raised.value is error
    assert len(server.asked) == 1


@pytest.mark.parametrize("reason", REPEATED)
def test_what_was_read_before_a_problem_is_kept_and_nobody_is_asked_after_it(
    reason: Reason,
) -> None:
    error = problem(reason)
    server = Server({NAMES[6]: error})
    answers = server.read_all(4)
    assert answers == {name: user(name) for name in NAMES[:4]} | dict.fromkeys(NAMES[4:8], error)
    assert len(server.asked) == 2


def test_a_portion_in_which_one_timed_out_is_the_last() -> None:
    error = problem(Reason.READ_TIMED_OUT)

    def read_portion(usernames: Sequence[str]) -> dict[str, User | Exception | None]:
        return {**{name: user(name) for name in usernames}, NAMES[1]: error}

    answers = read_in_portions(NAMES, 4, user, read_portion)
    assert answers == {name: user(name) for name in NAMES[:4]} | {NAMES[1]: error}


# Rows with the ids of their records


def rows(*names: str, **changes: object) -> list[tuple[object, dict[str, object]]]:
    return [(CLUSTER.id_of(name), record(username=name, **changes)) for name in names]


def test_each_row_is_that_of_the_username_with_its_id() -> None:
    answers = answers_by_id(CLUSTER, ["ann", "bob", "eve"], [*rows("eve"), *rows("ann")])
    assert list(answers) == ["ann", "bob", "eve"]
    assert [getattr(answer, "username", None) for answer in answers.values()] == [
        "ann", None, "eve"
    ]  # fmt: skip


def test_a_damaged_row_is_an_error_of_its_username_alone() -> None:
    found = [*rows("ann", disabled="off"), *rows("bob")]
    answers = answers_by_id(CLUSTER, ["ann", "bob"], found)
    assert isinstance(answers["ann"], DamagedDocumentError)
    assert getattr(answers["bob"], "username", None) == "bob"


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (lambda: rows("ann", "bob", "ann"), Reason.RECORD_AMBIGUOUS),
        (lambda: rows("ann", "mallory"), Reason.ANSWER_FOREIGN),
        (lambda: [(["ann"], record())], Reason.ANSWER_FOREIGN),
        (lambda: [(None, record())], Reason.ANSWER_FOREIGN),
    ],
)
def test_rows_that_nobody_asked_for_show_nobody(
    found: Callable[[], list[tuple[object, dict[str, object]]]], reason: Reason
) -> None:
    with pytest.raises(ProblemError) as raised:
        answers_by_id(CLUSTER, ["ann", "bob"], found())
    assert raised.value.problem.reason is reason
