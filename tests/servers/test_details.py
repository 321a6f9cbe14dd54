"""The details of a record on Couchbase's own mock: attributes alone, never the body."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from profile_browser.domain.details import NEVER, RecordDetails
from profile_browser.domain.outcome import Missing
from tests.servers.recorded import lookups_in
from tests.wire.people import JOHN_DOE, JOHNS_KEY, MARKED_HASH
from tests.wire.stores import TITLE, cluster_store, connection_to

if TYPE_CHECKING:
    from tests.servers.mock_cluster import MockCluster

A_TEST = timedelta(minutes=5)


def test_the_id_the_cas_the_expiry_and_the_last_change_are_read(cluster: MockCluster) -> None:
    with closing(cluster_store(connection_to(cluster))) as store:
        before = store.read_details("johndoe")
        cluster.put(JOHNS_KEY, JOHN_DOE | {"disabled": True})
        after = store.read_details("johndoe")
        assert store.read_details("nobody") == Missing("nobody", TITLE)
    assert isinstance(before, RecordDetails)
    assert isinstance(after, RecordDetails)
    assert (before.document_id, before.expiry) == (JOHNS_KEY, NEVER)
    assert before.revision != after.revision
    assert after.last_change is not None
    assert abs(datetime.fromtimestamp(time.time(), UTC) - after.last_change) < A_TEST


def test_only_attributes_are_asked_for_and_no_body_crosses_the_wire(cluster: MockCluster) -> None:
    with closing(cluster_store(connection_to(cluster))) as store:
        store.read_details("johndoe")
    conversations = cluster.conversations(0)
    ((key, paths),) = lookups_in(conversations)
    assert key == JOHNS_KEY
    assert [(path.name, path.is_xattr) for path in paths] == [
        ("$document.CAS", True),
        ("$document.exptime", True),
        ("$document.last_modified", True),
    ]
    answered = b"".join(part.answered for part in conversations)
    assert MARKED_HASH.encode() not in answered
    assert b"johndoe@example.com" not in answered
