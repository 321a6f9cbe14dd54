"""Which connection the command line and the environment choose."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import (
    Configuration,
    ConfigurationError,
    KnownConnection,
    Source,
)
from profile_browser.domain.connection import Connection
from profile_browser.settings.selection import (
    chosen_connection,
    named_connection,
    text_options,
    variable_of,
)
from tests.unit.helpers.people import CLUSTER, KINDS

EU, US = (replace(CLUSTER, key=key, title=key.upper(), password="") for key in ("eu", "us"))
KNOWN = Configuration(tuple(KnownConnection(found, Source.SYSTEM) for found in (EU, US)))
CLOSED = KNOWN._replace(others_allowed=False, writable=False)
BY_HAND = {"connection_string": "couchbase://h", "bucket": "b", "username": "u"}
KEY_VARIABLE = "PROFILE_BROWSER_CONNECTION"
VARIABLES = {variable_of(name): value for name, value in BY_HAND.items()}


def _choose(
    options: Mapping[str, str | None],
    variables: Mapping[str, str],
    configuration: Configuration,
) -> Connection:
    chosen = chosen_connection(options, variables, configuration, KINDS)
    assert chosen is not None
    return chosen


def _chosen(
    options: Mapping[str, str | None] | None = None,
    variables: Mapping[str, str] | None = None,
    configuration: Configuration = KNOWN,
) -> str:
    return _choose(options or {}, variables or {}, configuration).title


def test_without_a_choice_it_is_the_first_that_is_set_up() -> None:
    assert _chosen() == "EU"


def test_where_nothing_is_set_up_nothing_is_chosen() -> None:
    assert chosen_connection({}, {}, Configuration(), KINDS) is None


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        ({"connection": "us"}, {}),
        ({}, {KEY_VARIABLE: "us"}),
        ({"connection": "us"}, {KEY_VARIABLE: "eu"}),
        ({"connection": "us"}, VARIABLES),
    ],
)
def test_a_key_chooses(options: Mapping[str, str], variables: Mapping[str, str]) -> None:
    assert _chosen(options, variables) == "US"
    assert _chosen(options, variables, CLOSED) == "US"


@pytest.mark.parametrize(
    ("options", "variables"),
    [(BY_HAND, {}), ({}, VARIABLES), (BY_HAND, {KEY_VARIABLE: "us"})],
)
def test_a_connection_described_by_hand_beats_what_is_set_up(
    options: Mapping[str, str], variables: Mapping[str, str]
) -> None:
    assert _chosen(options, variables) == "b on h"


@pytest.mark.parametrize(("options", "variables"), [(BY_HAND, {}), ({}, VARIABLES)])
def test_where_no_others_are_allowed_none_is_described_by_hand(
    options: Mapping[str, str], variables: Mapping[str, str]
) -> None:
    with pytest.raises(ConfigurationError, match="Your administrator allows only"):
        _chosen(options, variables, CLOSED)


@pytest.mark.parametrize("name", text_options(KINDS))
def test_a_chosen_connection_is_never_changed_in_part(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^--{name.replace('_', '-')} cannot be combined"):
        _chosen({"connection": "eu", name: "x"})
    with pytest.raises(ConfigurationError, match=f"^{variable_of(name)} cannot be combined"):
        _chosen({}, {KEY_VARIABLE: "eu", variable_of(name): "x"})


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        ({"connection": "us", "kv_timeout": "2"}, {}),
        ({"connection": "us"}, {"PROFILE_BROWSER_KV_TIMEOUT": "2"}),
        ({"kv_timeout": "2"}, {}),
    ],
)
def test_timeouts_may_differ_from_what_is_set_up(
    options: Mapping[str, str], variables: Mapping[str, str]
) -> None:
    assert _choose(options, variables, KNOWN).kv_timeout == 2.0


def test_a_timeout_that_cannot_be_meant_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="--kv-timeout: A timeout must be"):
        _chosen({"connection": "us", "kv_timeout": "0"})


@pytest.mark.parametrize("key", ["unheard-of", "US", ""])
def test_an_unknown_key_is_reported_with_those_that_are_known(key: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        _chosen({"connection": key})
    assert str(caught.value) == f"There is no connection “{key}”. Available: eu, us."


def test_where_none_is_set_up_an_unknown_key_says_so() -> None:
    with pytest.raises(ConfigurationError, match=r"“eu”\. No connections are set up\.$"):
        _chosen({"connection": "eu"}, {}, Configuration())


def test_a_password_is_kept_for_a_connection_that_is_named() -> None:
    assert named_connection("us", {KEY_VARIABLE: "eu"}, KNOWN) == US
    assert named_connection(None, {KEY_VARIABLE: "us"}, KNOWN) == US
    for variables in ({}, {KEY_VARIABLE: ""}, VARIABLES):
        with pytest.raises(ConfigurationError, match="Choose a connection with --connection"):
            named_connection(None, variables, KNOWN)


@pytest.mark.parametrize(
    ("options", "variables"), [({}, {}), ({"connection": "us"}, {}), (BY_HAND, {}), ({}, VARIABLES)]
)
def test_where_reads_are_audited_no_way_of_choosing_bypasses_it(
    options: Mapping[str, str], variables: Mapping[str, str]
) -> None:
    demanding = KNOWN._replace(audit=AuditRules(required=True))
    assert _choose(options, variables, demanding).audit
    assert not _choose(options, variables, KNOWN).audit
