"""A service gets its password from systemd, without an environment variable that holds it."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.settings.credentials import FILE_NAME, FOLDER_VARIABLE, service_password


def test_the_password_of_a_service_is_in_its_folder_of_credentials(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("pass word \n")
    assert service_password({FOLDER_VARIABLE: str(tmp_path)}) == "pass word "


def test_a_service_may_have_no_password(tmp_path: Path) -> None:
    assert service_password({}) == ""
    assert service_password({FOLDER_VARIABLE: str(tmp_path)}) == ""


def test_a_password_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff")
    with pytest.raises(ConfigurationError, match=FILE_NAME):
        service_password({FOLDER_VARIABLE: str(tmp_path)})
