"""Couchbase's own query engine: it parses, plans and runs statements over documents in memory."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from profile_browser.stores.couchbase.keyspace import Keyspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from profile_browser.domain.connection import Connection

_LONGEST_SECONDS = 150.0


@dataclass(frozen=True)
class Executed:
    """The result of one statement, and how much it read for that."""

    rows: list[object]
    errors: list[str]
    fetched: int
    """How many documents were read."""

    scanned: int
    """How many entries of indexes were read."""


@dataclass(frozen=True)
class QueryEngine:
    """Starts the program anew for each run."""

    program: Path

    def run(
        self,
        connection: Connection,
        documents: Mapping[str, object],
        statements: Iterable[str],
        *parameters: Mapping[str, object],
    ) -> list[Executed]:
        """Run the statements, one after the other, in a keyspace with only these documents.

        The last statement is run once with each of the parameters. An infinite number is written as
        one that is too large for a double.
        """
        keyspace = dict(
            zip(("bucket", "scope", "collection"), Keyspace.of(connection).names, strict=True)
        )
        *before, last = statements
        calls = [*((text, {}) for text in before), *((last, each) for each in parameters or ({},))]
        asked = [{"text": text, "parameters": each} for text, each in calls]
        request = json.dumps({**keyspace, "documents": documents, "statements": asked})
        ended = subprocess.run(
            [self.program],
            input=request.replace(": Infinity", ": 1e999"),
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST_SECONDS,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return [
            Executed(
                rows=answer["rows"] or [],
                errors=answer["errors"] or [],
                fetched=answer["fetched"],
                scanned=answer["scanned"],
            )
            for answer in json.loads(ended.stdout)
        ]
