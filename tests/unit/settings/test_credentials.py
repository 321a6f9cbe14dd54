"""A service gets its password from systemd, without an environment variable that holds it."""

from dataclasses import replace
from pathlib import Path

import pytest

from profile_browser.domain.password_source import PasswordSource
from profile_browser.settings.credentials import CREDENTIAL, credential
from profile_browser.settings.passwords import VARIABLE, Passwords
from tests.unit.helpers.people import CLUSTER

WITHOUT = replace(CLUSTER, password="")


def test_the_password_of_a_service_is_in_its_folder_of_credentials(tmp_path: Path) -> None:
    (tmp_path / CREDENTIAL).write_text("pass word \n")
    passwords = Passwords({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert passwords.find(WITHOUT) == "pass word "
    assert passwords.source(WITHOUT) is PasswordSource.ENVIRONMENT


def test_the_variable_of_the_program_beats_it(tmp_path: Path) -> None:
    (tmp_path / CREDENTIAL).write_text("of the service")
    variables = {"CREDENTIALS_DIRECTORY": str(tmp_path), VARIABLE: "of the variable"}
    assert Passwords(variables).find(WITHOUT) == "of the variable"


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff"])
def test_without_a_readable_password_there_is_none(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / CREDENTIAL).write_bytes(content)
    assert credential({"CREDENTIALS_DIRECTORY": str(tmp_path)}) == ""
    assert credential({}) == ""
