"""A number that Python cannot hold damages its own field, or is shown as it is written.

A search never brings one: the query service takes a document with such a number for binary data
(see tests/servers). If it sent one, SDK 4.6.3 would end the process, because its C++ core parses
each row before Python sees it.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.fields import FieldKind
from profile_browser.domain.outcome import Found, Matches
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.question import Question
from tests.wire.documents import PlantedAnswers
from tests.wire.frames import Status
from tests.wire.http import json_answer
from tests.wire.layouts import added, layout
from tests.wire.query_service import success_body
from tests.wire.stores import assert_johndoe, cluster_store, connection_to, look_up

if TYPE_CHECKING:
    from profile_browser.domain.connection import Connection
    from profile_browser.domain.more_values import MoreValue
    from tests.wire.node import Node

LAYOUT = layout(added("points", FieldKind.NUMBER), added("phone"))
JOHN = {
    "username": "johndoe",
    "full_name": "John Doe",
    "email": "johndoe@example.com",
    "disabled": False,
    "phone": "+1 555 0100",
}
MANY = "9" * 5_000  # digits; Python converts 4,300
NUMBERS = {
    "1e999": None,
    "-1e999": None,
    "NaN": None,
    "-Infinity": None,
    MANY: None,
    f"0.{MANY}": 1.0,
    "18446744073709551617": 2**64 + 1,
    "9" * 400: int("9" * 400),
    "1.10": 1.1,
    "1E5": 1e5,
    "0.1000000000000000055511151231257827": 0.1,
}


def planted(**written: str) -> PlantedAnswers:
    """Return John's record with some values as they are written."""
    bodies = {name: json.dumps(value) for name, value in JOHN.items()} | written
    return PlantedAnswers({name: (Status.SUCCESS, body.encode()) for name, body in bodies.items()})


def with_layout(node: Node) -> Connection:
    return replace(connection_to(node), record=LAYOUT)


@pytest.mark.parametrize("written", NUMBERS, ids=lambda written: written[:20])
def test_an_odd_number_damages_no_other_field_and_is_kept_as_it_is_written(
    node: Node, written: str
) -> None:
    node.put("userprofile::johndoe", planted(points=written))
    outcome = look_up(with_layout(node))
    assert isinstance(outcome, Found)
    assert_points(outcome.user.more, written)
    assert_johndoe(outcome)


def assert_points(more: tuple[MoreValue, ...], written: str) -> None:
    points, phone = more
    assert (points.content, points.exact) == (NUMBERS[written], written)
    assert points.is_damaged is (NUMBERS[written] is None)
    assert phone.content == JOHN["phone"]


@pytest.mark.parametrize("field", ["username", "disabled"])
@pytest.mark.parametrize("written", ["1e999", "NaN", MANY], ids=["huge", "nan", "digits"])
def test_an_odd_number_in_an_essential_field_damages_the_record(
    node: Node, field: str, written: str
) -> None:
    node.put("userprofile::johndoe", planted(**{field: written}))
    outcome = look_up(with_layout(node))
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.DAMAGED_DOCUMENT
    assert outcome.values["fields"] == (field,)


@pytest.mark.parametrize("written", ["1e999", "NaN", MANY], ids=["huge", "nan", "digits"])
def test_an_odd_number_in_another_field_damages_that_field_alone(node: Node, written: str) -> None:
    node.put("userprofile::johndoe", planted(email=written))
    outcome = look_up(with_layout(node))
    assert isinstance(outcome, Found)
    assert [(value.field.name, value.exact) for value in outcome.user.damaged] == [
        ("email", written)
    ]
    assert outcome.user.full_name == JOHN["full_name"]


def test_a_row_that_python_cannot_parse_damages_no_other_row(node: Node) -> None:
    deep = "[" * 5_000 + "]" * 5_000
    rows = [json.dumps(JOHN | {"username": name}) for name in ("johndoe", "johnny")]
    rows.append(json.dumps(JOHN)[:-1] + f', "points": {deep}}}')
    body = json.dumps(success_body([])).replace("[]", f"[{','.join(rows)}]", 1)
    node.query.faults.raw = json_answer(200, body)
    with closing(cluster_store(with_layout(node))) as store:
        outcome = store.search(Question("john"), 50)
    assert isinstance(outcome, Matches)
    assert [user.username for user in outcome.users] == ["johndoe", "johnny"]
