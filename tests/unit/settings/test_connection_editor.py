"""Saving connections in the person's file: nothing else in it is lost but comments."""

import tomllib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profile_browser.domain.configuration import ConfigurationError
from profile_browser.domain.connection import Connection
from profile_browser.domain.store_kind import Scheme, StoreKind, StoreKinds
from profile_browser.settings.connection_editor import delete_connection, key_for, save_connection
from profile_browser.settings.connection_files import read_configuration
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from tests.unit.helpers.people import CLUSTER, KINDS, PASSWORD
from tests.unit.settings.tables import table

EU = replace(CLUSTER, key="eu", title="Customers EU")
FILE = f"""# Ask Bob before you change this file.
version = 2

{table("eu", "kv_timeout = 30  # seconds")}
{table("us", "search = true")}
[connections.bad]
unheard_of = nan
[[staff]]
name = "Bob"
since = 2020-01-31
"""
VALUES = 'connection_string = "couchbase://h"\nbucket = "b"\nusername = "u"\n'
DOTTED = 'eu.connection_string = "couchbase://h"\neu.bucket = "b"\neu.username = "u"'
ONE_LINE = f"connections = {{eu = {{{VALUES.strip().replace(chr(10), ', ')}}}}} # n\n"
NOTE = "# Saving a connection in the window rewrites this file; comments are not kept."


def _saved(own: Path) -> dict[str, Connection]:
    found = read_configuration(own.parent / "no-such-file", own, KINDS).by_key
    return {key: known.connection for key, known in found.items()}


def _save(own: Path, text: str, connection: Connection, replacing: str = "") -> str:
    """Save into a file with this text, and return what follows the program's own note."""
    own.write_text(text, "utf-8")
    save_connection(own, connection, KINDS, replacing=replacing)
    note, _, rest = own.read_text("utf-8").partition("\n\n")
    assert note == NOTE
    return rest


def _content(text: str) -> dict[str, object]:
    return _others(text, "")


def _without_password(connection: Connection) -> Connection:
    return replace(connection, password="")


def test_what_is_saved_is_what_is_read(own: Path) -> None:
    everything = replace(
        EU,
        location={**EU.location, "scope": "s", "collection": "c"},
        trust_store="/etc/ca.pem",
        kv_timeout=0.5,
        query_timeout=7,
        connect_timeout=9.25,
        search=False,
    )
    save_connection(own, everything, KINDS)
    assert _saved(own) == {"eu": _without_password(everything)}


def test_only_what_is_not_as_usual_is_written(own: Path) -> None:
    plain = Connection(
        kind=COUCHBASE,
        title="eu",
        key="eu",
        connection_string="couchbase://h",
        location={"bucket": "b"},
        username="u",
    )
    save_connection(own, plain, KINDS)
    assert own.read_text("utf-8") == (
        f"{NOTE}\n\n"
        '[connections.eu]\nconnection_string = "couchbase://h"\nbucket = "b"\nusername = "u"\n'
    )


def test_the_password_is_never_written(own: Path) -> None:
    save_connection(own, EU, KINDS)
    save_connection(
        own, replace(EU, location={**EU.location, "bucket": "other"}), KINDS, replacing="eu"
    )
    assert PASSWORD not in own.read_text("utf-8")
    assert "password" not in own.read_text("utf-8")


def test_a_new_connection_leaves_everything_else_as_it_was(own: Path) -> None:
    saved = _save(own, FILE, replace(EU, key="new"))
    assert list(_saved(own)) == ["eu", "us", "new"]
    delete_connection(own, "new")
    assert _content(own.read_text("utf-8")) == _content(FILE)
    assert saved.startswith("version = 2\n")


def test_a_change_leaves_everything_else_as_it_was(own: Path) -> None:
    us = _known(own, FILE, "us")
    saved = _save(own, FILE, replace(us, location={**us.location, "bucket": "other"}), "us")
    changed = table("us", "search = true", bucket="other")
    assert _content(saved) == _content(FILE.replace(table("us", "search = true"), changed))


def test_the_file_says_that_it_keeps_no_comments_and_says_so_once(own: Path) -> None:
    _save(own, FILE, replace(EU, key="new"))
    rest = _save(own, own.read_text("utf-8"), replace(EU, key="newer"))
    assert "#" not in rest


def test_a_value_that_is_as_usual_again_is_taken_out(own: Path) -> None:
    text = table("eu", "kv_timeout = 5", 'title = "EU"')
    changed = replace(_known(own, text, "eu"), kv_timeout=30.0, title="eu")
    assert _save(own, text, changed, "eu") == table("eu")


def test_a_relative_trust_store_stays_as_it_is_written(own: Path) -> None:
    text = table("eu", 'trust_store = "ca.pem"')
    changed = replace(_known(own, text, "eu"), search=False)
    assert 'trust_store = "ca.pem"' in _save(own, text, changed, "eu")


def test_another_key_leaves_the_connection_where_it_stands(own: Path) -> None:
    changed = replace(_known(own, FILE, "eu"), key="emea", title="EMEA")
    saved = _save(own, FILE, changed, "eu")
    renamed = FILE.replace("[connections.eu]", '[connections.emea]\ntitle = "EMEA"')
    assert _content(saved) == _content(renamed)
    assert list(_saved(own)) == ["emea", "us"]


@pytest.mark.parametrize("heading", ['[connections."eu"]', "[ connections . 'eu' ] # note"])
def test_a_heading_may_be_written_in_any_way(heading: str, own: Path) -> None:
    text = table("eu").replace("[connections.eu]", heading)
    save = replace(
        _known(own, text, "eu"),
        key="emea",
        location={**_known(own, text, "eu").location, "bucket": "other"},
    )
    assert 'bucket = "other"' in _save(own, text, save, "eu")
    assert list(_saved(own)) == ["emea"]


@pytest.mark.parametrize(
    "text",
    [
        ONE_LINE,
        f"# n\n[connections]\n{DOTTED}",
        f"[connections]\n# n\n[connections.eu]\n{VALUES}[zoo]\nx=1\n[connections.us]\nbucket=1\n",
        f"# n\n[connections.eu]\n{VALUES}".replace("\n", "\r\n"),
        f"[connections.eu]\n{VALUES}\n# n\n[connections.us]\nbucket = 1\n".replace("\n", "\r\n"),
    ],
)
def test_however_a_file_is_written_it_can_be_changed(text: str, own: Path) -> None:
    changed = replace(
        _known(own, text, "eu"), location={**_known(own, text, "eu").location, "bucket": "other"}
    )
    save_connection(own, changed, KINDS, replacing="eu")
    save_connection(own, replace(changed, key="new"), KINDS)
    assert _saved(own) == {"eu": changed, "new": replace(changed, key="new", title="eu")}
    delete_connection(own, "eu")
    assert list(_saved(own)) == ["new"]


@pytest.mark.parametrize("key", ["eu", "us", "bad"])
def test_deleting_leaves_everything_else_as_it_was(key: str, own: Path) -> None:
    own.write_text(FILE, "utf-8")
    delete_connection(own, key)
    assert _others(own.read_text("utf-8"), key) == _others(FILE, key)
    assert key not in tomllib.loads(own.read_text("utf-8"))["connections"]


def test_deleting_what_is_not_there_changes_nothing(own: Path) -> None:
    own.write_text(FILE, "utf-8")
    delete_connection(own, "unheard-of")
    assert own.read_text("utf-8") == FILE


@pytest.mark.parametrize(("key", "replacing"), [("us", ""), ("us", "eu"), ("bad", "")])
def test_no_connection_takes_the_place_of_another(key: str, replacing: str, own: Path) -> None:
    with pytest.raises(ConfigurationError, match=f"A connection “{key}” already exists"):
        _save(own, FILE, replace(EU, key=key), replacing)
    assert own.read_text("utf-8") == FILE


def test_a_systems_connection_becomes_an_own_one(own: Path) -> None:
    save_connection(own, EU, KINDS, replacing="eu")
    assert _saved(own) == {"eu": _without_password(EU)}


def test_a_connection_with_a_fault_is_not_saved(own: Path) -> None:
    with pytest.raises(ConfigurationError, match="bucket: This must not be empty"):
        save_connection(own, replace(EU, location={**EU.location, "bucket": ""}), KINDS)
    assert not own.exists()


@pytest.mark.parametrize(
    ("title", "taken", "key"),
    [
        ("Customers EU", [], "customers-eu"),
        ("  Kunden (Süd) ", [], "kunden-sud"),
        ("eu", ["eu"], "eu-2"),
        ("EU", ["eu", "eu-2"], "eu-3"),
        ("клиенты", [], "connection"),
        ("", ["connection"], "connection-2"),
    ],
)
def test_a_key_is_made_of_the_title(title: str, taken: list[str], key: str) -> None:
    assert key_for(title, taken) == key


@given(st.text(), st.sets(st.sampled_from(["a", "connection", "a-2"])))
def test_a_key_needs_no_quotes_and_is_free(title: str, taken: set[str]) -> None:
    key = key_for(title, taken)
    assert key not in taken
    assert tomllib.loads(f"{key} = 1") == {key: 1}


def test_a_table_that_was_broken_meanwhile_is_not_replaced(own: Path) -> None:
    text = table("eu", 'password = "marked"')
    with pytest.raises(ConfigurationError, match="must not contain a password"):
        _save(own, text, EU, "eu")
    assert own.read_text("utf-8") == text


def test_a_connection_that_moves_to_another_kind_of_store_takes_no_old_place_along(
    own: Path,
) -> None:
    other = StoreKind("other", "Other", (Scheme("other", 1, encrypted=True),))
    kinds = StoreKinds((COUCHBASE, other))
    own.write_text(table("eu", 'scope = ""'), "utf-8")
    moved = replace(EU, kind=other, connection_string="other://h", location={})
    save_connection(own, moved, kinds, replacing="eu")
    known = read_configuration(own.parent / "no-such-file", own, kinds)
    assert known.by_key["eu"].connection == _without_password(moved)
    assert known.faults == ()


LINES = st.sampled_from(
    ["# note", "", "[connections.a]", 'bucket = "b"', 'connection_string = "couchbase://h"',
     'username = "u"', "[other]", "x = 1", '[connections."b c"]', "[connections]", "[[list]]",
     'connections.d.bucket = "x"', 'e = """', "[connections.a]", '"""', "kv_timeout = 5 # five",
     "connections = {}", "[connections.a.b]", "f = nan", "h = 0x" + "f" * 5000],
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=14), st.sampled_from(["a", "b c", "d", "new"]), st.booleans())
def test_whatever_a_file_holds_the_rest_of_it_is_kept(
    own: Path, lines: list[str], key: str, rename: bool
) -> None:
    text = "\n".join(lines)
    own.write_text(text, "utf-8")
    with suppress(ConfigurationError):
        save_connection(own, replace(EU, key="x" if rename else key), KINDS, replacing=key)
    with suppress(ConfigurationError):
        delete_connection(own, key)
    saved = own.read_text("utf-8")
    assert saved == text or _others(saved, key) == _others(text, key)


def _others(text: str, key: str) -> dict[str, object]:
    """Return what a text says beside a table; each float as a text, of which nan equals itself."""
    data = tomllib.loads(text, parse_float=str)
    tables = data.pop("connections", {})
    return data | {name: tables[name] for name in tables if name not in {key, "x"}}


def _known(own: Path, text: str, key: str) -> Connection:
    own.write_text(text, "utf-8")
    return _saved(own)[key]
