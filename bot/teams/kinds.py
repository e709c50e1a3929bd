"""When a channel's digest is posted, as it can be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.nudges.kinds import read_rule

if TYPE_CHECKING:
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Posted:
    """A rhythm with the zone that its words named, if they did; an empty rule switches the digest off."""

    rule: str
    zone: str = ""


async def _read(text: str, talk: Talk) -> Posted:
    if text.casefold() in ("none", "off", "no", "never", "stop"):
        return Posted("")
    when = read_rule(text, talk)
    return Posted(str(when.value), when.zone or "")


TeamRhythm: TypeAlias = Annotated[Posted, Kind("Rhythm", "a rhythm, or off", "every Friday 15:00", read=_read)]
