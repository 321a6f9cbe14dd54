"""Every sentence that the program can say, each said once of marked things."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType

from profile_browser.domain.address import Host
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.connection_state import ConnectionState, StateKind
from profile_browser.domain.outcome import Found, Matches, Missing, Problem, Way
from profile_browser.domain.question import Question
from profile_browser.messages import (
    audit,
    diagnostics,
    problems,
    profile,
    refusals,
    search,
    search_problems,
    settings,
    terminal,
    window,
)
from profile_browser.messages import checks as check
from tests.unit.helpers.people import CLUSTER, user

ROOMS: tuple[ModuleType, ...] = (
    audit,
    check,
    diagnostics,
    problems,
    profile,
    refusals,
    search,
    search_problems,
    settings,
    terminal,
    window,
)
TYPED = "marked-input"
CAUSE = "SomeException (7): marked cause"
HOST = Host("db.example.com", 11207)
NAMED = replace(CLUSTER, scope="people", collection="profiles", trust_store="/ca.pem")
_NOON = datetime(2026, 1, 1, 12, 0, 1, tzinfo=UTC)
_FILE = "/etc/connections.toml"
_STATE = ConnectionState(StateKind.UNREACHABLE, _NOON)
_NOT_FOUND = Missing(TYPED, "Customers", (Way.KEY, Way.BEGINNING))
_FOUND = Found(user(), "Customers", _NOON, way=Way.EMAIL)
_SEVERAL = Matches((user(), user()), "Customers", _NOON, Way.BEGINNING, more=True)

PROBLEMS: dict[str, Problem] = {
    "host_unknown": problems.host_unknown(NAMED, HOST, CAUSE),
    "port_closed": problems.port_closed(NAMED, HOST, CAUSE),
    "port_silent": problems.port_silent(NAMED, HOST, 2.0, CAUSE),
    "not_the_named_host": problems.not_the_named_host(NAMED, HOST, CAUSE),
    "no_encryption": problems.no_encryption(NAMED, HOST, CAUSE),
    "trust_store_unusable": problems.trust_store_unusable(NAMED, CAUSE),
    "connect_timed_out": problems.connect_timed_out(NAMED, CAUSE),
    "password_missing": problems.password_missing(NAMED),
    "wrong_sign_in": problems.wrong_sign_in(NAMED, CAUSE),
    "bucket_not_allowed": problems.bucket_not_allowed(NAMED, CAUSE),
    "bucket_not_there": problems.bucket_not_there(NAMED, CAUSE),
    "collection_not_there": problems.collection_not_there(NAMED, CAUSE),
    "reading_not_allowed": problems.reading_not_allowed(NAMED, CAUSE),
    "read_timed_out": problems.read_timed_out(NAMED, CAUSE),
    "no_query_service": search_problems.no_query_service(NAMED, CAUSE),
    "damaged_match": search_problems.damaged_match(NAMED, TYPED, ("disabled",)),
    "searching_not_allowed": search_problems.searching_not_allowed(NAMED, CAUSE),
    "index_missing": search_problems.index_missing(NAMED, CAUSE),
    "query_timed_out": search_problems.query_timed_out(NAMED, CAUSE),
    "bad_search": search_problems.bad_search(NAMED, refusals.EMPTY_USERNAME),
    "search_turned_off": search_problems.search_turned_off(NAMED),
    "damaged_document": problems.damaged_document(NAMED, TYPED, ("disabled", "email")),
    "bad_input": problems.bad_input(NAMED, refusals.EMPTY_USERNAME),
    "misconfigured": problems.misconfigured(NAMED, refusals.FIELD_EMPTY),
    "unexpected": problems.unexpected(NAMED, CAUSE),
    "own_error": problems.own_error(NAMED, CAUSE),
    "closed": problems.closed(NAMED),
    "not_recorded": problems.not_recorded(NAMED, "/var/log/reads", "No space left on device"),
}

_UNSEARCHED = Missing(TYPED, "Customers", search_problem=PROBLEMS["index_missing"])

_SAID: dict[Callable[..., object], str] = {
    audit.not_a_line: audit.not_a_line(_FILE, 3),
    check.stage_line: check.stage_line(StageResult(Stage.PORT, StageState.PASSED)),
    diagnostics.connection_facts: "; ".join(diagnostics.connection_facts(CLUSTER)),
    diagnostics.lines: diagnostics.lines({diagnostics.PYTHON: "3.11"}),
    diagnostics.crash_heading: diagnostics.crash_heading(_NOON),
    diagnostics.display: diagnostics.display("xcb", 1920, 1080, 1.25, dark=False),
    profile.account_word: profile.account_word(disabled=True),
    profile.text_of: profile.text_of(""),
    profile.values_of: "; ".join(profile.values_of(user(TYPED))),
    profile.shown_fields: "; ".join(profile.shown_fields(user(TYPED))),
    profile.other_username: profile.other_username(TYPED, "other"),
    profile.where_damaged: profile.where_damaged(("disabled", "email")),
    profile.read_from: profile.read_from("Customers", _NOON),
    refusals.username_too_long: refusals.username_too_long(237),
    refusals.address_parameter: refusals.address_parameter(TYPED),
    refusals.address_port: refusals.address_port(TYPED),
    refusals.address_web_port: refusals.address_web_port(8091, 11210),
    refusals.timeout_out_of_range: refusals.timeout_out_of_range(3600),
    refusals.not_a_number: refusals.not_a_number(TYPED),
    search.missing_text: search.missing_text(_UNSEARCHED),
    search.reason_text: search.reason_text(_UNSEARCHED),
    search.tried_text: search.tried_text((Way.KEY, Way.EMAIL)),
    search.way_text: search.way_text(Way.BEGINNING),
    search.cut_text: search.cut_text(50),
    settings.connection_title: settings.connection_title("travel", "db.example.com"),
    settings.option_needs_cluster: settings.option_needs_cluster("bucket"),
    settings.fault_of_option: settings.fault_of_option("bucket", refusals.FIELD_EMPTY),
    settings.option_beside_key: settings.option_beside_key("--bucket"),
    settings.key_unknown: settings.key_unknown(TYPED, ["customers"]),
    settings.key_taken: settings.key_taken(TYPED),
    settings.fault_of_key: settings.fault_of_key("kv_timeout", settings.NO_NUMBER),
    settings.fault_of_table: settings.fault_of_table(_FILE, TYPED, settings.NO_TABLE),
    settings.fault_beside: settings.fault_beside(_FILE, "managed", settings.NO_SWITCH),
    settings.file_broken: settings.file_broken(_FILE, 3),
    settings.file_not_text: settings.file_not_text(_FILE, 3),
    settings.file_too_odd: settings.file_too_odd(_FILE),
    settings.file_unreadable: settings.file_unreadable(_FILE, "Permission denied"),
    settings.not_a_file: settings.not_a_file(_FILE),
    settings.no_tables: settings.no_tables(_FILE),
    settings.table_managed: settings.table_managed(_FILE, TYPED),
    settings.file_ignored: settings.file_ignored(_FILE),
    settings.file_not_written: settings.file_not_written(_FILE, "Permission denied"),
    settings.file_in_use: settings.file_in_use(_FILE),
    settings.key_too_short: settings.key_too_short(32),
    settings.flag: settings.flag("kv_timeout"),
    settings.password_prompt: settings.password_prompt(TYPED, "Customers"),
    terminal.limit_help: terminal.limit_help(50),
    terminal.limit_refused: terminal.limit_refused(TYPED, 1000),
    terminal.problem: terminal.problem(PROBLEMS["host_unknown"]),
    terminal.library_missing: terminal.library_missing("libEGL.so.1"),
    terminal.not_written: terminal.not_written("No space left on device"),
    terminal.sign_in_refused: terminal.sign_in_refused("Customers"),
    terminal.not_asked: terminal.not_asked(2),
    terminal.kept: terminal.kept(TYPED, "Customers"),
    terminal.forgotten: terminal.forgotten(TYPED, "Customers"),
    terminal.refused: terminal.refused(terminal.NO_DISPLAY),
    window.band_text: window.band_text(CLUSTER),
    window.security_text: window.security_text(CLUSTER),
    window.window_title: window.window_title(CLUSTER),
    window.state_text: window.state_text(_STATE),
    window.outcome_text: window.outcome_text(Found(user(), "", _NOON), TYPED, 0.003, "Customers"),
    window.missing: window.missing(TYPED, "Customers"),
    window.missing_text: window.missing_text(_NOT_FOUND, TYPED, "Customers"),
    window.missing_hint: window.missing_hint(_NOT_FOUND),
    window.welcome_hint: window.welcome_hint(NAMED),
    window.people: window.people(_SEVERAL),
    window.matches_heading: window.matches_heading(_SEVERAL),
    window.matches_way: window.matches_way(_SEVERAL),
    window.opened: window.opened(_FOUND, "Customers"),
    window.recent_entry: window.recent_entry(Question("jon", search_only=True)),
    window.suggestion: window.suggestion("johndoe", "john"),
    window.duration: window.duration(2.4),
    window.waiting: window.waiting(TYPED),
    window.waited: window.waited(3),
    window.slow: window.slow("Customers"),
    window.held_up: window.held_up(5),
    window.cancelled: window.cancelled(TYPED),
    window.copied: window.copied(profile.FULL_NAME),
    window.copy_field: window.copy_field(profile.FULL_NAME),
}


def public_functions(room: ModuleType) -> set[str]:
    """Return the names of what a room of the wording says by a function."""
    return {
        name
        for name, value in vars(room).items()
        if inspect.isfunction(value)
        and value.__module__ == room.__name__
        and not name.startswith("_")
    }


def said_by(room: ModuleType) -> dict[str, str]:
    """Return what each function of a room says of marked things."""
    return {
        function.__name__: text
        for function, text in _SAID.items()
        if function.__module__ == room.__name__
    }


def constants(room: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield each fixed sentence of a room by its name."""
    for name, value in vars(room).items():
        if name.startswith("__"):
            continue
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            yield from ((f"{name}.{key}", text) for key, text in value.items())


def all_sentences() -> dict[str, str]:
    """Return every sentence by the name of what says it."""
    found = {
        f"{room.__name__}.{name}": text
        for room in ROOMS
        for name, text in [*constants(room), *said_by(room).items()]
    }
    for name, problem in PROBLEMS.items():
        found[f"{name}.summary"] = problem.summary
        found[f"{name}.next_step"] = problem.next_step
    return found
