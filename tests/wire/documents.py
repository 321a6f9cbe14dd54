"""The node's documents, and its answers to whole gets and subdocument lookups."""

import json
import re
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.wire.frames import (
    DATATYPE_JSON,
    DATATYPE_RAW,
    LookupPath,
    Opcode,
    Response,
    Status,
)

JSON_FLAGS = 0x02000006
DEFAULT_COLLECTION = "_default._default"
_CAS = 1
_MOST_PATHS = 16
# A server computes these. An expiry of 0 is never; the last change is text.
USUAL_ATTRIBUTES: Mapping[str, object] = {
    "CAS": f"0x{_CAS:016x}",
    "exptime": 0,
    "flags": JSON_FLAGS,
    "last_modified": "1764000000",
}
_DOCUMENT = "$document"
# A name between dots, or one in backticks, which may hold dots itself.
_STEP = re.compile(r"`([^`]*)`|([^.`]+)")


@dataclass(frozen=True)
class PlantedAnswers:
    """A document whose fields are answered with exactly these statuses and bytes."""

    fields: Mapping[str, tuple[int, bytes]]


@dataclass(frozen=True)
class Document:
    """One stored body; `is_json` and `content` say how a server reads it."""

    body: bytes
    content: object
    is_json: bool
    planted: PlantedAnswers = PlantedAnswers({})
    attributes: Mapping[str, object] = field(default_factory=lambda: USUAL_ATTRIBUTES)

    @classmethod
    def from_value(cls, value: object) -> "Document":
        """Store bytes unchanged and anything else as JSON."""
        if isinstance(value, PlantedAnswers):
            return cls(b"{}", {}, True, value)
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        try:
            return cls(body, json.loads(body), True)
        except (ValueError, RecursionError):  # a server gives up after 32 levels
            return cls(body, None, False)


class Documents:
    """Documents by collection and key; any thread may change them."""

    def __init__(self, collections: Mapping[tuple[str, str], int] | None = None) -> None:
        self._ids = {DEFAULT_COLLECTION: 0}
        for (scope, name), number in (collections or {}).items():
            self._ids[f"{scope}.{name}"] = number
        self._documents: dict[tuple[int, bytes], Document] = {}
        self._lock = threading.Lock()

    def put(
        self, key: str, value: object, collection: str, attributes: Mapping[str, object] | None
    ) -> None:
        """Store a value as JSON, or bytes unchanged; by default with the usual attributes."""
        document = Document.from_value(value)
        if attributes is not None:
            document = replace(document, attributes=attributes)
        with self._lock:
            self._documents[self._ids[collection], key.encode()] = document

    def names(self) -> list[str]:
        """Return each collection as `scope.name`."""
        return list(self._ids)

    def remove(self, key: str, collection: str) -> None:
        """Remove a document."""
        with self._lock:
            del self._documents[self._ids[collection], key.encode()]

    def contents(self, collection: str) -> list[object]:
        """Return the contents of a collection's JSON documents."""
        wanted = self._ids[collection]
        with self._lock:
            return [
                document.content
                for (number, _), document in self._documents.items()
                if number == wanted and document.is_json
            ]

    def collection_id(self, collection: str) -> Response:
        """Answer GET_COLLECTION_ID: the manifest's uid and the collection's id."""
        if collection.count(".") != 1:
            return Response(Status.INVALID_ARGUMENTS)
        if collection not in self._ids:
            scope = collection.partition(".")[0]
            known = any(name.startswith(f"{scope}.") for name in self._ids)
            return Response(Status.UNKNOWN_COLLECTION if known else Status.UNKNOWN_SCOPE)
        return Response(extras=struct.pack(">QI", 1, self._ids[collection]))

    def get(self, collection: int, key: bytes) -> Response:
        """Answer a whole get."""
        document = self._find(collection, key)
        if not isinstance(document, Document):
            return Response(document)
        datatype = DATATYPE_JSON if document.is_json else DATATYPE_RAW
        return Response(
            value=document.body,
            extras=struct.pack(">I", JSON_FLAGS),
            datatype=datatype,
            cas=_CAS,
        )

    def look_up(self, collection: int, key: bytes, paths: list[LookupPath]) -> Response:
        """Answer a subdocument lookup: one status and one value for each path."""
        if len(paths) > _MOST_PATHS:
            return Response(Status.INVALID_COMBINATION)
        refusal = _refuse_xattrs(paths)
        if refusal is not None:
            return Response(refusal)
        document = self._find(collection, key)
        if not isinstance(document, Document):
            return Response(document)
        answers = [_answer_path(document, path) for path in paths]
        failed = any(status != Status.SUCCESS for status, _ in answers)
        return Response(
            Status.MULTI_PATH_FAILURE if failed else Status.SUCCESS,
            value=b"".join(struct.pack(">HI", s, len(value)) + value for s, value in answers),
            cas=_CAS,
        )

    def _find(self, collection: int, key: bytes) -> Document | Status:
        if collection not in self._ids.values():
            return Status.UNKNOWN_COLLECTION
        with self._lock:
            return self._documents.get((collection, key), Status.NOT_FOUND)


def _answer_path(document: Document, path: LookupPath) -> tuple[int, bytes]:
    if path.is_xattr:
        return _answer_xattr(document, path.name)
    if path.opcode == Opcode.GET:
        return Status.SUCCESS, document.body
    if path.opcode != Opcode.SUBDOC_GET:
        return Status.UNKNOWN_COMMAND, b""
    return _answer_field(document, path.name)


def _refuse_xattrs(paths: list[LookupPath]) -> Status | None:
    """Return the status with which a server refuses the extended attributes of a lookup, if any.

    They come before the paths of the body, and all but the virtual ones belong to one name.
    """
    kinds = [path.is_xattr for path in paths]
    names = {_first_step(path.name) for path in paths if path.is_xattr}
    if kinds != sorted(kinds, reverse=True):
        return Status.INVALID_XATTR_ORDER
    if any(name.startswith("$") and name != _DOCUMENT for name in names):
        return Status.UNKNOWN_VIRTUAL_XATTR
    return Status.INVALID_XATTR_COMBINATION if len(names - {_DOCUMENT}) > 1 else None


def _answer_xattr(document: Document, name: str) -> tuple[Status, bytes]:
    # The SDK crashes the process unless the flags are a decimal number.
    if _first_step(name) != _DOCUMENT:
        return Status.PATH_NOT_FOUND, b""
    _, _, wanted = name.partition(".")
    if wanted and wanted not in document.attributes:
        return Status.PATH_NOT_FOUND, b""
    found = document.attributes[wanted] if wanted else document.attributes
    return Status.SUCCESS, json.dumps(found).encode()


def _first_step(path: str) -> str:
    return path.partition(".")[0]


def _answer_field(document: Document, path: str) -> tuple[int, bytes]:
    steps = [quoted or plain for quoted, plain in _STEP.findall(path)]
    if steps[0] in document.planted.fields:
        return document.planted.fields[steps[0]]
    if not document.is_json:
        return Status.NOT_JSON, b""
    content = document.content
    for step in steps:
        if not isinstance(content, dict):
            return Status.PATH_MISMATCH, b""
        if step not in content:
            return Status.PATH_NOT_FOUND, b""
        content = content[step]
    return Status.SUCCESS, json.dumps(content).encode()
