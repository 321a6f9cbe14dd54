"""A record layout survives a file: what is written is read as the same."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from profile_browser.domain.fields import FIELDS, Field, FieldKind
from profile_browser.domain.record import MOST_MORE, USUAL_LAYOUT, RecordLayout
from profile_browser.domain.secret_names import is_secret
from profile_browser.settings.connection_editor import save_connection
from profile_browser.settings.connection_files import read_configuration
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.settings.record_table import read_record, record_table
from profile_browser.settings.toml_writer import toml_text
from profile_browser.settings.values import FaultError
from tests.unit.helpers.people import CLUSTER, KINDS
from tests.unit.settings.tables import table

if TYPE_CHECKING:
    from pathlib import Path

    from profile_browser.domain.connection import Connection

WRITTEN = """
[connections.eu.record]
id = "user:{username}:profile"
type = "userprofile"
type_field = "kind"
email = "contact.email"
enabled = "is_active"

[[connections.eu.record.more]]
field = "contact.phone"
label = "Phone"
kind = "text"

[[connections.eu.record.more]]
field = "since"
label = " Customer since "
kind = "date"
"""
READ = RecordLayout(
    id="user:{username}:profile",
    type_field="kind",
    built_in=(
        FIELDS[0],
        FIELDS[1],
        FIELDS[2]._replace(path="contact.email"),
        FIELDS[3]._replace(path="is_active", is_negated=True),
    ),
    more=(
        Field("Phone", path="contact.phone"),
        Field("Customer since", FieldKind.DATE, path="since"),
    ),
)
SHOWN = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"),
    include_characters="\u00ad\u200c\u200d",
    exclude_characters='`[]"\\.',
)
WORDS = st.text(SHOWN, min_size=1, max_size=8).filter(lambda text: text == text.strip())
KINDS_OF_VALUES = [kind for kind in FieldKind if kind is not FieldKind.ACCOUNT]


@st.composite
def layouts(draw: st.DrawFn) -> RecordLayout:
    """Draw a layout that a file can describe in most cases."""
    count = draw(st.integers(0, MOST_MORE))
    ends = draw(st.lists(st.lists(WORDS, max_size=2), min_size=count + 5, max_size=count + 5))
    paths = [".".join([f"{draw(WORDS)}-{place}", *end]) for place, end in enumerate(ends)]
    usual = draw(st.booleans())
    built_in = [
        field if usual else field._replace(path=path)
        for field, path in zip(FIELDS, paths[:4], strict=True)
    ]
    built_in[-1] = built_in[-1]._replace(is_negated=not usual and draw(st.booleans()))
    return RecordLayout(
        id="{username}".join(draw(st.tuples(WORDS, WORDS) | st.just(("", "")))),
        type=draw(WORDS | st.just("")),
        type_field="type" if usual else paths[4],
        built_in=tuple(built_in),
        more=tuple(
            Field(
                f"{draw(WORDS)}{place}".strip(),
                draw(st.sampled_from(KINDS_OF_VALUES)),
                path=path,
            )
            for place, path in enumerate(paths[5:])
        ),
    )


def valid(layout: RecordLayout) -> RecordLayout:
    """Return the layout if a file may describe it; Hypothesis makes another otherwise."""
    try:
        return read_record(record_table(layout))
    except FaultError:
        assume(False)
        raise


@given(layouts())
def test_any_layout_that_a_file_may_describe_is_written_and_read_as_the_same(
    drawn: RecordLayout,
) -> None:
    layout = valid(drawn)
    assert layout == drawn
    text = toml_text({"record": record_table(layout)})
    assert read_record(tomllib.loads(text)["record"]) == layout


@given(layouts())
def test_no_layout_that_is_accepted_names_a_secret(drawn: RecordLayout) -> None:
    layout = valid(drawn)
    fields = (*layout.built_in, *layout.more)
    assert not any(map(is_secret, [layout.type_field, *(field.path for field in fields)]))
    labels = [field.label.casefold() for field in fields]
    assert len(labels) == len({*labels})
    assert len({field.path for field in layout.more}) == len(layout.more) <= MOST_MORE


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layouts())
def test_a_connection_is_saved_copied_renamed_and_taken_over_with_its_layout(
    system: Path, own: Path, drawn: RecordLayout
) -> None:
    """The administrator's connection becomes a person's own one, which is then copied."""
    layout = valid(drawn)
    own.unlink(missing_ok=True)
    _save(system, replace(CLUSTER, key="eu", record=layout))
    files = ConnectionFiles(KINDS, (system, own))
    files.save(replace(_known(system, own, "eu"), title="Mine"), "eu")
    system.unlink()
    files.save(replace(_known(system, own, "eu"), key="", title="Copy"))
    files.save(replace(_known(system, own, "eu"), key="emea"), "eu")
    records = {key: _known(system, own, key).record for key in ("emea", "copy")}
    assert records == dict.fromkeys(records, layout)
    assert files.read().faults == ()


def test_every_key_of_a_layout_reaches_the_connection(system: Path, own: Path) -> None:
    own.write_text(table("eu") + WRITTEN, "utf-8")
    assert _known(system, own, "eu").record == READ


def test_without_a_layout_records_are_as_usual(system: Path, own: Path) -> None:
    own.write_text(table("eu") + "[connections.eu.record]\n", "utf-8")
    assert _known(system, own, "eu").record == USUAL_LAYOUT


def test_the_usual_layout_needs_no_table(own: Path) -> None:
    _save(own, replace(CLUSTER, key="eu"))
    assert "record" not in own.read_text("utf-8")


def test_a_layout_is_written_as_an_administrator_would(own: Path) -> None:
    _save(own, replace(CLUSTER, key="eu", record=READ))
    expected = WRITTEN.replace('type = "userprofile"\n', "").replace('kind = "text"\n', "")
    assert own.read_text("utf-8").endswith(
        expected.replace('" Customer since "', '"Customer since"')
    )


@pytest.mark.parametrize("name", ["title", "kv_timeout"])
def test_what_was_written_by_hand_stays_as_it_is_written(
    name: str, system: Path, own: Path
) -> None:
    own.write_text(table("eu") + WRITTEN, "utf-8")
    value: object = "Mine" if name == "title" else 3.0
    changed = replace(_known(system, own, "eu"), **{name: value})  # type: ignore[arg-type]  # one of two
    save_connection(own, changed, KINDS, replacing="eu")
    before = tomllib.loads(table("eu") + WRITTEN)["connections"]["eu"]
    assert tomllib.loads(own.read_text("utf-8"))["connections"]["eu"] == before | {name: value}
    assert own.read_text("utf-8").endswith(WRITTEN)


def test_the_type_field_does_not_matter_where_records_have_no_type() -> None:
    more = [{"field": "type.name", "label": "Type"}]
    assert read_record({"type": "", "more": more}).more[0].path == "type.name"
    with pytest.raises(FaultError):
        read_record({"more": more})


def test_labels_of_another_script_are_told_apart() -> None:
    labels = ["की", "का", "قیمت", "C", "C#", "%", "№"]
    more = [{"field": f"f{place}", "label": label} for place, label in enumerate(labels)]
    assert [field.label for field in read_record({"more": more}).more] == labels


def _save(file: Path, connection: Connection) -> None:
    file.unlink(missing_ok=True)
    save_connection(file, connection, KINDS)


def _known(system: Path, own: Path, key: str) -> Connection:
    return read_configuration(system, own, KINDS).by_key[key].connection
