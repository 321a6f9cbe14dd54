"""While the administrator's file cannot be read, nobody knows its rules: no cluster is asked."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from profile_browser.domain.configuration import Configuration, ConfigurationError
from profile_browser.settings.connection_files import read_configuration
from profile_browser.settings.connections import ConnectionFiles
from profile_browser.settings.selection import chosen_connection, named_connection, variable_of
from tests.unit.helpers.people import CLUSTER, KINDS
from tests.unit.settings.broken_files import WAYS, break_file
from tests.unit.settings.tables import table

BY_HAND = {"connection_string": "couchbase://h", "bucket": "b", "username": "u"}
VARIABLES = {variable_of(name): value for name, value in BY_HAND.items()}
WISHES: list[tuple[Mapping[str, str], Mapping[str, str]]] = [
    ({}, {}),
    ({"connection": "mine"}, {}),
    ({}, {"PROFILE_BROWSER_CONNECTION": "mine"}),
    (BY_HAND, {}),
    ({}, VARIABLES),
]


@pytest.fixture(params=WAYS)
def sentence(request: pytest.FixtureRequest, system: Path, own: Path) -> str:
    """Break the administrator's file beside a sound one of the person's."""
    own.write_text(table("mine"), "utf-8")
    return break_file(system, request.param)


def test_nothing_is_set_up_and_one_sentence_says_why(
    sentence: str, system: Path, own: Path
) -> None:
    assert read_configuration(system, own, KINDS) == Configuration(
        faults=(sentence,), others_allowed=False, writable=False, blocked=sentence
    )


@pytest.mark.parametrize(("options", "variables"), WISHES)
def test_no_way_of_choosing_reaches_a_cluster(
    options: Mapping[str, str],
    variables: Mapping[str, str],
    sentence: str,
    system: Path,
    own: Path,
) -> None:
    configuration = read_configuration(system, own, KINDS)
    with pytest.raises(ConfigurationError) as caught:
        chosen_connection(options, variables, configuration, KINDS)
    assert str(caught.value) == sentence


def test_no_password_is_kept_for_a_connection(sentence: str, system: Path, own: Path) -> None:
    assert sentence
    with pytest.raises(ConfigurationError):
        named_connection("mine", {}, read_configuration(system, own, KINDS))


def test_nothing_is_changed(sentence: str, system: Path, own: Path) -> None:
    files = ConnectionFiles(KINDS, (system, own))
    for change in (
        lambda: files.save(CLUSTER),
        lambda: files.save(CLUSTER, replacing="mine"),
        lambda: files.delete("mine"),
    ):
        with pytest.raises(ConfigurationError) as caught:
            change()
        assert str(caught.value) == sentence
    assert own.read_text("utf-8") == table("mine")


def test_a_broken_file_of_the_persons_does_not_add_to_it(
    sentence: str, system: Path, own: Path
) -> None:
    own.write_text("oops", "utf-8")
    assert read_configuration(system, own, KINDS).faults == (sentence,)


def test_once_it_is_repaired_everything_is_as_before(
    sentence: str, system: Path, own: Path
) -> None:
    assert sentence
    system.rmdir() if system.is_dir() else system.unlink()
    system.write_text(table("eu"), "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert list(configuration.by_key) == ["eu", "mine"]
    assert configuration.blocked == ""


@pytest.mark.parametrize("step", ["stat", "open"])
def test_a_file_that_may_not_be_read_is_one_that_cannot(
    step: str, system: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = getattr(Path, step)

    def refuse(path: Path, *given: object, **named: object) -> object:
        if path == system:
            raise PermissionError(13, "Permission denied")
        return take(path, *given, **named)

    own.write_text(table("mine"), "utf-8")
    system.touch()
    monkeypatch.setattr(Path, step, refuse)
    configuration = read_configuration(system, own, KINDS)
    assert configuration.known == ()
    assert configuration.blocked == (
        f"Nothing can be looked up until your administrator has repaired {system}: "
        "Permission denied."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oops = 1\n",
        "connections = 3\n",
        "managed = 1\n",
        'audit = "yes"\n',
        "[connections.bad]\n",
        "[connections]\nbad = 1\n",
    ],
)
def test_a_fault_in_a_file_that_can_be_read_blocks_nothing(
    text: str, system: Path, own: Path
) -> None:
    system.write_text(text, "utf-8")
    own.write_text(table("mine"), "utf-8")
    configuration = read_configuration(system, own, KINDS)
    assert configuration.blocked == ""
    assert list(configuration.by_key) == ["mine"]


def test_a_missing_file_blocks_nothing(system: Path, own: Path) -> None:
    own.write_text(table("mine"), "utf-8")
    assert list(read_configuration(system, own, KINDS).by_key) == ["mine"]
