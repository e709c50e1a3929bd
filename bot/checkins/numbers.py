"""From the value of a check-in, as typed, to the number to keep and the note that was typed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checkins import correcting
from bot.checkins.amounts import kept, read_amount
from bot.checkins.conditions import stood
from bot.checkins.counting import adds_plain, contributed, stood_after, taken
from bot.checkins.units import is_bare
from bot.dates.wording import day
from bot.errors import Refusal

if TYPE_CHECKING:
    from datetime import date

    from bot.checkins.standing import Standing
    from bot.kinds import Nothing
    from bot.models import Checkin, Goal
    from bot.talk import Talk


async def counted(  # noqa: PLR0917 - all that it depends on
    talk: Talk,
    value: str,
    on: date,
    before: Standing,
    note: str | Nothing | None,
    corrected: Checkin | None = None,
) -> tuple[float | None, str | Nothing | None]:
    """Return the number to keep for what was said, and the note: its own, or what else was said with the number.

    With a check-in that is `corrected`, its own number does not count. Raises Refusal for a number that does not fit.
    """
    goal = before.goal
    number, said = await _number(talk, goal, value, on, before, corrected)
    if said and note:
        raise Refusal(f"I find no number in “{value[:40]}”.", f"For example: checkin {goal.typed} 42 note: a good week")
    return number, note or said or None


async def _number(  # noqa: PLR0917 - as above
    talk: Talk, goal: Goal, value: str, on: date, before: Standing, corrected: Checkin | None
) -> tuple[float | None, str]:
    """Return the number to keep for what was said, and what else was said with it; words alone are a note."""
    unit = goal.counts.unit if goal.counts else None
    said = read_amount(value, unit)
    is_said = any(word.isalpha() for word in value.split()[1:])
    if said is not None and is_said and not (goal.has_number or goal.is_habit):
        return None, value  # two rooms done: where nothing is counted, that is said in words
    if said is None and goal.is_habit and (yes := kept(value)) is not None:
        return once(goal), yes
    if said is None:
        if any(c.isdigit() for c in value) or goal.has_number:
            raise Refusal(
                f"I can't read “{value[:40]}” as a number.",
                f"For example: checkin {goal.typed} 42, or in words: checkin {goal.typed} note: met three people",
            )
        return None, value
    own = (corrected.value or 0) if corrected is not None else 0
    number = taken(goal, said, await _stands(talk, goal, on, before, corrected))
    if not goal.team or adds_plain(goal):
        return number, said.comment
    if corrected is not None:
        await correcting.refuse_if_counted_since(talk, goal, corrected)
    last = before.tally.last
    if last is not None and last.on > on:
        raise Refusal(
            f"{goal.heading} was counted on {day(last.on)} already, so I can't go back to {day(on)}.",
            f"Say where it stands now, for example: checkin {goal.typed} {number:g}",
        )
    return contributed(goal, number, before.tally.total - own), said.comment


async def _stands(talk: Talk, goal: Goal, on: date, before: Standing, corrected: Checkin | None) -> float | None:
    """Return where a goal's number stood on a day, before what is said of it now."""
    if goal.team and corrected is not None:
        return stood_after(goal, before.tally.total - (corrected.value or 0))
    if goal.team or (on == before.today and corrected is None):
        return before.progress.number
    return await stood(talk, goal, on, but=corrected)


def once(goal: Goal) -> float:
    """Return what a check-in without a number counts for a habit; raises Refusal where it is counted in a unit."""
    measure = goal.counts
    if measure is None or is_bare(measure.unit):
        return 1
    raise Refusal(f"How many {measure.unit}?", f"For example: checkin {goal.typed} {measure.target or 1:g}")
