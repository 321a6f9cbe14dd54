"""What several steps open is closed if one fails, and time that is up is no time without end."""

import pytest

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.opening import closing_on_failure
from tests.unit.helpers.people import CLUSTER


class Session:
    is_closed = False

    def close(self) -> None:
        self.is_closed = True


def test_what_was_opened_stays_open() -> None:
    with closing_on_failure(Session()) as opened:
        pass
    assert not opened.is_closed


@pytest.mark.parametrize(
    "error", [ProblemError(Problem(Reason.SIGN_IN_REFUSED, CLUSTER)), RuntimeError()]
)
def test_what_was_opened_is_closed_if_a_later_step_fails(error: Exception) -> None:
    opened = Session()
    with pytest.raises(type(error)), closing_on_failure(opened):
        raise error
    assert opened.is_closed


def test_a_time_that_is_up_still_limits_the_next_request() -> None:
    assert Deadline(0.0).left > 0
