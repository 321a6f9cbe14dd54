"""Every route only reads, asks who is there, and is described truthfully."""

from typing import Any

import pytest
from fastapi.routing import APIRoute

from profile_browser.domain.fields import FIELDS
from profile_browser.domain.gateway_api import Right
from profile_browser.domain.store import ProfileStore
from profile_browser.gateway.routes import ROUTES
from profile_browser.gateway.routing import Route
from tests.unit.gateway.desk import make_desk

OPEN = {"/", "/health", "/ready"}
WRITING = ("PUT", "PATCH", "DELETE", "POST", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")
TARGETS = {
    "/users/{username}": "/users/johndoe",
    "/users/{username}/details": "/users/johndoe/details",
}
PROTECTED = [route for route in ROUTES if route.path not in OPEN]


def _target(route: Route) -> str:
    return TARGETS.get(route.path, route.path)


def test_no_route_takes_a_method_that_writes() -> None:
    methods = {(route.path, *sorted(route.methods or ())) for route in ROUTES}
    assert {path for path, *names in methods if names != ["GET"]} == {"/users/batch"}


def test_what_the_routes_ask_has_no_method_that_writes() -> None:
    public = {name for name in vars(ProfileStore) if not name.startswith("_")}
    assert public == {"look_up", "look_up_all", "read_details", "search", "suggest", "close"}


@pytest.mark.parametrize(
    ("route", "method"),
    [(route, method) for route in ROUTES for method in WRITING if method != route.method],
    ids=lambda part: part if isinstance(part, str) else part.path,
)
def test_another_method_is_refused_with_those_that_are_there(route: Route, method: str) -> None:
    answer = make_desk().ask(_target(route), method)
    assert (answer.status_code, answer.json()["reason"]) == (405, "method_not_allowed")
    allowed = answer.headers["Allow"].split(", ")
    assert allowed == (["GET", "HEAD", "POST"] if "batch" in route.path else ["GET", "HEAD"])


@pytest.mark.parametrize("route", PROTECTED, ids=lambda route: route.path)
def test_without_a_token_nothing_is_answered(route: Route) -> None:
    desk = make_desk()
    for token, reason in (("", "token_missing"), ("other", "token_refused")):
        answer = desk.ask(_target(route), route.method, token=token)
        assert (answer.status_code, answer.json()["reason"]) == (401, reason)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not desk.costs.taken


@pytest.mark.parametrize("route", PROTECTED, ids=lambda route: route.path)
def test_without_the_right_nothing_is_answered(route: Route) -> None:
    others = frozenset(Right) - {route.right}
    desk = make_desk(may=others)
    answer = desk.ask(_target(route), route.method)
    assert (answer.status_code, answer.json()["reason"]) == (403, "right_missing")
    assert desk.costs.taken == [1]
    assert route.right is not None
    assert route.right.value in answer.json()["detail"]


@pytest.mark.parametrize("route", PROTECTED, ids=lambda route: route.path)
def test_too_many_requests_are_told_how_long_to_wait(route: Route) -> None:
    desk = make_desk()
    desk.costs.seconds = 6.2
    answer = desk.ask(_target(route), route.method, json={"usernames": ["a"]})
    assert (answer.status_code, answer.json()["reason"]) == (429, "rate_limited")
    assert answer.headers["Retry-After"] == "7"
    assert answer.json()["retry_after"] == 7


@pytest.mark.parametrize("target", ["/docs", "/openapi.json", "/redoc", "/docs/oauth2-redirect"])
def test_the_description_is_there_only_if_it_was_asked_for(target: str) -> None:
    assert make_desk().ask(target).status_code == 404


@pytest.mark.parametrize(
    "target", ["/health/", "/users/", "//health", "/Health", "/users/a/b", "/users/johndoe/"]
)
def test_an_address_that_is_almost_a_route_is_none(target: str) -> None:
    answer = make_desk().ask(target)
    assert (answer.status_code, answer.json()["kind"]) == (404, "misconfigured")


def _described() -> dict[str, Any]:
    answer = make_desk(has_docs=True).ask("/openapi.json", token="")
    assert answer.status_code == 200
    described: dict[str, Any] = answer.json()
    return described


def test_the_description_has_each_route_and_its_token() -> None:
    described = _described()
    assert described["paths"].keys() == {route.path for route in ROUTES}
    for route in ROUTES:
        operation = described["paths"][route.path][route.method.lower()]
        assert ("security" in operation) is bool(route.right)
        assert operation["responses"].keys() == {"200", "default"}


def test_the_page_about_the_routes_loads_nothing_from_elsewhere() -> None:
    answer = make_desk(has_docs=True).ask("/docs", token="")
    assert answer.status_code == 200
    for route in ROUTES:
        assert route.path in answer.text
    assert "//" not in answer.text
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_description_of_a_user_is_the_table_of_fields() -> None:
    schema = _described()["components"]["schemas"]["UserModel"]
    assert schema["required"] == [field.name for field in FIELDS]
    assert schema["additionalProperties"] is False


def test_the_description_names_nothing_that_is_missing() -> None:
    described = _described()
    names = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(_references(described)) <= names


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [each for value in part.values() for each in _references(value)]
    if isinstance(part, list):
        return [each for value in part for each in _references(value)]
    return []


def test_all_routes_are_of_the_kind_that_asks_who_is_there() -> None:
    assert all(isinstance(route, Route) for route in ROUTES)
    assert issubclass(Route, APIRoute)
