"""One name for a whole cluster, as Capella has it: the name service says which hosts are meant."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

import dns.resolver
import pytest
import trustme

from profile_browser.domain.address import Host
from profile_browser.domain.check import Stage, StageState
from profile_browser.domain.connection import Connection
from profile_browser.domain.outcome import Outcome
from profile_browser.domain.problem import ProblemKind
from profile_browser.messages.problems import next_step, summary
from profile_browser.stores.couchbase import srv
from profile_browser.stores.couchbase.check import check_connection
from profile_browser.stores.couchbase.srv import advertised_hosts
from profile_browser.stores.couchbase.statements import probe_statement_of
from profile_browser.stores.network import HOST_TIMEOUT
from tests.unit.helpers.people import CLUSTER
from tests.wire.name_server import NameServer
from tests.wire.node import Node
from tests.wire.people import PEOPLE
from tests.wire.ports import closed_port
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import (
    assert_johndoe,
    assert_no_sign_in,
    assert_problem,
    cluster_store,
    connection_to,
)
from tests.wire.tls import encrypted, tls_with

CAPELLA = "cb.x7.cloud.couchbase.com"
PLAIN, TLS = f"_couchbase._tcp.{CAPELLA}", f"_couchbases._tcp.{CAPELLA}"


@pytest.fixture
def names() -> Iterator[NameServer]:
    """Give a name server that knows nothing yet."""
    with NameServer() as running:
        yield running


def known_as(address: str, like: Connection = CLUSTER) -> Connection:
    """Describe a cluster under this connection string."""
    return replace(like, connection_string=address)


def look_up(connection: Connection, names: NameServer) -> Outcome:
    """Look John Doe up, with this name server for the system's own."""
    with closing(cluster_store(connection, asking(names))) as store:
        return store.look_up("johndoe")


def asking(names: NameServer) -> Callable[[Connection], tuple[Host, ...]]:
    """Give a way to a connection's hosts that asks this name server."""
    return partial(advertised_hosts, resolver=names.resolver)


# The whole way


def test_a_user_is_found_behind_a_service_name(node: Node, names: NameServer) -> None:
    names.services[PLAIN] = [f"1 1 {node.port} localhost."]
    assert_johndoe(look_up(known_as(f"couchbase://{CAPELLA}", connection_to(node)), names))
    assert names.asked == [PLAIN]


def test_a_user_is_found_behind_a_service_name_where_one_host_is_down(
    node: Node, names: NameServer
) -> None:
    with closed_port() as port:
        names.services[PLAIN] = [f"1 1 {port} localhost.", f"2 1 {node.port} localhost."]
        assert_johndoe(look_up(known_as(f"couchbase://{CAPELLA}", connection_to(node)), names))


def test_each_listed_host_proves_its_own_name(
    authority: trustme.CA, trust_store: Path, names: NameServer
) -> None:
    with Node(PEOPLE, tls=tls_with(authority.issue_cert("localhost"))) as node:
        names.services[TLS] = [f"1 1 {node.port} localhost."]
        connection = known_as(f"couchbases://{CAPELLA}", encrypted(node, trust_store))
        assert_johndoe(look_up(connection, names))


def test_a_listed_host_with_a_certificate_for_another_name_gets_no_password(
    authority: trustme.CA, trust_store: Path, names: NameServer
) -> None:
    with Node(PEOPLE, tls=tls_with(authority.issue_cert("elsewhere.example.com"))) as node:
        names.services[TLS] = [f"1 1 {node.port} localhost."]
        connection = known_as(f"couchbases://{CAPELLA}", encrypted(node, trust_store))
        problem = assert_problem(look_up(connection, names), ProblemKind.MISCONFIGURED, connection)
        assert "could not prove that it is localhost" in summary(problem)
        assert_no_sign_in(node)


def test_a_check_goes_to_the_listed_hosts_too(node: Node, names: NameServer) -> None:
    names.services[PLAIN] = [f"1 1 {node.port} localhost."]
    connection = known_as(f"couchbase://{CAPELLA}", connection_to(node))
    node.query.answer(probe_statement_of(connection), [])
    results = list(check_connection(connection, asking(names)))
    assert [result.stage for result in results] == list(Stage)
    assert all(result.problem is None for result in results)


def test_a_name_that_is_neither_host_nor_service_fails_where_names_are_checked(
    names: NameServer,
) -> None:
    connection = known_as("couchbase://cluster.invalid")
    [result] = check_connection(connection, asking(names))
    assert (result.stage, result.state) == (Stage.NAME, StageState.FAILED)
    assert result.problem is not None
    assert "cluster.invalid" in next_step(result.problem)


# Which hosts are meant


def test_the_listed_hosts_come_in_their_order_of_preference(names: NameServer) -> None:
    names.services[TLS] = [
        "20 1 11207 last.x7.cloud.couchbase.com.",
        "10 1 11307 second.x7.cloud.couchbase.com.",
        "10 9 11207 first.x7.cloud.couchbase.com.",
    ]
    hosts = asking(names)(known_as(f"couchbases://{CAPELLA}"))
    assert list(map(str, hosts)) == [
        "first.x7.cloud.couchbase.com:11207",
        "second.x7.cloud.couchbase.com:11307",
        "last.x7.cloud.couchbase.com:11207",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "couchbases://cb.x7.cloud.couchbase.com:11207",
        "couchbases://a.example.com,b.example.com",
        "couchbases://10.1.2.3",
        "couchbases://[2001:db8::7]",
        "couchbase://localhost",
    ],
)
def test_the_name_service_is_not_asked_where_a_host_can_only_be_itself(
    names: NameServer, address: str
) -> None:
    connection = known_as(address)
    assert asking(names)(connection) == connection.address.hosts
    assert names.asked == []


@pytest.mark.parametrize("lines", [None, [], ["0 0 0 ."]], ids=["unknown", "no service", "none"])
def test_a_name_that_is_no_service_is_a_host(names: NameServer, lines: list[str] | None) -> None:
    if lines is not None:
        names.services[TLS] = lines
    connection = known_as(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts
    assert names.asked == [TLS]


@pytest.mark.parametrize("fault", ["silent", "refuses"])
def test_a_name_service_that_is_ill_does_not_keep_a_host_away(
    names: NameServer, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(srv, "SRV_TIMEOUT", SHORT_SECONDS)
    setattr(names, fault, True)
    connection = known_as(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts


def test_name_servers_that_are_silent_hold_a_look_up_up_for_two_seconds(
    names: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def hang(*_: object, **__: object) -> None:
        gate.wait(10 * HOST_TIMEOUT)
        raise socket.gaierror

    names.silent = True
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    connection = known_as(f"couchbase://{CAPELLA}")
    started = monotonic()
    outcome = look_up(connection, names)
    took = monotonic() - started
    gate.set()
    assert took < 1.5 * HOST_TIMEOUT
    problem = assert_problem(outcome, ProblemKind.UNREACHABLE, connection)
    assert f"The host name {CAPELLA}" in next_step(problem)


def test_without_any_name_server_a_name_is_a_host() -> None:
    connection = known_as(f"couchbases://{CAPELLA}")
    nobody = dns.resolver.Resolver(configure=False)
    assert advertised_hosts(connection, nobody) == connection.address.hosts


@pytest.mark.parametrize("name", ["x" * 64, "no..host", f"{'a.' * 130}example"])
def test_a_name_that_cannot_be_asked_for_is_left_to_fail_as_a_host(
    names: NameServer, name: str
) -> None:
    connection = known_as(f"couchbases://{name}")
    assert asking(names)(connection) == connection.address.hosts
    assert names.asked == []


# A forged answer


@pytest.mark.parametrize(
    "target",
    [
        "db.attacker.example.",
        "x7.cloud.couchbase.com.attacker.example.",
        "evilx7.cloud.couchbase.com.",
        "couchbase.com.",
    ],
)
def test_a_forged_answer_leads_no_password_to_a_host_of_another_domain(
    names: NameServer, target: str
) -> None:
    names.services[TLS] = [f"1 1 11207 {target}"]
    connection = known_as(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts


@pytest.mark.parametrize(
    "target",
    ["cb.x7.cloud.couchbase.com", "a.cb.x7.cloud.couchbase.com", "N1.X7.cloud.couchbase.com"],
)
def test_hosts_of_the_same_domain_are_used(names: NameServer, target: str) -> None:
    names.services[TLS] = [f"1 1 11207 {target}."]
    [host] = asking(names)(known_as(f"couchbases://{CAPELLA}"))
    assert host.name == target


def test_a_domain_of_one_word_makes_no_family(names: NameServer) -> None:
    names.services["_couchbases._tcp.company.example"] = ["1 1 11207 attacker.example."]
    connection = known_as("couchbases://company.example")
    assert asking(names)(connection) == connection.address.hosts


def test_an_authority_of_ones_own_vouches_for_hosts_of_any_domain(names: NameServer) -> None:
    names.services[TLS] = ["1 1 11207 db.elsewhere.example."]
    connection = replace(known_as(f"couchbases://{CAPELLA}"), trust_store="/ca.pem")
    assert asking(names)(connection) == (Host("db.elsewhere.example", 11207),)


@pytest.mark.parametrize(
    "line",
    [
        "1 1 11207 attacker,n1.x7.cloud.couchbase.com.",
        "1 1 11207 attacker?x.x7.cloud.couchbase.com.",
        "1 1 11207 attacker/x.x7.cloud.couchbase.com.",
        "1 1 11207 user@n1.x7.cloud.couchbase.com.",
        r"1 1 11207 attacker\046example\044n1.x7.cloud.couchbase.com.",
        "1 1 18091 n1.x7.cloud.couchbase.com.",
        "1 1 0 n1.x7.cloud.couchbase.com.",
    ],
)
def test_a_listed_host_cannot_pass_for_more_than_a_host(names: NameServer, line: str) -> None:
    names.services[TLS] = [line]
    connection = known_as(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts


def test_a_bad_host_beside_a_good_one_is_left_out(names: NameServer) -> None:
    names.services[TLS] = [
        "1 1 11207 db.attacker.example.",
        "2 1 11207 n1.x7.cloud.couchbase.com.",
    ]
    [host] = asking(names)(known_as(f"couchbases://{CAPELLA}"))
    assert host.name == "n1.x7.cloud.couchbase.com"
