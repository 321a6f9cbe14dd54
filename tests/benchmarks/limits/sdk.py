"""The plain SDK: connecting, and the projected get."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from couchbase.auth import PasswordAuthenticator
from couchbase.cluster import Cluster
from couchbase.options import ClusterOptions, GetOptions

from tests.benchmarks.limits.two_models import User

if TYPE_CHECKING:
    from couchbase.collection import Collection

_FIELDS = list(User.model_fields)


def connected_collection() -> Collection:
    """Connect to the node that the environment variables describe."""
    signing_in = PasswordAuthenticator(os.environ["NODE_USERNAME"], os.environ["NODE_PASSWORD"])
    options = ClusterOptions(
        signing_in, enable_dns_srv=False, enable_metrics=False, enable_tracing=False
    )
    cluster = Cluster.connect(os.environ["NODE_CONNECTION_STRING"], options)
    return cluster.bucket(os.environ["NODE_BUCKET"]).default_collection()


def read(collection: Collection, username: str) -> User:
    """Return a user's public fields."""
    answer = collection.get(f"userprofile::{username}", GetOptions(project=_FIELDS))
    return User.model_validate(answer.content_as[dict])
