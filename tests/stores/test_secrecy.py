"""What may cross the wire: the described fields alone, no write, and no password to an impostor."""

from __future__ import annotations

import base64
from contextlib import closing
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from profile_browser.domain.check import Stage
from profile_browser.domain.problem import Problem, Reason
from profile_browser.domain.question import Question
from profile_browser.domain.record import USUAL_LAYOUT
from tests.stores.asserting import assert_problem, user_of
from tests.stores.harness import Ability, open_store
from tests.stores.records import EXTRA, JOHN, ODD, SEARCHED, WHOLE, record
from tests.wire.layouts import HASH, HIDDEN, LAYOUTS, document
from tests.wire.people import MARKED_HASH
from tests.wire.tls import IMPOSTORS, tls_with

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    import trustme

    from profile_browser.domain.connection import Connection
    from tests.stores.harness import Harness, Place

case, needs = pytest.mark.case, pytest.mark.needs
EMAIL = "johndoe@example.com"
INSIDE = ("nested", "full")  # layouts with paths into objects
TEXTS = ("jo", "an", "doe john", EMAIL, "throng")
MISNAMED = ("another name", "another address")  # impostors that an authority trusts
SHORT = 2.0  # seconds
JOHN_ALONE = {"johndoe": record("johndoe", **JOHN)}


def ask_everything(harness: Harness, place: Place, *usernames: str) -> str:
    """Check the connection, and ask a new store for all that it can be asked.

    Return the outcomes as a text.
    """
    checked = list(harness.adapter.check(place.connection, "johndoe"))
    assert place.connection.is_sample or checked[-1].stage is Stage.LAYOUT
    with closing(open_store(harness, place.connection)) as store:
        said: list[object] = [*checked, *map(store.look_up, usernames)]
        said.append(store.look_up_all(usernames, at_once=64))
        found = [store.search(Question(text), 50) for text in TEXTS]
        return repr((said, found, [store.suggest(text, 8) for text in TEXTS]))


@case("hash not on the wire")
def test_no_outcome_has_the_hash(harness: Harness) -> None:
    with harness.put({**WHOLE, **ODD, **SEARCHED}, USUAL_LAYOUT) as place:
        said = ask_everything(harness, place, *WHOLE, *ODD)
    assert EMAIL in said
    for secret in (MARKED_HASH, EXTRA):
        assert secret not in said


@case("hash not on the wire")
@needs(Ability.RECORDER)
def test_the_hash_never_leaves_the_server(harness: Harness) -> None:
    with harness.put({**WHOLE, **ODD, **SEARCHED}, USUAL_LAYOUT) as place:
        ask_everything(harness, place, *WHOLE, *ODD, "nobody")
        assert EMAIL.encode() in place.answered  # so the recorder would have seen the hash
        for secret in (MARKED_HASH, EXTRA):
            assert secret.encode() not in place.answered


@case("hash not on the wire")
@needs(Ability.RECORDER)
@pytest.mark.parametrize(
    "name",
    ["usual", "untyped", *(pytest.param(name, marks=needs(Ability.NESTED)) for name in INSIDE)],
)
def test_nothing_that_a_layout_does_not_describe_leaves_the_server(
    harness: Harness, name: str
) -> None:
    layout = LAYOUTS[name]
    people = {"johndoe": document(layout, "johndoe", **JOHN)}
    with harness.put(people, layout) as place:
        ask_everything(harness, place, "johndoe")
        assert EMAIL.encode() in place.answered
        for secret in (HASH, HIDDEN):
            assert secret.encode() not in place.answered


@case("hash not on the wire")
@needs(Ability.RECORDER, Ability.DETAILS)
def test_details_bring_nothing_of_the_record(harness: Harness, place: Place) -> None:
    with closing(open_store(harness, place.connection)) as store:
        store.read_details("johndoe")
    for value in (EMAIL, "John Doe", MARKED_HASH):
        assert value.encode() not in place.answered


@case("hash not on the wire")
@needs(Ability.RECORDER)
def test_the_recorder_would_notice_a_hash(harness: Harness) -> None:
    email = USUAL_LAYOUT.built_in[2]
    assert email.name == "email"
    fields = [
        field._replace(path="hashed_password") if field == email else field
        for field in USUAL_LAYOUT.built_in
    ]
    with harness.put(WHOLE, USUAL_LAYOUT._replace(built_in=tuple(fields))) as place:
        with closing(open_store(harness, place.connection)) as store:
            user_of(store.look_up("johndoe"))
        assert MARKED_HASH.encode() in place.answered


@case("read-only: no request writes")
@needs(Ability.WRITES)
def test_no_request_writes(harness: Harness, place: Place) -> None:
    ask_everything(harness, place, *WHOLE)
    with closing(open_store(harness, place.connection)) as store:
        store.read_details("johndoe")
    assert EMAIL.encode() in place.answered
    assert list(place.writes()) == []


@case("read-only: a read role is enough")
@needs(Ability.ROLE)
def test_everything_works_with_an_account_that_may_not_write(
    harness: Harness, place: Place
) -> None:
    assert EMAIL in ask_everything(harness, place, "johndoe")
    assert not place.may_write()


# Certificates


def trusting(connection: Connection, trust_store: Path) -> Connection:
    return replace(connection, trust_store=str(trust_store))


@case("right certificate")
@needs(Ability.TLS)
def test_a_server_with_the_right_certificate_is_read(
    harness: Harness, authority: trustme.CA, trust_store: Path
) -> None:
    tls = tls_with(authority.issue_cert("127.0.0.1"))
    with harness.put(JOHN_ALONE, USUAL_LAYOUT, tls) as place:
        connection = trusting(place.connection, trust_store)
        assert connection.address.encrypted
        with closing(open_store(harness, connection)) as store:
            assert user_of(store.look_up("johndoe")).username == "johndoe"
            assert user_of(store.search(Question("johndo"), 50)).username == "johndoe"


@case("wrong certificate")
@needs(Ability.TLS)
@pytest.mark.parametrize("impostor", IMPOSTORS)
def test_an_impostor_gets_no_password(
    harness: Harness, authority: trustme.CA, trust_store: Path, impostor: str
) -> None:
    with harness.put(JOHN_ALONE, USUAL_LAYOUT, tls_with(IMPOSTORS[impostor](authority))) as place:
        connection = trusting(place.connection, trust_store)
        with closing(open_store(harness, connection)) as store:
            assert_problem(store.look_up("johndoe"), Reason.CERTIFICATE_REFUSED)
        assert_no_password(place)


@case("wrong certificate")
@needs(Ability.TLS)
def test_an_authority_that_nobody_trusts_gets_no_password(
    harness: Harness, authority: trustme.CA
) -> None:
    tls = tls_with(authority.issue_cert("127.0.0.1"))
    with harness.put(JOHN_ALONE, USUAL_LAYOUT, tls) as place:
        with closing(open_store(harness, place.connection)) as store:
            assert_problem(store.look_up("johndoe"), Reason.CERTIFICATE_REFUSED)
        assert_no_password(place)


@case("wrong certificate")
@needs(Ability.TLS)
@pytest.mark.parametrize(
    "impostor",
    [
        pytest.param(name, marks=needs(Ability.DRIVER_NAMES)) if name in MISNAMED else name
        for name in IMPOSTORS
    ],
)
def test_an_impostor_that_comes_after_the_check_of_the_hosts_gets_nothing(
    harness: Harness, authority: trustme.CA, trust_store: Path, impostor: str
) -> None:
    """A name may have another address by the time that the driver connects."""
    tls = tls_with(authority.issue_cert("127.0.0.1"))
    replace_after_one(tls, tls_with(IMPOSTORS[impostor](authority)))
    with harness.put(JOHN_ALONE, USUAL_LAYOUT, tls) as place:
        connection = trusting(replace(place.connection, connect_timeout=SHORT), trust_store)
        with closing(open_store(harness, connection)) as store:
            assert isinstance(store.look_up("johndoe"), Problem)
        assert place.received == b""


def replace_after_one(tls: ssl.SSLContext, impostor: ssl.SSLContext) -> None:
    """Have the first client see the certificate of `tls`, and all later ones the impostor's."""
    clients = count()

    def choose(client: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        if next(clients):
            client.context = impostor

    tls.sni_callback = choose


def assert_no_password(place: Place) -> None:
    """Check that the server received the password neither as it is nor in HTTP Basic."""
    connection = place.connection
    plain = connection.password.encode()
    basic = base64.b64encode(f"{connection.username}:{connection.password}".encode())
    assert plain not in place.received
    assert basic not in place.received
