"""Answers as they are sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response

from profile_browser.gateway.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping


def answer(content: object) -> Response:
    """Return the answer of a route."""
    return Response(_encoded(content), media_type="application/json")


def problem_answer(content: Mapping[str, object]) -> Response:
    """Return the answer for a problem."""
    status = content["status"]
    headers = {}
    if "retry_after" in content:
        headers["Retry-After"] = str(content["retry_after"])
    if status == 401:  # noqa: PLR2004 - a status of HTTP
        headers["WWW-Authenticate"] = "Bearer"
    return Response(_encoded(content), int(str(status)), headers, MEDIA_TYPE)


def _encoded(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
