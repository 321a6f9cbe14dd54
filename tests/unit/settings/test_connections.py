"""Reading and changing what is set up, within what the administrator allows."""

from dataclasses import replace
from pathlib import Path

import pytest

from profile_browser.domain.configuration import ConfigurationError, Source
from profile_browser.settings.connection_files import configuration_files
from profile_browser.settings.connections import ConnectionFiles
from tests.unit.helpers.people import CLUSTER, KINDS
from tests.unit.settings.tables import table


@pytest.fixture
def files(system: Path, own: Path) -> ConnectionFiles:
    """Return the files, of which the administrator's has one connection."""
    system.write_text(table("eu"), "utf-8")
    return ConnectionFiles(KINDS, (system, own))


def test_a_new_connection_gets_a_key_of_its_title(files: ConnectionFiles) -> None:
    new = replace(CLUSTER, title="Customers US")
    assert files.save(new) == "customers-us"
    assert files.save(new) == "customers-us-2"
    assert list(files.read().by_key) == ["eu", "customers-us", "customers-us-2"]


def test_a_new_key_is_none_of_the_systems_nor_of_a_broken_table(
    files: ConnectionFiles, own: Path
) -> None:
    own.write_text("[connections.us]\noops = 1\n", "utf-8")
    assert files.save(replace(CLUSTER, title="EU")) == "eu-2"
    assert files.save(replace(CLUSTER, title="US")) == "us-2"


def test_a_changed_connection_keeps_its_key(files: ConnectionFiles) -> None:
    key = files.save(CLUSTER)
    assert (
        files.save(
            replace(CLUSTER, title="Other", location={**CLUSTER.location, "bucket": "b"}),
            replacing=key,
        )
        == key
    )
    assert files.read().by_key[key].connection.location["bucket"] == "b"


def test_editing_a_systems_connection_makes_an_own_one(
    files: ConnectionFiles, system: Path
) -> None:
    files.save(
        replace(CLUSTER, key="eu", location={**CLUSTER.location, "bucket": "mine"}), replacing="eu"
    )
    known = files.read().by_key["eu"]
    assert (known.source, known.connection.location["bucket"]) == (Source.OWN, "mine")
    assert system.read_text("utf-8") == table("eu")
    files.delete("eu")
    assert files.read().by_key["eu"].source is Source.SYSTEM


def test_a_key_that_is_taken_is_refused(files: ConnectionFiles) -> None:
    with pytest.raises(ConfigurationError, match="A connection “eu” already exists"):
        files.save(replace(CLUSTER, key="eu"))


def test_the_systems_connection_cannot_be_deleted(files: ConnectionFiles) -> None:
    with pytest.raises(ConfigurationError, match="Your administrator manages this"):
        files.delete("eu")


@pytest.mark.parametrize("switch", ["managed = true", "other_connections = false"])
def test_what_is_managed_is_not_changed(
    switch: str, files: ConnectionFiles, system: Path, own: Path
) -> None:
    system.write_text(f"{switch}\n{table('eu')}", "utf-8")
    with pytest.raises(ConfigurationError, match="Your administrator manages this"):
        files.save(replace(CLUSTER, key="eu"), replacing="eu")
    with pytest.raises(ConfigurationError, match="Your administrator manages this"):
        files.delete("eu")
    assert not own.exists()


def test_a_person_may_add_to_what_is_managed(files: ConnectionFiles, system: Path) -> None:
    system.write_text(f"managed = true\n{table('eu')}", "utf-8")
    files.save(replace(CLUSTER, title="US"))
    assert list(files.read().by_key) == ["eu", "us"]


def test_where_no_others_are_allowed_none_is_added(
    files: ConnectionFiles, system: Path, own: Path
) -> None:
    system.write_text("other_connections = false\n", "utf-8")
    with pytest.raises(ConfigurationError):
        files.save(CLUSTER)
    assert not own.exists()


def test_without_paths_it_is_the_files_of_this_person() -> None:
    ConnectionFiles(KINDS).save(CLUSTER)
    assert configuration_files()[1].exists()
    assert list(ConnectionFiles(KINDS).read().by_key) == ["customers"]
