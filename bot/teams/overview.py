"""The overview of a team: whose goals everybody in a channel may see, how each stands, and what comes next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import count
from string import ascii_uppercase
from typing import TYPE_CHECKING

from sqlmodel import and_, case, col, func, select

from bot.charts.overview import GOALS, is_legible
from bot.charts.values import Overview, Part, Stand
from bot.checkins.standing import standings
from bot.coach.replies import measured
from bot.goals.sighting import these
from bot.goals.titles import title_told
from bot.goals.visibility import MAY_BE_SEEN, Viewer
from bot.models import Audience, Goal, GoalState, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Select

    from bot.checkins.standing import Standing
    from bot.goals.sighting import Sighting
    from bot.messages import Address
    from bot.talk import Talk

_TEAMS = 0
"""Stands for the team as the owner of its own goals, where people go by their row ids."""
_URGENT = (Stand.off_track, Stand.at_risk)
_UNDER_WAY = (GoalState.active, GoalState.paused)
LOOKED_AT = 200
"""How many goals are looked at, to choose those for which the picture has room."""


def _nearest() -> Select[int, int]:
    """Return the query of the goals to look at, and how many there are in all.

    The channel's own come before those that the whole workspace sees, and everybody's first before anybody's second.
    """
    owner = case((col(Goal.team), _TEAMS), else_=col(Goal.person_id))
    urgency = (col(Goal.state) == GoalState.paused, col(Goal.due_on).is_(None), col(Goal.due_on), col(Goal.id))
    elsewhere = case((col(Goal.audience) == Audience.channel, 0), else_=1)
    turn = func.row_number().over(partition_by=(elsewhere, owner), order_by=urgency)
    asked = select(col(Goal.id), func.count().over()).where(MAY_BE_SEEN, _AHEAD)
    return asked.order_by(elsewhere, turn, *urgency).limit(LOOKED_AT)


_AHEAD = and_(col(Goal.ended_at).is_(None), col(Goal.archived_at).is_(None), col(Goal.state).in_(_UNDER_WAY))
_NEAREST = _nearest()
_PERSONS = case((col(Goal.team).is_(False), col(Goal.person_id)))
_WHOSE = select(func.count(_PERSONS.distinct()), func.coalesce(func.max(case((col(Goal.team), 1), else_=0)), 0)).where(
    MAY_BE_SEEN, _AHEAD
)
"""How many people's goals a channel sees, and whether it has some of its own."""


async def overview(talk: Talk, place: Address) -> tuple[Overview, tuple[Sighting, ...]]:
    """Return the overview of the channel `place`, and the goals in its picture, named as the asker names them.

    It shows only what the whole channel may see, whoever asks.
    """
    here = Viewer.of_channel(place).blanks
    rows = (await talk.session.execute(_NEAREST, here)).all()
    found = list((await these(talk, [id_ for id_, _ in rows])).values())
    count = rows[0][1] if rows else 0
    stands = await standings(talk, [one.goal for one in found], for_others=True)
    parts = {one.goal.id: _part(one, stands[one.goal.id]) for one in found}
    shown = chosen([(one.goal.person_id if not one.goal.team else _TEAMS, one.goal.id) for one in found], parts)
    seen = {one.goal.id: one for one in found}
    stood = tuple((stand, n) for stand in Stand if (n := sum(part.stand is stand for part in parts.values())))
    people, own = (await talk.session.execute(_WHOSE, here)).one()
    drawn = Overview(
        today=talk.local_now.date(),
        parts=lettered([parts[id_] for id_ in shown]),
        more=count - len(shown),
        whose=_whose(people, own=bool(own)),
        # Where only some goals were looked at, how all of them stand is not known, and not guessed.
        stands=stood if count == len(found) else (),
    )
    return drawn, tuple(seen[id_] for id_ in shown)


def _whose(people: int, *, own: bool) -> str:
    """Say how many people have goals here, and whether the team has some of its own."""
    counted = "1 person" if people == 1 else f"{people} people" if people else ""
    return " and ".join(filter(None, (counted, "the team" if own else "")))


def _part(one: Sighting, stands: Standing) -> Part:
    """Return a goal's part of the picture: only what everybody in the channel may read."""
    goal, confidence = one.goal, stands.confidence
    paused = goal.state is GoalState.paused
    steps = [step for step in stands.steps if step.state is MilestoneState.open]
    step = min(steps, key=lambda step: step.due_on or date.max, default=None)
    until = step.due_on if step is not None else goal.due_on
    return Part(
        who=one.whose,
        title=title_told(goal),
        percent=stands.progress.percent if stands.progress.words else None,
        wanted=None if paused else stands.expected,
        stand=Stand[confidence.name] if confidence is not None and not paused else None,
        paused=paused,
        following=step.title if step is not None else "",
        until=until,
        habit=measured(goal.counts) if goal.is_habit and goal.counts else "",
        late=until is not None and until < stands.today and not paused,
    )


def chosen(goals: Sequence[tuple[int, int]], parts: dict[int, Part]) -> list[int]:
    """Return the row ids of the goals to show, those of one owner together; `goals` are pairs of owner and goal.

    Everybody's most urgent goal is shown before anybody's second, and the team's own goals come first.
    """
    of_each: defaultdict[int, list[int]] = defaultdict(list)
    for whose, id_ in goals:
        of_each[whose].append(id_)
    turns: list[tuple[int, tuple[int, date], int, int]] = []
    for whose, ids in of_each.items():
        ids.sort(key=lambda id_: _urgency(parts[id_]))
        turns += [(turn, _urgency(parts[id_]), whose, id_) for turn, id_ in enumerate(ids)]
    kept = {id_: (whose, turn) for turn, _, whose, id_ in sorted(turns)[:GOALS]}
    return sorted(kept, key=lambda id_: (kept[id_][0] != _TEAMS, parts[id_].who.casefold(), *kept[id_]))


def _urgency(part: Part) -> tuple[int, date]:
    """Return the sort key of urgency: off track, at risk, anything else, paused; then by the next date."""
    rank = _URGENT.index(part.stand) if part.stand in _URGENT else len(_URGENT) + part.paused
    return rank, part.until or date.max


def lettered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return `parts` with a letter for each whose name the picture's font cannot draw."""
    at = count()
    return tuple(part if is_legible(part) else replace(part, letter=ascii_uppercase[next(at)]) for part in parts)
