"""Splitting a goal into milestones: proposed first, and nothing is kept before it is accepted."""

from datetime import date
from typing import Annotated

from bot import changes
from bot.checkins.standing import standing
from bot.commands import Kind, command
from bot.dates import grammar
from bot.dates.due import Due
from bot.dates.kinds import DueDate
from bot.dates.when import Kind as Sort
from bot.errors import Refusal
from bot.goals.kinds import TheGoal
from bot.goals.rows import append, milestones_of, refuse_if_ended, refuse_if_full
from bot.goals.titles import read_title
from bot.kinds import Number
from bot.messages import Reply
from bot.milestones import replies, split_replies, splitting
from bot.milestones.reading import apart
from bot.milestones.subjects import About
from bot.models import Goal
from bot.talk import Talk


@command("split", title="Propose milestones", examples=["split 1", "split 1 into: 4", "split 1 by: in 6 weeks"])
async def split(
    talk: Talk,
    goal: Annotated[TheGoal, "Which goal."],
    *,
    into: Annotated[Number, "Into how many milestones."] | None = None,
    by: Annotated[DueDate, "The goal's new date, if it has none or that has passed."] | None = None,
) -> Reply:
    """Propose milestones between now and a goal's date, to accept, change or refuse."""
    refuse_if_ended(goal)
    today = talk.local_now.date()
    end = by or goal.due
    if end is None or end.on <= today:
        return split_replies.split_up_to_when(goal, end)
    if into is not None and not splitting.LEAST <= into <= splitting.MOST:
        raise Refusal(
            f"I split a goal into {splitting.LEAST} to {splitting.MOST} milestones.",
            f"For example: split {goal.ref} into: {splitting.usual(today, end.on)}",
        )
    progress = (await standing(talk, goal)).progress
    stands = progress.number
    most = splitting.most_parts(goal.counts, stands)
    if most < splitting.LEAST or (stands is not None and progress.is_reached):
        return split_replies.split_at_its_end(goal, progress)
    wanted = into or splitting.usual(today, end.on)
    on = splitting.days(today, end.on, min(wanted, most), talk.calendar)
    if len(on) < splitting.LEAST:
        return split_replies.split_up_to_when(goal, end)
    parts = splitting.parts(on, goal.counts, stands=stands)
    fewer = into is not None and len(on) < into
    return split_replies.split_proposed(goal, parts, splitting.spelled(on, today), by, talk.calendar, fewer=fewer)


async def _read_days(text: str, talk: Talk) -> list[date]:
    """Read several days: as a button spells them, or as people do, with commas between."""
    today = talk.local_now.date()
    found = splitting.read_days(text, today)
    if found is None:
        found = []
        for part in filter(None, (one.strip() for one in text.replace(";", ",").split(","))):
            when = grammar.read(part, talk.local_now, talk.locale)
            if when.kind is not Sort.date or not isinstance(when.value, date):
                raise Refusal(
                    f"I find no date in “{part[:30]}”.", "Put commas between, for example: 10 Dec, 31 Dec, 21 Jan"
                )
            found.append(when.value)
    past = next((day for day in found if day < today), None)
    if past is not None:
        raise Refusal(f"{past:%d %B %Y} has passed already.", "Give days that are still ahead.")
    if not found:
        raise Refusal("I see no days there.", "For example: 10 Dec, 31 Dec, 21 Jan")
    return sorted(found)


async def _read_names(text: str, talk: Talk) -> list[str]:
    return [await read_title(part, talk) for part in apart(text)]


_Days = Annotated[list[date], Kind("Days", "10 Dec, 31 Dec, 21 Jan", read=_read_days)]
_Names = Annotated[list[str], Kind("Names", "Draft; Review; Ship", read=_read_names)]


@command("split accept", examples=["split accept 1 10Dec 31Dec 21Jan"], listed=False)
async def accept(
    talk: Talk,
    goal: Annotated[TheGoal, "Which goal."],
    days: Annotated[_Days, "When each milestone is due."],
    *,
    names: Annotated[_Names, "What each is called, in their order."] | None = None,
    by: Annotated[DueDate, "The goal's new date."] | None = None,
) -> Reply:
    """Split a goal into milestones."""
    refuse_if_ended(goal)
    if names and len(names) > len(days):
        raise Refusal(
            f"These are {len(names)} names for {len(days)} days.", "Give each its day: 10 Dec, 31 Dec, 21 Jan"
        )
    parts = splitting.parts(days, goal.counts, names or (), await _stands(talk, goal))
    kept = {(step.title, step.due_on) for step in (await milestones_of(talk, [goal]))[goal.id]}
    if all((part.title, part.on) in kept for part in parts):
        return split_replies.split_already(goal)
    refuse_if_full(goal, len(parts))
    if by is not None:
        goal.set_due(by, talk.now)
    added = [append(talk, goal, part.title, Due(part.on), part.value) for part in parts]
    await talk.session.flush()
    change = await changes.record(talk, f"split goal {goal.ref} into {len(added)} milestones", goal)
    return replies.milestones_added([About(one, goal) for one in added], talk.calendar, change, {})


async def _stands(talk: Talk, goal: Goal) -> float | None:
    """Return where the goal's number stands, as every other answer tells it."""
    return (await standing(talk, goal)).progress.number
