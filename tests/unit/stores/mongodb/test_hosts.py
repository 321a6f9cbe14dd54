"""The hosts that DNS lists for a seed list address."""

from types import SimpleNamespace
from typing import Any

import dns.resolver
import pytest

from profile_browser.domain.address import Host
from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.stores.mongodb.adapter import KIND
from profile_browser.stores.mongodb.hosts import advertised_hosts

CLUSTER = "cluster0.abcde.mongodb.net"
LISTED = {
    f"_mongodb._tcp.{CLUSTER}": [("a.abcde.mongodb.net.", 27017), ("b.abcde.mongodb.net.", 27018)],
    "_mongodb._tcp.stray.abcde.mongodb.net": [("db.example.com.", 27017)],
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer from the list above. Return the names that were asked for."""
    names: list[str] = []

    def resolve(name: str, kind: str, *_: object, **__: object) -> list[Any]:
        names.append(name)
        if kind != "SRV" or name not in LISTED:
            raise dns.resolver.NoAnswer if kind == "TXT" else dns.resolver.NXDOMAIN
        return [SimpleNamespace(target=Target(host), port=port) for host, port in LISTED[name]]

    monkeypatch.setattr(dns.resolver, "resolve", resolve)
    return names


class Target(str):
    """A name as dnspython gives it."""

    __slots__ = ()

    def to_text(self, *, omit_final_dot: bool = False) -> str:
        return self.removesuffix(".") if omit_final_dot else str(self)


def connection(address: str) -> Connection:
    return Connection(kind=KIND, title="Customers EU", connection_string=address)


def test_a_seed_list_is_resolved(asked: list[str]) -> None:
    assert advertised_hosts(connection(f"mongodb+srv://{CLUSTER}")) == (
        Host("a.abcde.mongodb.net", 27017),
        Host("b.abcde.mongodb.net", 27018),
    )
    assert asked[0] == f"_mongodb._tcp.{CLUSTER}"


@pytest.mark.parametrize("name", ["unknown.abcde.mongodb.net", "stray.abcde.mongodb.net", "short"])
@pytest.mark.usefixtures("asked")
def test_a_name_without_hosts_of_its_own_domain_is_unknown(name: str) -> None:
    with pytest.raises(ProblemError) as raised:
        advertised_hosts(connection(f"mongodb+srv://{name}"))
    problem = raised.value.problem
    assert (problem.reason, problem.values["host"]) == (Reason.HOST_UNKNOWN, name)


def test_other_addresses_are_not_looked_up(asked: list[str]) -> None:
    hosts = advertised_hosts(connection("mongodbs://a.example.com,b.example.com"))
    assert [host.name for host in hosts] == ["a.example.com", "b.example.com"]
    assert asked == []
