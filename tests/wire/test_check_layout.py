"""The last stage of the check: one existing record, compared with the layout."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores.couchbase.statements import explain_statements_of
from tests.wire import query_service
from tests.wire.checks import CHECK, P, S
from tests.wire.layouts import HASH, HIDDEN, LAYOUTS, NESTED, document
from tests.wire.node import Node
from tests.wire.stores import TITLE, assert_problem, connection_to


def with_nested(node: Node) -> Connection:
    return replace(connection_to(node), record=NESTED)


def compared(connection: Connection, username: str = "ann") -> StageResult:
    """Check with a username, and return the result of the last stage."""
    *others, last = CHECK(connection, username)
    assert [result.state for result in others] == [P, P, S, P, P, P, P]
    assert last.stage is Stage.LAYOUT
    return last


def misfit_problem(connection: Connection, username: str = "ann") -> Problem:
    result = compared(connection, username)
    assert result.state is StageState.FAILED
    assert result.problem is not None
    return assert_problem(result.problem, result.problem.kind, connection, username)


@pytest.fixture
def nested_node() -> Iterator[Node]:
    """Start a node whose records have nested fields, with Ann."""
    with Node({"user:ann:profile": document(NESTED, "ann")}, layout=NESTED) as node:
        yield node


def test_a_record_that_has_every_described_field_fits(nested_node: Node) -> None:
    assert compared(with_nested(nested_node)).state is P
    described = ["login.name", "person.full name", "contact.email", "disabled", "contact.phone"]
    nobody, ann = nested_node.lookups
    assert nobody[0].startswith("user:nobody ")
    assert ann == ("user:ann:profile", [*described, "meta.kind"])
    assert HASH.encode() not in nested_node.answered_bytes
    assert HIDDEN.encode() not in nested_node.answered_bytes


def test_each_described_field_that_a_record_lacks_is_named(nested_node: Node) -> None:
    record = document(NESTED, "ann")
    record["contact"] = {"email": None}
    del record["disabled"]
    nested_node.put("user:ann:profile", record)
    problem = misfit_problem(with_nested(nested_node))
    assert summary(problem) == f"The record of “ann” in {TITLE} does not fit the record layout"
    assert next_step(problem).startswith(
        "The record does not have “Account” (disabled) and “Contact.Phone” (contact.phone). Correct"
    )
    assert "Cause: Missing: disabled, contact.phone\n" in details(problem)


def test_a_value_of_a_wrong_kind_and_another_type_are_named(nested_node: Node) -> None:
    wrong = {"contact": {"email": 7, "phone": ["5550100"]}, "meta": {"kind": "order"}}
    nested_node.put("user:ann:profile", document(NESTED, "ann") | wrong)
    problem = misfit_problem(with_nested(nested_node))
    assert next_step(problem).startswith(
        "“E-mail” (contact.email) is not text. “Contact.Phone” (contact.phone) is not text. "
        "The type field (meta.kind) is not “customer”, so searches do not find this record. "
    )
    cause = "Cause: Of another kind: contact.email, contact.phone; Of another type: meta.kind\n"
    assert cause in details(problem)
    assert "order" not in next_step(problem) + details(problem)
    assert "5550100" not in next_step(problem) + details(problem)


def test_a_record_whose_username_field_holds_something_else_does_not_fit(nested_node: Node) -> None:
    nested_node.put("user:ann:profile", document(NESTED, "ann@example.com"))
    problem = misfit_problem(with_nested(nested_node))
    assert next_step(problem).startswith("“Username” (login.name) is not “ann”. Correct")
    assert "Cause: Of another user: login.name\n" in details(problem)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_record_of_any_layout_is_compared_and_only_described_fields_come(name: str) -> None:
    record = LAYOUTS[name]
    key = record.id.replace("{username}", "ann")
    with Node({key: document(record, "ann")}, layout=record) as node:
        connection = replace(connection_to(node), record=record)
        assert compared(connection).state is P
        assert all(len(paths) <= 16 for _, paths in node.lookups)
        assert HASH.encode() not in node.answered_bytes
        node.put(key, {})
        problem = misfit_problem(connection)
    for field in (*record.built_in, *record.more):
        assert next_step(problem).count(f"“{field.label}” ({field.path})") == 1


def test_a_checked_record_that_does_not_exist_has_its_own_sentence(nested_node: Node) -> None:
    problem = misfit_problem(with_nested(nested_node), "bob")
    assert summary(problem) == f"{TITLE} has no record of “bob”"
    assert next_step(problem).startswith("There is no record with the ID “user:bob:profile”. If")
    assert "give --user the username of an existing record" in next_step(problem)


def test_a_slip_in_the_id_can_be_seen_in_the_asked_one(nested_node: Node) -> None:
    slip = NESTED._replace(id="{tenant}:{{username}}")
    problem = misfit_problem(replace(connection_to(nested_node), record=slip))
    assert "“{tenant}:{ann}”" in next_step(problem)
    assert "{ann}" not in details(problem)


@pytest.mark.parametrize(
    ("username", "stored", "kind"),
    [
        ("a\0b", None, ProblemKind.BAD_INPUT),
        ("x" * 300, None, ProblemKind.BAD_INPUT),
        ("ann", b"[1]", ProblemKind.DAMAGED_DOCUMENT),
        ("ann", b"not JSON", ProblemKind.DAMAGED_DOCUMENT),
    ],
    ids=["nul", "long", "list", "text"],
)
def test_a_record_that_cannot_be_read_fails_the_layout_stage(
    nested_node: Node, username: str, stored: bytes | None, kind: ProblemKind
) -> None:
    if stored is not None:
        nested_node.put("user:ann:profile", stored)
    assert misfit_problem(with_nested(nested_node), username).kind is kind


def test_no_record_is_read_before_the_other_stages_passed(nested_node: Node) -> None:
    nested_node.query.faults.error = query_service.NO_INDEX
    results = list(CHECK(with_nested(nested_node), "ann"))
    assert results[-1].stage is Stage.SEARCH
    assert [key for key, _ in nested_node.lookups if "ann" in key] == []


def test_the_searches_of_the_layout_are_the_ones_that_are_planned(nested_node: Node) -> None:
    connection = with_nested(nested_node)
    compared(connection)
    sent = [asked.statement for asked in nested_node.query.asked]
    assert sent == list(explain_statements_of(connection))
    assert all("`login`.`name`" in statement for statement in sent)
