"""What is counted of the calls to a platform: those that fail, by why."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.metrics.events import Failed, Trouble

if TYPE_CHECKING:
    from bot.metrics.events import Count


def traced(platform: str, count: Count, config: aiohttp.TraceConfig | None = None) -> aiohttp.TraceConfig:
    """Return a trace, or `config` itself, by which each call of a session that fails is told to `count`."""

    async def ended(_session: aiohttp.ClientSession, _context: Any, call: aiohttp.TraceRequestEndParams) -> None:
        if (trouble := of_status(call.response.status)) is not None:
            count(Failed(platform, trouble))

    async def broke(_session: aiohttp.ClientSession, _context: Any, call: aiohttp.TraceRequestExceptionParams) -> None:
        count(Failed(platform, of_error(call.exception)))

    config = config or aiohttp.TraceConfig()
    config.on_request_end.append(ended)
    config.on_request_exception.append(broke)
    return config


def of_status(status: int) -> Trouble | None:
    """Return what an answer of this status has to say of the platform; a refusal of what we asked is no trouble."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Trouble.rate_limited
    return Trouble.server_error if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None


def of_error(error: BaseException) -> Trouble:
    """Return what an exception has to say; whoever waits no longer cancels the call."""
    late = TimeoutError | asyncio.CancelledError
    return Trouble.timeout if isinstance(error, late) else Trouble.connection
