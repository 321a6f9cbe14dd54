"""The connection that options and environment variables describe."""

from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.configuration import Configuration, ConfigurationError
from profile_browser.domain.connection import Connection, find_faults
from profile_browser.settings.selection import (
    TIMEOUT_OPTIONS,
    chosen_connection,
    text_options,
    variable_of,
)
from tests.unit.helpers.people import KINDS

GIVEN: dict[str, str] = {
    "connection_string": "couchbases://db.example.com",
    "bucket": "travel",
    "username": "agent",
}
ALL_GIVEN: dict[str, str] = {
    **GIVEN,
    "scope": "people",
    "collection": "profiles",
    "trust_store": "/etc/ca.pem",
    "kv_timeout": "2.5",
    "connect_timeout": "7",
}
NAMES = tuple(ALL_GIVEN)
ALL_NAMES = (*text_options(KINDS), *TIMEOUT_OPTIONS)
VARIABLES = [*map(variable_of, ALL_NAMES), variable_of("password")]
ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["couchbase://h", "couchbases://[::1]:1", "nan", "1e999", "٣", "0", "3600", "9" * 5000, "_"]
)


def _described(options: Mapping[str, str | None], variables: Mapping[str, str]) -> Connection:
    chosen = chosen_connection(options, variables, Configuration(), KINDS)
    assert chosen is not None
    return chosen


def _with(**changes: str) -> Connection:
    return _described(GIVEN | changes, {})


def _value(connection: Connection, name: str) -> object:
    return connection.location.get(name) or getattr(connection, name)


def _shown(connection: Connection) -> dict[str, str]:
    return {name: f"{_value(connection, name)}" for name in NAMES}


def test_every_option_reaches_the_connection() -> None:
    assert _shown(_described(ALL_GIVEN, {})) == ALL_GIVEN | {"connect_timeout": "7.0"}


def test_every_variable_means_the_same_as_its_option() -> None:
    variables = {f"PROFILE_BROWSER_{name.upper()}": value for name, value in ALL_GIVEN.items()}
    assert _described({}, variables) == _described(ALL_GIVEN, {})


@pytest.mark.parametrize("name", [name for name in NAMES if name != "connection_string"])
def test_an_option_beats_its_variable(name: str) -> None:
    value = "17" if name in TIMEOUT_OPTIONS else "other"
    variables = {variable_of(key): text for key, text in ALL_GIVEN.items()}
    assert _value(_described({name: value}, variables), name) in (value, 17.0)


def test_the_connection_string_option_beats_its_variable() -> None:
    connection = _described(GIVEN, {variable_of("connection_string"): "couchbase://other"})
    assert connection.connection_string == GIVEN["connection_string"]


@pytest.mark.parametrize("name", NAMES)
def test_a_variable_stands_in_for_an_option_that_was_not_given(name: str) -> None:
    options: dict[str, str | None] = {**ALL_GIVEN, name: None}
    connection = _described(options, {variable_of(name): ALL_GIVEN[name]})
    assert connection == _described(ALL_GIVEN, {})


def test_every_option_but_for_other_names_and_kinds_is_among_those_given_here() -> None:
    others = {name for kind in KINDS.kinds[1:] for key in kind.location for name in key.names}
    assert set(ALL_NAMES) - set(NAMES) == {"database", *others} - set(NAMES)


BY_OTHER_NAME = {name: value for name, value in GIVEN.items() if name != "bucket"} | {
    "database": "travel"
}


def test_an_option_may_have_the_neutral_name_of_a_place() -> None:
    assert _described(BY_OTHER_NAME, {}) == _described(GIVEN, {})


def test_a_variable_may_have_the_neutral_name_of_a_place() -> None:
    variables = {variable_of(name): value for name, value in BY_OTHER_NAME.items()}
    assert _described({}, variables) == _described(GIVEN, {})


@pytest.mark.parametrize("variable", ["bucket", "database"])
def test_an_option_beats_the_variables_of_all_its_names(variable: str) -> None:
    variables = {variable_of(variable): "other"}
    assert _described(BY_OTHER_NAME, variables) == _described(GIVEN, {})
    assert _described(GIVEN, variables) == _described(GIVEN, {})


@pytest.mark.parametrize("by_variable", [False, True])
def test_a_place_is_not_described_by_two_names(by_variable: bool) -> None:
    both = GIVEN | BY_OTHER_NAME
    said = r"^--database: This means the same as --bucket\. Leave one of them out\.$"
    variables = {variable_of(name): value for name, value in both.items()}
    given = ({}, variables) if by_variable else (both, {})
    with pytest.raises(ConfigurationError, match=said):
        _described(*given)


@pytest.mark.parametrize(
    ("scheme", "option", "said"),
    [
        ("mongodb", "bucket", "--bucket is not an option for MongoDB. Use --database."),
        ("mongodb", "index", "--index is not an option for MongoDB. Use --collection."),
        ("mongodb", "search_table", "--search-table is not an option for MongoDB."),
        (
            "elasticsearch+http",
            "table",
            "--table is not an option for Elasticsearch or OpenSearch. Use --index.",
        ),
        (
            "elasticsearch+http",
            "database",
            "--database is not an option for Elasticsearch or OpenSearch.",
        ),
        ("couchdb+http", "collection", "--collection is not an option for CouchDB."),
        ("couchbase", "keyspace", "--keyspace is not an option for Couchbase. Use --bucket."),
    ],
)
def test_an_option_of_another_store_is_refused_with_the_one_to_use(
    scheme: str, option: str, said: str
) -> None:
    options = {"connection_string": f"{scheme}://h", "username": "u", option: "shop"}
    with pytest.raises(ConfigurationError, match=f"^{said}$"):
        _described(options, {})


def test_a_variable_of_another_store_is_ignored_as_it_may_be_for_another_address() -> None:
    variables = {variable_of(name): "other" for name in ("index", "search_table", "names_field")}
    assert _described(GIVEN, variables) == _described(GIVEN, {})


def test_a_password_is_no_option() -> None:
    assert _described({**GIVEN, "password": "marked-secret"}, {}).password == ""


@pytest.mark.parametrize("name", ["bucket", "username", "scope", "collection", "trust_store"])
def test_an_option_that_lacks_its_cluster_is_named(name: str) -> None:
    flag = f"--{name.replace('_', '-')}"
    with pytest.raises(ConfigurationError, match=rf"^{flag} needs --connection-string as well\.$"):
        _described({name: "x"}, {})


@pytest.mark.parametrize(("missing", "flag"), [("bucket", "--bucket"), ("username", "--username")])
def test_an_option_that_the_cluster_lacks_is_named(missing: str, flag: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"^{flag}: This must not be empty\.$"):
        _with(**{missing: ""})


def test_a_scope_without_a_collection_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"^--collection: A scope needs a collection"):
        _with(scope="people")


@pytest.mark.parametrize("option", TIMEOUT_OPTIONS)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nan", "more than 0 and at most 3600 seconds"),
        ("inf", "more than 0 and at most 3600 seconds"),
        ("0", "more than 0 and at most 3600 seconds"),
        ("-1", "more than 0 and at most 3600 seconds"),
        ("3601", "more than 0 and at most 3600 seconds"),
        ("1e400", "more than 0 and at most 3600 seconds"),
        ("9" * 5000, "more than 0 and at most 3600 seconds"),
        ("abc", "“abc” is not a number of seconds"),
        ("5s", "“5s” is not a number of seconds"),
        ("1,5", "“1,5” is not a number of seconds"),
        ("x" * 5000, "is not a number of seconds"),
    ],
)
def test_a_timeout_that_cannot_be_meant_is_refused(option: str, text: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason) as caught:
        _with(**{option: text})
    assert str(caught.value).startswith(f"--{option.replace('_', '-')}: ")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "seconds"), [("3600", 3600), ("0.5", 0.5), ("٣٠", 30), (" 12 ", 12)]
)
def test_a_timeout_may_be_written_in_any_digits(text: str, seconds: float) -> None:
    assert _with(kv_timeout=text).kv_timeout == seconds


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "couchbase://h:notaport",
        "couchbase://h:8091",
        "couchbases://h:18091",
        "couchbase://agent:marked-secret@h",
        "couchbases://h?tls_verify=none",
        "couchbase://h?operation_timeout=3",
    ],
)
def test_a_bad_connection_string_is_refused_before_anything_is_asked(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^--connection-string: .+\.$") as caught:
        _with(connection_string=text)
    assert "marked-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("couchbase://db.example.com", "travel on db.example.com"),
        ("couchbases://a:11207,b", "travel on a"),
        ("couchbase://[::1]:11210", "travel on ::1"),
    ],
)
def test_a_connection_is_named_by_its_bucket_and_first_host(text: str, title: str) -> None:
    assert _with(connection_string=text).title == title


@given(
    st.dictionaries(st.sampled_from(ALL_NAMES), ANY_TEXT | st.none()),
    st.dictionaries(st.sampled_from(VARIABLES), ANY_TEXT),
)
def test_any_settings_make_a_good_connection_or_a_sentence(
    options: Mapping[str, str | None], variables: Mapping[str, str]
) -> None:
    with suppress(ConfigurationError):
        connection = chosen_connection(options, variables, Configuration(), KINDS)
        assert connection is None or find_faults(connection) == {}
