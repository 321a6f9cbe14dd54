"""The command line: which command runs, with which connection."""

import sys
from types import ModuleType

import pytest

from profile_browser import __main__ as program
from profile_browser import __version__
from profile_browser.domain.connection import Connection
from profile_browser.settings.options import SAMPLE
from profile_browser.terminal import lookup

pytestmark = pytest.mark.usefixtures("program_log")

CLUSTER_OPTIONS = (
    "--connection-string", "couchbase://h", "--bucket", "travel", "--username", "agent",
    "--scope", "people", "--collection", "profiles", "--trust-store", "ca.pem",
    "--kv-timeout", "2", "--connect-timeout", "3",
)  # fmt: skip
EXPECTED = Connection(
    title="travel on h",
    connection_string="couchbase://h",
    bucket="travel",
    username="agent",
    scope="people",
    collection="profiles",
    trust_store="ca.pem",
    kv_timeout=2.0,
    connect_timeout=3.0,
    password="marked-secret",
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Connection, str]]:
    """Put a list of what was to be opened in the window's place."""
    windows: list[tuple[Connection, str]] = []
    app = ModuleType("profile_browser.app")
    monkeypatch.setattr(app, "run", lambda *given: windows.append(given), raising=False)
    monkeypatch.setitem(sys.modules, app.__name__, app)
    return windows


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Connection, list[str], bool]]:
    """Put a list of what was asked in the look-up's place."""
    asked: list[tuple[Connection, list[str], bool]] = []

    def look_up_all(connection: Connection, texts: list[str], *, as_json: bool) -> int:
        asked.append((connection, texts, as_json))
        return 1

    monkeypatch.setattr(lookup, "look_up_all", look_up_all)
    return asked


def _refusal(*words: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        program.main(words)
    return left.value.code


def test_without_words_the_window_opens_on_the_sample_directory(
    opened: list[tuple[Connection, str]],
) -> None:
    program.main([])
    assert opened == [(SAMPLE, "")]


def test_a_username_is_looked_up_at_once(opened: list[tuple[Connection, str]]) -> None:
    program.main([" userprofile::johndoe ", "--sample"])
    assert opened == [(SAMPLE, "johndoe")]


def test_the_words_of_the_process_are_read(
    opened: list[tuple[Connection, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["profile-browser", "alice"])
    program.main()
    assert opened == [(SAMPLE, "alice")]


def test_the_window_gets_every_connection_option(
    opened: list[tuple[Connection, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "marked-secret")
    program.main(CLUSTER_OPTIONS)
    assert opened == [(EXPECTED, "")]


def test_the_look_up_gets_every_connection_option(
    looked_up: list[tuple[Connection, list[str], bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "marked-secret")
    assert program.main(["lookup", "a", "b", "--json", *CLUSTER_OPTIONS]) == 1
    assert looked_up == [(EXPECTED, ["a", "b"], True)]


def test_an_option_may_stand_before_the_usernames(
    looked_up: list[tuple[Connection, list[str], bool]],
) -> None:
    program.main(["lookup", "--sample", "--json", "a"])
    assert looked_up == [(SAMPLE, ["a"], True)]


def test_a_username_may_begin_with_a_dash(
    looked_up: list[tuple[Connection, list[str], bool]],
) -> None:
    program.main(["lookup", "--sample", "--", "-x"])
    assert looked_up == [(SAMPLE, ["-x"], False)]


@pytest.mark.parametrize(
    "words",
    [
        ("lookup",),
        ("lookup", "--json"),
        ("lookup", "a", "--unheard-of"),
        ("lookup", "a", "--password", "x"),
        ("lookup", "a", "--bucket"),
        ("lookup", "a", "--samp"),
        ("a", "b"),
        ("--password=x",),
    ],
)
def test_words_that_mean_nothing_are_refused(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _refusal(*words) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words", [(), ("lookup", "a")])
def test_a_configuration_that_cannot_work_is_one_line_on_standard_error(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main([*words, "--bucket", "travel"]) == 2
    assert capsys.readouterr() == (
        "",
        "profile-browser: --bucket needs --connection-string beside it.\n",
    )


def test_an_interrupt_ends_it_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_words: object, **_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(lookup, "look_up_all", interrupt)
    assert program.main(["lookup", "a", "--sample"]) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")


def test_the_version_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert _refusal("--version") == 0
    assert capsys.readouterr().out == f"profile-browser {__version__}\n"


@pytest.mark.parametrize("words", [("--help",), ("lookup", "--help")])
def test_the_help_names_every_option_but_no_password_option(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _refusal(*words) == 0
    shown = capsys.readouterr().out
    named = [*CLUSTER_OPTIONS[::2], "--sample", "PROFILE_BROWSER_PASSWORD"]
    assert [name for name in named if name not in shown] == []
    assert "--password" not in shown
