"""``profile-browser indexes``: it prints the statements for a connection without connecting."""

from pathlib import Path

import pytest

from profile_browser import commands as program
from profile_browser.settings import connection_files
from tests.unit.settings.tables import table

pytestmark = pytest.mark.usefixtures("program_log")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the user's file; there is no administrator's file."""
    own = tmp_path / "connections.toml"
    files = (tmp_path / "system.toml", own)
    monkeypatch.setattr(connection_files, "configuration_files", lambda: files)
    return own


def test_statements_are_printed_for_the_chosen_connection_without_a_password(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.write_text(table("eu") + table("us", bucket="other"), "utf-8")
    assert program.run_program(["indexes", "--connection", "us"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == ["CREATE"] * 3 + ["BUILD"]
    assert all(line.endswith(";") for line in lines)
    assert all(" ON `other`.`_default`.`_default`(" in line for line in lines)


def test_statements_are_printed_for_the_record_layout(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = '[connections.us.record]\ntype = ""\nemail = "contact.email"\n'
    own.write_text(f"{table('us')}\n{record}", "utf-8")
    assert program.run_program(["indexes", "--connection", "us"]) == 0
    out = capsys.readouterr().out
    assert "LOWER(`contact`.`email`)" in out
    assert " WHERE " not in out


def test_the_sample_data_needs_no_index(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.run_program(["indexes", "--sample"]) == 0
    assert capsys.readouterr() == ("", "The sample data needs no indexes.\n")


def test_if_all_connections_are_invalid_no_statement_is_printed(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.write_text("[connections.bad]\n", "utf-8")
    assert program.run_program(["indexes"]) == 2
    assert capsys.readouterr().out == ""
