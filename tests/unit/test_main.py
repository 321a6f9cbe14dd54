"""The command line: which command runs, with which connection."""

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from profile_browser import __version__
from profile_browser import commands as program
from profile_browser.__main__ import main
from profile_browser.desktop.instance.start import Start
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.connection import Connection
from profile_browser.settings import connection_files
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.sample.adapter import SAMPLE, SAMPLE_SHOP
from profile_browser.terminal import find as terminal_find
from profile_browser.terminal import lookup
from tests.unit.settings.broken_files import WAYS, break_file
from tests.unit.settings.tables import table

pytestmark = pytest.mark.usefixtures("program_log")

CLUSTER_OPTIONS = (
    "--connection-string", "couchbase://h", "--bucket", "travel", "--username", "agent",
    "--scope", "people", "--collection", "profiles", "--trust-store", "ca.pem",
    "--kv-timeout", "2", "--connect-timeout", "3",
)  # fmt: skip
EXPECTED = Connection(
    kind=COUCHBASE,
    title="travel on h",
    connection_string="couchbase://h",
    location={"bucket": "travel", "scope": "people", "collection": "profiles"},
    username="agent",
    trust_store="ca.pem",
    kv_timeout=2.0,
    connect_timeout=3.0,
)
Windows = list[tuple[Configuration, Connection, str]]
Lookups = list[tuple[Connection, list[str], bool]]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the user's file; there is no administrator's file."""
    own = tmp_path / "connections.toml"
    files = (tmp_path / "system.toml", own)
    monkeypatch.setattr(connection_files, "configuration_files", lambda: files)
    monkeypatch.setenv("PROFILE_BROWSER_PASSWORD", "marked-secret")
    return own


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """Replace the window with a list of what it would have opened."""
    windows: Windows = []
    app = ModuleType("profile_browser.desktop.application")

    def run(configuration: Configuration, connection: Connection, text: str, _start: Start) -> None:
        windows.append((configuration, connection, text))

    monkeypatch.setattr(app, "run", run, raising=False)
    monkeypatch.setitem(sys.modules, app.__name__, app)
    return windows


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> Lookups:
    """Replace the lookup with a list of what was asked."""
    asked: Lookups = []

    def look_up_all(connection: Connection, texts: list[str], options: lookup.LookupOptions) -> int:
        assert options == lookup.LookupOptions(as_json=options.as_json)
        asked.append((connection, texts, options.as_json))
        return 1

    monkeypatch.setattr(lookup, "look_up_all", look_up_all)
    return asked


def _exit_code(*words: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        program.run_program(words)
    return left.value.code


def test_without_arguments_the_window_opens_on_the_sample_data(
    opened: Windows,
) -> None:
    program.run_program([])
    assert opened == [(Configuration(), SAMPLE, "")]


def test_a_username_argument_is_looked_up_when_the_window_opens(opened: Windows) -> None:
    program.run_program([" userprofile::johndoe ", "--sample"])
    assert opened == [(Configuration(), SAMPLE, " userprofile::johndoe ")]


def test_a_blank_username_argument_opens_the_window_without_a_lookup(opened: Windows) -> None:
    program.run_program([" \u200b", "--sample"])
    assert opened == [(Configuration(), SAMPLE, "")]


@pytest.mark.parametrize("text", ["user:alice:profile", "user::profile"])
def test_a_username_argument_may_be_an_id_as_the_connection_has_ids(
    text: str, own: Path, opened: Windows
) -> None:
    record = '[connections.eu.record]\nid = "user:{username}:profile"\n'
    own.write_text(table("eu") + record, "utf-8")
    program.run_program([text])
    assert [username for *_, username in opened] == [text if "alice" in text else ""]


def test_the_arguments_of_the_process_are_used(
    opened: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["profile-browser", "alice"])
    main()
    assert opened == [(Configuration(), SAMPLE, "alice")]


def test_the_window_gets_every_connection_option_but_no_password(
    opened: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROFILE_BROWSER_PASSWORD")
    program.run_program(CLUSTER_OPTIONS)
    assert opened == [(Configuration(), EXPECTED, "")]


def test_a_lookup_gets_every_connection_option_and_the_password(looked_up: Lookups) -> None:
    assert program.run_program(["lookup", "a", "b", "--json", *CLUSTER_OPTIONS]) == 1
    assert looked_up == [(replace(EXPECTED, password="marked-secret"), ["a", "b"], True)]


def test_a_search_gets_its_limit_and_every_connection_option(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Connection, str, int, bool]] = []

    def find(connection: Connection, text: str, *, limit: int, as_json: bool, reason: str) -> int:
        assert reason == ""
        asked.append((connection, text, limit, as_json))
        return 1

    monkeypatch.setattr(terminal_find, "find", find)
    assert program.run_program(["find", "jo", "--json", "--limit", "7", *CLUSTER_OPTIONS]) == 1
    assert program.run_program(["find", "jo@example.com", "--sample"]) == 1
    assert asked == [
        (replace(EXPECTED, password="marked-secret"), "jo", 7, True),
        (SAMPLE, "jo@example.com", 50, False),
    ]


def test_a_check_gets_the_chosen_connection(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[tuple[Connection, str, str]] = []

    def check_connection(connection: Connection, username: str, reason: str) -> int:
        checked.append((connection, username, reason))
        return 3

    check = ModuleType("profile_browser.terminal.check")
    monkeypatch.setattr(check, "check_connection", check_connection, raising=False)
    monkeypatch.setitem(sys.modules, check.__name__, check)
    own.write_text(table("eu") + table("us"), "utf-8")
    assert program.run_program(["check", "--connection", "us"]) == 3
    assert program.run_program(["check", "--connection", "us", "--user", "ann"]) == 3
    assert [(found.key, found.password, *others) for found, *others in checked] == [
        ("us", "marked-secret", "", ""),
        ("us", "marked-secret", "ann", ""),
    ]


def test_the_window_opens_on_the_first_connection_and_lists_the_others(
    own: Path, opened: Windows
) -> None:
    own.write_text(table("eu") + table("us") + table("bad", "oops = 1"), "utf-8")
    program.run_program(["alice"])
    ((configuration, chosen, username),) = opened
    assert list(configuration.by_key) == ["eu", "us"]
    assert len(configuration.faults) == 1
    assert (chosen.key, chosen.password, username) == ("eu", "", "alice")


@pytest.mark.parametrize("words", [(), ("lookup", "a")], ids=["window", "lookup"])
def test_a_connection_is_chosen_by_its_key(
    words: tuple[str, ...], own: Path, opened: Windows, looked_up: Lookups
) -> None:
    own.write_text(table("eu") + table("us"), "utf-8")
    program.run_program([*words, "--connection", "us", "--kv-timeout", "2"])
    chosen = looked_up[0][0] if words else opened[0][1]
    assert (chosen.key, chosen.kv_timeout) == ("us", 2.0)


def test_if_all_connections_are_invalid_the_window_opens_on_the_sample_data(
    own: Path, opened: Windows
) -> None:
    own.write_text(table("bad", "oops = 1"), "utf-8")
    program.run_program([])
    ((configuration, chosen, _),) = opened
    assert chosen == SAMPLE
    assert len(configuration.faults) == 1


def test_a_named_user_is_not_looked_up_in_sample_data_that_is_only_a_fallback(
    own: Path, opened: Windows
) -> None:
    own.write_text("[connections.bad]\n", "utf-8")
    program.run_program(["johndoe"])
    ((_, chosen, username),) = opened
    assert (chosen, username) == (SAMPLE, "")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("words", [(), ("--connection", "mine"), CLUSTER_OPTIONS])
def test_while_the_administrators_file_is_broken_the_window_opens_on_sample_data(
    words: tuple[str, ...], way: str, own: Path, opened: Windows
) -> None:
    own.write_text(table("mine"), "utf-8")
    sentence = break_file(own.with_name("system.toml"), way)
    program.run_program([*words, "johndoe"])
    ((configuration, chosen, username),) = opened
    assert (chosen, username) == (SAMPLE, "")
    assert (configuration.known, configuration.faults) == ((), (sentence,))


def test_while_the_administrators_file_is_broken_the_wanted_sample_opens(
    own: Path, opened: Windows
) -> None:
    break_file(own.with_name("system.toml"), "not TOML")
    program.run_program(["--sample-shop", "maria.santos"])
    assert [(chosen, username) for _, chosen, username in opened] == [(SAMPLE_SHOP, "maria.santos")]


def test_only_one_sample_can_be_asked_for(
    opened: Windows, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        program.run_program(["--sample", "--sample-shop"])
    assert "not allowed with argument --sample" in capsys.readouterr().err
    assert opened == []


def test_variables_do_not_bypass_a_broken_administrators_file_in_the_window(
    own: Path, opened: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text(table("mine"), "utf-8")
    break_file(own.with_name("system.toml"), "not TOML")
    monkeypatch.setenv("PROFILE_BROWSER_CONNECTION", "mine")
    program.run_program([])
    assert opened[0][1] == SAMPLE


@pytest.mark.parametrize(
    ("option", "sample"), [("--sample", SAMPLE), ("--sample-shop", SAMPLE_SHOP)]
)
def test_the_sample_data_opens_regardless_of_other_options(
    opened: Windows, own: Path, option: str, sample: Connection
) -> None:
    own.write_text(table("mine"), "utf-8")
    program.run_program([option, "--connection", "unheard-of"])
    ((configuration, connection, _),) = opened
    assert connection == sample
    assert list(configuration.by_key) == ["mine"]


def test_options_may_come_before_the_usernames(
    looked_up: Lookups,
) -> None:
    program.run_program(["lookup", "--sample", "--json", "a"])
    assert looked_up == [(SAMPLE, ["a"], True)]


def test_a_username_may_begin_with_a_dash_after_two_dashes(
    looked_up: Lookups,
) -> None:
    program.run_program(["lookup", "--sample", "--", "-x"])
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
        ("connections", "--sample"),
        ("check", "a"),
        ("find",),
        ("find", "a", "b"),
        ("find", "a", "--limit", "0"),
        ("find", "a", "--limit", "1001"),
        ("find", "a", "--limit", "ten"),
        ("indexes", "a"),
        ("password",),
        ("password", "show", "--connection", "a"),
        ("password", "set", "a"),
        ("password", "set", "--password", "a"),
    ],
    ids=" ".join,
)
def test_invalid_arguments_are_refused(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _exit_code(*words) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words", [(), ("lookup", "a")], ids=["window", "lookup"])
def test_an_incomplete_connection_is_reported_in_one_line_on_standard_error(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.run_program([*words, "--bucket", "travel"]) == 2
    assert capsys.readouterr() == (
        "",
        "profile-browser: --bucket needs --connection-string as well.\n",
    )


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert _exit_code("--version") == 0
    assert capsys.readouterr().out == f"profile-browser {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [("--help",), ("lookup", "--help"), ("check", "--help"), ("find", "--help")],
    ids=" ".join,
)
def test_the_help_lists_every_option_and_no_password_option(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _exit_code(*words) == 0
    shown = capsys.readouterr().out
    named = [*CLUSTER_OPTIONS[::2], "--connection", "--sample", "PROFILE_BROWSER_PASSWORD"]
    assert [name for name in named if name not in shown] == []
    assert "--password" not in shown


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert _exit_code("--help") == 0
    shown = " ".join(capsys.readouterr().out.split()).replace("- ", "-")
    assert [name for name in program.COMMANDS if f"profile-browser {name}" not in shown] == []
