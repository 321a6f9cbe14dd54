"""Problems on the wire: the program's own reasons and sentences, and no secret of the store."""

from dataclasses import replace

import pytest

from profile_browser.domain.gateway_api import GatewayReason
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.gateway import problems
from profile_browser.gateway.models import ProblemModel
from profile_browser.gateway.problems import RefusedRequestError
from profile_browser.messages import gateway as wording
from tests.unit.helpers.people import CLUSTER, PASSWORD

ID = "0123456789abcdef"
# Every placeholder that a sentence may have, as a value that must not leave the gateway.
SECRETS = {
    "host": "marked-host", "port": "marked-port", "database": "marked-database",
    "collection": "marked-collection", "role": "marked-role", "noun": "bucket",
    "keys": "marked-keys", "statements": "marked-statement", "seconds": 7.0,
    "key_field": "marked-key-field", "document_id": "marked-id", "variable": "marked-variable",
    "folder": "/marked/folder", "needed": "marked-needed", "version": "marked-version",
    "username": "ann", "text": "ann", "fields": ("disabled",),
    "account_database": "marked-account", "account_parameter": "marked-parameter",
}  # fmt: skip
TOO_LONG = Refusal(RefusalKind.TEXT_TOO_LONG)
PARAMETER = Refusal(RefusalKind.PARAMETER_WRONG, ("marked-parameter",))
MARKED = replace(
    CLUSTER,
    connection_string="couchbases://marked-address",
    username="marked-user",
    password=PASSWORD,
    location={"bucket": "marked-bucket"},
    trust_store="/marked/trust-store.pem",
)


@pytest.mark.parametrize("reason", Reason)
def test_a_problem_of_the_store_tells_a_desk_nothing_of_the_store(reason: Reason) -> None:
    refusal = TOO_LONG if reason.kind is ProblemKind.BAD_INPUT else PARAMETER
    problem = Problem(reason, MARKED, "marked-cause", {**SECRETS, "refusal": refusal})
    content = problems.of_store(problem, ID)
    ProblemModel.model_validate(content)
    assert "marked" not in repr(content)
    assert (content["reason"], content["kind"]) == (reason.value, reason.kind.value)
    assert content["type"] == f"urn:profile-browser:problem:{reason.value}"
    assert content["request_id"] == ID


@pytest.mark.parametrize("kind", ProblemKind)
def test_each_kind_of_problem_has_a_status_and_a_sentence(kind: ProblemKind) -> None:
    assert 400 <= problems.STATUS_OF_KIND[kind] < 600
    title, detail = wording.STORE_PROBLEMS[kind]
    assert not title.endswith(".")
    assert detail.endswith(".")


@pytest.mark.parametrize("reason", GatewayReason)
def test_each_refusal_has_a_status_a_kind_and_sentences(reason: GatewayReason) -> None:
    error = RefusedRequestError(reason, retry_after=6.2, right="search", fault="A fault.")
    content = problems.of_refusal(error, ID)
    ProblemModel.model_validate(content)
    assert content["status"] == problems.REFUSAL_OF[reason][0]
    assert content["retry_after"] == 7
    assert "{" not in f"{content['title']}{content['detail']}"
    assert not str(content["title"]).endswith(".")
    assert str(content["detail"]).endswith(".")


@pytest.mark.parametrize(("seconds", "said"), [(0.4, "1 second"), (6.2, "7 seconds")])
def test_a_limit_of_requests_says_how_long_to_wait(seconds: float, said: str) -> None:
    error = RefusedRequestError(GatewayReason.RATE_LIMITED, retry_after=seconds)
    assert problems.of_refusal(error, ID)["detail"] == f"Wait {said}, then try again."


def test_only_the_fields_of_a_damaged_record_are_named() -> None:
    values = {"username": "ann", "fields": ("disabled",)}
    content = problems.of_store(Problem(Reason.RECORD_DAMAGED, MARKED, values=values), ID)
    assert (content["status"], content["fields"]) == (502, ["disabled"])


def test_a_refusal_without_a_wait_names_none() -> None:
    content = problems.of_refusal(RefusedRequestError(GatewayReason.TOKEN_MISSING), ID)
    assert "retry_after" not in content
