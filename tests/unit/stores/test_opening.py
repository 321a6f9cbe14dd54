"""What several steps open is closed if one fails, and time that is up is no time without end."""

from unittest.mock import Mock

import pytest

from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.stores.deadline import Deadline
from profile_browser.stores.opening import closing_on_failure
from tests.unit.helpers.people import CLUSTER


def test_what_was_opened_stays_open() -> None:
    with closing_on_failure(Mock()) as opened:
        pass
    opened.close.assert_not_called()


def test_what_was_opened_is_closed_if_a_later_step_fails() -> None:
    opened = Mock()
    with pytest.raises(ProblemError), closing_on_failure(opened):
        raise ProblemError(Problem(Reason.SIGN_IN_REFUSED, CLUSTER))
    opened.close.assert_called_once_with()


def test_a_time_that_is_up_still_limits_the_next_request() -> None:
    assert Deadline(0.0).left > 0
