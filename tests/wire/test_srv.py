"""One name for a whole cluster, as in Capella: SRV records list its hosts."""

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
    """Start a name server without any names."""
    with NameServer() as running:
        yield running


def with_address(address: str, like: Connection = CLUSTER) -> Connection:
    """Return a connection with this connection string."""
    return replace(like, connection_string=address)


def look_up(connection: Connection, names: NameServer) -> Outcome:
    """Look up John Doe, with this name server in place of the system's."""
    with closing(cluster_store(connection, asking(names))) as store:
        return store.look_up("johndoe")


def asking(names: NameServer) -> Callable[[Connection], tuple[Host, ...]]:
    """Return a function that finds a connection's hosts through this name server."""
    return partial(advertised_hosts, resolver=names.resolver)


# From the service name to the user


def test_a_user_is_found_through_a_service_name(node: Node, names: NameServer) -> None:
    names.services[PLAIN] = [f"1 1 {node.port} localhost."]
    assert_johndoe(look_up(with_address(f"couchbase://{CAPELLA}", connection_to(node)), names))
    assert names.asked == [PLAIN]


def test_a_user_is_found_through_a_service_name_if_one_host_is_down(
    node: Node, names: NameServer
) -> None:
    with closed_port() as port:
        names.services[PLAIN] = [f"1 1 {port} localhost.", f"2 1 {node.port} localhost."]
        assert_johndoe(look_up(with_address(f"couchbase://{CAPELLA}", connection_to(node)), names))


def test_each_listed_host_is_checked_against_its_own_name(
    authority: trustme.CA, trust_store: Path, names: NameServer
) -> None:
    with Node(PEOPLE, tls=tls_with(authority.issue_cert("localhost"))) as node:
        names.services[TLS] = [f"1 1 {node.port} localhost."]
        connection = with_address(f"couchbases://{CAPELLA}", encrypted(node, trust_store))
        assert_johndoe(look_up(connection, names))


def test_a_listed_host_with_a_certificate_for_another_name_gets_no_password(
    authority: trustme.CA, trust_store: Path, names: NameServer
) -> None:
    with Node(PEOPLE, tls=tls_with(authority.issue_cert("elsewhere.example.com"))) as node:
        names.services[TLS] = [f"1 1 {node.port} localhost."]
        connection = with_address(f"couchbases://{CAPELLA}", encrypted(node, trust_store))
        problem = assert_problem(look_up(connection, names), ProblemKind.UNTRUSTED, connection)
        assert "could not prove that it is localhost" in summary(problem)
        assert_no_sign_in(node)


def test_a_check_uses_the_listed_hosts(node: Node, names: NameServer) -> None:
    names.services[PLAIN] = [f"1 1 {node.port} localhost."]
    connection = with_address(f"couchbase://{CAPELLA}", connection_to(node))
    results = list(check_connection(connection, find_hosts=asking(names)))
    assert [result.stage for result in results] == list(Stage)
    assert all(result.problem is None for result in results)


def test_a_name_that_is_neither_host_nor_service_fails_the_name_stage(
    names: NameServer,
) -> None:
    connection = with_address("couchbase://cluster.invalid")
    [result] = check_connection(connection, find_hosts=asking(names))
    assert (result.stage, result.state) == (Stage.NAME, StageState.FAILED)
    assert result.problem is not None
    assert "cluster.invalid" in next_step(result.problem)


# Which hosts are used


def test_the_listed_hosts_are_in_order_of_preference(names: NameServer) -> None:
    names.services[TLS] = [
        "20 1 11207 last.x7.cloud.couchbase.com.",
        "10 1 11307 second.x7.cloud.couchbase.com.",
        "10 9 11207 first.x7.cloud.couchbase.com.",
    ]
    hosts = asking(names)(with_address(f"couchbases://{CAPELLA}"))
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
def test_no_srv_lookup_is_made_for_ports_lists_addresses_and_localhost(
    names: NameServer, address: str
) -> None:
    connection = with_address(address)
    assert asking(names)(connection) == connection.address.hosts
    assert names.asked == []


@pytest.mark.parametrize("lines", [None, [], ["0 0 0 ."]], ids=["unknown", "no service", "none"])
def test_a_name_without_a_service_is_used_as_a_host(
    names: NameServer, lines: list[str] | None
) -> None:
    if lines is not None:
        names.services[TLS] = lines
    connection = with_address(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts
    assert names.asked == [TLS]


@pytest.mark.parametrize("fault", ["silent", "refuses"])
def test_if_the_srv_lookup_fails_the_name_is_used_as_a_host(
    names: NameServer, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(srv, "SRV_TIMEOUT", SHORT_SECONDS)
    setattr(names, fault, True)
    connection = with_address(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts


def test_silent_name_servers_delay_a_lookup_for_only_two_seconds(
    names: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def hang(*_: object, **__: object) -> None:
        gate.wait(10 * HOST_TIMEOUT)
        raise socket.gaierror

    names.silent = True
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    connection = with_address(f"couchbase://{CAPELLA}")
    started = monotonic()
    outcome = look_up(connection, names)
    took = monotonic() - started
    gate.set()
    assert took < 1.5 * HOST_TIMEOUT
    problem = assert_problem(outcome, ProblemKind.UNREACHABLE, connection)
    assert f"The host name {CAPELLA}" in next_step(problem)


def test_without_a_name_server_the_name_is_used_as_a_host() -> None:
    connection = with_address(f"couchbases://{CAPELLA}")
    nobody = dns.resolver.Resolver(configure=False)
    assert advertised_hosts(connection, nobody) == connection.address.hosts


@pytest.mark.parametrize("name", ["x" * 64, "no..host", f"{'a.' * 130}example"])
def test_a_name_that_dns_cannot_look_up_is_used_as_a_host(names: NameServer, name: str) -> None:
    connection = with_address(f"couchbases://{name}")
    assert asking(names)(connection) == connection.address.hosts
    assert names.asked == []


# Forged answers


@pytest.mark.parametrize(
    "target",
    [
        "db.attacker.example.",
        "x7.cloud.couchbase.com.attacker.example.",
        "evilx7.cloud.couchbase.com.",
        "couchbase.com.",
    ],
)
def test_a_forged_answer_cannot_send_the_password_to_another_domain(
    names: NameServer, target: str
) -> None:
    names.services[TLS] = [f"1 1 11207 {target}"]
    connection = with_address(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts


@pytest.mark.parametrize(
    "target",
    ["cb.x7.cloud.couchbase.com", "a.cb.x7.cloud.couchbase.com", "N1.X7.cloud.couchbase.com"],
)
def test_hosts_of_the_same_domain_are_used(names: NameServer, target: str) -> None:
    names.services[TLS] = [f"1 1 11207 {target}."]
    [host] = asking(names)(with_address(f"couchbases://{CAPELLA}"))
    assert host.name == target


def test_hosts_that_share_only_the_top_level_domain_are_refused(names: NameServer) -> None:
    names.services["_couchbases._tcp.company.example"] = ["1 1 11207 attacker.example."]
    connection = with_address("couchbases://company.example")
    assert asking(names)(connection) == connection.address.hosts


def test_with_a_private_authority_hosts_of_any_domain_are_used(names: NameServer) -> None:
    names.services[TLS] = ["1 1 11207 db.elsewhere.example."]
    connection = replace(with_address(f"couchbases://{CAPELLA}"), trust_store="/ca.pem")
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
def test_a_listed_host_with_an_invalid_name_or_port_is_refused(
    names: NameServer, line: str
) -> None:
    names.services[TLS] = [line]
    connection = with_address(f"couchbases://{CAPELLA}")
    assert asking(names)(connection) == connection.address.hosts


def test_a_refused_host_is_left_out_and_the_others_are_used(names: NameServer) -> None:
    names.services[TLS] = [
        "1 1 11207 db.attacker.example.",
        "2 1 11207 n1.x7.cloud.couchbase.com.",
    ]
    [host] = asking(names)(with_address(f"couchbases://{CAPELLA}"))
    assert host.name == "n1.x7.cloud.couchbase.com"
