"""Calendar feeds over HTTP: a secret address each; a wrong one is like any page that is not there."""

from __future__ import annotations

import math
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from bot.feeds.addresses import address
from bot.feeds.serving import TooOften

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.feeds.serving import Feeds, Served

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": 'inline; filename="goals.ics"',
    "X-Robots-Tag": "noindex",
}


def routes(feeds: Feeds) -> list[Route]:
    """Return the route of all calendars; HEAD is answered as GET is, without the calendar."""

    async def calendar(request: Request) -> Response:
        client = request.client.host if request.client is not None else ""
        try:
            found = await feeds.read(request.path_params["secret"], client)
        except TooOften as often:
            wait = {"Retry-After": str(math.ceil(often.wait.total_seconds()))}
            raise HTTPException(429, "That is too often. Please come back later.\n", wait) from None
        if found is None:
            raise HTTPException(404)
        return _answered(found, request.headers.get("if-none-match", ""))

    return [Route(address("", "{secret}"), calendar, methods=["GET"])]


def _answered(found: Served, known: str) -> Response:
    """Return the calendar, or that it is the one that the client has."""
    mark = f'"{found.mark}"'
    headers = _HEADERS | {"ETag": mark, "Last-Modified": format_datetime(found.changed_at.astimezone(UTC), usegmt=True)}
    if mark in (one.strip().removeprefix("W/") for one in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(found.text, media_type="text/calendar", headers=headers)
