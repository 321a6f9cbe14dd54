"""Elasticsearch for the suite: OpenSearch with its security plugin, behind a front."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from profile_browser.domain.document import document_id
from profile_browser.stores.elasticsearch.adapter import ELASTICSEARCH, KIND
from profile_browser.stores.elasticsearch.indexes import index_of
from tests.servers.front import Front
from tests.servers.java_building import build_server
from tests.servers.opensearch_node import OpenSearchNode
from tests.stores.fronted_place import FrontedPlace, connection_through
from tests.stores.harness import Ability, Harness, Installer, Place, Records

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.record import RecordLayout

_REQUEST = re.compile(rb"([A-Z]+ /\S*) HTTP/1\.1\r\n")
_READ = re.compile(
    r"GET /([\w-]+/_doc/[^/?]+\?_source\S*)?|POST /[\w-]+/(_search|_mget\?_source_includes=\S+)"
)
_FORBIDDEN = 403


class _OpenSearchPlace(FrontedPlace):
    """An index of its own. The account may read and search it, and nothing else."""

    absent: Mapping[str, str] = {"index": "no-such-index"}

    def __init__(self, connection: Connection, front: Front, node: OpenSearchNode) -> None:
        super().__init__(connection, front)
        self._node = node

    def writes(self) -> Sequence[str]:
        requests = [each.decode() for each in _REQUEST.findall(self.received)]
        return [each for each in requests if not _READ.fullmatch(each)]

    def may_write(self) -> bool:
        path = f"/{self.connection.location['index']}/_doc/written"
        return self._node.order("PUT", path, {}, self._node.reader)[0] != _FORBIDDEN


class _ElasticsearchHarness:
    adapter = ELASTICSEARCH
    lacks: Mapping[Ability, str] = {
        Ability.ANY_SHAPE: "the mapping of the index refuses such a record",
        Ability.SIGN_IN: "each request over HTTP signs in",
    }
    _node: OpenSearchNode

    def __init__(self) -> None:
        self._numbers = count()

    @contextmanager
    def start(self, install: Installer) -> Iterator[None]:
        program = install(build_server, "opensearch")
        with (
            TemporaryDirectory() as folder,
            OpenSearchNode(program, Path(folder)) as self._node,
        ):
            yield

    @contextmanager
    def put(
        self, records: Records, layout: RecordLayout, tls: ssl.SSLContext | None = None
    ) -> Iterator[Place]:
        index = f"profiles-{next(self._numbers)}"
        with Front(self._node.port, tls=tls) as front:
            connection = connection_through(
                front.port, KIND, {"index": index}, layout, tls=tls is not None
            )
            self._fill(index, records, layout)
            yield _OpenSearchPlace(connection, front, self._node)
        self._node.order("DELETE", f"/{index}")

    def _fill(self, index: str, records: Records, layout: RecordLayout) -> None:
        status, _ = self._node.order("PUT", f"/{index}", index_of(layout))
        assert status == 200
        lines = [
            json.dumps(line)
            for name, record in records.items()
            for line in ({"index": {"_id": document_id(name, template=layout.id)}}, record)
        ]
        bulk = "".join(f"{line}\n" for line in lines)
        status, answer = self._node.order("POST", f"/{index}/_bulk?refresh=true", bulk)
        assert status == 200
        assert isinstance(answer, dict)
        errors = [item["index"].get("error") for item in answer["items"]]
        refused = {error["type"] for error in errors if error}
        assert refused <= {"mapper_parsing_exception"}, errors  # ANY_SHAPE


ELASTICSEARCH_HARNESS: Harness = _ElasticsearchHarness()
