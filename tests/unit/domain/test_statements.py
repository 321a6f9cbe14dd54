"""Statements name the connection's keyspace, whatever it is called."""

from dataclasses import replace

import pytest

from profile_browser.domain.statements import keyspace_of, probe_of
from tests.unit.helpers.people import CLUSTER


@pytest.mark.parametrize(
    ("bucket", "scope", "collection", "keyspace"),
    [
        ("travel", "_default", "_default", "`travel`.`_default`.`_default`"),
        ("travel-sample", "crm", "people", "`travel-sample`.`crm`.`people`"),
        ("a`b", "c", "d` WHERE TRUE; --", "`a``b`.`c`.`d`` WHERE TRUE; --`"),
        ("per%cent.dot", "$name", "?", "`per%cent.dot`.`$name`.`?`"),
    ],
)
def test_no_name_ends_its_own_quotes(
    bucket: str, scope: str, collection: str, keyspace: str
) -> None:
    connection = replace(CLUSTER, bucket=bucket, scope=scope, collection=collection)
    assert keyspace_of(connection) == keyspace
    assert f"FROM {keyspace} AS" in probe_of(connection)


def test_the_probe_needs_an_index_for_each_field_that_is_searched() -> None:
    for field in ("username", "email", "full_name"):
        assert f"LOWER(profile.{field})" in probe_of(CLUSTER)


def test_the_probe_brings_no_field_of_a_record() -> None:
    assert probe_of(CLUSTER).startswith("SELECT RAW 1 FROM ")
    assert probe_of(CLUSTER).endswith(" LIMIT 1")
