"""What another owner changed in a goal, told to whoever set it: all of a while together, as it is in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.history.lines import summary_of
from bot.history.wording import Context, edits_in_words
from bot.models import Change, Milestone
from bot.nudges.notices import changes_the_goal, stuck_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Checkin, Goal


async def changed_by(  # noqa: PLR0917 - all that it depends on
    session: AsyncSession, goal: Goal, person: int, since: int, zone: ZoneInfo, until: int | None = None
) -> Sequence[str]:
    """Return in words what `person` changed in `goal` from the change `since` on, in order; the owner reads it.

    That it is stuck is among it. What they took back again meanwhile is not told, and neither is that they did.
    """
    asked = select(Change).where(Change.person_id == person, col(Change.id) >= since).order_by(col(Change.id))
    asked = asked if until is None else asked.where(col(Change.id) <= until)
    log = _standing([change for change in await session.scalars(asked) if goal.id in change.goals])
    stuck = {change.id: row for change in log if (row := await stuck_by(session, change, goal)) is not None}
    told = [change for change in log if changes_the_goal(change, goal) or change.id in stuck]
    rows = {edit.row for change in told for edit in change.edits if edit.table == "milestone"}
    rows |= {row.milestone_id for row in stuck.values() if row.milestone_id is not None}
    found = await session.scalars(select(Milestone).where(col(Milestone.id).in_(rows))) if rows else ()
    steps = {("milestone", step.id): step for step in found}
    names = {of: f"{goal.ref}.{step.number} {step.title}" for of, step in steps.items()}
    return [
        _stuck(stuck[change.id], names) if change.id in stuck else _line(change, goal, names, zone) for change in told
    ]


def _stuck(row: Checkin, names: Mapping[tuple[str, int], str]) -> str:
    name = names.get(("milestone", row.milestone_id or 0))
    return f"says that {f'milestone {name}' if name else 'it'} is stuck: “{row.blocker}”"


def _standing(log: Iterable[Change]) -> Sequence[Change]:
    """Return the changes of which none took back another, or was taken back, within the log."""
    by_id = {change.id: change for change in log}
    gone: set[int] = set()
    for change in reversed(by_id.values()):
        if change.id not in gone and change.undoes in by_id:
            gone |= {change.id, change.undoes}
    return [change for change in by_id.values() if change.id not in gone]


def _line(change: Change, goal: Goal, names: Mapping[tuple[str, int], str], zone: ZoneInfo) -> str:
    """Say what was done and what it altered; where it is about one milestone, that one is named once."""
    if change.goal_id != goal.id:
        gone = (names[edit.of].partition(" ")[2] for edit in change.edits if edit.of in names)
        return f"moved {', '.join(f'“{title}”' for title in gone)} to another goal"
    summary, steps = summary_of(change, goal, seen=None), [edit for edit in change.edits if edit.of in names]
    if len(steps) == 1:
        name = names[steps[0].of]
        summary = summary.replace(f"milestone {name.partition(' ')[0]}", f"milestone {name}", 1)
    told = edits_in_words(change, Context(zone, private=True, names=names if len(steps) > 1 else {}))
    why = f" because: {change.reason}" if change.reason else ""
    return summary + (f": {'; '.join(told)}" if told else "") + why
