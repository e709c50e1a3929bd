"""Ann, who says several lines, and what she is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Reply
from bot.replies import plain

if TYPE_CHECKING:
    from tests.house import House


async def says(house: House, *lines: str) -> str:
    """Return what Ann gets for the last of several lines."""
    reply = Reply("")
    for line in lines:
        reply = await house.says("ann", line)
    return plain.text(reply)


def titles(house: House, name: str = "ann") -> list[str]:
    return [reply.title for reply in house.postbox.to(name)]
