"""Which configuration the program reads for the sample data."""

from pathlib import Path

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.messages.settings import NO_HOME
from profile_browser.settings import connection_files
from profile_browser.terminal.chosen_connection import read_configuration


@pytest.fixture
def without_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take the home folder away, and return the path of the administrator's file."""

    def refuse() -> None:
        raise ConfigurationError(NO_HOME)

    system = tmp_path / "system.toml"
    monkeypatch.setattr(connection_files, "configuration_files", refuse)
    monkeypatch.setattr(connection_files, "system_file", lambda: system)
    return system


def test_the_sample_data_needs_no_home(without_home: Path) -> None:
    assert not without_home.exists()
    assert read_configuration(sample=True).sample_allowed


def test_without_a_home_the_administrators_rule_still_holds(without_home: Path) -> None:
    without_home.write_text("sample = false\n", "utf-8")
    assert not read_configuration(sample=True).sample_allowed


@pytest.mark.usefixtures("without_home")
def test_everything_else_needs_a_home() -> None:
    with pytest.raises(ConfigurationError):
        read_configuration()
