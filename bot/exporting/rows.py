"""Goals from the database into a document, and back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.checkins.standing import standings
from bot.coach.expressing import means_leaving
from bot.errors import Refusal
from bot.exporting.document import CHECKINS_LIMIT, Document, Elsewhere, Kept, Mine, Off, Said, Step
from bot.goals.rows import GOALS_LIMIT, begin, milestones_of
from bot.goals.sighting import these
from bot.goals.titles import title_told
from bot.goals.visibility import MAY_BE_SEEN
from bot.models import Checkin, CheckinState, Goal, GoalState, Milestone, MilestoneState, Person, TimeOffState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.talk import Talk

_OF_ITS_ROW = tuple(name for name in Kept.model_fields if name not in {"under", "milestones", "checkins"})
"""What a document has of a goal by the names of its columns …"""
_AS_IT_IS = tuple(name for name in _OF_ITS_ROW if name not in {"number", "measure", "leaving"})
"""… and what of that is set again just as it was."""

UNSEEN = "a goal of somebody else’s"
"""Stands for the words of a goal that cannot be seen from where somebody asks, or by them any more."""


async def gather(talk: Talk) -> Document:
    """Return all goals that the asker set, with what they said of them; what others said of them is others'."""
    goals = await _own(talk)
    numbers = {goal.id: goal.number for goal in goals}
    steps = await milestones_of(talk, goals)
    said: dict[int, list[Checkin]] = defaultdict(list)
    asked = select(Checkin).where(
        col(Checkin.goal_id).in_(numbers), Checkin.person_id == talk.me.id, Checkin.state == CheckinState.given
    )
    for checkin in await talk.session.scalars(asked.order_by(col(Checkin.on), col(Checkin.at), col(Checkin.id))):
        said[checkin.goal_id].append(checkin)
    return Document(
        milepost=1,
        goals=tuple(
            Kept.model_validate(
                {name: getattr(goal, name) for name in _OF_ITS_ROW}
                | {
                    "under": numbers.get(goal.parent_id) if goal.parent_id else None,
                    "milestones": [Step.model_validate(step) for step in steps[goal.id]],
                    "checkins": _said_of(steps[goal.id], said[goal.id]),
                }
            )
            for goal in goals
        ),
        me=Mine.model_validate(talk.me),
        away=tuple(Off.model_validate(one) for one in talk.me.absences if one.state is TimeOffState.planned),
        elsewhere=await _elsewhere(talk),
    )


def has_settled(me: Person) -> bool:
    """Tell whether somebody settled anything for themselves; their name and language are what a platform tells."""
    new = Mine.model_validate(Person(zone=me.zone, created_at=me.created_at))
    own = Mine.model_validate(me).model_copy(update={"name": new.name, "locale": new.locale})
    return me.zone_chosen or own != new


async def _elsewhere(talk: Talk) -> tuple[Elsewhere, ...]:
    """Return what the asker said of goals of others, the latest if it is too much.

    Of a goal that they do not see from where they ask, or no more, there are their own words alone.
    """
    asked = select(Checkin).join(Goal, col(Goal.id) == Checkin.goal_id)
    theirs = Checkin.person_id == talk.me.id, Goal.person_id != talk.me.id, Checkin.state == CheckinState.given
    latest = asked.where(*theirs).order_by(col(Checkin.at).desc(), col(Checkin.id).desc()).limit(CHECKINS_LIMIT)
    said = (await talk.session.scalars(latest)).all()
    seen = await these(talk, {one.goal_id for one in said}, MAY_BE_SEEN)
    titles = {id_: title_told(one.goal) for id_, one in seen.items()}
    return tuple(
        Elsewhere(goal=titles.get(one.goal_id, UNSEEN), **Said.model_validate(one).model_dump())
        for one in reversed(said)
    )


def _said_of(steps: Sequence[Milestone], said: Sequence[Checkin]) -> list[Said]:
    """Return what was said of a goal and of its milestones, which a document knows by their places."""
    places = {step.id: place for place, step in enumerate(steps, 1)}
    read = [(Said.model_validate(one), places.get(one.milestone_id or 0)) for one in said]
    return [one.model_copy(update={"milestone": place}) for one, place in read]


async def _own(talk: Talk) -> Sequence[Goal]:
    asked = select(Goal).where(Goal.person_id == talk.me.id, Goal.state != GoalState.withdrawn)
    return (await talk.session.scalars(asked.order_by(col(Goal.number)))).all()


async def so_far(talk: Talk) -> Mapping[int, str]:
    """Return how far each goal has come that the asker set, in words, by its number."""
    goals = await _own(talk)
    found = await standings(talk, goals)
    return {goal.number: found[goal.id].progress.words for goal in goals}


async def restore(talk: Talk, document: Document) -> tuple[list[Goal], int]:
    """Set the goals of `document` again, for the asker alone; return them, and how many were there already.

    Raises Refusal, before anything is set, if they are more than one person can have.
    """
    titled: dict[str, list[Goal]] = defaultdict(list)
    for goal in await _own(talk):
        titled[goal.title].append(goal)
    here = {
        kept.number: next((one for one in titled[kept.title] if kept.created_at in (None, one.created_at)), None)
        for kept in document.goals
    }
    new = [kept for kept in document.goals if here[kept.number] is None]
    if talk.me.goals_numbered + len(new) > GOALS_LIMIT:
        room = GOALS_LIMIT - talk.me.goals_numbered
        raise Refusal(
            f"These are {len(new):,} goals, and you have room for {room:,} more.", "Take some out of the file."
        )
    made = {kept.number: _begun(talk, kept) for kept in new}
    known = here | made
    await talk.session.flush()
    for kept in new:
        goal, above = made[kept.number], known.get(kept.under) if kept.under else None
        goal.parent_id = above.id if above is not None else None
        await _fill(talk, goal, kept)
    await talk.session.flush()
    return list(made.values()), len(document.goals) - len(new)


def _begun(talk: Talk, kept: Kept) -> Goal:
    goal = begin(talk, kept.title)
    for name in _AS_IT_IS:
        setattr(goal, name, getattr(kept, name))
    goal.created_at, goal.dated_at = _moments(kept, talk.now)
    goal.measure = asdict(kept.measure) if kept.measure is not None else None
    said = (kept.title, *(step.title for step in kept.milestones if step.state is not MilestoneState.dropped))
    goal.leaving = kept.leaving or kept.confided or any(means_leaving(words, kept.misread) for words in said)
    return goal


def _moments(kept: Kept | Step, now: datetime) -> tuple[datetime, datetime | None]:
    """Return when it was set, and when its date was given: a file that was written by hand may not say."""
    return kept.created_at or now, kept.dated_at or (now if kept.due_on else None)


async def _fill(talk: Talk, goal: Goal, kept: Kept) -> None:
    steps: list[Milestone] = []
    for number, step in enumerate(kept.milestones, 1):
        created_at, dated_at = _moments(step, talk.now)
        values = dict(step) | {"created_at": created_at, "dated_at": dated_at}
        steps.append(Milestone(goal_id=goal.id, number=number, place=number, **values))
    goal.milestones_numbered = len(kept.milestones)
    talk.session.add_all(steps)
    if any(said.milestone for said in kept.checkins):
        await talk.session.flush()
    for said in kept.checkins:
        told = {name: value for name, value in said if name != "milestone"}
        of = steps[said.milestone - 1].id if said.milestone else None
        talk.session.add(Checkin(goal_id=goal.id, milestone_id=of, person_id=talk.me.id, **told))
