"""The page for an HTTP error, with a link back to the playground."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, PlainTextResponse

from adapters.web.frame import framed
from adapters.web.markup import tag

if TYPE_CHECKING:
    from starlette.exceptions import HTTPException
    from starlette.requests import Request
    from starlette.responses import Response

    from adapters.web.markup import Markup

_NOWHERE = "There is no such page here."
"""Said where Starlette gives no reason but the status."""


async def explained(request: Request, error: HTTPException) -> Response:
    """Answer an HTTP error: by a page for a browser, by a line of text for anything else."""
    bare = error.detail in {status.phrase for status in HTTPStatus}
    words = _NOWHERE if bare and error.status_code == HTTPStatus.NOT_FOUND else error.detail.strip()
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{words}\n", error.status_code, error.headers)
    return HTMLResponse(_page(words), error.status_code, error.headers)


def _page(words: str) -> Markup:
    told = tag(
        "main",
        tag("img", src="/static/milepost.svg", alt="", width="48", height="48"),
        tag("h1", words),
        tag("p", "What you told Milepost is safe where it was."),
        tag("p", tag("a", "To the playground", href="/", class_="button")),
        class_="astray",
    )
    return framed("Not here", tag("body", told))
