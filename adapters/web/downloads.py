"""What a message of a conversation holds beside its words: pictures, painted when they are asked for, and files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.charts import Unpainted, png
from bot.messages import Reply

if TYPE_CHECKING:
    from adapters.web.conversation import Conversation

log = structlog.get_logger()

_FRESH = {"Cache-Control": "no-store"}


async def picture(conversation: Conversation, number: int, version: int, which: int) -> Response:
    """Paint a picture of a message, in a thread; the page has its words in any case."""
    message = conversation.at(number)
    charts = () if message is None or isinstance(message.said, str) else message.said.charts
    if message is None or message.version != version or which >= len(charts):
        raise HTTPException(404, "That picture is not in the conversation any more.\n")
    try:
        painted = await asyncio.to_thread(png, charts[which].picture)
    except Unpainted as failed:
        await log.aerror("picture not painted", reason=str(failed))
        raise HTTPException(500, "I could not paint that picture; its words say the same.\n") from failed
    return Response(painted, media_type="image/png", headers=_FRESH)


def file(conversation: Conversation, number: int) -> Response:
    """Hand over the file of a message."""
    message = conversation.at(number)
    held = message.said.file if message is not None and isinstance(message.said, Reply) else None
    if held is None:
        raise HTTPException(404, "That file is not in the conversation any more.\n")
    named = {"Content-Disposition": f'attachment; filename="{held.name}"'}
    return Response(held.text, media_type=held.media, headers=_FRESH | named)
