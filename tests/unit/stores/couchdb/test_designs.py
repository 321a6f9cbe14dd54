"""The design documents that an administrator creates."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace

import pytest

from profile_browser.domain.record import USUAL_LAYOUT
from profile_browser.stores.couchdb.designs import (
    designs_of,
    index_script_of,
    read_only_of,
    views_name_of,
    views_of,
)
from tests.unit.stores.couchdb.test_requests import CONNECTION
from tests.wire.layouts import FULL, LAYOUTS, NESTED

VIEWS_NAME = re.compile(r"profile-browser-[0-9a-f]{8}")


def test_each_layout_has_views_of_its_own() -> None:
    names = {views_name_of(layout) for layout in LAYOUTS.values()}
    assert len(names) == len(LAYOUTS)
    assert all(map(VIEWS_NAME.fullmatch, names))
    assert views_name_of(USUAL_LAYOUT._replace(id="other:{username}")) == views_name_of(
        USUAL_LAYOUT
    )


def test_the_views_compare_by_code_points_and_span_a_partitioned_database() -> None:
    design = views_of(USUAL_LAYOUT)
    assert {name: view["options"] for name, view in design["views"].items()} == {
        "entries": {"collation": "raw"},
        "rows": {"collation": "raw"},
    }
    assert design["options"] == {"partitioned": False}


def test_the_views_name_the_described_fields_and_not_the_hash() -> None:
    assert '"contact", "email"' in views_of(NESTED)["views"]["entries"]["map"]
    assert all(field.path in views_of(FULL)["views"]["rows"]["map"] for field in FULL.more)
    for layout in LAYOUTS.values():
        assert "hash" not in json.dumps(views_of(layout))


def test_the_script_asks_for_the_password_and_has_none() -> None:
    script = index_script_of(replace(CONNECTION, password="s3cret"))
    assert "s3cret" not in script
    assert script.isascii()
    assert script.count("--user admin ") == 4
    assert script.count("--fail --request PUT ") == 2  # a refusal ends the script
    assert "https://db.example.com:6984/people/_design/profile-browser-" in script


@pytest.mark.parametrize("database", ["a'b", "x; rm -rf", "$(reboot)", "a\nEND\nreboot"])
def test_the_name_of_a_database_is_no_command(database: str) -> None:
    script = index_script_of(replace(CONNECTION, location={"database": database}))
    lines = script.splitlines()
    assert len(lines) == 8
    assert [line for line in lines if line == "END"] == ["END", "END"]
    for line in (lines[0], lines[1]):
        (address,) = (part for part in shlex.split(line) if part.startswith("https://"))
        assert re.match(r"https://db\.example\.com:6984/[\w%-]+/_design/[\w-]+(\Z|\$)", address)


def test_the_address_of_a_server_is_no_pattern() -> None:
    script = index_script_of(replace(CONNECTION, connection_string="couchdb+http://[::1]"))
    assert "'http://[::1]:5984/people/_design/" in script


def test_one_account_alone_may_not_write() -> None:
    function = read_only_of('st"aff')["validate_doc_update"]
    assert 'user.name === "st\\"aff"' in function
    names = [*designs_of(CONNECTION), *designs_of(replace(CONNECTION, username="other"))]
    assert len(set(names)) == 3  # the views are shared


def test_without_an_account_there_is_nobody_to_keep_from_writing() -> None:
    assert len(designs_of(replace(CONNECTION, username=""))) == 1


def test_the_script_trusts_the_authority_of_the_connection() -> None:
    script = index_script_of(replace(CONNECTION, trust_store="/etc/our authority.pem"))
    assert script.count("--cacert '/etc/our authority.pem' ") == 4
    assert "--cacert" not in index_script_of(CONNECTION)
