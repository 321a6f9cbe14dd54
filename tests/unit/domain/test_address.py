"""Connection strings: the SDK would accept nearly anything."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_browser.domain.address import Host, parse_address
from profile_browser.domain.refusal import RefusedError
from profile_browser.messages.problems import without_credentials
from profile_browser.messages.refusals import refusal_text
from profile_browser.stores.couchbase.adapter import KIND as COUCHBASE
from profile_browser.stores.couchbase.srv import service_name
from profile_browser.stores.elasticsearch.adapter import KIND as ELASTICSEARCH
from profile_browser.stores.mongodb.adapter import KIND as MONGODB

ADDRESS_LIKE = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "couchbase://", "couchbases://", "http://", " couchbase://[::1]"]),
    st.text(st.sampled_from("ab1:,[]%?&=/#;@. \x00\ud800٣") | st.characters()),
    st.sampled_from(["", ":11210", ":8091", "?network=default", "?tls_verify=none"]),
)


@pytest.mark.parametrize(
    ("text", "encrypted", "hosts"),
    [
        ("couchbase://h", False, (Host("h", 11210),)),
        ("couchbases://h", True, (Host("h", 11207),)),
        ("couchbase://h:1234/", False, (Host("h", 1234),)),
        ("couchbases://a,b:11208, c", True, (Host("a", 11207), Host("b", 11208), Host("c", 11207))),
        ("couchbase://[::1]", False, (Host("::1", 11210),)),
        ("couchbases://[2001:db8::7]:65535", True, (Host("2001:db8::7", 65535),)),
        ("couchbase://127.0.0.1:1", False, (Host("127.0.0.1", 1),)),
        ("couchbase://bücher.example", False, (Host("bücher.example", 11210),)),
        ("\tcouchbase://h\n", False, (Host("h", 11210),)),
        ("couchbase://h?network=external", False, (Host("h", 11210),)),
    ],
)
def test_a_valid_connection_string_is_read(
    text: str, encrypted: bool, hosts: tuple[Host, ...]
) -> None:
    address = parse_address(text, COUCHBASE)
    assert (address.encrypted, address.hosts) == (encrypted, hosts)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "start with couchbases://"),
        ("db.example.com", "start with couchbases://"),
        ("http://h:11210", "start with couchbases://"),
        ("http://", "start with couchbases://"),
        ("couchbase:/h", "start with couchbases://"),
        ("couchbase://", "at least one host"),
        ("couchbase://a,,b", "at least one host"),
        ("couchbase://a b", "at least one host"),
        ("couchbase://::1", "at least one host"),
        ("couchbase://[::1", "at least one host"),
        ("couchbase://h/bucket", "Remove “/bucket”"),
        ("couchbase://h:notaport", "“notaport” is not a port"),
        ("couchbase://h:", "is not a port"),
        ("couchbase://h:0", "is not a port"),
        ("couchbase://h:65536", "is not a port"),
        ("couchbase://h:-1", "is not a port"),
        ("couchbase://h:٣٣٣٣", "is not a port"),
        (f"couchbase://h:{'9' * 5000}", "is not a port"),
        ("couchbase://h:8091", "for the web console. .* 11210"),
        ("couchbases://h:18091", "for the web console. .* 11207"),
        ("couchbase://a,b:8093", "for the web console"),
        ("couchbase://user:pw@h", "must not contain a username or password"),
        ("couchbases://h?tls_verify=none", "“tls_verify” is not accepted"),
        ("couchbase://h?operation_timeout=3", "“operation_timeout” is not accepted"),
        ("couchbases://h?network=default&cert_path=x", "“cert_path” is not accepted"),
        ("couchbases://h?tls_verify", "“tls_verify” is not accepted"),
        ("couchbases://h?%74ls_verify=none", "“tls_verify” is not accepted"),
    ],
)
def test_a_connection_string_that_makes_no_sense_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RefusedError) as caught:
        parse_address(text, COUCHBASE)
    assert re.search(reason, refusal_text(caught.value.refusal))


SECRET = "marked-secret"


@pytest.mark.parametrize(
    "password",
    [
        SECRET,
        f"a@{SECRET}",
        f"{SECRET}@a",
        f"{SECRET}/?",
        f"{SECRET}://",
        f"://{SECRET}",
        f"a,{SECRET}",
    ],
)
@pytest.mark.parametrize("rest", ["h", "h/path", "h,i:1?network=default", "", ":1", "h?a=b@c"])
def test_a_password_in_a_connection_string_is_not_repeated(password: str, rest: str) -> None:
    text = f"couchbases://agent:{password}@{rest}"
    with pytest.raises(RefusedError) as caught:
        parse_address(text, COUCHBASE)
    said = f"{caught.value} {caught.value.refusal} {refusal_text(caught.value.refusal)}"
    assert SECRET not in said + without_credentials(text)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("mongodb://u:p@h/?tls=true&retryWrites=true&w=majority", "mongodbs://h"),
        ("mongodb+srv://u:p@c.x.mongodb.net/shop?appName=a&w=1", "mongodb+srv://c.x.mongodb.net"),
        ("mongodb://h/shop", "mongodb://h"),
        ("mongodb://a:1,b:2/shop?replicaSet=rs&ssl=true", "mongodbs://a:1,b:2?replicaSet=rs"),
        ("mongodb://h?tls=false", "mongodb://h"),
        ("mongodb://h?tlsInsecure=true&authSource=admin", "mongodb://h?authSource=admin"),
        ("mongodb://u@h/?authSource=%24external", "mongodb://h?authSource=%24external"),
    ],
)
def test_what_to_write_instead_is_said_at_once(text: str, instead: str) -> None:
    with pytest.raises(RefusedError) as caught:
        parse_address(text, MONGODB)
    assert refusal_text(caught.value.refusal).endswith(f" Write “{instead}” instead.")
    assert parse_address(instead, MONGODB).hosts


@pytest.mark.parametrize(
    "text", ["mongodb://u:p@", "mongodb://u@h:x/shop", "mongodb://u@?tls=true"]
)
def test_nothing_is_proposed_that_would_be_refused(text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        parse_address(text, MONGODB)
    assert "instead" not in refusal_text(caught.value.refusal)


@pytest.mark.parametrize(
    "text",
    ["couchbase://a:11210,b:11211", "couchbases://[::1]:11207?network=external"],
)
def test_the_sdk_gets_the_connection_string_as_it_was_read(text: str) -> None:
    assert str(parse_address(text, COUCHBASE)) == text


def test_hosts_that_do_not_answer_can_be_removed() -> None:
    address = parse_address("couchbases://a,b?network=external", COUCHBASE)
    assert str(address.with_hosts(address.hosts[1:])) == "couchbases://b:11207?network=external"


@pytest.mark.parametrize(
    ("hosts", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("[::1]", True),
        ("127.9.9.9,localhost", True),
        ("localhost,db.example.com", False),
        ("10.0.0.1", False),
        ("localhost.example.com", False),
        ("127.example.com", False),
    ],
)
def test_only_loopback_addresses_count_as_this_computer(hosts: str, loopback: bool) -> None:
    assert parse_address(f"couchbase://{hosts}", COUCHBASE).is_loopback is loopback


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("couchbases://cb.x.cloud.couchbase.com", "_couchbases._tcp.cb.x.cloud.couchbase.com"),
        ("couchbase://db.example.com/", "_couchbase._tcp.db.example.com"),
        ("couchbase://bücher.example?network=external", "_couchbase._tcp.bücher.example"),
        ("couchbases://db.example.com:11207", None),
        ("couchbases://a.example.com,b.example.com", None),
        ("couchbase://127.0.0.1", None),
        ("couchbase://10.0.0.1", None),
        ("couchbases://[2001:db8::7]", None),
        ("couchbase://localhost", None),
        ("couchbase://LOCALHOST", None),
    ],
)
def test_only_a_single_name_without_a_port_gets_an_srv_lookup(
    text: str, service: str | None
) -> None:
    assert service_name(parse_address(text, COUCHBASE)) == service


@given(ADDRESS_LIKE | st.text(st.characters(exclude_categories=())))
def test_any_text_is_either_an_address_or_refused_with_a_reason(text: str) -> None:
    with suppress(RefusedError):
        address = parse_address(text, COUCHBASE)
        assert address.hosts
        with_ports = address.with_hosts(address.hosts)  # as str writes it
        assert parse_address(str(address), COUCHBASE) == with_ports


def test_what_follows_the_hosts_is_asked_for_by_the_name_that_the_store_has_for_it() -> None:
    with pytest.raises(RefusedError) as raised:
        parse_address("elasticsearch+https://search.example.com/people", ELASTICSEARCH)
    assert "enter the index separately" in refusal_text(raised.value.refusal)
