"""Roads in the database: walked up to their end, down to their beginning."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlmodel import and_, col

from bot.checkins.standing import standings
from bot.coach.expressing import means_leaving
from bot.errors import Refusal
from bot.goals.holding import hold_all
from bot.goals.sighting import STILL_AHEAD, Sighting, sightings, these, under
from bot.goals.visibility import MAY_BE_CHANGED, MAY_BE_SEEN, Sight
from bot.models import Goal
from bot.roads.road import DEPTH, Road, height, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk

MOST_ENDS = 25
"""Goals offered in a menu."""


async def roads(talk: Talk, ends: Sequence[Sighting]) -> list[Road]:
    """Return the roads to `ends`, as far as the asker may see what lies on them."""
    below_it: dict[int | None, list[Sighting]] = defaultdict(list)
    all_, level = list(ends), list(ends)
    for _ in range(DEPTH):
        seen = await under(talk, [one.goal.id for one in level])
        level = [one for one in seen if one.sight >= Sight.told]
        for one in level:
            below_it[one.goal.parent_id].append(one)
        all_ += level
    stands = await standings(talk, [one.goal for one in all_])

    def build(one: Sighting, depth: int) -> Road:
        below = below_it[one.goal.id] if depth < DEPTH else []
        shown = tuple(
            step for step in stands[one.goal.id].steps if one.is_own or not means_leaving(step.title, one.goal.misread)
        )
        under_it = tuple(build(sub, depth + 1) for sub in below)
        return Road(one.goal, one.title, shown, under_it, stands[one.goal.id].progress)

    return [build(one, 0) for one in ends]


async def road_to(talk: Talk, goal: Goal) -> Road:
    """Return the road to a goal that the asker may change."""
    seen = Sight.whole if goal.person_id == talk.me.id else Sight.shared
    return (await roads(talk, [Sighting(goal, seen, "")]))[0]


async def held_road_to(talk: Talk, goal: Goal) -> Road:
    """Return the road to a goal that the asker may change, with all goals on it held until they have done so."""
    road = await road_to(talk, goal)
    on_it = [row.thing for row in rows(road) if isinstance(row.thing, Goal)]
    return await road_to(talk, goal) if await hold_all(talk, on_it) else road


async def end_of(talk: Talk, goal: Goal) -> Sighting | None:
    """Return the goal on whose road `goal` lies, if there is one and the asker may see it."""
    if goal.parent_id is None:
        return None
    return (await these(talk, [goal.parent_id], MAY_BE_SEEN)).get(goal.parent_id)


async def put_under(talk: Talk, goal: Goal, end: Goal | None) -> None:
    """Put `goal` on the road to `end`, or on none; raises Refusal for a circle, a dead end or a road too long."""
    if end is None:
        goal.parent_id = None
        return
    if not end.is_ahead:
        raise Refusal(
            f"Goal {end.ref} is {end.standing}, so nothing is put under it.", f"To go on with it: reopen {end.ref}"
        )
    above = [end]
    while above[-1].parent_id is not None and len(above) <= DEPTH and above[-1] is not goal:
        above.append(await talk.session.get_one(Goal, above[-1].parent_id))
    if goal in above:
        circle = [goal, *above[: above.index(goal) + 1]]
        path = " → ".join([await _called(talk, one) for one in circle])
        raise Refusal("That road would lead in a circle.", path)
    if len(above) + (height(await road_to(talk, goal)) if goal.id is not None else 1) > DEPTH:
        raise Refusal(
            f"That road would have more than {DEPTH} goals one under the other.",
            "Put it nearer to the long-term goal at its end.",
        )
    goal.parent_id = end.id


async def _called(talk: Talk, goal: Goal) -> str:
    """Name a goal as far as the asker may see it."""
    found = (await these(talk, [goal.id], MAY_BE_SEEN)).get(goal.id)
    return f"{found.goal.ref} {found.title}" if found is not None else "somebody else’s goal"


async def ends_for(talk: Talk, goal: Goal) -> list[Goal]:
    """Return the goals under which what lies on the road to `goal` can go on: those ahead that are not on it."""
    others = and_(MAY_BE_CHANGED, STILL_AHEAD, col(Goal.id) != goal.id)
    found = [one.goal for one in await sightings(talk, others, limit=2 * MOST_ENDS)]
    on_it = {row.road.goal.id for row in rows(await road_to(talk, goal))}
    return [one for one in found if one.id not in on_it][:MOST_ENDS]
