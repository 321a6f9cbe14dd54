"""What a source refuses before it asks a server."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.refusal import Refusal, RefusalKind, RefusedError
from profile_browser.stores.cassandra.adapter import CASSANDRA, KIND
from profile_browser.stores.cassandra.source import CassandraSource
from profile_browser.stores.store import Store
from tests.stores.asserting import assert_problem
from tests.wire.layouts import NESTED

CONNECTION = Connection(
    kind=KIND,
    title="Customers EU",
    connection_string="cassandra://127.0.0.1:1",
    location={"database": "crm", "collection": "people"},
    record=NESTED,
    username="staff",
    password="secret",
)


def test_an_email_inside_a_column_cannot_be_searched_for_without_a_search_table() -> None:
    with closing(CassandraSource(CONNECTION, CONNECTION.address)) as source:
        with pytest.raises(ProblemError) as raised:
            source.search(Question("ann@example.com"), 51)
        problem = raised.value.problem
        assert problem.reason is Reason.SETTINGS_REFUSED
        refusal = Refusal(RefusalKind.PATH_NOT_ALLOWED, ("contact.email",))
        assert problem.values["refusal"] == refusal


def test_a_key_that_is_too_long_is_refused() -> None:
    with (
        closing(CassandraSource(CONNECTION, CONNECTION.address)) as source,
        pytest.raises(RefusedError),
    ):
        source.read("x" * 65_536)


def test_a_setting_that_is_not_valid_is_refused() -> None:
    location = {**CONNECTION.location, "consistency": "ALL"}
    with closing(Store(replace(CONNECTION, location=location), CASSANDRA)) as store:
        assert_problem(store.look_up("johndoe"), Reason.SETTINGS_REFUSED)


def test_a_closed_source_asks_nothing() -> None:
    source = CassandraSource(CONNECTION, CONNECTION.address)
    source.close()
    with pytest.raises(ProblemError) as raised:
        source.read("johndoe")
    assert raised.value.problem.reason is Reason.CANCELLED
