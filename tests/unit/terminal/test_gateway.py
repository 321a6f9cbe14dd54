"""The commands with a connection to a gateway."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from profile_browser import commands as program
from profile_browser.settings import connection_files
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_SHOP
from tests.stores.gateway_harness import POWERLESS, TOKEN, serving
from tests.unit.settings.conftest import keyring, use_keyring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.settings.keyrings import MemoryKeyring

__all__ = ["keyring", "use_keyring"]
pytestmark = pytest.mark.usefixtures("program_log")
ADDRESS = "https://profiles.example.com"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the user's file, which has a connection to a gateway."""
    own = tmp_path / "connections.toml"
    own.write_text(f'[connections.eu]\nconnection_string = "{ADDRESS}"\n', "utf-8")
    files = (tmp_path / "system.toml", own)
    monkeypatch.setattr(connection_files, "configuration_files", lambda: files)
    return own


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the sample data."""
    with serving(SAMPLE) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", TOKEN)


def test_a_token_is_saved_and_removed(
    own: Path,
    keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{TOKEN}\n"))
    assert own.exists()
    assert program.run_program(["password", "set", "--connection", "eu"]) == 0
    assert keyring.entries == {(f"profile-browser {ADDRESS}", "token"): TOKEN}
    assert program.run_program(["password", "forget", "--connection", "eu"]) == 0
    assert keyring.entries == {}
    out, err = capsys.readouterr()
    assert (
        out
        == "Saved the token for eu in the keyring.\nRemoved the token for eu from the keyring.\n"
    )
    assert TOKEN not in out + err


def test_no_token_is_said_in_words(
    own: Path,
    keyring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert own.exists()
    assert program.run_program(["password", "set", "--connection", "eu"]) == 2
    assert keyring.entries == {}
    assert capsys.readouterr().err == "profile-browser: No token was entered.\n"


@pytest.mark.usefixtures("own")
def test_indexes_are_a_matter_of_the_gateway_s_administrator(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert program.run_program(["indexes", "--connection", "eu"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("The administrator of the gateway creates what searches need")


@pytest.mark.usefixtures("token")
def test_people_are_looked_up_and_found(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run_program(["lookup", "johndoe", "nobody", "--connection-string", address]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("Username: johndoe\nFull name: John Doe\n")
    assert "No user named “nobody” in 127.0.0.1" in err
    assert (
        program.run_program(
            ["find", "anna", "--limit", "3", "--json", "--connection-string", address]
        )
        == 0
    )
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.usefixtures("token")
def test_a_reason_is_sent_without_a_warning(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--reason", "Ticket 1", "--connection-string", address)
    assert program.run_program(["lookup", "johndoe", *options]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("token")
def test_the_fields_of_the_gateway_s_layout_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(SAMPLE_SHOP) as port:
        options = ("--json", "--connection-string", f"http://127.0.0.1:{port}")
        assert program.run_program(["lookup", "amara.okafor", *options]) == 0
        printed = json.loads(capsys.readouterr().out)
        assert program.run_program(["lookup", "amara.okafor", "--json", "--sample-shop"]) == 0
    assert printed == json.loads(capsys.readouterr().out)
    assert printed["more"]["contact.phone"] == "+44 7700 900109"


@pytest.mark.usefixtures("token")
def test_a_check_names_the_steps_of_a_gateway(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.run_program(["check", "--user", "johndoe", "--connection-string", address]) == 0
    assert capsys.readouterr().out.splitlines()[3:] == [
        "Token is accepted … yes",
        "The gateway's store responds … yes (Sample data)",
        "Profiles can be read … yes",
        "Profiles can be searched … yes",
        "A record can be read … yes",
    ]


def test_a_token_without_rights_ends_a_check(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", POWERLESS)
    assert program.run_program(["check", "--connection-string", address]) == 3
    assert "The token needs the right lookup." in capsys.readouterr().err


def test_a_refused_token_names_the_variable_that_held_it(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "pb_wrong")
    assert program.run_program(["lookup", "johndoe", "--connection-string", address]) == 3
    err = capsys.readouterr().err
    assert "The token in the environment variable PROFILE_BROWSER_PASSWORD is wrong" in err
    assert "pb_wrong" not in err
