"""The guide says what a gateway does: its keys, routes, problems, log and metrics."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from profile_browser.__main__ import main
from profile_browser.domain.gateway_api import Caller, GatewayReason, Right
from profile_browser.domain.gateway_rules import GatewayRules, OidcRules
from profile_browser.gateway.callers.issuer_keys import ALGORITHMS
from profile_browser.gateway.operation.log_writer import LineWriter
from profile_browser.gateway.operation.metrics import GatewayMetrics
from profile_browser.gateway.operation.request_log import JsonRequestLog, RequestRecord
from profile_browser.gateway.problems import REFUSAL_OF, STATUS_OF_KIND
from profile_browser.gateway.routes import ROUTES
from profile_browser.settings.gateway_table import describe_gateway, describe_oidc, read_gateway
from tests.unit.gateway.desk import TOKEN, make_desk
from tests.unit.helpers.documents import BLOCK, CODE, GUIDE, listed, rows, section

if TYPE_CHECKING:
    from collections.abc import Mapping

OPTION = re.compile(r"--[a-z][a-z-]*")
VARYING = ("request_id", "version")
PREFIX = "profile_browser_"
OIDC = OidcRules(issuer="https://login.example.com", audience="profile-browser")
RECORD = RequestRecord("id", "GET", "/", 502, "found", 0.1, "kim", "::1", "johndoe", "a cause")


class WrittenLog:
    """Keeps what is written to a log."""

    def __init__(self) -> None:
        self.content = b""

    def write(self, content: bytes) -> None:
        """Keep it."""
        self.content += content


def cells_by_key(heading: str) -> dict[str, list[str]]:
    """Return the other cells of each row by each code word in its first."""
    described = [row for row in rows(heading) if not row[0].startswith("Key of ")]
    return {word: rest for first, *rest in described for word in CODE.findall(first)}


def default_in(cell: str) -> Any:  # noqa: ANN401 - any value that TOML has
    """Return the value that a cell gives; None if it says something in words."""
    value = CODE.fullmatch(cell)
    read = tomllib.loads(f"value = {value[1]}")["value"] if value else None
    return tuple(read) if isinstance(read, list) else read


def blocks_with(text: str) -> list[str]:
    """Return the contents of the guide's blocks that contain a text."""
    blocks = (
        block.strip("`").partition("\n")[2] for block in BLOCK.findall(GUIDE.read_text("utf-8"))
    )
    return [block for block in blocks if text in block]


@pytest.mark.parametrize(
    ("heading", "keys", "rules"),
    [
        ("Keys of the gateway", describe_gateway(), GatewayRules()),
        ("Tokens of an identity provider", describe_oidc(), OIDC),
    ],
    ids=["gateway", "oidc"],
)
def test_the_guide_documents_exactly_the_keys_with_their_defaults(
    heading: str, keys: Mapping[str, object], rules: object
) -> None:
    cells = cells_by_key(heading)
    assert cells.keys() == keys.keys()
    documented = {key: default_in(rest[0]) for key, rest in cells.items() if rest[0] != "required"}
    actual = {key: getattr(rules, key) or None for key in documented}
    assert {key: value or None for key, value in documented.items()} == actual


def test_the_guide_s_tables_of_a_gateway_are_ones_that_the_program_reads() -> None:
    read = [
        read_gateway(tomllib.loads(block)["gateway"])
        for block in [*blocks_with("[gateway]"), *blocks_with("[gateway.oidc]")]
    ]
    assert [rules.requests_per_minute for rules in read] == [120, 60]
    assert read[1].oidc is not None


def test_the_guide_documents_exactly_the_routes_with_their_rights() -> None:
    documented = {route: CODE.findall(rest[0]) for route, rest in cells_by_key("Routes").items()}
    actual = {
        f"{method} {route.path}": [route.right.value] if route.right else []
        for route in ROUTES
        for method in route.methods or ()
    }
    assert documented == actual


def test_the_guide_documents_exactly_the_rights() -> None:
    assert listed("Tokens") == {right.value for right in Right}


def test_the_guide_documents_exactly_the_refusals_with_their_status() -> None:
    cells = cells_by_key("Problems of a gateway")
    assert cells.keys() == {reason.value for reason in GatewayReason}
    first = {reason: int(rest[0].split()[0]) for reason, rest in cells.items()}
    assert first == {reason.value: status for reason, (status, _) in REFUSAL_OF.items()}


def test_the_guide_lists_every_status_of_a_problem_of_the_store() -> None:
    listing = section("Problems of a gateway").partition("the status ")[2].partition("They tell")[0]
    assert {int(number) for number in re.findall(r"\d+", listing)} == {*STATUS_OF_KIND.values()}


def test_the_guide_documents_exactly_what_the_audit_log_of_a_gateway_adds() -> None:
    assert listed("Audit log of a gateway") == {*Caller._fields}


def test_the_guide_documents_exactly_the_log_and_the_metrics() -> None:
    log = WrittenLog()
    with closing(LineWriter(log)) as writer:
        JsonRequestLog(writer, {}).write(RECORD)
    metrics = GatewayMetrics()
    metrics.show_certificate(lambda: datetime(2027, 2, 3, tzinfo=UTC))
    metrics.watch_log(lambda: 0)
    names = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in metrics.registry.collect()
        if family.name.startswith(PREFIX)
    }
    assert (
        listed("Log and metrics of a gateway")
        == {*json.loads(log.content.splitlines()[-1])} | names
    )


def test_the_guide_names_the_signatures_of_an_identity_provider() -> None:
    text = section("Tokens of an identity provider")
    assert all(algorithm in text for algorithm in ALGORITHMS)


@pytest.mark.parametrize("action", ["new", "list", "revoke"])
def test_the_guide_documents_every_option_for_tokens(
    action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["token", action, "--help"])
    options = set(OPTION.findall(capsys.readouterr().out)) - {"--help"}
    (row,) = re.findall(r"^\| `token new.*$", section("Commands"), re.MULTILINE)
    assert options <= set(OPTION.findall(row))


def without_varying(answer: str) -> dict[str, object]:
    """Return an answer without what each request and each release changes."""
    return {key: value for key, value in json.loads(answer).items() if key not in VARYING}


def curl_examples() -> list[tuple[str, str]]:
    """Return each curl command of the guide whose answer is there, and the answer."""
    lines = [line for block in blocks_with("$ curl") for line in block.splitlines()]
    return [
        (command, answer) for command, answer in pairwise(lines) if command.startswith("$ curl")
    ]


@pytest.mark.parametrize(("command", "answer"), curl_examples())
def test_the_gateway_answers_the_guide_s_examples_as_they_say(command: str, answer: str) -> None:
    words = shlex.split(command)
    target = words[-1].removeprefix("http://127.0.0.1:8443")
    more = {"content": words[words.index("-d") + 1]} if "-d" in words else {}
    given = make_desk().ask(
        target, "POST" if more else "GET", TOKEN if "@token.txt" in words else "", **more
    )
    assert [*without_varying(given.text)] == [*without_varying(answer)]
    assert without_varying(given.text) == without_varying(answer)
