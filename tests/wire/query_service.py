"""The node's query service: SQL++ over HTTP, answered from a table that the test sets."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.wire.http import HttpRequest, HttpSession, json_answer, json_object
from tests.wire.records import Records

QUERY_PATH = "/query/service"
SYNTAX_ERROR = (3000, "syntax error - the test has set no answer for this statement")
# What a server of version 7 says, by its own numbers.
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
class Asked:
    """One query as it came over the wire; parameters without their dollar sign."""

    statement: str
    parameters: Mapping[str, object]
    readonly: bool
    timeout: str
    signed_in: bool


Rows = Sequence[object]
Answer = Rows | Callable[[Asked], Rows]


@dataclass
class QueryFaults:
    """Set any field from any thread; it counts from the next query on."""

    error: tuple[int, str] | None = None
    """Every query ends in this error: its number and message."""

    after_rows: bool = False
    """The error comes after the rows that were found until then."""

    silent: bool = False
    """Queries are accepted and never answered."""

    raw: bytes | None = None
    """Every query is answered with these bytes, HTTP or not."""

    delay: float = 0.0
    """Seconds between a query and its answer."""

    gate: threading.Event | None = None
    """Queries wait here until it is set (or taken away)."""


@dataclass
class QueryService:
    """Answers each statement of a table; any other one is a syntax error."""

    authorization: str
    records: Records
    faults: QueryFaults = field(default_factory=QueryFaults)
    suggested_entries: bool = True
    """Whether the cluster map names this service; it counts from the next connection on."""
    asked: list[Asked] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    sessions: set[HttpSession] = field(default_factory=set)
    _answers: dict[str, Answer] = field(default_factory=dict)

    def note_connection(self) -> bool:
        """Answer on every connection."""
        return False

    def begin(self, *, silent: bool) -> HttpSession:  # noqa: ARG002 (a listener's name)
        """Give what answers on a new connection."""
        noting = self.records.note_received, self.records.note_answered
        return HttpSession(self.respond, self.sessions, *noting)

    def answer(self, statement: str, rows: Answer) -> None:
        """Answer this statement with these rows, or with what a function makes of the query."""
        self._answers[statement] = rows

    def wait_for_query(self, timeout: float = 5.0) -> bool:
        """Wait until a query has come that no earlier call waited for."""
        return self.arrived.acquire(timeout=timeout)

    async def respond(self, request: HttpRequest) -> bytes | None:
        """Give the answer to one HTTP request; None where there is to be none."""
        if (request.method, request.path) != ("POST", QUERY_PATH):
            return json_answer(404, {})
        asked = self._read(request)
        self.asked.append(asked)
        self.arrived.release()
        await self._hold_back()
        if self.faults.silent:
            return None
        return self._answer(asked) if self.faults.raw is None else self.faults.raw

    def _read(self, request: HttpRequest) -> Asked:
        body = json_object(request.body)
        return Asked(
            statement=str(body["statement"]),
            parameters={name[1:]: value for name, value in body.items() if name.startswith("$")},
            readonly=body.get("readonly") is True,
            timeout=str(body.get("timeout", "")),
            signed_in=request.headers.get("authorization") == self.authorization,
        )

    async def _hold_back(self) -> None:
        # A threading.Event cannot be awaited, and a thread that waits for it may outlive the test.
        while (gate := self.faults.gate) is not None and not gate.is_set():  # noqa: ASYNC110 - an event of another thread
            await asyncio.sleep(_GATE_CHECK_SECONDS)
        if self.faults.delay > 0:
            await asyncio.sleep(self.faults.delay)

    def _answer(self, asked: Asked) -> bytes:
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


def _success(rows: Rows) -> bytes:
    return json_answer(200, _body("success", rows))


def _failure(error: tuple[int, str], rows: Rows = ()) -> bytes:
    code, message = error
    body = _body("errors" if rows else "fatal", rows) | {"errors": [{"code": code, "msg": message}]}
    return json_answer(200 if rows else _HTTP_STATUS.get(code, 500), body)


def _body(status: str, rows: Rows) -> dict[str, object]:
    # Without complete metrics the SDK dies with the process.
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
