"""``profile-browser connections``: which connections there are and which file each comes from."""

from dataclasses import replace

import pytest

from profile_browser.domain.configuration import Configuration, KnownConnection, Source
from profile_browser.domain.store_kind import LocationKey
from profile_browser.terminal.connections import list_connections
from tests.unit.helpers.people import CLUSTER, PASSWORD

Capture = pytest.CaptureFixture[str]
EU = KnownConnection(replace(CLUSTER, key="eu", title="Customers EU"), Source.SYSTEM)
MINE = KnownConnection(
    replace(CLUSTER, key="mine", location={**CLUSTER.location, "bucket": "b"}),
    Source.OWN,
    editable=True,
)
LISTED = """\
Key   Title         Environment  Address                      Location                      Source
eu    Customers EU  production   couchbases://db.example.com  travel · _default · _default  system
mine  Customers     production   couchbases://db.example.com  b · _default · _default       own
"""


def test_connections_are_listed_in_columns_with_their_sources(capsys: Capture) -> None:
    assert list_connections(Configuration((EU, MINE))) == 0
    assert capsys.readouterr() == (LISTED, "")


def test_a_key_that_is_not_given_leaves_no_gap(capsys: Capture) -> None:
    location = (LocationKey("area", "Area", ""), LocationKey("shelf", "Shelf", ""))
    connection = replace(
        CLUSTER, kind=CLUSTER.kind._replace(location=location), location={"shelf": "people"}
    )
    list_connections(Configuration((KnownConnection(connection, Source.OWN),)))
    listed = capsys.readouterr().out.splitlines()[1]
    assert " people " in listed
    assert "·" not in listed


def test_no_password_is_listed(capsys: Capture) -> None:
    list_connections(Configuration((EU,)))
    assert PASSWORD not in "".join(capsys.readouterr())


def test_a_title_cannot_control_the_terminal(capsys: Capture) -> None:
    odd = EU._replace(connection=replace(EU.connection, title="\x1b[2J\u202e", key="a\nb"))
    list_connections(Configuration((odd,)))
    out = capsys.readouterr().out
    assert not {"\x1b", "\u202e"} & set(out)
    assert len(out.splitlines()) == 2


def test_if_there_are_no_connections_the_command_says_so(capsys: Capture) -> None:
    assert list_connections(Configuration()) == 0
    assert capsys.readouterr() == ("", "No connections are set up.\n")


def test_the_exit_code_reports_faults_in_the_files() -> None:
    assert list_connections(Configuration((EU,), faults=("A fault.",))) == 2
