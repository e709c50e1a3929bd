"""What another owner changed in a goal, told to whoever set it: all of a while together, as it is in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from bot.history.in_the_end import in_the_end
from bot.history.lines import summary_of
from bot.history.wording import Context, edits_in_words
from bot.models import Change, Milestone
from bot.models.change import as_they_were, touching
from bot.nudges.notices import changes_the_goal, is_dated_anew, is_moved_on, stuck_by

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Checkin, Edit, Goal


@dataclass(frozen=True, slots=True)
class Changed:
    """What somebody changed in a goal, as far as it still stands."""

    lines: tuple[str, ...] = ()
    """In words, in order; nothing stands if there are none."""
    moved_on: bool = False
    """The goal was ended, paused or taken up again by it."""
    dated_anew: bool = False
    """It got another date by it, or has none any more."""


async def changed_by(session: AsyncSession, goal: Goal, person: int, since: int, zone: ZoneInfo) -> Changed:
    """Return what `person` changed in `goal` from the change `since` on, up to now; the owner reads it.

    That it is stuck is among it. What they took back again meanwhile is not told, and neither is that they did.
    """
    may_tell = or_(Change.person_id == person, Change.goal_id == goal.id)
    asked = select(Change).where(may_tell, col(Change.id) >= since).order_by(col(Change.id))
    log = in_the_end([one for one in await session.scalars(asked) if goal.id in one.goals], goal.id, person)
    stuck = {change.id: row for change in log if (row := await stuck_by(session, change, goal)) is not None}
    news = [change for change in log if changes_the_goal(change, goal) or change.id in stuck]
    rows = {edit.row for change in news for edit in change.edits if edit.table == "milestone"}
    rows |= {row.milestone_id for row in stuck.values() if row.milestone_id is not None}
    found = await session.scalars(select(Milestone).where(col(Milestone.id).in_(rows))) if rows else ()
    steps = {("milestone", step.id): step for step in found}
    names = {of: f"{goal.ref}.{step.number} {step.title}" for of, step in steps.items() if step.goal_id == goal.id}
    moved = {edit.of for change in news for edit in _moves(change)}
    later = select(Change).where(col(Change.id) > since, touching(moved)).order_by(col(Change.id)) if moved else None
    since_then = (await session.scalars(later)).all() if later is not None else ()

    def line(change: Change) -> str:
        if change.id in stuck:
            return _stuck(stuck[change.id], names)
        after = as_they_were(edit for newer in since_then if newer.id > change.id for edit in newer.edits)
        titles = {of: after[of].get("title", steps[of].title) for of in moved if of in steps}
        return _moved(change, goal, titles) or _line(change, goal, names, zone)

    return Changed(
        tuple(dict.fromkeys(map(line, news))),
        moved_on=any(is_moved_on(goal, change) for change in news),
        dated_anew=any(is_dated_anew(goal, change) for change in news),
    )


def _moves(change: Change) -> list[Edit]:
    """Return what a change did to milestones that it took from one goal to another."""
    return [edit for edit in change.edits if edit.table == "milestone" and not edit.is_new and "goal_id" in edit.after]


def _moved(change: Change, goal: Goal, titles: Mapping[tuple[str, int], str]) -> str:
    """Say which milestones came to `goal` or left it, by their titles of then: later ones may be private."""
    moves = _moves(change)
    came = [f"“{titles[edit.of]}”" for edit in moves if edit.after["goal_id"] == goal.id]
    left = [f"“{titles[edit.of]}”" for edit in moves if edit.was["goal_id"] == goal.id]
    told = ["took in " + ", ".join(came)] if came else []
    told += [f"moved {', '.join(left)} to another goal"] if left else []
    return " and ".join(told)


def _stuck(row: Checkin, names: Mapping[tuple[str, int], str]) -> str:
    name = names.get(("milestone", row.milestone_id or 0))
    return f"says that {f'milestone {name}' if name else 'it'} is stuck: “{row.blocker}”"


def _line(change: Change, goal: Goal, names: Mapping[tuple[str, int], str], zone: ZoneInfo) -> str:
    """Say what was done and what it altered; where it is about one milestone, that one is named once."""
    summary, steps = summary_of(change, goal, seen=None), [edit for edit in change.edits if edit.of in names]
    if len(steps) == 1:
        name = names[steps[0].of]
        summary = summary.replace(f"milestone {name.partition(' ')[0]}", f"milestone {name}", 1)
    told = edits_in_words(change, Context(zone, private=True, names=names if len(steps) > 1 else {}))
    why = f" because: {change.reason}" if change.reason else ""
    return summary + (f": {'; '.join(told)}" if told else "") + why
