"""Subdocument lookups: the described fields of a document, or what the cluster keeps about it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from couchbase.exceptions import (
    DocumentNotFoundException,
    DocumentNotJsonException,
    PathMismatchException,
    PathNotFoundException,
    PathTooDeepException,
    RequestCanceledException,
    SubdocumentErrorContext,
)
from couchbase.options import LookupInOptions
from couchbase.subdocument import get as value_at

from profile_browser.domain.fields import fields_of
from profile_browser.domain.user import paths_of
from profile_browser.stores.attributes import CAS, EXPIRY, LAST_CHANGE, details_from
from profile_browser.stores.reading import DamagedDocumentError, UserModel, user_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from couchbase.bucket import Bucket
    from couchbase.result import LookupInResult
    from couchbase.subdocument import Spec

    from profile_browser.domain.details import RecordDetails
    from profile_browser.stores.couchbase.keyspace import Keyspace

_NOT_AN_OBJECT = (DocumentNotJsonException, PathMismatchException)
MAX_PATHS = 16  # the server's limit for one request
# The whole of $document would make the server read the body too, for a checksum.
_ATTRIBUTES = {name: f"$document.{name}" for name in (CAS, EXPIRY, LAST_CHANGE)}


def read_user(
    bucket: Bucket,
    keyspace: Keyspace,
    username: str,
    model: type[UserModel],
    timeout: timedelta | None = None,
) -> UserModel | None:
    """Do what ``get_user`` does, in this keyspace, by default with the cluster's timeout.

    A wrong value in a field that is not essential damages that field alone. Fields that the
    keyspace's layout adds are read along with those of the model.
    """
    paths = paths_of(model, keyspace.layout)
    if len(paths) > MAX_PATHS:
        raise ValueError(model.__name__)
    try:
        values = read_values(bucket, keyspace, username, paths, timeout)
    except PathTooDeepException:  # the server supports at most 32 levels
        raise DamagedDocumentError(*(field.name for field in fields_of(model))) from None
    return None if values is None else user_from(values, model, keyspace.layout)


def read_values(
    bucket: Bucket,
    keyspace: Keyspace,
    username: str,
    paths: Sequence[str],
    timeout: timedelta | None = None,
) -> dict[str, object] | None:
    """Return the values of a document at these paths, or None if there is no document.

    There can be at most ``MAX_PATHS``. Paths that the document lacks are left out.
    """
    specs = [value_at(path) for path in paths]
    try:
        answer = _look_up(bucket, keyspace, username, specs, timeout)
        return None if answer is None else _values_in(answer, paths)
    except _NOT_AN_OBJECT:
        raise DamagedDocumentError from None


def read_details(
    bucket: Bucket, keyspace: Keyspace, username: str, timeout: timedelta | None = None
) -> RecordDetails | None:
    """Return what the cluster keeps about a user's document, or None if there is no document.

    Only virtual extended attributes are asked for, so nothing of the body leaves the cluster. The
    details lack what the server does not know: ``last_modified`` came with Couchbase Server 6.5.
    """
    specs = [value_at(path, xattr=True) for path in _ATTRIBUTES.values()]
    answer = _look_up(bucket, keyspace, username, specs, timeout)
    if answer is None:
        return None
    return details_from(keyspace.document_id(username), _values_in(answer, [*_ATTRIBUTES]))


def _look_up(
    bucket: Bucket,
    keyspace: Keyspace,
    username: str,
    specs: Sequence[Spec],
    timeout: timedelta | None,
) -> LookupInResult | None:
    """Return the answer, or None if there is no such document."""
    key = keyspace.document_id(username)
    # Options take the SDK 20 µs, as long as the rest of its work.
    options = [] if timeout is None else [LookupInOptions(timeout=timeout)]
    collection = bucket.scope(keyspace.scope).collection(keyspace.collection)
    try:
        try:
            return collection.lookup_in(key, specs, *options)
        except RequestCanceledException:  # the connection broke: the SDK repeats only gets
            return collection.lookup_in(key, specs, *options)
    except DocumentNotFoundException as error:
        if isinstance(error.error_context, SubdocumentErrorContext):
            return None
        raise


def _values_in(answer: LookupInResult, names: Sequence[str]) -> dict[str, object]:
    """Return the values that the document has, by the names of what was asked for, in order.

    Where a path leads through a text or a number, the document has nothing there.
    """
    value_of, values = answer.content_as[_unchanged], {}
    for index, name in enumerate(names):
        missing = (PathNotFoundException, *([PathMismatchException] if "." in name else []))
        with suppress(*missing):
            values[name] = value_of(index)
    return values


def _unchanged(value: object) -> object:
    return value
