"""What each answer of a gateway, and of something else in its place, means at a desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.gateway_api import API_VERSION, GatewayReason
from profile_browser.domain.outcome import Missing
from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.domain.problem import Reason as R  # noqa: N817 - it is in each case
from profile_browser.domain.question import Question
from profile_browser.messages.gateway_wordings import OTHER_SCHEME
from profile_browser.messages.problems import advice, details, next_step
from profile_browser.stores.registry import STORES
from tests.unit.stores.gateway.answering import JOHN, REQUEST_ID, TOKEN, refusing, saying, store_on
from tests.unit.stores.http.server import answering

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    Answer = Callable[[socket.socket], None]

K = ProblemKind
UNAVAILABLE = "503 Service Unavailable"


def looked_up(answer: Answer) -> Problem:
    with store_on(answer) as (store, _):
        outcome = store.look_up("johndoe")
    assert isinstance(outcome, Problem)
    return outcome


def searched(answer: Answer) -> Problem:
    with store_on(answer) as (store, _):
        outcome = store.search(Question("john"), 50)
    assert isinstance(outcome, Problem)
    return outcome


# The caller's own problems


@pytest.mark.parametrize(
    ("status", "reason", "kind", "meant"),
    [
        ("401 Unauthorized", "token_missing", K.WRONG_SIGN_IN, R.SIGN_IN_REFUSED),
        ("401 Unauthorized", "token_refused", K.WRONG_SIGN_IN, R.SIGN_IN_REFUSED),
        ("401 Unauthorized", "token_suspended", K.WRONG_SIGN_IN, R.SIGN_IN_REFUSED),
        ("401 Unauthorized", "token_expired", K.WRONG_SIGN_IN, R.TOKEN_EXPIRED),
        ("403 Forbidden", "right_missing", K.NOT_ALLOWED, R.READING_NOT_ALLOWED),
        ("403 Forbidden", "right_suspended", K.NOT_ALLOWED, R.READING_NOT_ALLOWED),
        ("429 Too Many Requests", "rate_limited", K.BUSY, R.RATE_LIMITED),
        (UNAVAILABLE, "gateway_busy", K.BUSY, R.SERVER_OVERLOADED),
        (UNAVAILABLE, "sign_in_unavailable", K.BUSY, R.SERVER_UNAVAILABLE),
        ("400 Bad Request", "reason_missing", K.NOT_RECORDED, R.REASON_NEEDED),
        ("422 Unprocessable", "username_refused", K.BAD_INPUT, R.USERNAME_REFUSED),
        ("422 Unprocessable", "request_not_valid", K.BAD_INPUT, R.USERNAME_REFUSED),
        ("413 Too Large", "request_too_large", K.BAD_INPUT, R.REQUEST_TOO_LONG),
        ("405 Not Allowed", "method_not_allowed", K.BAD_INPUT, R.ANSWER_FOREIGN),
        ("502 Bad Gateway", "record_damaged", K.DAMAGED_DOCUMENT, R.RECORD_DAMAGED),
        (UNAVAILABLE, "not_recorded", K.NOT_RECORDED, R.GATEWAY_NOT_RECORDED),
        ("500 Internal Server Error", "unexpected", K.UNEXPECTED, R.UNEXPECTED),
    ],
)
def test_a_problem_of_the_caller_arrives_as_itself(
    status: str, reason: str, kind: ProblemKind, meant: R
) -> None:
    problem = looked_up(refusing(status, reason, kind.value))
    assert problem.reason is meant
    assert f"Request: {REQUEST_ID}\n" in details(problem)
    assert advice(problem)


@pytest.mark.parametrize("reason", GatewayReason)
def test_every_reason_of_a_gateway_has_a_sentence_at_the_desk(reason: GatewayReason) -> None:
    problem = searched(refusing("400 Bad Request", reason, "unexpected"))
    assert problem.reason is not R.UNEXPECTED
    assert advice(problem)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(12, "12 seconds"), (1, "1 second")]
    + [(wrong, "60 seconds") for wrong in (0, None, "x", True, 10**9)],
)
def test_a_limit_of_requests_says_how_long_to_wait(seconds: object, said: str) -> None:
    answer = refusing("429 Too Many Requests", "rate_limited", "busy", retry_after=seconds)
    assert next_step(looked_up(answer)).startswith(f"Wait {said}, then try again. ")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Ask your administrator for a new token, and enter it."),
        ({"variable": "V"}, "a new token. The old one is in the environment variable V. "),
    ],
)
def test_an_expired_token_is_found_where_it_is_kept(values: dict[str, object], said: str) -> None:
    problem = looked_up(refusing("401 Unauthorized", "token_expired", "wrong_sign_in"))
    assert said in next_step(replace(problem, values={**problem.values, **values}))


def test_a_missing_right_is_named() -> None:
    answer = refusing("403 Forbidden", "right_missing", "not_allowed")
    assert next_step(looked_up(answer)).startswith("The token needs the right lookup. ")
    problem = searched(answer)
    assert problem.reason is R.SEARCHING_NOT_ALLOWED
    assert "To search, the token needs the right search. " in next_step(problem)


def test_damaged_fields_are_named() -> None:
    answer = refusing(
        "502 Bad Gateway", "record_damaged", "damaged_document", fields=["disabled", 5, "<b>"]
    )
    problem = looked_up(answer)
    assert "The field “disabled” cannot be read." in next_step(problem)
    assert "johndoe" not in details(problem)
    found = searched(
        refusing("502 Bad Gateway", "matches_damaged", "damaged_document", fields=["disabled"])
    )
    assert found.reason is R.MATCHES_DAMAGED
    assert "john" in advice(found)


@pytest.mark.parametrize(
    "reason",
    [
        R.SEARCH_TURNED_OFF,
        R.SEARCH_NOT_OFFERED,
        R.SEARCH_SERVICE_MISSING,
        R.SEARCHING_NOT_ALLOWED,
        R.INDEX_MISSING,
        R.INDEX_NOT_READY,
    ],
)
def test_a_search_that_the_gateway_does_not_offer_is_told_apart(reason: str) -> None:
    problem = searched(refusing(UNAVAILABLE, reason, "misconfigured"))
    assert problem.reason is R.SEARCH_NOT_SERVED
    assert "You can still look people up by username." in next_step(problem)


def test_a_text_that_the_gateway_does_not_search_for_is_refused() -> None:
    problem = searched(refusing("422 Unprocessable", "search_refused", "bad_input"))
    assert problem.reason is R.SEARCH_REFUSED


def test_a_username_that_nobody_has_is_missing() -> None:
    with store_on(refusing("404 Not Found", "not_found", "bad_input")) as (store, _):
        assert isinstance(store.look_up("nobody"), Missing)
        assert isinstance(store.read_details("nobody"), Missing)


def test_details_that_the_store_behind_does_not_keep_are_told_apart() -> None:
    answer = refusing("404 Not Found", "details_not_kept", "misconfigured")
    with store_on(answer) as (store, _):
        outcome = store.read_details("johndoe")
    assert isinstance(outcome, Problem)
    assert outcome.reason is R.DETAILS_NOT_SERVED


# The store behind the gateway


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        (K.UNREACHABLE, R.STORE_UNREACHABLE),
        (K.TIMED_OUT, R.STORE_TIMED_OUT),
        (K.BUSY, R.STORE_BUSY),
        (K.MISCONFIGURED, R.STORE_MISCONFIGURED),
        (K.UNTRUSTED, R.STORE_MISCONFIGURED),
        (K.WRONG_SIGN_IN, R.STORE_MISCONFIGURED),
        (K.NOT_ALLOWED, R.STORE_MISCONFIGURED),
        (K.NOT_RECORDED, R.GATEWAY_NOT_RECORDED),
    ],
)
@pytest.mark.parametrize("reason", ["of_a_newer_gateway", None])
def test_what_is_wrong_behind_a_gateway_asks_nobody_for_a_token(
    kind: ProblemKind, meant: R, reason: str | None
) -> None:
    known = next(each for each in R if each.kind is kind)
    problem = looked_up(refusing(UNAVAILABLE, reason or known.value, kind.value))
    assert problem.reason is meant
    assert problem.kind is not K.WRONG_SIGN_IN
    assert "finds the request by its ID" in next_step(problem)
    assert f"Cause: HTTP 503 {reason or known.value}" in details(problem)


@pytest.mark.parametrize("reason", [each for each in R if each.value not in {*GatewayReason}])
def test_no_problem_of_the_gateway_s_store_is_a_refused_sign_in(reason: R) -> None:
    problem = looked_up(refusing(UNAVAILABLE, reason.value, reason.kind.value))
    assert problem.kind is not K.WRONG_SIGN_IN
    assert advice(problem)
    assert details(problem)


def test_the_gateway_s_own_refused_sign_in_says_that_it_is_not_the_desk_s() -> None:
    problem = looked_up(refusing(UNAVAILABLE, "sign_in_refused", "wrong_sign_in"))
    assert next_step(problem).startswith(
        "The store refused the gateway's own sign-in. This has nothing to do with your token. "
    )


# Other versions, and what is no gateway


@pytest.mark.parametrize(
    ("version", "meant"),
    [
        (str(API_VERSION + 1), R.GATEWAY_TOO_NEW),
        ("0", R.GATEWAY_TOO_OLD),
        ("", R.GATEWAY_MISSING),
        ("one", R.GATEWAY_MISSING),
        ("9" * 5000, R.GATEWAY_MISSING),
    ],
)
def test_a_gateway_of_another_version_is_told_apart(version: str, meant: R) -> None:
    assert looked_up(saying(JOHN, api=version)).reason is meant
    refused = refusing("401 Unauthorized", "token_refused", "wrong_sign_in")
    assert looked_up(refused).reason is R.SIGN_IN_REFUSED


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("200 OK", b"<html>Sign in to the guests' network</html>"),
        ("200 OK", b'{"username": "johndoe"}'),
        ("401 Unauthorized", b'{"error": {"type": "security_exception"}}'),
        ("403 Forbidden", b'{"reason": "right_missing", "kind": "not_allowed"}'),
        ("404 Not Found", b'{"reason": "not_found"}'),
        ("404 Not Found", b'{"error": "not_found"}'),
        ("500 Internal Server Error", b""),
    ],
)
def test_a_server_that_is_no_gateway_asks_nobody_for_a_token(status: str, body: bytes) -> None:
    problem = looked_up(answering(body, status))
    assert problem.reason is R.GATEWAY_MISSING
    assert f"such as {OTHER_SCHEME}" in next_step(problem)
    assert OTHER_SCHEME.partition(":")[0] in [scheme.name for scheme in STORES.kinds.schemes]


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        ("502 Bad Gateway", R.SERVER_UNAVAILABLE),
        ("503 Service Unavailable", R.SERVER_UNAVAILABLE),
        ("504 Gateway Timeout", R.SERVER_UNAVAILABLE),
        ("429 Too Many Requests", R.SERVER_OVERLOADED),
        ("413 Too Large", R.REQUEST_TOO_LONG),
        ("431 Too Large", R.REQUEST_TOO_LONG),
    ],
)
@pytest.mark.parametrize("body", [b"<html>nginx</html>", b'{"reason": "token_refused"}'])
def test_a_proxy_in_front_of_a_gateway_has_pages_of_its_own(
    status: str, meant: R, body: bytes
) -> None:
    assert looked_up(answering(body, status)).reason is meant


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "johndoe",
        {},
        {"username": 5},
        {**JOHN, "disabled": "no"},
        {**JOHN, "email": ["x"]},
        {**JOHN, "more": {}},
        {**JOHN, "more": [{"path": "phone"}]},
        {
            **JOHN,
            "more": [{"path": "phone", "label": "\u202ePhone", "kind": "text", "mask": "none"}],
        },
        {
            **JOHN,
            "more": [{"path": "hashed_password", "label": "H", "kind": "text", "mask": "none"}],
        },
        {**JOHN, "more": [{"path": "p", "label": "P", "kind": "text", "mask": "none"}] * 101},
        {**JOHN, "damaged": [{"path": "p", "label": "P", "kind": 5, "mask": "none"}]},
    ],
    ids=str,
)
def test_an_answer_of_another_shape_is_not_shown(body: object) -> None:
    problem = looked_up(saying(body))
    assert problem.reason is R.ANSWER_FOREIGN
    assert "johndoe" not in details(problem)


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"users": []},
        {"users": JOHN, "more": False},
        {"users": [5], "more": False},
        {"users": [], "more": 1},
        {"users": 51 * [JOHN], "more": True},  # more than were asked for
    ],
)
def test_a_list_of_another_shape_is_not_shown(body: object) -> None:
    assert searched(saying(body)).reason is R.ANSWER_FOREIGN


@pytest.mark.parametrize("request_id", ["x\u202ey", "x y", "<b>", "x" * 65])
def test_a_request_id_that_is_none_is_not_shown(request_id: str) -> None:
    headers = f"Profile-Browser-API: 1\r\nX-Request-ID: {request_id}\r\n"
    head = f"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n{headers}\r\n{{}}"
    problem = looked_up(lambda client: client.sendall(head.encode()))
    assert "Request:" not in details(problem)


def test_no_problem_tells_the_token() -> None:
    problem = looked_up(refusing("401 Unauthorized", "token_refused", "wrong_sign_in", token=TOKEN))
    assert TOKEN not in f"{problem!r} {advice(problem)} {details(problem)}"
