"""``profile-browser token``: what it prints, where, and its exit code."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from profile_browser.__main__ import main
from profile_browser.domain.gateway_api import Right
from profile_browser.settings.tokens import TokenFile

Capture = pytest.CaptureFixture[str]
PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the usual token file, in a folder that is not there yet."""
    file = tmp_path / "state" / "tokens.json"
    monkeypatch.setattr("profile_browser.terminal.token.usual_token_file", lambda: file)
    monkeypatch.setattr(
        "profile_browser.settings.connection_files.system_file", lambda: tmp_path / "system.toml"
    )
    return file


def run(*arguments: str) -> int:
    try:
        return main(["token", *arguments])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_a_new_token_is_all_that_standard_output_has(path: Path, capsys: Capture) -> None:
    assert run("new", "anna") == 0
    output, errors = capsys.readouterr()
    secret = output.removesuffix("\n")
    token = TokenFile(path).find(secret)
    assert token
    assert token.may == {Right.LOOKUP, Right.SEARCH}
    assert (token.expires - token.created).days == 90
    assert secret not in errors
    assert "“anna” may lookup, search until" in errors
    assert str(path) in errors


def test_days_and_rights_can_be_chosen(path: Path, capsys: Capture) -> None:
    assert run("new", "anna", "--days", "7", "--may", "batch, lookup,batch") == 0
    capsys.readouterr()
    (token,) = TokenFile(path).tokens
    assert token.may == {Right.LOOKUP, Right.BATCH}
    assert (token.expires - token.created).days == 7


def test_the_list_shows_who_may_do_what_until_when(path: Path, capsys: Capture) -> None:
    run("new", "anna")
    secret = capsys.readouterr().out.strip()
    run("new", "soon", "--days", "14")
    capsys.readouterr()
    TokenFile(path, lambda: PAST).add("old", 1, [Right.LOOKUP])
    assert run("list") == 0
    heading, anna, soon, old = capsys.readouterr().out.splitlines()
    assert heading.split() == ["Name", "May", "Created", "Expires", "State"]
    assert anna.startswith("anna  lookup, search  ")
    assert anna.endswith("  valid")
    assert soon.endswith("  expires soon")
    assert old.endswith("  expired")
    assert secret not in anna


def test_the_list_as_json_has_neither_secret_nor_digest(path: Path, capsys: Capture) -> None:
    TokenFile(path, lambda: PAST).add("old", 1, [Right.SEARCH, Right.LOOKUP])
    assert run("list", "--json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "name": "old",
        "may": ["lookup", "search"],
        "created": "2020-01-01T00:00:00+00:00",
        "expires": "2020-01-02T00:00:00+00:00",
        "expired": True,
    }


def test_an_empty_list_says_so(path: Path, capsys: Capture) -> None:
    assert run("list") == 0
    assert capsys.readouterr() == ("", "There are no tokens.\n")
    assert not path.exists()


def test_a_revoked_token_is_gone(path: Path, capsys: Capture) -> None:
    run("new", "anna")
    assert run("revoke", "anna") == 0
    assert capsys.readouterr().err.endswith("Token “anna” is revoked.\n")
    assert TokenFile(path).tokens == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "anna"), "There is a token “anna” already."),
        (("new", ""), "“” cannot be the name of a token."),
        (("revoke", "ana"), "Did you mean “anna”?"),
        (("revoke", "xyz"), "profile-browser token list shows all."),
        (("new", "b", "--days", "0"), "“0” is not a number of days from 1 to 3,650"),
        (("new", "b", "--days", "100000"), "“100000” is not a number of days"),
        (("new", "b", "--days", "9" * 5000), "is not a number of days"),
        (("new", "b", "--days", "-1"), "not a number of days"),
        (("new", "b", "--days", "x"), "“x” is not a number of days"),
        (("new", "b", "--may", "write"), "“write” is not a right: choose lookup, search or batch"),
        (("new", "b", "--may", ""), "“” is not a right"),
        (("new", "b", "--may", "lookup,,search"), "is not a right"),
        (("new",), "NAME"),
        ((), "ACTION"),
        (("list", "--token-file", "/no/such/folder/t.json"), "There is no folder /no/such/folder."),
        (("new", "b", "--token-file", "/no/such/folder/t.json"), "There is no folder"),
        (("list", "--token-file", "/"), "is a folder. Name the token file itself."),
    ],
)
def test_careless_use_is_answered_with_a_sentence(
    path: Path, capsys: Capture, arguments: tuple[str, ...], sentence: str
) -> None:
    run("new", "anna")
    before = path.read_bytes()
    capsys.readouterr()
    assert run(*arguments) == 2
    output, errors = capsys.readouterr()
    assert not output
    assert sentence in errors
    assert "Traceback" not in errors
    assert path.read_bytes() == before


def test_the_administrator_s_file_names_the_token_file(
    path: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "named.json"
    (tmp_path / "system.toml").write_text(f'[gateway]\ntoken_file = "{file.as_posix()}"\n', "utf-8")
    assert run("new", "anna") == 0
    assert str(file) in capsys.readouterr().err
    assert TokenFile(file).tokens
    assert not path.exists()


def test_an_option_beats_the_administrator_s_file(
    path: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "system.toml").write_text("[gateway]\ntoken_file = 1\n", "utf-8")
    assert run("new", "anna", "--token-file", str(tmp_path / "own.json")) == 0
    assert TokenFile(tmp_path / "own.json").tokens
    assert run("new", "anna") == 2
    assert "gateway.token_file" in capsys.readouterr().err
    assert not path.exists()
