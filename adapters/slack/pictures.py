"""Pictures and files on their way to Slack.

A picture is not shared with any conversation, so that only those see it who see its message; a file is shared with one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from adapters.slack import limits
from adapters.slack.failures import FAILURES, name_of
from adapters.slack.words import cut, line
from bot.charts import Unpainted
from bot.replies.pictures import painted

if TYPE_CHECKING:
    from adapters.slack.wire import Wire
    from bot.messages import File, Reply

log = structlog.get_logger()


async def uploaded(wire: Wire, reply: Reply) -> tuple[str, ...]:
    """Upload the pictures of `reply` and return their ids, in order; none at all if one of them fails.

    Slack processes a file for a moment, and refuses messages that show it until then.
    """
    try:
        return tuple([await _upload(wire, one.name, one.png, one.alt) for one in await painted(reply)])
    except Unpainted as failed:
        await log.aerror("picture not painted", reason=str(failed))
    except (*FAILURES, KeyError) as failed:
        await log.awarning("slack did not take the picture", reason=name_of(failed))
    return ()


async def handed(wire: Wire, file: File, channel: str) -> bool:
    """Upload `file` to the conversation `channel`; tell whether Slack took it."""
    try:
        await _upload(wire, file.name, file.text.encode(), channel_id=channel)
    except (*FAILURES, KeyError) as failed:
        await log.awarning("slack did not take the file", reason=name_of(failed))
        return False
    return True


async def _upload(wire: Wire, name: str, content: bytes, alt: str = "", **place: str) -> str:
    described = {"alt_txt": cut(line(alt), limits.FILE_ALT)} if alt else {}
    upload = await wire.read("files.getUploadURLExternal", filename=name, length=len(content), **described)
    await wire.upload(str(upload["upload_url"]), content)
    await wire.call("files.completeUploadExternal", files=[{"id": upload["file_id"], "title": name}], **place)
    return str(upload["file_id"])
