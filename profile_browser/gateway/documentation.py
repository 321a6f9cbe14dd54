"""A page about the routes, for ``/docs``. It loads nothing from elsewhere and runs no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, Response

from profile_browser.messages.gateway import DOCS_LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
_STYLE = "body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto }"


def add_documentation(app: FastAPI) -> None:
    """Add the page, and the OpenAPI document that it describes."""

    async def show_page(_: Request) -> Response:
        return HTMLResponse("\n".join(_lines(app.openapi())), headers=_HEADERS)

    app.add_route("/docs", show_page, ["GET"], include_in_schema=False)


def _lines(described: Mapping[str, Any]) -> Iterator[str]:
    title = escape(described["info"]["title"])
    yield "<!DOCTYPE html>"
    yield f'<html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    yield f'<h1>{title}</h1><p><a href="openapi.json">{escape(DOCS_LINK)}</a></p>'
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield from (f"<p>{escape(text)}</p>" for text in operation["description"].split("\n\n"))
