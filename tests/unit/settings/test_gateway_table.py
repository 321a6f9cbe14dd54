"""The table [gateway] of the administrator's file: no slip makes a gateway laxer."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.gateway_rules import GatewayRules, OidcRules
from profile_browser.settings.connection_files import find_file_faults
from profile_browser.settings.gateway_file import read_gateway_rules
from profile_browser.settings.gateway_table import is_trusted_transport
from profile_browser.stores.registry import STORES

OIDC = '[gateway.oidc]\nissuer = "https://login.example.com"\naudience = "profiles"\n'


def rules_of(tmp_path: Path, text: str) -> GatewayRules:
    file = tmp_path / "connections.toml"
    file.write_text(text, "utf-8")
    return read_gateway_rules(file)


def test_without_a_file_the_usual_limits_hold(tmp_path: Path) -> None:
    assert read_gateway_rules(tmp_path / "missing.toml") == GatewayRules()
    assert GatewayRules().requests_per_minute == 60
    assert not GatewayRules().docs


def test_every_key_is_read(tmp_path: Path) -> None:
    text = f"""
[connections.x]
title = 1

[gateway]
token_file = "{(tmp_path / "t.json").as_posix()}"
requests_per_minute = 10
requests_at_once = 5
connections = 7
connections_per_address = 6
largest_body = 20000
request_timeout = 2.5
docs = true
metrics_address = "10.0.0.1"
metrics_port = 9464
log_key = "0123456789abcdef0123456789abcdef"
proxies = ["10.0.0.5", "::1"]
proxy_header = "forwarded"

{OIDC}required_claim = "groups"
required_value = "support"
name_claim = "email"
rights_claim = "scp"
rights_prefix = "profiles."
"""
    assert rules_of(tmp_path, text) == GatewayRules(
        token_file=(tmp_path / "t.json").as_posix(),
        requests_per_minute=10,
        requests_at_once=5,
        connections=7,
        connections_per_address=6,
        largest_body=20_000,
        request_timeout=2.5,
        docs=True,
        metrics_address="10.0.0.1",
        metrics_port=9464,
        log_key="0123456789abcdef0123456789abcdef",
        proxies=("10.0.0.5", "::1"),
        proxy_header="Forwarded",
        oidc=OidcRules(
            "https://login.example.com",
            "profiles",
            "groups",
            "support",
            "email",
            "scp",
            "profiles.",
        ),
    )


@pytest.mark.parametrize(
    "line",
    [
        'token_file = "tokens.json"',
        "requests_per_minute = 0",
        "requests_per_minute = -1",
        "requests_per_minute = true",
        "requests_per_minute = 60.0",
        'requests_per_minute = "60"',
        "request_per_minute = 10",
        "requests_at_once = 0",
        "connections = 0",
        "largest_body = 1",
        "largest_body = 99999999999",
        "request_timeout = 0",
        "request_timeout = nan",
        "request_timeout = inf",
        "request_timeout = 301",
        'docs = "no"',
        'metrics_address = "localhost"',
        "metrics_port = 65536",
        'log_key = "short"',
        "proxies = []",
        'proxies = "10.0.0.5"',
        'proxies = ["10.0.0.0/8"]',
        'proxy_header = "X-Real-IP"',
        "proxy_header = 1",
        "oidc = true",
        'password = "x"',
    ],
)
def test_a_wrong_key_keeps_the_gateway_from_starting(tmp_path: Path, line: str) -> None:
    name = line.partition(" ")[0]
    with pytest.raises(ConfigurationError, match=rf"cannot start .*gateway\.{name}.*: .*\.$"):
        rules_of(tmp_path, f"[gateway]\n{line}\n")


@pytest.mark.parametrize(
    "text",
    [
        "gateway = 5",
        "gateway = []",
        "[gatway]\nrequests_per_minute = 1",
        "requests_per_minute = 1",
        '[gateway.oidc]\nissuer = "https://login.example.com"',
        '[gateway.oidc]\naudience = "profiles"',
        f'{OIDC}required_claim = "groups"',
        f'{OIDC}required_value = "support"',
        f'{OIDC}audiences = "x"',
        OIDC.replace('"profiles"', '" "'),
        OIDC.replace("https", "http"),
        OIDC.replace("https://login.example.com", "https://["),
    ],
)
def test_what_may_be_a_misspelt_rule_keeps_the_gateway_from_starting(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(ConfigurationError, match="cannot start"):
        rules_of(tmp_path, text)


def test_an_unreadable_file_keeps_the_gateway_from_starting(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        rules_of(tmp_path, "[gateway")


def test_a_fault_of_a_connection_does_not_stop_the_gateway(tmp_path: Path) -> None:
    assert (
        rules_of(tmp_path, 'title_shows_username = 1\n[connections.x]\nfoo = "x"') == GatewayRules()
    )


def test_a_person_s_own_file_cannot_set_up_a_gateway(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[gateway]\nrequests_per_minute = 1000\n", "utf-8")
    faults = find_file_faults(tmp_path / "missing.toml", own, STORES.kinds)
    assert [fault.rpartition("gateway: ")[2] for fault in faults] == ["This key is unknown."]


def test_a_fault_is_listed_with_its_line(tmp_path: Path) -> None:
    system = tmp_path / "system.toml"
    system.write_text("[gateway]\ndocs = 1\n", "utf-8")
    (fault,) = find_file_faults(system, tmp_path / "missing.toml", STORES.kinds)
    assert fault.endswith("line 2: gateway.docs: This must be true or false, without quotes.")


def test_the_key_of_the_log_is_in_no_repr() -> None:
    assert "secret" not in repr(GatewayRules(log_key="secret" * 8))


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://login.example.com/realm", True),
        ("http://127.0.0.1:80/x", True),
        ("http://[::1]:80/x", True),
        ("http://localhost", True),
        ("http://login.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("http://localhost@example.com", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("", False),
    ],
)
def test_keys_are_fetched_over_https_or_on_this_machine(url: str, trusted: bool) -> None:
    assert is_trusted_transport(url) is trusted
