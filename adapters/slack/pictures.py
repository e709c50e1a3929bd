"""Pictures on their way to Slack: uploaded for no conversation, so that only those see one who see its message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from adapters.slack import limits
from adapters.slack.failures import FAILURES, name_of
from adapters.slack.words import cut, line
from bot.charts import Unpainted
from bot.pictures import painted

if TYPE_CHECKING:
    from adapters.slack.wire import Wire
    from bot.messages import Reply
    from bot.pictures import Painted

log = structlog.get_logger()


async def uploaded(wire: Wire, reply: Reply) -> tuple[str, ...]:
    """Upload the pictures of `reply` and return their ids, in order; none at all if one of them fails.

    Slack goes on working on a file for a moment; until then it refuses messages that show it.
    """
    try:
        return tuple([await _upload(wire, picture) for picture in await painted(reply)])
    except Unpainted as failed:
        await log.aerror("picture not painted", reason=str(failed))
    except (*FAILURES, KeyError) as failed:
        await log.awarning("slack did not take the picture", reason=name_of(failed))
    return ()


async def _upload(wire: Wire, picture: Painted) -> str:
    place = await wire.read(
        "files.getUploadURLExternal",
        filename=picture.name,
        length=len(picture.png),
        alt_txt=cut(line(picture.alt), limits.FILE_ALT),
    )
    await wire.upload(str(place["upload_url"]), picture.png)
    await wire.call("files.completeUploadExternal", files=[{"id": place["file_id"], "title": picture.name}])
    return str(place["file_id"])
