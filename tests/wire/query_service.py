"""The node's query service: SQL++ over HTTP, answered from a table that the test sets."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.wire.http import HttpRequest, HttpSession, json_answer, json_object
from tests.wire.records import Records

QUERY_PATH = "/query/service"
SYNTAX_ERROR = (3000, "syntax error - the test has set no answer for this statement")
# The error codes and messages of a version 7 server.
NO_QUERY_RIGHT = (13014, "User does not have credentials to run SELECT queries")
NO_INDEX = (4000, "No index available on keyspace that matches your query")
NO_PRIMARY_INDEX = (12004, "Primary Index not found")
INDEX_GONE = (12016, "Index Not Found")
INDEX_FAILED = (12008, "Error performing bulk get operation")
NO_KEYSPACE = (12003, "Keyspace not found in CB datastore")
NO_SCOPE = (12021, "Scope not found in CB datastore")
_HTTP_STATUS = {13014: 401, 3000: 400, 4000: 404, 12003: 404}
_GATE_CHECK_SECONDS = 0.002


@dataclass(frozen=True)
class ReceivedQuery:
    """One query as it was received; parameters are without their dollar sign."""

    statement: str
    parameters: Mapping[str, object]
    readonly: bool
    timeout: str
    signed_in: bool


Rows = Sequence[object]
Answer = Rows | Callable[[ReceivedQuery], Rows]


@dataclass
class QueryFaults:
    """Set any field from any thread; it takes effect from the next query."""

    error: tuple[int, str] | None = None
    """Every query ends in this error: its code and message."""

    after_rows: bool = False
    """The error comes after the rows."""

    silent: bool = False
    """Queries are accepted and never answered."""

    raw: bytes | None = None
    """Every query is answered with these bytes, even if they are not HTTP."""

    delay: float = 0.0
    """Seconds between a query and its answer."""

    gate: threading.Event | None = None
    """Queries wait here until it is set or removed."""


@dataclass
class QueryService:
    """Answers the statements in a table; any other statement is a syntax error."""

    authorization: str
    records: Records
    faults: QueryFaults = field(default_factory=QueryFaults)
    offered: bool = True
    """Whether the cluster map lists this service; it takes effect from the next connection."""
    asked: list[ReceivedQuery] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    sessions: set[HttpSession] = field(default_factory=set)
    _answers: dict[str, Answer] = field(default_factory=dict)

    def note_connection(self) -> bool:
        """Return False, because every connection is answered."""
        return False

    def begin(self, *, silent: bool) -> HttpSession:  # noqa: ARG002 (a listener's name)
        """Return the protocol that answers on a new connection."""
        noting = self.records.note_received, self.records.note_answered
        return HttpSession(self.respond, self.sessions, *noting)

    def answer(self, statement: str, rows: Answer) -> None:
        """Answer this statement with these rows, or with the result of a function of the query."""
        self._answers[statement] = rows

    def wait_for_query(self, timeout: float = 5.0) -> bool:
        """Wait for a query that no earlier call has waited for."""
        return self.arrived.acquire(timeout=timeout)

    async def respond(self, request: HttpRequest) -> bytes | None:
        """Return the answer to one HTTP request, or None if it must not be answered."""
        if (request.method, request.path) != ("POST", QUERY_PATH):
            return json_answer(404, {})
        asked = self._read(request)
        self.asked.append(asked)
        self.arrived.release()
        await self._wait_for_gate()
        if self.faults.silent:
            return None
        return self._answer(asked) if self.faults.raw is None else self.faults.raw

    def _read(self, request: HttpRequest) -> ReceivedQuery:
        body = json_object(request.body)
        return ReceivedQuery(
            statement=str(body["statement"]),
            parameters={name[1:]: value for name, value in body.items() if name.startswith("$")},
            readonly=body.get("readonly") is True,
            timeout=str(body.get("timeout", "")),
            signed_in=request.headers.get("authorization") == self.authorization,
        )

    async def _wait_for_gate(self) -> None:
        # A threading.Event cannot be awaited, and a thread waiting for it could outlive the test.
        while (gate := self.faults.gate) is not None and not gate.is_set():  # noqa: ASYNC110 - an event of another thread
            await asyncio.sleep(_GATE_CHECK_SECONDS)
        if self.faults.delay > 0:
            await asyncio.sleep(self.faults.delay)

    def _answer(self, asked: ReceivedQuery) -> bytes:
        error = self.faults.error
        if not asked.signed_in:
            error = NO_QUERY_RIGHT
        if error is not None and not self.faults.after_rows:
            return _failure(error)
        answer = self._answers.get(asked.statement)
        if answer is None:
            return _failure(SYNTAX_ERROR)
        rows = answer(asked) if callable(answer) else answer
        return _failure(error, rows) if error is not None else _success(rows)


def success_body(rows: Rows) -> dict[str, object]:
    """Return the JSON of an answer with these rows."""
    return _body("success", rows)


def _success(rows: Rows) -> bytes:
    return json_answer(200, success_body(rows))


def _failure(error: tuple[int, str], rows: Rows = ()) -> bytes:
    code, message = error
    body = _body("errors" if rows else "fatal", rows) | {"errors": [{"code": code, "msg": message}]}
    return json_answer(200 if rows else _HTTP_STATUS.get(code, 500), body)


def _body(status: str, rows: Rows) -> dict[str, object]:
    # Incomplete metrics make the SDK crash the process.
    metrics = {
        "elapsedTime": "1.5ms",
        "executionTime": "1.2ms",
        "resultCount": len(rows),
        "resultSize": 0,
        "serviceLoad": 1,
    }
    return {
        "requestID": "5f9b6a0e-7a59-4bd4-8a8e-6a1d3b9c2f10",
        "signature": {"*": "*"},
        "results": list(rows),
        "status": status,
        "metrics": metrics,
    }
