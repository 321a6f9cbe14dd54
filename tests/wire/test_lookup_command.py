"""`profile-browser lookup` against the node."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from tests.wire.node import Node
from tests.wire.people import ALICE, JOHN_DOE, MARKED_HASH, PEOPLE
from tests.wire.sdk import SHORT_SECONDS
from tests.wire.stores import ASKED_FIELDS, assert_no_sign_in, connection_to, located
from tests.wire.terminal import (
    ALL_FOUND,
    BAD_CONFIGURATION,
    JOHN_AS_TEXT,
    NOT_ASKED,
    SOME_MISSING,
    Ended,
    look_up_here,
    run_here,
    run_lookup,
)
from tests.wire.tls import IMPOSTORS, encrypted, tls_with


def public(record: dict[str, object]) -> dict[str, object]:
    """Return a record's public fields."""
    return {name: record[name] for name in ASKED_FIELDS}


def assert_refused(ended: Ended, code: int, *words: str) -> None:
    """Check that the command printed only messages, which contain these words."""
    assert ended.code == code
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert "Exception" not in ended.err
    for word in words:
        assert word in ended.err


def test_a_user_is_printed_with_only_the_public_fields(node: Node) -> None:
    assert run_lookup(connection_to(node), "johndoe") == Ended(ALL_FOUND, JOHN_AS_TEXT, "")


def test_json_is_one_object_per_line_with_only_the_public_fields(node: Node) -> None:
    ended = look_up_here(connection_to(node), "--json", "johndoe", "alice")
    assert (ended.code, ended.err) == (ALL_FOUND, "")
    assert [json.loads(line) for line in ended.out.splitlines()] == [
        public(JOHN_DOE),
        public(ALICE),
    ]


def test_a_user_is_printed_over_tls(tls_node: Node, trust_store: Path) -> None:
    connection = replace(connection_to(tls_node), trust_store=str(trust_store))
    assert look_up_here(connection, "johndoe") == Ended(ALL_FOUND, JOHN_AS_TEXT, "")


def test_a_named_collection_is_read() -> None:
    with Node(collections={("crm", "people"): 300}) as node:
        node.put("userprofile::johndoe", JOHN_DOE, collection="crm.people")
        connection = located(connection_to(node), scope="crm", collection="people")
        assert look_up_here(connection, "johndoe") == Ended(ALL_FOUND, JOHN_AS_TEXT, "")


def test_a_pasted_document_id_finds_the_user(node: Node) -> None:
    ended = look_up_here(connection_to(node), "  userprofile::johndoe ")
    assert ended == Ended(ALL_FOUND, JOHN_AS_TEXT, "")


def test_a_missing_user_is_reported_on_standard_error(node: Node) -> None:
    ended = look_up_here(connection_to(node), "--json", "nobody")
    assert_refused(ended, SOME_MISSING, "No user named “nobody” in travel on 127.0.0.1")


def test_several_users_share_one_connection(node: Node) -> None:
    look_up_here(connection_to(node), "johndoe")
    for_one = node.connections
    node.forget()
    ended = look_up_here(connection_to(node), "--json", "johndoe", "nobody", "alice", "johndoe")
    assert ended.code == SOME_MISSING
    found = [json.loads(line)["username"] for line in ended.out.splitlines()]
    assert found == ["johndoe", "alice", "johndoe"]
    assert node.connections == for_one


def test_the_worst_outcome_sets_the_exit_code_and_the_users_are_still_printed(node: Node) -> None:
    node.put("userprofile::torn", JOHN_DOE | {"disabled": "off"})
    ended = look_up_here(connection_to(node), "--json", "nobody", "torn", "x" * 300, "alice")
    assert ended.code == NOT_ASKED
    assert [json.loads(line) for line in ended.out.splitlines()] == [public(ALICE)]
    missing, damaged, too_long = ended.err.splitlines()
    assert "“nobody”" in missing
    assert "“torn”" in damaged
    assert "disabled" in damaged
    assert "too long" in too_long
    assert MARKED_HASH not in ended.err


def test_a_record_with_another_username_is_printed_with_a_notice(node: Node) -> None:
    node.put("userprofile::jon", ALICE)
    ended = look_up_here(connection_to(node), "--json", "jon")
    assert (ended.code, json.loads(ended.out)) == (ALL_FOUND, public(ALICE))
    assert "“jon”" in ended.err


# Connections that do not work


def test_a_wrong_password_is_reported_and_not_shown(node: Node) -> None:
    connection = replace(connection_to(node), password="not-the-one")
    ended = look_up_here(connection, "johndoe")
    assert_refused(ended, NOT_ASKED, "travel on 127.0.0.1 refused the sign-in")
    assert "not-the-one" not in ended.err


def test_a_missing_password_is_reported_before_anything_is_sent(node: Node) -> None:
    ended = look_up_here(replace(connection_to(node), password=""), "johndoe")
    assert_refused(ended, BAD_CONFIGURATION, "PROFILE_BROWSER_PASSWORD")
    assert node.connections == 0


def test_the_message_for_missing_rights_names_the_role(node: Node) -> None:
    node.faults.no_read_right = True
    ended = look_up_here(connection_to(node), "johndoe")
    assert_refused(ended, NOT_ASKED, "data_reader")


def test_a_closed_port_is_reported_and_the_other_usernames_are_not_tried(node: Node) -> None:
    connection = connection_to(node)
    node.stop()
    ended = look_up_here(connection, "johndoe", "alice", "nobody")
    assert_refused(ended, NOT_ASKED, f"Port {node.port} on 127.0.0.1 is closed")
    assert ended.err.splitlines()[1:] == ["2 more users were not looked up."]


def test_an_unanswered_read_is_reported(node: Node) -> None:
    node.faults.silent_reads = True
    connection = replace(connection_to(node), kv_timeout=SHORT_SECONDS)
    ended = look_up_here(connection, "johndoe")
    assert_refused(ended, NOT_ASKED, "timed out")


def test_a_bucket_that_does_not_open_is_named(node: Node) -> None:
    hurried = replace(connection_to(node), connect_timeout=0.5)
    connection = located(hurried, bucket="no-such-bucket")
    ended = look_up_here(connection, "johndoe", "alice")
    assert_refused(
        ended, NOT_ASKED, "“no-such-bucket”", "timed out", "1 more user was not looked up."
    )


@pytest.mark.parametrize("content", [None, "garbage"])
def test_an_unusable_certificate_file_is_a_configuration_error(
    tls_node: Node, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_text(content)
    ended = look_up_here(replace(connection_to(tls_node), trust_store=str(path)), "johndoe")
    assert_refused(ended, BAD_CONFIGURATION, str(path))
    assert_no_sign_in(tls_node)


@pytest.mark.parametrize("impostor", ["another name", "unknown authority"])
@pytest.mark.parametrize("words", [("lookup", "johndoe"), ("find", "johndoe"), ("check",)])
def test_a_host_that_cannot_prove_who_it_is_is_no_configuration_error(
    authority: trustme.CA, trust_store: Path, impostor: str, words: tuple[str, ...]
) -> None:
    with Node(PEOPLE, tls=tls_with(IMPOSTORS[impostor](authority))) as node:
        ended = run_here(encrypted(node, trust_store), *words)
        assert (ended.code, "johndoe" in ended.out) == (NOT_ASKED, False)
        assert "could not prove that it is 127.0.0.1" in ended.err
        assert_no_sign_in(node)


def test_a_server_without_encryption_is_no_configuration_error(
    node: Node, trust_store: Path
) -> None:
    address = node.connection_string.replace("couchbase:", "couchbases:")
    connection = replace(encrypted(node, trust_store), connection_string=address)
    assert_refused(look_up_here(connection, "johndoe"), NOT_ASKED, "could not be encrypted")
    assert_no_sign_in(node)


@pytest.mark.parametrize("port", ["8091", "notaport", "0"])
def test_an_impossible_port_is_refused_before_anything_is_sent(node: Node, port: str) -> None:
    address = f"couchbase://127.0.0.1:{port}"
    ended = look_up_here(replace(connection_to(node), connection_string=address), "johndoe")
    assert_refused(ended, BAD_CONFIGURATION, "--connection-string", port)
