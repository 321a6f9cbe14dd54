"""The token file: what is kept in it, who is trusted with it, and what a change does."""

import hashlib
import json
import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.gateway_api import Right
from profile_browser.settings.tokens import TOKEN_LENGTH, Token, TokenFile, warning_about
from profile_browser.settings.toml_file import UnreadableFileError

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
posix = pytest.mark.skipif(os.name == "nt", reason="permissions are those of the folder")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


def make(path: Path, name: str = "anna", days: int = 90) -> str:
    return TokenFile(path, lambda: NOW).add(name, days, [Right.LOOKUP])


def test_a_new_token_is_found_by_its_secret(path: Path) -> None:
    secret = make(path)
    digest = hashlib.sha256(secret.encode()).digest()
    expected = Token("anna", digest, NOW, NOW + timedelta(days=90), frozenset({Right.LOOKUP}))
    assert TokenFile(path).find(secret) == expected
    assert len(secret) == TOKEN_LENGTH
    assert secret.startswith("pb_")


def test_the_file_contains_no_part_of_the_secret(path: Path) -> None:
    secret = make(path)
    assert secret[3:11] not in path.read_text("utf-8")


def test_every_token_is_another_one(path: Path) -> None:
    assert len({make(path, str(number)) for number in range(20)}) == 20


@posix
def test_only_the_owner_can_read_the_file_and_its_lock(path: Path) -> None:
    before = os.umask(0)
    try:
        make(path)
    finally:
        os.umask(before)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("wrong", ["", "pb_", "pb_" + "A" * 43, "ü", "\udcff", "x" * 100_000])
def test_another_secret_finds_nobody(path: Path, wrong: str) -> None:
    make(path)
    assert TokenFile(path).find(wrong) is None


def test_a_secret_with_one_other_character_finds_nobody(path: Path) -> None:
    secret = make(path)
    tokens = TokenFile(path)
    for place in (3, 20, TOKEN_LENGTH - 1):
        other = "A" if secret[place] != "A" else "B"
        assert tokens.find(secret[:place] + other + secret[place + 1 :]) is None


def test_the_digest_alone_finds_nobody(path: Path) -> None:
    secret = make(path)
    assert TokenFile(path).find(hashlib.sha256(secret.encode()).hexdigest()) is None


def test_a_match_is_compared_in_constant_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = make(path)
    tokens = TokenFile(path)
    monkeypatch.setattr("hmac.compare_digest", lambda _one, _other: False)
    assert tokens.find(secret) is None


def test_a_missing_file_has_no_tokens(path: Path) -> None:
    assert TokenFile(path).tokens == []
    assert TokenFile(path).find("pb_x") is None


def test_a_change_takes_hold_at_once(path: Path) -> None:
    reader = TokenFile(path)
    assert reader.find(first := make(path)) is not None
    second = make(path, "ben")
    assert reader.find(second) is not None
    TokenFile(path).remove("anna")
    assert reader.find(first) is None
    path.unlink()
    assert reader.find(second) is None


def test_an_unchanged_file_is_read_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = make(path)
    reader = TokenFile(path)
    reader.find(secret)
    monkeypatch.setattr("os.open", lambda *_: pytest.fail("read again"))
    assert all(reader.find(secret) for _ in range(3))


def test_ten_thousand_wrong_tokens_leave_nothing_behind(path: Path) -> None:
    make(path)
    reader = TokenFile(path)
    assert reader.find("pb_first") is None
    before = {name: repr(value) for name, value in vars(reader).items()}
    for number in range(10_000):
        assert reader.find(f"pb_{number}") is None
    assert {name: repr(value) for name, value in vars(reader).items()} == before


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o666])
def test_a_file_that_others_may_use_keeps_everybody_out(path: Path, mode: int) -> None:
    secret = make(path)
    reader = TokenFile(path)
    assert reader.find(secret)
    path.chmod(mode)
    for _ in range(2):
        with pytest.raises(UnreadableFileError, match=r"other accounts .* mode to 600\.$"):
            reader.find(secret)
    path.chmod(0o600)
    assert reader.find(secret)


@posix
def test_a_symbolic_link_keeps_everybody_out(path: Path) -> None:
    secret = make(path)
    link = path.with_name("link.json")
    link.symlink_to(path)
    with pytest.raises(UnreadableFileError, match="it is a symbolic link"):
        TokenFile(link).find(secret)
    with pytest.raises(ConfigurationError, match="it is a symbolic link"):
        TokenFile(link).add("ben", 1, [Right.LOOKUP])


@posix
def test_a_link_to_nothing_keeps_everybody_out(path: Path) -> None:
    path.symlink_to(path.with_name("missing"))
    with pytest.raises(UnreadableFileError, match="it is a symbolic link"):
        TokenFile(path).find("pb_x")


@posix
def test_the_file_of_another_account_keeps_everybody_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = make(path)
    monkeypatch.setattr("os.geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(UnreadableFileError, match="another account"):
        TokenFile(path).find(secret)


@posix
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path, 0o600)
    with pytest.raises(UnreadableFileError, match="not a file"):
        TokenFile(path).find("pb_x")


def entry_of(path: Path) -> dict[str, object]:
    entry: dict[str, object] = json.loads(path.read_text("utf-8"))["tokens"][0]
    return entry


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"tokens": {}}x',
        '{"tokens": [1]}',
        '{"tokens": 1}',
        "[" * 99_999,
    ],
)
def test_another_content_keeps_everybody_out(path: Path, content: str) -> None:
    secret = make(path)
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableFileError, match="does not contain tokens"):
        TokenFile(path).find(secret)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", ""),
        ("name", 5),
        ("name", "a\nb"),
        ("name", "oidc:anna"),
        ("sha256", "00"),
        ("sha256", "g" * 64),
        ("sha256", " " * 64),
        ("sha256", None),
        ("created", "yesterday"),
        ("expires", "2027-01-01T00:00:00"),  # without a time zone
        ("expires", 99),
        ("may", "lookup"),
        ("may", ["write"]),
        ("may", [["lookup"]]),
        ("more", 1),
    ],
)
def test_one_wrong_entry_keeps_everybody_out(path: Path, key: str, value: object) -> None:
    make(path, "ben")
    first = entry_of(path)
    path.write_text(json.dumps({"tokens": [{**first, key: value}]}), "utf-8")
    with pytest.raises(UnreadableFileError, match="does not contain tokens"):
        _ = TokenFile(path).tokens


def test_two_tokens_with_one_name_keep_everybody_out(path: Path) -> None:
    make(path)
    first = entry_of(path)
    second = {**first, "name": "ANNA", "sha256": "0" * 64}
    path.write_text(json.dumps({"tokens": [first, second]}), "utf-8")
    with pytest.raises(UnreadableFileError, match="does not contain tokens"):
        _ = TokenFile(path).tokens


def test_a_file_that_cannot_be_trusted_is_not_written(path: Path) -> None:
    path.write_text("my notes", "utf-8")
    path.chmod(0o600)
    with pytest.raises(ConfigurationError, match="does not contain tokens"):
        make(path)
    assert path.read_text("utf-8") == "my notes"


@pytest.mark.parametrize("name", ["anna", "Anna", "ＡＮＮＡ"])
def test_a_name_is_given_once(path: Path, name: str) -> None:
    make(path)
    with pytest.raises(ConfigurationError, match="already"):
        make(path, name)


@pytest.mark.parametrize(
    "name", ["", " ", " anna", "anna ", "a\nb", "a\x1b[1m", "\u202eanna", "x" * 101, "OIDC:anna"]
)
def test_a_name_that_could_mislead_in_a_log_is_refused(path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError):
        make(path, name)
    assert not path.exists()


def test_an_unknown_name_is_answered_with_the_one_that_may_be_meant(path: Path) -> None:
    make(path, "Anna")
    with pytest.raises(ConfigurationError, match=r"no token “ana”\. Did you mean “Anna”\?"):
        TokenFile(path).remove("ana")
    assert len(TokenFile(path).tokens) == 1


def test_tokens_made_at_once_are_all_kept(path: Path) -> None:
    threads = [threading.Thread(target=make, args=(path, str(number))) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {token.name for token in TokenFile(path).tokens} == set("01234567")


def test_a_failing_write_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = make(path)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(ConfigurationError, match="No space left"):
        make(path, "ben")
    assert [token.name for token in TokenFile(path).tokens] == ["anna"]
    assert TokenFile(path).find(secret)
    assert {file.name for file in path.parent.iterdir()} <= {"tokens.json", "tokens.json.lock"}


@pytest.mark.parametrize(("seconds", "expired"), [(-1, False), (0, True), (1, True)])
def test_a_token_expires_at_its_moment(path: Path, seconds: int, expired: bool) -> None:
    token = TokenFile(path).find(make(path, days=1))
    assert token
    assert token.is_expired(NOW + timedelta(days=1, seconds=seconds)) is expired


def test_a_warning_says_why_no_desk_can_sign_in(path: Path) -> None:
    assert "No token in" in warning_about(TokenFile(path), NOW)
    make(path, days=1)
    assert warning_about(TokenFile(path), NOW) == ""
    assert "No token in" in warning_about(TokenFile(path), NOW + timedelta(days=1))
    path.write_text("{", "utf-8")
    assert "does not contain tokens" in warning_about(TokenFile(path), NOW)
