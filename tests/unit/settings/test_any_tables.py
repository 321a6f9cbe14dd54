"""Whatever the tables of both files say, they make connections that can be used, or sentences."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import find_faults
from profile_browser.messages.plain_text import printable
from profile_browser.settings.connection_files import read_configuration
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.settings.description import describe_table
from profile_browser.settings.record_table import describe_more, describe_record
from profile_browser.settings.toml_writer import toml_text
from tests.unit.helpers.people import KINDS, PASSWORD

LINE = re.compile(r"connections\.toml, line \d+: ")
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
ODD_TEXTS = st.sampled_from(
    ["", "\u202e", "a\x00b", "<b>x</b>", "couchbase://h:8091", "couchbases://u:p@h", "couchbase://",
     "couchbases://db.example.com", "production", "~nobody/x", "sample", "x" * 2000, "[*] & %s"]
)  # fmt: skip
SCALARS = st.one_of(
    TEXT,
    ODD_TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.datetimes(),
    st.dates(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
NAMES = (
    st.sampled_from(
        [*describe_table(KINDS.usual), *KINDS.location_names, "password", "Password", "title"]
    )
    | TEXT
)
RECORDS = st.dictionaries(st.sampled_from([*describe_record()]) | TEXT, VALUES, max_size=3)
MORE = st.dictionaries(st.sampled_from([*describe_more()]) | TEXT, SCALARS, max_size=3)
LAYOUTS = st.fixed_dictionaries({"more": st.lists(MORE, max_size=2)})
SOUND = {"connection_string": "couchbases://h", "bucket": "b", "username": "u"}
TABLES = st.dictionaries(NAMES, VALUES, max_size=6).flatmap(
    lambda table: st.sampled_from([table, SOUND | table, table | SOUND])
) | (RECORDS | LAYOUTS).map(lambda record: SOUND | {"record": record})
FILES = st.fixed_dictionaries(
    {"connections": st.dictionaries(st.sampled_from(["eu", "us"]) | TEXT, TABLES | VALUES)},
    optional={
        "managed": st.booleans() | VALUES,
        "other_connections": st.booleans() | VALUES,
        "password": st.just(PASSWORD),
        "x": VALUES,
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(FILES, FILES)
def test_any_tables_make_usable_connections_or_sentences(
    system: Path, own: Path, of_system: dict[str, object], of_person: dict[str, object]
) -> None:
    system.write_text(toml_text(of_system), "utf-8")
    own.write_text(toml_text(of_person), "utf-8")
    configuration = read_configuration(system, own, KINDS)
    for known in configuration.known:
        connection = known.connection
        assert find_faults(connection) == {}
        assert 0 < len(connection.title) <= 100
        assert printable(connection.title) == connection.title
        assert connection.password == ""
    for fault in configuration.faults:
        assert fault.startswith((str(system), str(own)))
        assert fault.endswith(".")
        assert LINE.search(fault) or "is ignored" in fault or "The audit log needs it" in fault
        assert printable(fault) == fault
        assert PASSWORD not in fault


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(FILES)
def test_whatever_a_file_holds_a_connection_is_saved_and_nothing_else_changes(
    system: Path, own: Path, of_person: dict[str, object]
) -> None:
    own.write_text(toml_text(of_person), "utf-8")
    before = read_configuration(system, own, KINDS)
    for known in before.known[:1]:
        try:
            ConnectionFiles(KINDS, (system, own)).save(known.connection, known.connection.key)
        except ConfigurationError:
            assert own.read_text("utf-8") == toml_text(of_person)
        assert read_configuration(system, own, KINDS).by_key == before.by_key
