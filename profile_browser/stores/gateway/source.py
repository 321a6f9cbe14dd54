"""A source over a gateway, for lookups and for the check. Each lookup is one request."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from profile_browser.domain.gateway_api import GATEWAY_NAME, MOST_MATCHES, REASON_HEADER, Right
from profile_browser.domain.problem import Problem, ProblemError, Reason
from profile_browser.domain.store import TruncatedRows
from profile_browser.stores.checking import is_nobody
from profile_browser.stores.gateway import requests
from profile_browser.stores.gateway.answers import About, Batch, details_in, user_in, users_in
from profile_browser.stores.gateway.failures import DIALECT, is_missing, misplaced, problem_in
from profile_browser.stores.http.failures import READING, SEARCHING
from profile_browser.stores.http.source import HttpSource
from profile_browser.stores.portions import read_in_portions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from profile_browser.domain.connection import Connection
    from profile_browser.domain.details import RecordDetails
    from profile_browser.domain.question import Question
    from profile_browser.domain.user import User
    from profile_browser.stores.http.failures import Answer, Phase
    from profile_browser.stores.http.session import Request
    from profile_browser.stores.portions import Answers

_Read = TypeVar("_Read")
# What a header can have. People also paste the white space or the header that a token came in.
_TOKEN = re.compile(r"\s*(?:(?:authorization:\s*)?bearer\s+)?([!-~]{1,8000})\s*", re.IGNORECASE)


class GatewaySource(HttpSource):
    """A RecordingSource and a CheckSession over a gateway. It raises ProblemError."""

    dialect = DIALECT

    def __init__(self, connection: Connection) -> None:
        token = _TOKEN.fullmatch(connection.password)
        if not token:
            raise ProblemError(Problem(Reason.SIGN_IN_REFUSED, connection, "TokenNotValid"))
        super().__init__(replace(connection, password=token[1]))
        self._about = About(name=GATEWAY_NAME)

    def state_reason(self, reason: str) -> None:
        """Take the reason for the next questions. It is in a header, because logs have URLs."""
        self._session.headers = {REASON_HEADER: quote(reason, safe="")} if reason else {}

    # Lookups

    def read(self, username: str) -> User | None:
        """Return this user, or None."""
        request = requests.user_request(username)
        return self._read_one(request, user_in, username)

    def read_many(self, usernames: Sequence[str], at_once: int) -> Answers:
        """Return the users of these usernames, with a request for each portion.

        A portion counts as one request, so where a gateway limits these, a long list goes on
        steadily.
        """
        size = min(at_once, MOST_MATCHES)
        return read_in_portions(usernames, size, self._read_from_batch, self._read_portion)

    def _read_portion(self, usernames: Sequence[str]) -> Answers:
        request, seconds = requests.batch_request(usernames), self._connection.kv_timeout
        answer = self._ask(request, READING, seconds, role=Right.BATCH.value)
        batch = self._read_shape(Batch.model_validate, answer)
        if sorted(batch.usernames) != sorted(usernames):
            raise self._session.error(Reason.ANSWER_FOREIGN, "OtherUsernames")
        found = {
            username: self._read_shape(user_in, answer._replace(value=user))
            for username, user in batch.found.items()
        }
        failed = {
            username: self._error_of(problem_in(answer, problem), READING, username=username)
            for username, problem in batch.problems.items()
        }
        return {**dict.fromkeys(batch.missing), **found, **failed}

    def _read_from_batch(self, username: str) -> User | None:
        """Return a user with the right that batches need, or None."""
        [answer] = self._read_portion([username]).values()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read_details(self, username: str) -> RecordDetails | None:
        """Return the details of this user's record, or None."""
        request = requests.details_request(username)
        return self._read_one(request, details_in, username)

    def search(self, question: Question, limit: int) -> list[object]:
        """Return the people that the gateway lists: at most 50."""
        request = requests.search_request(question.text, limit - 1)
        answer = self._ask(request, SEARCHING, self._connection.query_timeout, text=question.text)
        users, is_cut = self._read_shape(users_in, answer)
        return TruncatedRows(users) if is_cut else list(users)

    def suggest(self, _text: str, _limit: int) -> list[object]:
        """Return nobody: suggestions would show people whom nobody asked for."""
        return []

    # The check

    def sign_in(self) -> None:
        """Check the token, and note what it may do."""
        answer = self._ask(requests.ABOUT, READING, self._connection.kv_timeout)
        self._about = self._read_shape(About.model_validate, answer)

    def open_database(self) -> str:
        """Check that the store behind the gateway responds. Return the title that it has there."""
        self._ask(requests.READY, READING, self._connection.kv_timeout)
        return self._about.title

    def read_values(self, username: str, _paths: Sequence[str]) -> dict[str, object] | None:
        """Return this user's values, or None.

        Only the right is checked for nobody: the audit log of the gateway records every read.
        """
        if not self._about.allows(Right.LOOKUP):
            raise self._session.error(Reason.READING_NOT_ALLOWED)
        user = None if is_nobody(username) else self.read(username)
        return None if user is None else user.public_values

    def require_indexes(self) -> None:
        """Check that the token may search, and that the store can be searched."""
        if not self._about.allows(Right.SEARCH):
            raise self._session.error(Reason.SEARCHING_NOT_ALLOWED)
        if not self._about.searches:
            raise self._session.error(Reason.SEARCH_NOT_SERVED)

    # Requests

    def _read_one(
        self, request: Request, read: Callable[[object], _Read], username: str
    ) -> _Read | None:
        """Return what the answer about one user has, or None if there is no such user."""
        answer = self._ask_any(request, READING, self._connection.kv_timeout)
        if is_missing(answer):
            return None
        return self._read_shape(read, self._successful(answer, READING, username=username))

    def _ask(self, request: Request, phase: Phase, seconds: float, **asked: object) -> Answer:
        """Return a successful answer."""
        return self._successful(self._ask_any(request, phase, seconds), phase, **asked)

    def _ask_any(self, request: Request, phase: Phase, seconds: float) -> Answer:
        """Return an answer of a gateway of this version, or of a proxy in front of it."""
        answer = self._session.ask(request, phase, seconds)
        reason = misplaced(answer)
        if reason is not None:
            raise self._session.error(reason, f"HTTP {answer.status}", **DIALECT.facts_of(answer))
        return answer

    def _successful(self, answer: Answer, phase: Phase, **asked: object) -> Answer:
        if answer.is_success:
            return answer
        raise self._error_of(answer, phase, **asked)

    def _error_of(self, answer: Answer, phase: Phase, **asked: object) -> ProblemError:
        problem = self._session.problem_of(answer, phase).problem
        return ProblemError(replace(problem, values={**problem.values, **asked}))

    def _read_shape(self, read: Callable[[object], _Read], answer: Answer) -> _Read:
        """Return what an answer has. One of another shape is not a gateway's."""
        try:
            return read(answer.value)
        except ValueError as error:
            facts = DIALECT.facts_of(answer)
            cause = type(error).__name__
            raise self._session.error(Reason.ANSWER_FOREIGN, cause, **facts) from None
