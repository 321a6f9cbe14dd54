"""A connection to a gateway in the files and on the command line: its secret is a token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.audit_rules import AuditRules
from profile_browser.domain.configuration import Configuration, ConfigurationError
from profile_browser.domain.connection import Connection, find_faults
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.settings.connection_files import read_configuration
from profile_browser.settings.connection_table import table_of
from profile_browser.settings.passwords import Passwords, with_password
from profile_browser.settings.selection import chosen_connection
from profile_browser.stores.gateway.adapter import KIND
from profile_browser.stores.registry import STORES
from tests.unit.helpers.people import CLUSTER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.settings.keyrings import MemoryKeyring

ADDRESS = "https://profiles.example.com"
PROFILES = Connection(kind=KIND, title="Customers", connection_string=ADDRESS)


def read(folder: Path, *lines: str) -> Configuration:
    """Read a file with one connection to a gateway, and these lines more."""
    own = folder / "connections.toml"
    own.write_text(
        "\n".join(["[connections.eu]", f'connection_string = "{ADDRESS}"', *lines]), "utf-8"
    )
    return read_configuration(folder / "none.toml", own, STORES.kinds)


def test_an_address_is_all_that_a_gateway_needs(tmp_path: Path) -> None:
    configuration = read(tmp_path, 'environment = "production"')
    assert configuration.faults == ()
    (known,) = configuration.known
    assert known.connection.kind is KIND
    assert find_faults(known.connection) == {}
    assert set(table_of(known.connection)) == {"environment", "connection_string"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('username = "agent"', "username: This key is unknown."),
        ('database = "crm"', "database: This key is unknown."),
        ('token = "pb_x"', "token: A file must not contain a token. Remove it, and save the token"),
        ('Token = "pb_x"', "Token: A file must not contain a token. "),
        ('password = "pb_x"', "password: A file must not contain a password. "),
    ],
)
def test_a_key_that_a_gateway_does_not_have_is_a_fault(
    tmp_path: Path, line: str, said: str
) -> None:
    (fault,) = read(tmp_path, line).faults
    assert said in fault
    assert "pb_x" not in fault


def test_a_token_is_in_no_file_of_another_store_either(tmp_path: Path) -> None:
    own = tmp_path / "connections.toml"
    lines = ("[connections.eu]", f'connection_string = "{CLUSTER.connection_string}"')
    own.write_text("\n".join([*lines, "[connections.eu.record]", 'token = "pb_x"']), "utf-8")
    faults = read_configuration(tmp_path / "none.toml", own, STORES.kinds).faults
    assert "A file must not contain a token." in "".join(faults)


def test_a_token_is_kept_in_the_keyring_under_the_address(keyring: MemoryKeyring) -> None:
    assert Passwords({}).remember(PROFILES, "pb_x", keep=True)
    assert keyring.entries == {(f"profile-browser {ADDRESS}", "token"): "pb_x"}
    assert Passwords({}).find(replace(PROFILES, username="somebody")) == "pb_x"


def test_the_variable_for_the_password_has_the_token() -> None:
    passwords = Passwords({"PROFILE_BROWSER_PASSWORD": "pb_x"})
    assert with_password(PROFILES, passwords).password == "pb_x"


def test_without_a_terminal_a_token_is_asked_for_in_words() -> None:
    with pytest.raises(ConfigurationError, match=r"There is no token for this connection\. Set"):
        with_password(PROFILES, Passwords({}))


def chosen(**options: str) -> Connection | None:
    environment = {"PROFILE_BROWSER_USERNAME": "agent", "PROFILE_BROWSER_BUCKET": "travel"}
    return chosen_connection(options, environment, Configuration(), STORES.kinds)


def test_a_gateway_is_described_by_its_address_and_has_its_host_s_name() -> None:
    connection = chosen(connection_string=ADDRESS)
    assert connection is not None
    assert (connection.title, connection.username) == ("profiles.example.com", "")


@pytest.mark.parametrize("option", ["username", "bucket", "index"])
def test_an_option_that_a_gateway_does_not_have_is_refused(option: str) -> None:
    with pytest.raises(ConfigurationError, match=f"--{option} is not an option for Gateway"):
        chosen(connection_string=ADDRESS, **{option: "x"})


def test_a_web_page_of_a_database_is_answered_with_its_scheme() -> None:
    with pytest.raises(ConfigurationError, match=r"must start with elasticsearch\+https://"):
        chosen(connection_string="https://db.example.com:9200", index="people")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8443", "[::1]:8443", "localhost"])
def test_a_token_may_stay_on_this_computer_without_encryption(host: str) -> None:
    connection = replace(PROFILES, connection_string=f"http://{host}")
    assert find_faults(connection) == {}
    assert connection.is_private


@pytest.mark.parametrize(
    "host", ["profiles.example.com", "192.168.0.1:8080", "127.0.0.1,h", "0.0.0.0"]
)
def test_a_token_does_not_cross_a_network_without_encryption(host: str) -> None:
    faults = find_faults(replace(PROFILES, connection_string=f"http://{host}"))
    instead = f"https://{host}"
    assert faults == {
        "connection_string": Refusal(RefusalKind.ENCRYPTION_NEEDED, ("http", instead))
    }


def test_two_addresses_of_gateways_do_not_share_a_token() -> None:
    other = replace(PROFILES, connection_string="https://other.example.com")
    assert PROFILES.login != other.login
    assert CLUSTER.login == (CLUSTER.connection_string, CLUSTER.username)


def test_an_audit_rule_of_a_desk_holds_for_gateways_too() -> None:
    assert AuditRules(required=True).applied_to(PROFILES).audit
    demanding = AuditRules(reason_required=True)
    assert demanding.applied_to(CLUSTER).audit
    assert not demanding.applied_to(PROFILES).audit
    assert demanding.applied_to(PROFILES).audit_reason
