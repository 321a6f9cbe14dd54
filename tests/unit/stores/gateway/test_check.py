"""The staged check of a gateway: its token, its store, and what the token may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.problem import Reason
from profile_browser.messages.checks import stage_line
from profile_browser.stores.gateway.adapter import GATEWAY, KIND
from tests.unit.stores.gateway.answering import JOHN, connection_to, refusing, saying
from tests.unit.stores.http.server import Server, answering

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    Answer = Callable[[socket.socket], None]

ABOUT = {
    "name": "profile-browser-gateway",
    "api": 1,
    "title": "Customers EU",
    "may": ["lookup", "search"],
    "searches": ["email", "beginning"],
}
USUAL: Mapping[str, Answer] = {
    "/": saying(ABOUT),
    "/ready": saying({"ready": True}),
    "/users/johndoe": saying(JOHN),
}
DOWN = refusing("503 Service Unavailable", "port_closed", "unreachable")


def checked(
    username: str = "", answers: Mapping[str, Answer] = USUAL, reason: str = ""
) -> tuple[list[StageResult], list[bytes]]:
    """Return the results of a check, and its requests."""
    by_path = {**USUAL, **answers}
    server = Server(answering())

    def answer(client: socket.socket) -> None:
        by_path[server.requests[-1].split(b" ")[1].decode()](client)

    server.answer = answer
    with server:
        results = list(GATEWAY.check(connection_to(server.port), username, reason))
    return results, server.requests


def targets_of(requests: list[bytes]) -> list[str]:
    return [request.split(b" ")[1].decode() for request in requests]


def failure(results: list[StageResult]) -> tuple[Stage, Reason]:
    last = results[-1]
    assert last.problem is not None
    return last.stage, last.problem.reason


def test_a_check_reads_nobody_s_record() -> None:
    results, requests = checked()
    assert {result.state for result in results} == {StageState.PASSED, StageState.SKIPPED}
    assert targets_of(requests) == ["/", "/ready"]


@pytest.mark.parametrize(
    ("title", "said"),
    [("Customers EU", "yes (Customers EU)"), ("", "yes"), ("\u202eUE", "yes (\ufffdUE)")],
)
def test_a_check_names_what_the_gateway_serves(title: str, said: str) -> None:
    results, _ = checked(answers={"/": saying({**ABOUT, "title": title})})
    (opened,) = [result for result in results if result.stage is Stage.DATABASE]
    assert stage_line(opened, KIND) == f"The gateway's store responds … {said}"


def test_a_check_with_a_username_reads_that_record() -> None:
    results, requests = checked("johndoe")
    assert (results[-1].stage, results[-1].state) == (Stage.LAYOUT, StageState.PASSED)
    assert targets_of(requests) == ["/", "/ready", "/users/johndoe"]


@pytest.mark.parametrize(
    ("answers", "stage", "reason"),
    [
        (
            {"/": refusing("401 No", "token_refused", "wrong_sign_in")},
            Stage.SIGN_IN,
            Reason.SIGN_IN_REFUSED,
        ),
        ({"/": saying({"name": "something-else"})}, Stage.SIGN_IN, Reason.ANSWER_FOREIGN),
        ({"/": answering(b"<html>")}, Stage.SIGN_IN, Reason.GATEWAY_MISSING),
        ({"/ready": DOWN}, Stage.DATABASE, Reason.STORE_UNREACHABLE),
        ({"/": saying({**ABOUT, "may": ["search"]})}, Stage.READ, Reason.READING_NOT_ALLOWED),
        ({"/": saying({**ABOUT, "may": ["lookup"]})}, Stage.SEARCH, Reason.SEARCHING_NOT_ALLOWED),
        ({"/": saying({**ABOUT, "searches": []})}, Stage.SEARCH, Reason.SEARCH_NOT_SERVED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_check_ends_at_what_is_wrong(
    answers: dict[str, Answer], stage: Stage, reason: Reason
) -> None:
    results, _ = checked(answers=answers)
    assert failure(results) == (stage, reason)


def test_the_reason_for_reading_a_record_is_stated() -> None:
    results, requests = checked("johndoe", reason="Ticket 7")
    assert results[-1].state is StageState.PASSED
    assert b"\r\nProfile-Browser-Reason: Ticket%207\r\n" in requests[-1]


def test_a_record_that_is_missing_is_named() -> None:
    missing = refusing("404 Not Found", "not_found", "bad_input")
    results, _ = checked("nobody", {"/users/nobody": missing})
    assert failure(results) == (Stage.LAYOUT, Reason.CHECKED_RECORD_MISSING)


def test_the_stages_have_the_words_of_a_gateway() -> None:
    lines = [stage_line(StageResult(stage, StageState.PASSED), KIND) for stage in Stage]
    assert "Token is accepted … yes" in lines
    assert "The gateway's store responds … yes" in lines
    assert not any("atabase" in line or "ign-in" in line for line in lines)
