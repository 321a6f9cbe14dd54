"""``profile-browser serve``: its options, and the password of the store that it serves."""

from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from profile_browser import commands as program
from profile_browser.domain.configuration import Configuration, ConfigurationError
from profile_browser.domain.connection import Connection
from profile_browser.messages import gateway_settings as wording
from profile_browser.messages.terminal import error_line
from profile_browser.settings.credentials import service_password
from profile_browser.terminal.arguments import add_connection_options, make_parser
from profile_browser.terminal.serve import choose_served_connection, parse_port
from tests.unit.helpers.program import python


@pytest.mark.parametrize("port", [0, 80, 8443, 65535])
def test_a_port_is_a_number(port: int) -> None:
    assert parse_port(str(port)) == port


@pytest.mark.parametrize("text", ["-1", "65536", "http", "", "8443.0", "١٢٣٤٥٦"])
def test_any_other_port_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        parse_port(text)


def served_by(*arguments: str) -> Connection:
    parser = make_parser("serve", "")
    add_connection_options(parser)
    return choose_served_connection(parser.parse_args(arguments), Configuration())


def test_sample_data_is_served_only_to_whom_asked_for_it() -> None:
    assert served_by("--sample").is_sample
    with pytest.raises(ConfigurationError, match=wording.NOTHING_TO_SERVE):
        served_by()


def test_a_gateway_does_not_serve_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "secret")
    with pytest.raises(ConfigurationError, match="is a gateway itself"):
        served_by("--connection-string=https://profiles.example.com")


def test_desks_do_not_see_the_host_of_a_connection_without_a_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "secret")
    address = "--connection-string=couchbase://db7.internal"
    served = served_by(address, "--username=reader", "--bucket=crm")
    assert served.address.hosts[0].name == "db7.internal"
    assert served.title == wording.UNNAMED_CONNECTION


@pytest.mark.parametrize("library", ["fastapi", "uvicorn", "prometheus_client"])
def test_without_its_libraries_it_says_what_to_install(library: str, tmp_path: Path) -> None:
    # In a process of its own: modules of the gateway must not be imported twice in this one.
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from profile_browser.__main__ import main; sys.exit(main(['serve', '--sample']))"
    )
    ended = python("-c", code, home=tmp_path)
    assert (ended.code, ended.out) == (program.BAD_CONFIGURATION, "")
    assert ended.err.strip() == error_line(wording.LIBRARIES_NEEDED)


def test_the_service_manager_passes_the_password_on(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("marked-password\r\nmore\n", encoding="utf-8")
    assert service_password({"CREDENTIALS_DIRECTORY": str(tmp_path)}) == "marked-password"


def test_without_such_a_credential_the_password_comes_from_elsewhere(tmp_path: Path) -> None:
    assert service_password({}) == ""
    assert service_password({"CREDENTIALS_DIRECTORY": str(tmp_path)}) == ""


@pytest.mark.parametrize("is_text", [True, False])
def test_a_credential_that_cannot_be_read_is_one_sentence(is_text: bool, tmp_path: Path) -> None:
    file = tmp_path / "password"
    if is_text:
        file.mkdir()
    else:
        file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        service_password({"CREDENTIALS_DIRECTORY": str(tmp_path)})
