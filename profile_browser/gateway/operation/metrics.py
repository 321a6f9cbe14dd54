"""Counts requests for Prometheus."""

from __future__ import annotations

import math
from time import time
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from profile_browser import __version__
from profile_browser.domain.audit import FOUND, LISTED, MISSING
from profile_browser.domain.gateway_api import API_VERSION, GatewayReason
from profile_browser.domain.problem import ProblemKind, Reason
from profile_browser.gateway.operation.request_log import ANSWERED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_PREFIX = "profile_browser"
_LABELS = ("route", "outcome")
# Seconds: from an answer out of memory to the longest that a request may take.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_FROM_STORE = frozenset({FOUND, LISTED, MISSING})
_ASKS_STORE = "/ready"  # the one route about nobody that asks it
_REFUSALS = frozenset(map(str, GatewayReason)) - {GatewayReason.NOT_FOUND.value}
_OUTCOMES = (
    _FROM_STORE | {ANSWERED} | frozenset(map(str, GatewayReason)) | frozenset(map(str, Reason))
)
_STORE_FAILURES = frozenset(
    reason.value
    for reason in Reason
    if reason.kind
    in {
        ProblemKind.UNREACHABLE,
        ProblemKind.TIMED_OUT,
        ProblemKind.BUSY,
        ProblemKind.WRONG_SIGN_IN,
        ProblemKind.NOT_ALLOWED,
        ProblemKind.UNTRUSTED,
    }
)
_OTHER, _NO_ROUTE = "other", "none"
_MOST_ROUTES = 30


class GatewayMetrics:
    """Counts requests. Routes and outcomes are of a limited number, and no label names a person."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.running = 0
        self._is_store_up, self._last_answer = math.nan, math.nan  # as long as it is not known
        self._requests = self._counter("requests", "Requests by route and outcome.", *_LABELS)
        self._refused = self._counter(
            "refused_requests", "Requests that the gateway refused by itself, by reason.", "reason"
        )
        self._seconds = Histogram(
            f"{_PREFIX}_request_seconds",
            "Seconds until the answer, by route.",
            _LABELS[:1],
            registry=self.registry,
            buckets=BUCKETS,
        )
        self._routes: dict[str, Histogram] = {}
        self._outcomes: dict[tuple[str, str], Counter] = {}
        self._add_gauges()

    def begin(self) -> None:
        """Count a request that begins."""
        self.running += 1

    def observe(self, route: str, outcome: str, seconds: float) -> None:
        """Count a request that ended. It runs until all the rest is counted."""
        histogram = self._routes.get(route) or self._add_route(route)
        histogram.observe(seconds)
        counter = self._outcomes.get((route, outcome)) or self._add_outcome(route, outcome)
        counter.inc()
        if outcome in _REFUSALS:
            self._refused.labels(outcome).inc()
        elif outcome in _FROM_STORE or (outcome == ANSWERED and route == _ASKS_STORE):
            self._is_store_up, self._last_answer = 1, time()
        elif outcome in _STORE_FAILURES:
            self._is_store_up = 0
        self.running -= 1

    def show_certificate(self, expiry: Callable[[], datetime]) -> None:
        """Show when the certificate expires that desks get, which may not be that in the file."""
        self._gauge(
            "certificate_expiry_timestamp_seconds",
            "When the certificate expires, in Unix time.",
            lambda: expiry().timestamp(),
        )

    def watch_log(self, dropped: Callable[[], int]) -> None:
        """Show how many lines of the log were dropped because it was not written in time."""
        self._gauge("log_lines_dropped", "Lines that the log lacks.", dropped)

    def _add_gauges(self) -> None:
        self._gauge("requests_running", "Requests without an answer.", lambda: self.running)
        self._gauge(
            "store_up",
            "Whether the store answered when it was last asked: 1 or 0.",
            lambda: self._is_store_up,
        )
        self._gauge(
            "store_last_answer_timestamp_seconds",
            "When the store last answered, in Unix time.",
            lambda: self._last_answer,
        )
        Gauge(
            f"{_PREFIX}_build_info",
            "The versions of the program and of its API.",
            ("version", "api"),
            registry=self.registry,
        ).labels(__version__, str(API_VERSION)).set(1)
        ProcessCollector(registry=self.registry)

    def _counter(self, name: str, description: str, *labels: str) -> Counter:
        return Counter(f"{_PREFIX}_{name}", description, labels, registry=self.registry)

    def _gauge(self, name: str, description: str, value: Callable[[], float]) -> None:
        Gauge(f"{_PREFIX}_{name}", description, registry=self.registry).set_function(value)

    def _add_route(self, route: str) -> Histogram:
        is_known = len(self._routes) < _MOST_ROUTES
        histogram = self._seconds.labels((route or _NO_ROUTE) if is_known else _OTHER)
        if is_known:
            self._routes[route] = histogram
        return histogram

    def _add_outcome(self, route: str, outcome: str) -> Counter:
        if outcome not in _OUTCOMES:
            outcome = _OTHER
        route_name = (route or _NO_ROUTE) if route in self._routes else _OTHER
        counter = self._requests.labels(route_name, outcome)
        if route in self._routes:
            self._outcomes[route, outcome] = counter
        return counter
