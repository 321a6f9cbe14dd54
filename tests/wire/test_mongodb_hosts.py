"""The hosts of a MongoDB cluster that DNS lists."""

from collections.abc import Iterator, Sequence

import dns.resolver
import pytest

from profile_browser.domain.address import Host
from profile_browser.domain.connection import Connection
from profile_browser.domain.problem import ProblemError, Reason
from profile_browser.stores.mongodb.adapter import KIND
from profile_browser.stores.mongodb.hosts import advertised_hosts
from tests.wire.name_server import NameServer

NAME = "cluster.example.com"
SERVICE = f"_mongodb._tcp.{NAME}"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[NameServer]:
    with NameServer() as server:
        monkeypatch.setattr(dns.resolver, "default_resolver", server.resolver)
        yield server


def hosts_of(text: str) -> tuple[Host, ...]:
    return advertised_hosts(Connection(kind=KIND, title="", connection_string=text))


def test_the_hosts_that_dns_lists_are_asked(names: NameServer) -> None:
    names.services[SERVICE] = ["0 0 27018 a.example.com.", "0 0 27019 b.example.com."]
    found = {(host.name, host.port) for host in hosts_of(f"mongodb+srv://{NAME}")}
    assert found == {("a.example.com", 27018), ("b.example.com", 27019)}


@pytest.mark.parametrize("listed", [[], ["0 0 27017 a.another.org."]])
def test_a_name_without_hosts_of_its_domain_is_not_known(
    names: NameServer, listed: Sequence[str]
) -> None:
    names.services[SERVICE] = listed
    with pytest.raises(ProblemError) as raised:
        hosts_of(f"mongodb+srv://{NAME}")
    assert raised.value.problem.reason is Reason.HOST_UNKNOWN
    assert raised.value.problem.values["host"] == NAME


def test_an_address_of_hosts_asks_no_name_server(names: NameServer) -> None:
    assert [host.name for host in hosts_of("mongodbs://a.example.com,b.example.com")] == [
        "a.example.com",
        "b.example.com",
    ]
    assert names.asked == []
