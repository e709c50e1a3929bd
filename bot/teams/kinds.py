"""The arguments of the command team: when a digest is posted, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.dates.when import Locale
from bot.errors import Refusal
from bot.kinds import is_off
from bot.nudges.kinds import read_rule
from bot.teams.digest import PARTS

if TYPE_CHECKING:
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Posted:
    """A rhythm with the zone that its words named, if they did; an empty rule switches the digest off."""

    rule: str
    zone: str = ""


async def _read(text: str, talk: Talk) -> Posted:
    if is_off(text):
        return Posted("")
    # A channel's weekdays are everybody's, not the private week of whoever types them.
    when = read_rule(text, talk, replace(talk.locale, working_days=Locale().working_days))
    return Posted(str(when.value), when.zone or "")


async def _read_shown(text: str, _talk: Talk) -> str:
    """Read the parts that a digest tells, and return them in its own order; empty stands for all of them."""
    said = [" ".join(part.split()) for part in text.casefold().replace(" and ", ",").split(",") if part.strip()]
    if said in (["all"], ["everything"]):
        return ""
    unknown = next((part for part in said if part not in PARTS), None)
    if unknown is not None or not said:
        raise Refusal(f"A digest has no part “{(unknown or text)[:30]}”.", f"Use some of {', '.join(PARTS)}; or all.")
    return ", ".join(part for part in PARTS if part in said)


SomeParts: TypeAlias = Annotated[str, Kind("Show", "reached, at risk", read=_read_shown, emptied="all")]
TeamRhythm: TypeAlias = Annotated[Posted, Kind("Rhythm", "every Friday 15:00", read=_read, emptied="off")]
