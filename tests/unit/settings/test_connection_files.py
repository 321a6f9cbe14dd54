"""Which connections the administrator's file and the person's own describe together."""

import re
from pathlib import Path

import pytest

from profile_browser.domain.configuration import Configuration, Source
from profile_browser.domain.connection import Connection, Environment
from profile_browser.settings.connection_files import configuration_files, read_configuration
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from tests.unit.helpers.people import KINDS
from tests.unit.settings.tables import table

NEEDED = {"connection_string": '"couchbase://h"', "bucket": '"b"', "username": '"u"'}


def _read(system: Path, own: Path, of_system: str = "", of_person: str = "") -> Configuration:
    for path, text in ((system, of_system), (own, of_person)):
        if text:
            path.write_text(text, "utf-8")
    return read_configuration(system, own, KINDS)


def _buckets(configuration: Configuration) -> dict[str, str]:
    return {
        known.connection.key: known.connection.location["bucket"] for known in configuration.known
    }


def _faults(system: Path, own: Path, line: str) -> list[str]:
    """Return what is said of a table with a line that replaces one of the needed ones."""
    name = line.partition(" ")[0]
    lines = [f"{key} = {value}" for key, value in NEEDED.items() if key != name]
    text = "\n".join(["[connections.eu]", *lines, line, "", table("good")])
    configuration = _read(system, own, "", text)
    assert list(configuration.by_key) == ["good"]
    assert configuration.writable
    place = rf"{own}, line [1-9]: connection “eu” cannot be used\. "
    assert all(re.match(place, fault) for fault in configuration.faults)
    return [fault.partition("used. ")[2] for fault in configuration.faults]


def _fault(system: Path, own: Path, line: str) -> str:
    (fault,) = _faults(system, own, line)
    return fault


def test_without_files_nothing_is_set_up_and_nothing_is_wrong(system: Path, own: Path) -> None:
    assert read_configuration(system, own, KINDS) == Configuration()


def test_every_key_reaches_the_connection(system: Path, own: Path) -> None:
    text = """[connections.eu]
        title = "Customers EU"
        environment = "staging"
        connection_string = "couchbases://db.example.com"
        bucket = "b"
        scope = "s"
        collection = "c"
        username = "u"
        trust_store = "/etc/ca.pem"
        kv_timeout = 1
        query_timeout = 2.5
        connect_timeout = 3
        search = false
        suggestions = false
    """
    (known,) = _read(system, own, "", text).known
    assert known.source is Source.OWN
    assert known.editable
    assert known.connection == Connection(
        kind=COUCHBASE,
        title="Customers EU",
        key="eu",
        environment=Environment.STAGING,
        connection_string="couchbases://db.example.com",
        location={"bucket": "b", "scope": "s", "collection": "c"},
        username="u",
        trust_store="/etc/ca.pem",
        kv_timeout=1.0,
        query_timeout=2.5,
        connect_timeout=3.0,
        search=False,
        suggestions=False,
    )


@pytest.mark.parametrize("lines", [(), ('title = ""',)])
def test_a_connection_without_a_title_is_called_by_its_key(
    lines: tuple[str, ...], system: Path, own: Path
) -> None:
    (known,) = _read(system, own, table("eu", *lines)).known
    assert (known.connection.title, known.connection.key) == ("eu", "eu")
    assert known.connection.environment is Environment.OTHER


def test_a_key_may_be_any_text_in_quotes(system: Path, own: Path) -> None:
    assert list(_read(system, own, table('"Kunden Süd"')).by_key) == ["Kunden Süd"]


def test_a_trust_store_is_looked_for_beside_its_file(system: Path, own: Path) -> None:
    of_system, of_person = (table(key, 'trust_store = "ca.pem"') for key in ("eu", "us"))
    found = _read(system, own, of_system, of_person).by_key
    assert found["eu"].connection.trust_store == str(system.parent / "ca.pem")
    assert found["us"].connection.trust_store == str(own.parent / "ca.pem")


def test_a_tilde_is_the_persons_home(
    system: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/agent")
    (known,) = _read(system, own, table("eu", 'trust_store = "~/ca.pem"')).known
    assert known.connection.trust_store == "/home/agent/ca.pem"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('kv_timeout = "30"', "kv_timeout: This must be a number of seconds, without quotes."),
        ("kv_timeout = true", "kv_timeout: This must be a number of seconds, without quotes."),
        ("query_timeout = nan", "query_timeout: A timeout must be more than 0 and at most 3600"),
        ("connect_timeout = 0", "connect_timeout: A timeout must be more than 0 and at most 3600"),
        (f"kv_timeout = {'9' * 400}", "kv_timeout: A timeout must be more than 0"),
        ("title = 3", "title: This must be text in quotes."),
        ('title = "a\\u0000b"', "title: This must not contain control or invisible characters."),
        ('title = "a\\u202Eb"', "title: This must not contain control or invisible characters."),
        ('bucket = "a\\u2066b"', "bucket: This must not contain control or invisible characters."),
        (f'title = "{"a" * 101}"', "title: This is too long."),
        (f'bucket = "{"a" * 1001}"', "bucket: This is too long."),
        ("bucket = 3", "bucket: This must be text in quotes."),
        ('bucket = ""', "bucket: This must not be empty."),
        ("username = []", "username: This must be text in quotes."),
        ('search = "no"', "search: This must be true or false, without quotes."),
        ("suggestions = 1", "suggestions: This must be true or false, without quotes."),
        ("search = 0", "search: This must be true or false, without quotes."),
        ('environment = "Production"', "environment: This must be production, staging,"),
        ('environment = "sample"', "environment: This must be production, staging,"),
        ("environment = []", "environment: This must be production, staging,"),
        ('scope = "s"', "collection: A scope needs a collection as well."),
        (
            'connection_string = "ftp://h"',
            "connection_string: A connection string must start with couchbases://, couchbase://",
        ),
        ('connection_string = "couchbase://h:8091"', "connection_string: Port 8091 is for the"),
        (
            'trust_store = "~nobody-here/ca.pem"',
            "trust_store: This names a home folder that does not exist.",
        ),
        ('buckett = "x"', "buckett: This key is unknown."),
        ("colour = true", "colour: This key is unknown."),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_with_its_file_and_table(
    line: str, reason: str, system: Path, own: Path
) -> None:
    assert _fault(system, own, line).startswith(reason)


@pytest.mark.parametrize(
    "line",
    [
        'password = "marked"',
        'Password = "marked"',
        "password = 1",
        'x = {password = "marked"}',
        'x = [[[[[{y = {password = "marked"}}]]]]]',
        'title = {password = "marked"}',
        'record = {more = [{field = "a", label = "b", password = "marked"}]}',
    ],
)
def test_a_password_in_a_table_is_refused_and_not_repeated(
    line: str, system: Path, own: Path
) -> None:
    fault = _fault(system, own, line)
    assert "must not contain a password" in fault
    assert "marked" not in fault


@pytest.mark.parametrize(
    "text",
    [
        'password = "marked"\n',
        '[[staff]]\npassword = "marked"\n',
        '[connections]\npassword = "marked"\n',
    ],
)
def test_a_password_elsewhere_in_a_file_is_refused_too(text: str, system: Path, own: Path) -> None:
    configuration = _read(system, own, f"{text}{table('eu')}")
    assert list(configuration.by_key) == ["eu"]
    assert "must not contain a password" in configuration.faults[0]
    assert "marked" not in configuration.faults[0]


def test_two_faults_of_a_table_are_one_sentence_each(system: Path, own: Path) -> None:
    faults = _faults(system, own, 'bucket = ""\nkv_timeout = 0')
    assert [fault.partition(": ")[0] for fault in faults] == ["bucket", "kv_timeout"]


@pytest.mark.parametrize("text", ['connections.eu = "x"\n', "[[connections.eu]]\n"])
def test_what_is_no_table_is_no_connection(text: str, system: Path, own: Path) -> None:
    (fault,) = _read(system, own, text).faults
    assert "This must be a table" in fault


def test_an_empty_key_is_no_connection(system: Path, own: Path) -> None:
    configuration = _read(system, own, table('""'))
    assert configuration.known == ()
    assert "key, in the brackets, is empty" in configuration.faults[0]


def test_a_misspelt_heading_is_not_passed_over(system: Path, own: Path) -> None:
    text = table("eu").replace("connections", "connection")
    assert _read(system, own, text).faults == (
        f"{system}, line 1: connection: This key is unknown.",
    )


@pytest.mark.parametrize("text", ["connections = 3\n", "connections = []\n"])
def test_a_file_without_tables_is_not_written_to(text: str, system: Path, own: Path) -> None:
    configuration = _read(system, own, table("eu"), text)
    assert list(configuration.by_key) == ["eu"]
    assert not configuration.writable
    assert "line 1: connections: These must be tables" in configuration.faults[0]


def test_a_persons_table_replaces_the_systems_as_a_whole(system: Path, own: Path) -> None:
    of_system = table("eu", "kv_timeout = 5", 'title = "EU"') + table("us")
    configuration = _read(system, own, of_system, table("eu", bucket="mine") + table("own"))
    assert _buckets(configuration) == {"eu": "mine", "us": "travel", "own": "travel"}
    replaced = configuration.by_key["eu"]
    assert (replaced.connection.title, replaced.connection.kv_timeout) == ("eu", 30.0)
    assert replaced.source is Source.OWN


def test_a_systems_connection_can_be_edited_into_an_own_one(system: Path, own: Path) -> None:
    (known,) = _read(system, own, table("eu")).known
    assert (known.source, known.editable) == (Source.SYSTEM, True)


def test_nobody_is_sent_to_the_cluster_that_their_broken_table_replaces(
    system: Path, own: Path
) -> None:
    configuration = _read(system, own, table("eu"), table("eu", "oops = 1") + table("us"))
    assert list(configuration.by_key) == ["us"]
    assert len(configuration.faults) == 1


def test_a_persons_table_mends_a_broken_one_of_the_system(system: Path, own: Path) -> None:
    configuration = _read(system, own, table("eu", "oops = 1"), table("eu", bucket="mine"))
    assert _buckets(configuration) == {"eu": "mine"}


def test_what_the_administrator_manages_wins_and_cannot_be_edited(system: Path, own: Path) -> None:
    of_system = f"managed = true\n{table('eu')}{table('bad', 'oops = 1')}"
    of_person = table("eu", bucket="mine") + table("bad", bucket="mine") + table("own")
    configuration = _read(system, own, of_system, of_person)
    assert _buckets(configuration) == {"eu": "travel", "own": "travel"}
    assert [known.editable for known in configuration.known] == [False, True]
    assert [fault for fault in configuration.faults if "is ignored" in fault] == [
        f"{own}: connection “{key}” is ignored, because your administrator manages it."
        for key in ("bad", "eu")
    ]


def test_where_no_others_are_allowed_the_persons_are_left_out(system: Path, own: Path) -> None:
    of_system = f"other_connections = false\n{table('eu')}"
    configuration = _read(system, own, of_system, table("eu", bucket="mine") + table("own"))
    assert _buckets(configuration) == {"eu": "travel"}
    assert (configuration.others_allowed, configuration.writable) == (False, False)
    assert not configuration.known[0].editable
    assert configuration.faults == (
        f"{own} is ignored, because your administrator allows no other connections.",
    )


@pytest.mark.parametrize("value", ['"no"', "0", "[]"])
def test_a_switch_that_is_written_wrongly_is_taken_for_the_careful_one(
    value: str, system: Path, own: Path
) -> None:
    of_system = f"managed = {value}\nother_connections = {value}\n{table('eu')}"
    configuration = _read(system, own, of_system)
    assert not configuration.others_allowed
    assert not configuration.known[0].editable
    assert [fault.partition(": ")[2] for fault in configuration.faults] == [
        f"{name}: This must be true or false, without quotes."
        for name in ("managed", "other_connections")
    ]


@pytest.mark.parametrize("value", ['"no"', "0", "[]"])
def test_connections_are_managed_where_the_switch_is_written_wrongly(
    value: str, system: Path, own: Path
) -> None:
    of_system = f"managed = {value}\n{table('eu')}"
    configuration = _read(system, own, of_system, table("eu", bucket="mine"))
    assert _buckets(configuration) == {"eu": "travel"}
    assert not configuration.known[0].editable


def test_a_person_cannot_manage_themselves(system: Path, own: Path) -> None:
    configuration = _read(system, own, "", f"other_connections = false\n{table('eu')}")
    assert configuration.others_allowed
    assert configuration.faults == (f"{own}, line 1: other_connections: This key is unknown.",)


def test_the_files_stand_in_the_systems_and_the_persons_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/etc/marked")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/home/agent/.config")
    assert [str(path) for path in configuration_files()] == [
        "/etc/marked/profile-browser/connections.toml",
        "/home/agent/.config/profile-browser/connections.toml",
    ]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ('"a\\u202Eb"', "This must not contain control or invisible characters."),
        ("a" * 101, "This is too long."),
    ],
)
def test_a_key_that_can_be_no_name_is_refused(
    system: Path, own: Path, key: str, sentence: str
) -> None:
    configuration = _read(system, own, "", table(key) + table("good"))
    assert list(configuration.by_key) == ["good"]
    (fault,) = configuration.faults
    assert fault.endswith(f"cannot be used. {sentence}")
