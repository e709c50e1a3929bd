"""One attempt at sending a message, traced on the wire, to know afterwards whether Discord may have taken it.

The library retries by itself, and the exception at the end does not tell what happened before.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Attempt:
    """One attempt at sending, with all the library's retries."""

    on_its_way: bool = False
    """Whether a request went out that has no answer yet."""
    lost: bool = False
    """Whether an earlier request was taken, or may have been."""
    wait_seconds: float = 0.0
    """How many seconds Discord last asked us to wait."""

    @property
    def doubtful(self) -> bool:
        """Whether Discord may have taken the message."""
        return self.on_its_way or self.lost


_current: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


def watched() -> Attempt:
    """Begin an attempt, and watch what the current task sends for it."""
    attempt = Attempt()
    _current.set(attempt)
    return attempt


def trace() -> aiohttp.TraceConfig:
    """Return the trace by which a client's requests are noted in the attempt that they belong to."""
    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(_when_sending(_sent))
    config.on_request_end.append(_when_sending(_answered))
    return config


def _when_sending(note: Callable[[Attempt, Any], None]) -> Any:
    async def notice(_session: aiohttp.ClientSession, _context: Any, params: Any) -> None:
        attempt = _current.get()
        if attempt is not None and params.method == "POST" and params.url.path.endswith("/messages"):
            note(attempt, params)

    return notice


def _sent(attempt: Attempt, _params: Any) -> None:
    attempt.lost = attempt.doubtful
    attempt.on_its_way = True


def _answered(attempt: Attempt, params: aiohttp.TraceRequestEndParams) -> None:
    status = params.response.status
    attempt.on_its_way = False
    attempt.lost |= status < HTTPStatus.BAD_REQUEST or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        attempt.wait_seconds = float(params.response.headers.get("Retry-After", 1))
