"""Which address the record of reads has for a desk."""

import pytest

from profile_browser.domain.gateway_rules import FORWARDED, GatewayRules
from profile_browser.gateway.network.proxies import DeskFinder

PROXY, DESK = "127.0.0.1", "10.1.2.3"
SPOOFED = "6.6.6.6"


def desk_of(
    *values: str, peer: str = PROXY, header: str = "x-forwarded-for", behind_proxy: bool = True
) -> str:
    rules = GatewayRules()
    if header == "forwarded":
        rules = GatewayRules(proxy_header=FORWARDED)
    headers = [(header.encode(), value.encode("latin-1")) for value in values]
    finder = DeskFinder(rules, behind_proxy=behind_proxy)
    return finder.desk_of({"client": (peer, 1234), "headers": headers})


@pytest.mark.parametrize(
    ("values", "desk"),
    [
        ([DESK], DESK),
        ([f"{SPOOFED}, {DESK}"], DESK),
        ([f"{SPOOFED},{DESK}"], DESK),
        ([SPOOFED, DESK], DESK),
        ([f"{DESK}:5678"], DESK),
        (["[2001:db8::1]:5678"], "2001:db8::1"),
        (["2001:DB8::1"], "2001:db8::1"),
        (["::ffff:10.1.2.3"], DESK),
        (["fe80::1%eth0"], "fe80::1%eth0"),
        (["fe80::1%eth0 desk=10.9.9.9"], PROXY),
        (["fe80::1%" + 1_000 * "x"], PROXY),
        ([], PROXY),
        ([""], PROXY),
        (["unknown"], PROXY),
        ([f"{SPOOFED}, "], PROXY),
        ([f"{DESK}\r\nx"], PROXY),
        (["é" * 1_000], PROXY),
    ],
)
def test_the_last_address_is_that_which_the_proxy_has_seen(values: list[str], desk: str) -> None:
    assert desk_of(*values) == desk


@pytest.mark.parametrize(
    ("values", "desk"),
    [
        ([f"for={DESK}"], DESK),
        ([f"for={SPOOFED}, for={DESK};proto=https;by=10.0.0.1"], DESK),
        ([f'proto=https; For="{DESK}:99"'], DESK),
        (['for="[2001:db8::1]:99"'], "2001:db8::1"),
        ([f"by={SPOOFED}"], PROXY),
        (["for=_hidden"], PROXY),
        (["for=unknown"], PROXY),
        (['for="'], PROXY),
        ([DESK], PROXY),
    ],
)
def test_a_forwarded_header_is_read_where_the_administrator_says_so(
    values: list[str], desk: str
) -> None:
    assert desk_of(*values, header="forwarded") == desk


def test_the_other_header_could_be_the_desk_s_own() -> None:
    headers = [(b"forwarded", f"for={SPOOFED}".encode()), (b"x-forwarded-for", DESK.encode())]
    finder = DeskFinder(GatewayRules(), behind_proxy=True)
    assert finder.desk_of({"client": (PROXY, 1), "headers": headers}) == DESK


def test_nobody_but_a_proxy_is_believed() -> None:
    assert desk_of(SPOOFED, peer=DESK) == DESK


def test_without_a_proxy_no_header_is_believed() -> None:
    assert desk_of(SPOOFED, behind_proxy=False) == PROXY


def test_a_connection_without_an_address_has_none() -> None:
    finder = DeskFinder(GatewayRules(), behind_proxy=True)
    assert finder.desk_of({"client": None, "headers": []}) == ""


@pytest.mark.parametrize(
    ("peer", "allowed"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        (DESK, False),
        ("", False),
        ("localhost", False),
    ],
)
def test_behind_a_proxy_only_the_proxy_may_connect(peer: str, allowed: bool) -> None:
    assert DeskFinder(GatewayRules(), behind_proxy=True).may_connect(peer) is allowed
    assert DeskFinder(GatewayRules(), behind_proxy=False).may_connect(peer)


def test_the_administrator_names_the_proxies() -> None:
    finder = DeskFinder(GatewayRules(proxies=("10.0.0.5",)), behind_proxy=True)
    assert finder.may_connect("10.0.0.5")
    assert not finder.may_connect("127.0.0.1")
