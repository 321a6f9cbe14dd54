"""Every sentence the program can say, each built once from recognisable values."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from profile_browser import messages
from profile_browser.domain.address import Host
from profile_browser.domain.check import Stage, StageResult, StageState
from profile_browser.domain.configuration import Configuration
from profile_browser.domain.connection_state import ConnectionState, StateKind
from profile_browser.domain.details import RecordDetails
from profile_browser.domain.fields import Field, FieldKind
from profile_browser.domain.misfit import Misfit
from profile_browser.domain.more_values import MoreValue
from profile_browser.domain.outcome import Found, Matches, Missing, Way
from profile_browser.domain.password_source import PasswordSource
from profile_browser.domain.problem import Problem, ProblemKind, Reason
from profile_browser.domain.question import Question, SearchKind
from profile_browser.domain.recent import RecentLookup
from profile_browser.domain.record import USUAL_LAYOUT, RecordLayout
from profile_browser.domain.refusal import Refusal, RefusalKind
from profile_browser.domain.store_kind import Capability, Secret
from profile_browser.messages import (
    audit,
    certificates,
    checks,
    clipboard_formats,
    connections,
    connections_menu,
    controls,
    copying,
    details,
    diagnostics,
    faults,
    keyring,
    matches,
    misfits,
    passwords,
    plain_text,
    privacy,
    problems,
    profile,
    recent,
    record_settings,
    refusals,
    search,
    secrets,
    settings,
    suggestions,
    terminal,
    ways,
    window,
)
from profile_browser.stores.gateway.adapter import KIND as GATEWAY
from tests.unit.helpers.gateway_sentences import GATEWAY_SAID
from tests.unit.helpers.link_sentences import LINKS_SAID
from tests.unit.helpers.list_sentences import LISTS_SAID
from tests.unit.helpers.masking_sentences import MASKING_SAID
from tests.unit.helpers.people import CLUSTER, KINDS, user
from tests.unit.helpers.people_list_sentences import PEOPLE_LIST_SAID
from tests.unit.helpers.people_table_sentences import PEOPLE_TABLE_SAID
from tests.unit.helpers.terminal_list_sentences import TERMINAL_LISTS_SAID

# All modules of messages/, so that no new one is forgotten, but those whose functions say nothing.
_SILENT = {"plain_text", "catalogue", "language", "desktop_languages", "problem_phrases"}
MESSAGE_MODULES: tuple[ModuleType, ...] = tuple(
    import_module(f"{messages.__name__}.{module.name}")
    for module in iter_modules(messages.__path__)
    if module.name not in _SILENT
)
TYPED = "marked-input"
CAUSE = "SomeException (7): marked cause"
HOST = Host("db.example.com", 11207)
NAMED = replace(
    CLUSTER,
    location={**CLUSTER.location, "scope": "people", "collection": "profiles"},
    trust_store="/ca.pem",
)
_NOON = datetime(2026, 1, 1, 12, 0, 1, tzinfo=UTC)
_DETAILS = RecordDetails("userprofile::johndoe")
_FILE = "/etc/connections.toml"
_STATE = ConnectionState(StateKind.UNREACHABLE, _NOON)
_NOT_FOUND = Missing(TYPED, "Customers", (Way.KEY, Way.BEGINNING))
_FOUND = Found(user(), "Customers", _NOON, way=Way.EMAIL)
_SEVERAL = Matches((user(), user()), "Customers", _NOON, Way.BEGINNING, more=True)

_MISFIT = Misfit(
    (Field("Phone", path="contact.phone"), Field("City", path="address.city")),
    (Field("Since", FieldKind.DATE, path="since"),),
    ("kind", "customer"),
    (Field("Username", path="login"), TYPED),
)
_HOST_VALUES: dict[str, object] = {"host": HOST.name, "port": HOST.port, "seconds": 2.0}
_ROLE_VALUES: dict[str, object] = {"noun": "bucket", "database": "travel", "role": "data_reader"}
_VALUES: dict[Reason, dict[str, object]] = {
    Reason.HOST_UNKNOWN: _HOST_VALUES,
    Reason.PORT_CLOSED: _HOST_VALUES,
    Reason.PORT_SILENT: _HOST_VALUES,
    Reason.CONNECTION_CUT: _HOST_VALUES,
    Reason.CERTIFICATE_REFUSED: _HOST_VALUES,
    Reason.TLS_FAILED: _HOST_VALUES,
    Reason.DATABASE_AMBIGUOUS: _ROLE_VALUES,
    Reason.TLS_SILENT: _HOST_VALUES,
    Reason.ENCRYPTION_NEEDED: _HOST_VALUES,
    Reason.SERVER_TOO_OLD: {"version": "4.0"},
    Reason.RATE_LIMITED: {"retry_after": 12},
    Reason.STORE_MISCONFIGURED: {"behind": ProblemKind.WRONG_SIGN_IN},
    Reason.STORE_AMBIGUOUS: {"username": TYPED},
    Reason.DATABASE_NOT_ALLOWED: _ROLE_VALUES,
    Reason.READING_NOT_ALLOWED: _ROLE_VALUES,
    Reason.SEARCHING_NOT_ALLOWED: _ROLE_VALUES | {"role": "query_select"},
    Reason.DATABASE_MISSING: _ROLE_VALUES,
    Reason.DATABASE_TIMED_OUT: _ROLE_VALUES,
    Reason.COLLECTION_MISSING: {"collection": "people.profiles", "keys": "scope and collection"},
    Reason.INDEX_MISSING: {"statements": "CREATE INDEX …"},
    Reason.KEY_INDEX_MISSING: {"key_field": "login", "statements": "CREATE INDEX …"},
    Reason.RECORD_AMBIGUOUS: {"username": TYPED, "key_field": "login"},
    Reason.RECORD_DAMAGED: {"username": TYPED, "fields": ("disabled", "email")},
    Reason.MATCHES_DAMAGED: {"text": TYPED, "fields": ("disabled",)},
    Reason.SETTINGS_REFUSED: {"refusal": Refusal(RefusalKind.FIELD_EMPTY)},
    Reason.USERNAME_REFUSED: {"refusal": Refusal(RefusalKind.EMPTY_USERNAME)},
    Reason.SEARCH_REFUSED: {"refusal": Refusal(RefusalKind.EMPTY_USERNAME)},
    Reason.NOT_RECORDED: {"folder": "/var/log/reads"},
    Reason.SEARCH_NOT_OFFERED: {"search": SearchKind.EMAIL},
    Reason.LAYOUT_MISFIT: {"username": TYPED, "misfit": _MISFIT},
    Reason.CHECKED_RECORD_MISSING: {"username": TYPED, "document_id": TYPED},
}
_CAUSES = {Reason.NOT_RECORDED: "No space left on device"}
PROBLEMS: dict[str, Problem] = {
    reason.value: Problem(reason, NAMED, _CAUSES.get(reason, CAUSE), _VALUES.get(reason, {}))
    for reason in Reason
}

_UNSEARCHED = Missing(TYPED, "Customers", search_problem=PROBLEMS["index_missing"])

_INSTEAD = "couchbases://db.example.com"
_REFUSED_VALUES: dict[RefusalKind, tuple[object, ...]] = {
    RefusalKind.USERNAME_TOO_LONG: (237,),
    RefusalKind.SCHEME_UNKNOWN: ("couchbases", "couchbase"),
    RefusalKind.HOST_MISSING: ("couchbases",),
    RefusalKind.SIGN_IN_IN_ADDRESS: (_INSTEAD,),
    RefusalKind.PARAMETER_UNKNOWN: (TYPED, _INSTEAD),
    RefusalKind.PATH_IN_ADDRESS: (TYPED, "bucket", _INSTEAD),
    RefusalKind.NAME_NOT_ALLOWED: (TYPED, "index"),
    RefusalKind.PATH_IN_ADDRESS: (TYPED, _INSTEAD),
    RefusalKind.PARAMETER_WRONG: (TYPED,),
    RefusalKind.DNS_NAME_NEEDED: ("couchbases",),
    RefusalKind.ENCRYPTION_NEEDED: ("http", "https://db.example.com"),
    RefusalKind.NOT_A_CHOICE: ("full", "half"),
    RefusalKind.PATH_UNKNOWN: (TYPED,),
    RefusalKind.PATH_NOT_ALLOWED: (TYPED,),
    RefusalKind.PATH_NOT_INDEXED: (TYPED,),
    RefusalKind.KEY_NOT_TEXT: (TYPED,),
    RefusalKind.PORT_NOT_VALID: (TYPED,),
    RefusalKind.PORT_OF_WEB_CONSOLE: (8091, 11210),
    RefusalKind.KEY_NEEDED: ("Scope", "Collection"),
    RefusalKind.TIMEOUT_OUT_OF_RANGE: (3600.0,),
}
_REFUSALS = [Refusal(kind, _REFUSED_VALUES.get(kind, ())) for kind in RefusalKind]

_NO_DATE = MoreValue(Field("Since", FieldKind.DATE), exact=f'"{TYPED}"')

_SAID: dict[Callable[..., object], str] = {
    audit.lines_skipped: audit.lines_skipped(2, _FILE, 3),
    audit.moment_refused: audit.moment_refused(TYPED),
    audit.no_files: audit.no_files("/var/log/reads"),
    audit.reason_missing: audit.reason_missing("Customers"),
    audit.reason_question: audit.reason_question(TYPED),
    audit.reason_too_long: audit.reason_too_long(200),
    audit.reason_unrecorded: audit.reason_unrecorded("Customers"),
    audit.summary: audit.summary(1, 2, 1),
    audit.word: audit.word("wrong_sign_in"),
    certificates.certificate_fault: certificates.certificate_fault("unknown"),
    checks.steps_passed: checks.steps_passed(4),
    checks.state_word: checks.state_word(StageResult(Stage.LAYOUT, StageState.SKIPPED)),
    misfits.misfit_text: misfits.misfit_text(_MISFIT),
    misfits.misfit_cause: misfits.misfit_cause(_MISFIT),
    checks.stage_line: checks.stage_line(StageResult(Stage.PORT, StageState.PASSED), CLUSTER.kind),
    checks.stage_name: "; ".join(checks.stage_name(stage, GATEWAY) for stage in Stage),
    connections.address_example: connections.address_example(GATEWAY),
    connections.not_encrypted: connections.not_encrypted(KINDS.schemes),
    connections.search_allowed: connections.search_allowed(frozenset({Capability.EMAIL})),
    connections.driver_needed: connections.driver_needed(CLUSTER.kind),
    connections_menu.menu_entry: connections_menu.menu_entry(CLUSTER),
    connections.password_question: connections.password_question(CLUSTER),
    connections.password_reason: connections.password_reason(PROBLEMS["sign_in_refused"]),
    connections.delete_question: connections.delete_question("Customers", Secret.PASSWORD),
    connections.kept_this_run: connections.kept_this_run(Secret.TOKEN),
    connections.variable_overrides_keyring: connections.variable_overrides_keyring(Secret.TOKEN),
    connections.copy_title: connections.copy_title("Customers"),
    faults.faults_summary: faults.faults_summary(Configuration(faults=("a", "b")), works=True),
    controls.key_and_meaning: controls.key_and_meaning("Ctrl+L", "Go to the field"),
    copying.copied: copying.copied("Full name"),
    copying.copied_part: copying.copied_part("Full name"),
    copying.copy_field: copying.copy_field("Full name"),
    details.detail_values: "; ".join(
        map(profile.shown_text, details.detail_values(_DETAILS, CLUSTER.kind))
    ),
    details.exact_time: details.exact_time(_NOON),
    details.json_values: "",
    details.missing_record: details.missing_record(_NOT_FOUND),
    details.read_in: details.read_in({details.EXPIRES: details.NEVER_EXPIRES}),
    diagnostics.connection_facts: "; ".join(diagnostics.connection_facts(CLUSTER)),
    diagnostics.lines: diagnostics.lines({diagnostics.PYTHON: "3.11"}),
    diagnostics.crash_heading: diagnostics.crash_heading(_NOON),
    diagnostics.display: diagnostics.display("xcb", 1920, 1080, 1.25, dark=False),
    profile.account_word: profile.account_word(disabled=True),
    plain_text.text_of: plain_text.text_of(""),
    profile.values_of: "",
    profile.stored_text: "",
    profile.shown_text: profile.shown_text(_NO_DATE),
    profile.copied_text: profile.copied_text(_NO_DATE),
    profile.hint: profile.hint(_NO_DATE),
    profile.notice_text: profile.notice_text(Found(user(TYPED), "Customers", _NOON, TYPED + "2")),
    clipboard_formats.as_text: "",  # data formats, not sentences
    clipboard_formats.as_json: "",
    clipboard_formats.as_masked_text: "",
    clipboard_formats.as_stored: "",
    clipboard_formats.json_object: "",
    passwords.hint: passwords.hint(None),
    passwords.saved: passwords.saved(PasswordSource.KEYRING, Secret.TOKEN),
    passwords.show: passwords.show(Secret.TOKEN),
    passwords.leave_empty: passwords.leave_empty(Secret.TOKEN),
    passwords.enter_again: passwords.enter_again(Secret.TOKEN),
    passwords.sign_in_refused: passwords.sign_in_refused(
        PROBLEMS["sign_in_refused"], "PROFILE_BROWSER_PASSWORD"
    ),
    privacy.cleared_after: privacy.cleared_after(5, TYPED),
    terminal.language_variable_unknown: terminal.language_variable_unknown(
        "V", TYPED, ["en", "de"]
    ),
    terminal.language_help: terminal.language_help(["en", "de"]),
    terminal.language_unknown: terminal.language_unknown(TYPED, ["en", "de"]),
    secrets.secret_title: secrets.secret_title(Secret.TOKEN),
    secrets.secret_word: secrets.secret_word(Secret.TOKEN),
    matches.people: matches.people(_SEVERAL),
    matches.heading: matches.heading(_SEVERAL),
    matches.way: matches.way(_SEVERAL),
    matches.how_to_narrow: matches.how_to_narrow(_SEVERAL),
    matches.opened: matches.opened(_FOUND, "Customers"),
    matches.place: matches.place(3, 50),
    matches.sorted_text: matches.sorted_text("Full name", descending=True),
    record_settings.id_text: record_settings.id_text(USUAL_LAYOUT),
    record_settings.more_text: record_settings.more_text(RecordLayout(more=(Field("Since"),))),
    record_settings.label_taken: record_settings.label_taken(TYPED),
    record_settings.kind_unknown: record_settings.kind_unknown(["text", "number", "date"]),
    recent.recent_entry: recent.recent_entry(RecentLookup(Question("jon", search_only=True))),
    recent.cleared: recent.cleared("Customers"),
    suggestions.shown_username: suggestions.shown_username("johndoe"),
    suggestions.shown_name: suggestions.shown_name("john"),
    suggestions.suggestion: suggestions.suggestion("johndoe", "john"),
    suggestions.more_people: suggestions.more_people(8),
    problems.summary: problems.summary(PROBLEMS["port_closed"]),
    problems.next_step: problems.next_step(PROBLEMS["port_closed"]),
    problems.advice: problems.advice(PROBLEMS["port_closed"]),
    problems.one_line: problems.one_line(PROBLEMS["port_closed"]),
    problems.details: "",
    problems.location_facts: "; ".join(problems.location_facts(CLUSTER)),
    problems.collection_noun: problems.collection_noun(CLUSTER),
    problems.damage_text: problems.damage_text(("disabled", "email")),
    problems.without_credentials: "",
    profile.read_from: profile.read_from("Customers", _NOON),
    refusals.refusal_text: " ".join(map(refusals.refusal_text, _REFUSALS)),
    refusals.not_a_number: refusals.not_a_number(TYPED),
    search.missing_text: search.missing_text(_UNSEARCHED),
    search.reason_text: search.reason_text(_UNSEARCHED),
    search.not_searchable: search.not_searchable(PROBLEMS["search_not_offered"]),
    search.tried_text: search.tried_text((Way.KEY, Way.EMAIL)),
    search.way_text: search.way_text(Way.BEGINNING),
    search.more_matches_text: search.more_matches_text(50),
    search.typed_text: search.typed_text(_FOUND._replace(typed=TYPED)),
    settings.connection_title: settings.connection_title("travel", "db.example.com"),
    settings.same_key: settings.same_key("bucket"),
    settings.same_option: settings.same_option("bucket"),
    settings.option_unused: settings.option_unused("bucket", "MongoDB", "database"),
    settings.option_needs_address: settings.option_needs_address("bucket"),
    settings.fault_of_option: settings.fault_of_option("bucket", refusals.FIELD_EMPTY),
    settings.option_beside_key: settings.option_beside_key("--bucket"),
    settings.key_unknown: settings.key_unknown(TYPED, ["customers"]),
    settings.key_taken: settings.key_taken(TYPED),
    settings.fault_of_table: settings.fault_of_table(
        _FILE, TYPED, ("record", "more", 1, "field"), refusals.PATH_NEVER_READ, 14
    ),
    settings.fault_beside: settings.fault_beside(_FILE, ("managed",), settings.NO_SWITCH),
    settings.not_toml: settings.not_toml(3),
    settings.not_utf8: settings.not_utf8(3),
    settings.too_large: settings.too_large(300_000_000, 1_000_000),
    settings.file_unreadable: settings.file_unreadable(_FILE, "Permission denied"),
    settings.lookups_wait: settings.lookups_wait(_FILE, "Permission denied"),
    settings.table_managed: settings.table_managed(_FILE, TYPED),
    settings.file_ignored: settings.file_ignored(_FILE),
    settings.own_file_unreadable: settings.own_file_unreadable("Permission denied"),
    settings.own_file_not_written: settings.own_file_not_written("Permission denied"),
    settings.file_not_written: settings.file_not_written(_FILE, "Permission denied"),
    settings.file_in_use: settings.file_in_use(_FILE),
    settings.credential_unreadable: settings.credential_unreadable(_FILE, None),
    settings.key_too_short: settings.key_too_short(32),
    settings.whole_number_needed: settings.whole_number_needed(1, 1_000),
    settings.flag: settings.flag("kv_timeout"),
    settings.password_prompt: settings.password_prompt(replace(CLUSTER, username=TYPED)),
    settings.no_sign_in: settings.no_sign_in(Secret.TOKEN),
    settings.file_holds: settings.file_holds(Secret.TOKEN),
    terminal.address_help: terminal.address_help(KINDS),
    terminal.location_help: terminal.location_help(KINDS, "database"),
    terminal.limit_help: terminal.limit_help(50),
    terminal.limit_refused: terminal.limit_refused(TYPED, 1000),
    terminal.library_missing: terminal.library_missing("libEGL.so.1"),
    terminal.not_written: terminal.not_written("No space left on device"),
    terminal.invisible_removed: terminal.invisible_removed(TYPED, 2),
    terminal.lookups_skipped: terminal.lookups_skipped(2),
    keyring.password_saved: keyring.password_saved(replace(CLUSTER, username=TYPED)),
    keyring.password_removed: keyring.password_removed(replace(CLUSTER, username=TYPED)),
    keyring.no_keyring: keyring.no_keyring(Secret.TOKEN),
    keyring.nothing_entered: keyring.nothing_entered(Secret.TOKEN),
    keyring.entered_not_text: keyring.entered_not_text(Secret.TOKEN),
    keyring.not_saved: keyring.not_saved(Secret.TOKEN),
    keyring.not_removed: keyring.not_removed(Secret.TOKEN),
    terminal.error_line: terminal.error_line(terminal.NO_DISPLAY),
    ways.offered_ways: ways.offered_ways(CLUSTER),
    ways.search_obstacle: ways.search_obstacle(CLUSTER, SearchKind.BEGINNING),
    ways.search_placeholder: ways.search_placeholder(CLUSTER),
    ways.typing_hint: ways.typing_hint(CLUSTER),
    window.band_text: window.band_text(CLUSTER),
    window.sample_warning: window.sample_warning(CLUSTER),
    window.security_text: window.security_text(CLUSTER),
    window.window_title: window.window_title(CLUSTER),
    window.state_text: window.state_text(_STATE),
    window.outcome_text: window.outcome_text(Found(user(), "", _NOON), TYPED, 0.003, "Customers"),
    window.spoken: window.spoken(PROBLEMS["sign_in_refused"]),
    window.missing: window.missing(TYPED, "Customers"),
    window.missing_text: window.missing_text(_NOT_FOUND, TYPED, "Customers"),
    window.missing_hint: window.missing_hint(_NOT_FOUND),
    window.welcome_heading: window.welcome_heading(CLUSTER),
    window.welcome_hint: window.welcome_hint(NAMED),
    window.details_not_kept: window.details_not_kept("Customers"),
    window.duration: window.duration(2.4),
    window.waiting: window.waiting(TYPED),
    window.waited: window.waited(3),
    window.slow: window.slow("Customers"),
    window.held_up: window.held_up(5),
    window.cancelled: window.cancelled(TYPED),
    **GATEWAY_SAID,
    **LISTS_SAID,
    **PEOPLE_LIST_SAID,
    **PEOPLE_TABLE_SAID,
    **LINKS_SAID,
    **MASKING_SAID,
    **TERMINAL_LISTS_SAID,
}


def public_functions(module: ModuleType) -> set[str]:
    """Return the names of a module's public functions."""
    return {
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


def texts_by_function(module: ModuleType) -> dict[str, str]:
    """Return the text that each function of a module builds, by the function's name."""
    return {
        function.__name__: text
        for function, text in _SAID.items()
        if function.__module__ == module.__name__
    }


def constants(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield each fixed sentence of a module with its name."""
    for name, value in vars(module).items():
        if name.startswith("__"):
            continue
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            texts = {key: text for key, text in value.items() if isinstance(text, str)}
            yield from ((f"{name}.{key}", text) for key, text in texts.items())


def all_sentences() -> dict[str, str]:
    """Return every sentence by the name of the constant, function or problem it comes from."""
    found = {
        f"{module.__name__}.{name}": text
        for module in MESSAGE_MODULES
        for name, text in [*constants(module), *texts_by_function(module).items()]
    }
    for name, problem in PROBLEMS.items():
        found[f"{name}.summary"] = problems.summary(problem)
        found[f"{name}.next_step"] = problems.next_step(problem)
    return found
