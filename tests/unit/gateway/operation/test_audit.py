"""The gateway records who read whom, and reads nothing that it cannot record."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.gateway_api import Caller, GatewayReason
from profile_browser.domain.outcome import Missing
from profile_browser.domain.problem import Problem, Reason
from profile_browser.gateway.operation.audit import Recorder
from profile_browser.gateway.problems import RefusedRequestError
from tests.unit.helpers.people import CLUSTER
from tests.unit.helpers.scripted import ScriptedStore

CALLER = Caller("support-7", "10.0.0.5", "0123456789abcdef")
AUDITED = replace(CLUSTER, audit=True)
DEMANDING = replace(AUDITED, audit_reason=True)
MISSING = Missing("ann", AUDITED.title)


@pytest.fixture
def store() -> ScriptedStore:
    return ScriptedStore(MISSING, MISSING)


def _lines(rules: AuditRules) -> list[dict[str, object]]:
    files = Path(rules.folder).glob("*.jsonl")
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def test_a_lookup_is_recorded_with_its_caller_and_its_reason(
    rules: AuditRules, store: ScriptedStore
) -> None:
    outcome = Recorder(AUDITED, rules).audited(store, CALLER).look_up("ann", "Ticket 7")
    assert outcome is MISSING
    (line,) = _lines(rules)
    assert line | CALLER._asdict() | {"reason": "Ticket 7"} == line


def test_a_batch_is_recorded_whole(rules: AuditRules, store: ScriptedStore) -> None:
    recorder = Recorder(AUDITED, rules)
    outcomes = recorder.audited(store, CALLER).look_up_all(["ann", "bob"], "Ticket 7")
    assert outcomes == {"ann": MISSING, "bob": MISSING}
    assert [line["request_id"] for line in _lines(rules)] == [CALLER.request_id] * 2


def test_without_the_audit_folder_nothing_is_asked(rules: AuditRules, store: ScriptedStore) -> None:
    recorder = Recorder(AUDITED, rules)
    Path(rules.folder).rmdir()
    problem = recorder.audited(store, CALLER).look_up("ann")
    all_of_them = recorder.audited(store, CALLER).look_up_all(["ann", "bob"])
    for found in (problem, all_of_them):
        assert isinstance(found, Problem)
        assert found.reason == Reason.NOT_RECORDED
    assert store.asked == []


def test_what_is_not_audited_is_not_recorded(rules: AuditRules, store: ScriptedStore) -> None:
    recorder = Recorder(CLUSTER, rules)
    assert recorder.audited(store, CALLER) is store
    assert store.look_up("ann") is MISSING
    assert _lines(rules) == []


@pytest.mark.parametrize(
    "reason", ["Ticket 4711", "Überweisung “4711”, 100 %", "🙂" * 200, "x" * 200]
)
def test_a_reason_arrives_as_it_was_stated(rules: AuditRules, reason: str) -> None:
    assert Recorder(DEMANDING, rules).reason(quote(reason, safe="")) == reason


def test_a_reason_is_one_line_of_visible_characters(rules: AuditRules) -> None:
    header = quote("a\r\n\tb\0\x1b[31m c", safe="")
    assert Recorder(DEMANDING, rules).reason(header) == "a b[31m c"


@pytest.mark.parametrize("header", [None, "", "%20%0a%00"])
def test_a_demanded_reason_that_is_missing_is_asked_for(
    rules: AuditRules, header: str | None
) -> None:
    with pytest.raises(RefusedRequestError) as refused:
        Recorder(DEMANDING, rules).reason(header)
    assert refused.value.reason == GatewayReason.REASON_MISSING


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("%ff", "not percent-encoded UTF-8"),
        ("%c0%af", "not percent-encoded UTF-8"),
        ("%ed%a0%80", "not percent-encoded UTF-8"),
        ("100%", "not percent-encoded UTF-8"),
        ("%zz", "not percent-encoded UTF-8"),
        ("\xfc", "not percent-encoded UTF-8"),
        ("x" * 201, "too long"),
        (quote("🙂" * 201), "too long"),
        ("%20" * 2_000, "too long"),
    ],
)
def test_a_damaged_reason_is_refused(rules: AuditRules, header: str, fault: str) -> None:
    with pytest.raises(RefusedRequestError) as refused:
        Recorder(AUDITED, rules).reason(header)
    assert refused.value.reason == GatewayReason.REQUEST_NOT_VALID
    assert fault in str(refused.value.values["fault"])


def test_a_reason_may_be_missing_if_none_is_demanded(rules: AuditRules) -> None:
    assert Recorder(AUDITED, rules).reason(None) == ""
