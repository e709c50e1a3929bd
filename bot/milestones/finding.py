"""Finding milestones: by number, by words, and while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, bindparam, cast
from sqlmodel import and_, case, col, select

from bot.coach.expressing import means_leaving
from bot.goals import sighting
from bot.goals.sighting import these
from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_CHANGED, MAY_BE_SEEN, Sight
from bot.line.choosing import SUGGESTED
from bot.milestones.subjects import About, Step
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.storage.folding import place_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlmodel.sql.expression import SelectOfScalar

    from bot.talk import Talk


def _of(rule: ColumnElement[bool]) -> SelectOfScalar[Milestone]:
    """Return the query for the milestones of goals for which a rule holds: open ones first, then in their order."""
    over = case((and_(Milestone.state == MilestoneState.open, Goal.state == GoalState.active), 0), else_=1)
    asked = select(Milestone).join(Goal).where(rule, Milestone.state != MilestoneState.withdrawn)
    return asked.order_by(over, col(Goal.number), col(Milestone.place), col(Milestone.number))


_BY_RULE = {rule: _of(rule) for rule in (MAY_BE_SEEN, MAY_BE_ADDED_TO, MAY_BE_CHANGED)}
_CALLED = {
    rule: asked.where(Milestone.goal_id == bindparam("goal"), Milestone.number == bindparam("number"))
    for rule, asked in _BY_RULE.items()
}
"""Put together once, as that takes longer than executing them."""


async def steps(
    talk: Talk,
    which: ColumnElement[bool] | None = None,
    limit: int | None = None,
    *,
    of: ColumnElement[bool] = MAY_BE_CHANGED,
) -> list[Step]:
    """Return the milestones for which `which` holds, of goals for which the rule `of` holds: open ones first, in order.

    Of a goal that somebody else set, none that speaks of leaving the employer is among them.
    """
    asked = _BY_RULE[of] if which is None else _BY_RULE[of].where(which)
    return await _found(talk, asked if limit is None else asked.limit(limit))


async def numbered(talk: Talk, goal: Goal, number: int, *, of: ColumnElement[bool] = MAY_BE_CHANGED) -> Step | None:
    """Return the milestone of a goal by its number, as `steps` would; None if there is none."""
    found = await _found(talk, _CALLED[of], goal=goal.id, number=number)
    return found[0] if found else None


async def _found(talk: Talk, asked: SelectOfScalar[Milestone], **blanks: int) -> list[Step]:
    found = (await talk.session.scalars(asked, talk.viewer.blanks | blanks)).all()
    goals = await these(talk, [*{one.goal_id for one in found}]) if found else {}
    for one in found:
        one.goes_by(goals[one.goal_id].goal.whose)
    shown = (About(one, goals[one.goal_id].goal) for one in found)
    # What speaks of leaving is for the eyes of the one who set the goal.
    return [
        step for step in shown if step.goal.person_id == talk.me.id or not means_leaving(step.title, step.goal.misread)
    ]


async def called(talk: Talk, ref: str) -> Step | None:
    """Return the milestone that the asker calls `ref`, for example `1.2`."""
    whole, _, number = ref.partition(".")
    goals = await sighting.called(talk, MAY_BE_CHANGED, whole)
    if not goals:
        return None
    return await numbered(talk, goals[0].goal, int(number))


async def with_words(talk: Talk, words: str, *, of: ColumnElement[bool] = MAY_BE_CHANGED) -> list[Step]:
    """Return the milestones that have `words` in their title, `of` the goals as in `steps`."""
    return await steps(talk, place_of(col(Milestone.title), words) > 0, of=of)


async def beginning(talk: Talk, typed: str) -> list[Step]:
    """Return the milestones that somebody may be about to type."""
    number = cast(col(Goal.number), String) + "." + cast(col(Milestone.number), String) + " "
    label = case((Goal.person_id == talk.me.id, number), else_="") + col(Milestone.title)
    return await steps(talk, place_of(label, typed) > 0 if typed else None, SUGGESTED)


async def shown_with_words(talk: Talk, words: str) -> list[Step]:
    """Return the milestones with `words` in their title that the asker is shown, whosever they are."""
    found = await with_words(talk, words, of=MAY_BE_SEEN)
    goals = await these(talk, [step.goal.id for step in found]) if found else {}
    return [step for step in found if goals[step.goal.id].sight >= Sight.told]
