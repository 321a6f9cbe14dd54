"""Encrypted connections: no server gets the password unless its certificate is valid."""

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from profile_browser.domain.problem import Problem, ProblemKind
from profile_browser.messages.problems import details, next_step, summary
from profile_browser.stores import network
from profile_browser.stores.couchbase.srv import advertised_hosts
from tests.wire.cluster_map import HOST
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
    look_up,
)
from tests.wire.tls import IMPOSTORS, encrypted, tls_with

# The right host


def test_a_user_is_found_over_tls(tls_node: Node, trust_store: Path) -> None:
    assert_johndoe(look_up(encrypted(tls_node, trust_store)))
    # Proves that the other tests would find the password if it were sent.
    assert tls_node.password.encode() in tls_node.received_bytes


def test_a_wrong_password_is_reported_over_tls(tls_node: Node, trust_store: Path) -> None:
    wrong = replace(encrypted(tls_node, trust_store), password="not-the-one")
    assert_problem(look_up(wrong), ProblemKind.WRONG_SIGN_IN, wrong)


def test_one_working_host_of_several_is_enough_over_tls(tls_node: Node, trust_store: Path) -> None:
    with closed_port() as port:
        address = f"couchbases://{HOST}:{port},{HOST}:{tls_node.port}"
        connection = replace(encrypted(tls_node, trust_store), connection_string=address)
        assert_johndoe(look_up(connection))


def test_a_server_that_stops_is_reported_as_unreachable_over_tls(
    tls_node: Node, trust_store: Path
) -> None:
    connection = replace(encrypted(tls_node, trust_store), kv_timeout=SHORT_SECONDS)
    with closing(cluster_store(connection)) as store:
        assert_johndoe(store.look_up("johndoe"))
        tls_node.stop()
        assert_problem(store.look_up("johndoe"), ProblemKind.UNREACHABLE, connection)


# Impostors


SAID = {
    "another name": "for a different host name",
    "another address": "for a different host name",
    "expired": "has expired",
    "not yet valid": "not valid yet",
    "unknown authority": "an authority that this computer does not trust",
}


@pytest.mark.parametrize("impostor", IMPOSTORS)
def test_an_impostor_gets_no_password(
    authority: trustme.CA, trust_store: Path, impostor: str
) -> None:
    with Node(PEOPLE, tls=tls_with(IMPOSTORS[impostor](authority))) as node:
        connection = encrypted(node, trust_store)
        outcome = look_up(connection)
        problem = assert_problem(outcome, ProblemKind.UNTRUSTED, connection)
        assert "could not prove that it is 127.0.0.1" in summary(problem)
        assert "No password was sent" in next_step(problem)
        assert SAID[impostor] in next_step(problem)
        assert_no_sign_in(node)
        assert node.connections == 1


def test_a_private_authority_is_not_trusted_without_its_file(tls_node: Node) -> None:
    connection = connection_to(tls_node)
    assert_problem(look_up(connection), ProblemKind.UNTRUSTED, connection)
    assert_no_sign_in(tls_node)


@pytest.mark.parametrize("good_first", [True, False])
def test_an_impostor_beside_a_genuine_host_gets_no_password(
    tls_node: Node, authority: trustme.CA, trust_store: Path, good_first: bool
) -> None:
    with Node(PEOPLE, tls=tls_with(authority.issue_cert("db.example.com"))) as impostor:
        ports = [tls_node.port, impostor.port] if good_first else [impostor.port, tls_node.port]
        address = "couchbases://" + ",".join(f"{HOST}:{port}" for port in ports)
        connection = replace(encrypted(tls_node, trust_store), connection_string=address)
        assert isinstance(look_up(connection), Problem)
        assert_no_sign_in(impostor)
        assert_no_sign_in(tls_node)


# One side without encryption


def test_a_server_without_tls_gets_no_password_from_an_encrypted_connection(
    node: Node, trust_store: Path
) -> None:
    address = node.connection_string.replace("couchbase:", "couchbases:")
    connection = replace(encrypted(node, trust_store), connection_string=address)
    problem = assert_problem(look_up(connection), ProblemKind.UNTRUSTED, connection)
    assert "encrypt" in summary(problem)
    assert_no_sign_in(node)


def test_a_tls_server_gets_no_password_from_an_unencrypted_connection(
    tls_node: Node,
) -> None:
    address = tls_node.connection_string.replace("couchbases:", "couchbase:")
    connection = replace(
        connection_to(tls_node), connection_string=address, connect_timeout=SHORT_SECONDS
    )
    assert_problem(look_up(connection), ProblemKind.TIMED_OUT, connection)
    assert_no_sign_in(tls_node)


def test_an_unanswered_handshake_is_not_reported_as_a_configuration_error(
    tls_node: Node, trust_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "HOST_TIMEOUT", SHORT_SECONDS)
    tls_node.faults.silent_connects = True
    outcome = look_up(encrypted(tls_node, trust_store))
    assert isinstance(outcome, Problem)
    assert outcome.kind in {ProblemKind.TIMED_OUT, ProblemKind.UNREACHABLE}
    assert_no_sign_in(tls_node)


# The system's own authorities


@pytest.fixture
def system_trusts_authority(monkeypatch: pytest.MonkeyPatch, trust_store: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trust_store))
    monkeypatch.setenv("SSL_CERT_DIR", str(trust_store / "nothing"))


@pytest.fixture
def another_linux_trusts_authority(monkeypatch: pytest.MonkeyPatch, trust_store: Path) -> None:
    # As in a program frozen on another Linux: nothing is where Python's OpenSSL looks.
    monkeypatch.setenv("SSL_CERT_FILE", str(trust_store / "nothing"))
    monkeypatch.setenv("SSL_CERT_DIR", str(trust_store / "nothing"))
    monkeypatch.setattr("truststore._openssl._CA_FILE_CANDIDATES", [str(trust_store)])


@pytest.mark.skipif(sys.platform != "linux", reason="the others keep them in no file")
@pytest.mark.parametrize("whose", ["system_trusts_authority", "another_linux_trusts_authority"])
def test_a_server_trusted_by_the_system_needs_no_file(
    request: pytest.FixtureRequest, tls_node: Node, whose: str
) -> None:
    request.getfixturevalue(whose)
    address = network.reachable_address(encrypted(tls_node, ""), advertised_hosts)
    assert address.encrypted


@pytest.mark.skipif(sys.platform != "linux", reason="the others keep them in no file")
@pytest.mark.usefixtures("system_trusts_authority")
def test_a_server_trusted_by_the_system_must_have_the_right_name(authority: trustme.CA) -> None:
    with Node(PEOPLE, tls=tls_with(IMPOSTORS["another name"](authority))) as node:
        outcome = look_up(encrypted(node, ""))
    assert isinstance(outcome, Problem)
    assert SAID["another name"] in next_step(outcome)


# The certificate file


@pytest.mark.parametrize("content", [None, b"", b"garbage", b"\x00\xff" * 100])
def test_an_unusable_certificate_file_is_named(
    tls_node: Node, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_bytes(content)
    connection = encrypted(tls_node, path)
    problem = assert_problem(look_up(connection), ProblemKind.MISCONFIGURED, connection)
    assert str(path) in details(problem)
    assert tls_node.connections == 0


def test_a_folder_in_place_of_the_certificate_file_is_named(tls_node: Node, tmp_path: Path) -> None:
    connection = encrypted(tls_node, tmp_path)
    problem = assert_problem(look_up(connection), ProblemKind.MISCONFIGURED, connection)
    assert str(tmp_path) in details(problem)
    assert tls_node.connections == 0


def test_a_repaired_certificate_file_works_at_the_next_lookup(
    tls_node: Node, authority: trustme.CA, tmp_path: Path
) -> None:
    path = tmp_path / "late.pem"
    with closing(cluster_store(encrypted(tls_node, path))) as store:
        assert isinstance(store.look_up("johndoe"), Problem)
        authority.cert_pem.write_to_path(path)
        assert_johndoe(store.look_up("johndoe"))
