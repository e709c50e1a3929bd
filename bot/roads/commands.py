"""What people ask about roads."""

from typing import Annotated

from sqlmodel import and_, col, select

from bot import changes
from bot.commands import command
from bot.errors import Refusal
from bot.goals.kinds import SeenGoal, TheGoal, Under
from bot.goals.rows import hand_over, refuse_if_full
from bot.goals.sighting import STILL_AHEAD, sightings
from bot.goals.visibility import MAY_BE_CHANGED, Sight
from bot.kinds import one_of
from bot.messages import Reply
from bot.models import Goal, GoalState, Milestone
from bot.replies.wording import many, undo_button
from bot.roads import replies
from bot.roads.road import Road, all_open, banked, next_step, still_open
from bot.roads.rows import end_of, held_road_to, put_under, road_to, roads
from bot.talk import Talk

_What = Annotated[str, one_of("What", "what to move", ("reached", "open"))]


@command("roadmap", title="A road", examples=["roadmap", "roadmap 1"])
async def roadmap(
    talk: Talk, goal: Annotated[SeenGoal, "Which goal; all roads if you leave it out."] | None = None
) -> Reply:
    """Show the road to a long-term goal, with the next step marked."""
    if goal is None:
        return await _all(talk)
    if goal.sight < Sight.told:
        raise Refusal(f"You see how “{goal.title}” stands, and not the way to it.", f"See show {goal.goal.typed}.")
    shown = (await roads(talk, [goal]))[0]
    end = await end_of(talk, goal.goal)
    if end is not None and end.sight >= Sight.told and not shown.roads and not shown.milestones:
        goal, shown = end, (await roads(talk, [end]))[0]
    may_change = goal.sight >= Sight.shared
    return replies.road_shown(shown, talk.calendar, talk.local_now.date(), may_change=may_change)


async def _all(talk: Talk) -> Reply:
    """Show the roads at whose end a goal of the asker lies that is still ahead."""
    under = select(Goal.parent_id).where(col(Goal.parent_id).is_not(None), Goal.state != GoalState.withdrawn)
    ends = and_(MAY_BE_CHANGED, STILL_AHEAD, col(Goal.id).in_(under), col(Goal.parent_id).is_(None))
    seen = await sightings(talk, ends)
    return replies.roads_shown(await roads(talk, seen), talk.calendar) if seen else replies.no_roads()


@command(
    "road move",
    title="Move a road",
    examples=["road move 3 to: 7 what: reached", "road move 3 to: none what: open"],
)
async def move(
    talk: Talk,
    goal: Annotated[TheGoal, "The goal on whose road it lies."],
    *,
    to: Annotated[Under, "The goal that it leads to from now on."],
    what: Annotated[_What, "What was reached, or what is still open."],
) -> Reply:
    """Move what was reached on a goal's road, or what is still open, to another goal."""
    road = await held_road_to(talk, goal)
    end = to if isinstance(to, Goal) else None
    if end is goal:
        raise Refusal(
            f"It lies on the road to {goal.named} already.",
            f"Name another goal, for example: road move {goal.ref} to: 7 what: {what}",
            about="to",
        )
    goals, steps = (still_open(road), []) if what == "open" else _reached(road, end)
    if not goals and not steps:
        return replies.nothing_left(goal)
    for one in goals:
        await put_under(talk, one.goal, end)
    if end is not None:
        refuse_if_full(end, len(steps))
        for step in steps:
            hand_over(talk, end, await talk.session.get_one(Milestone, step.id))
    change = await changes.record(talk, f"moved what was {what} on the road to {goal.named}", goal)
    single, ahead = len(goals) + len(steps) == 1, end is None or await _has_steps_ahead(talk, end)
    return replies.moved(_counted(goals, steps), end, undo_button(change), one=single, ahead=ahead)


def _reached(road: Road, end: Goal | None) -> tuple[tuple[Road, ...], list[Milestone]]:
    """Return the goals and milestones that were reached on a road and can lead to `end`; raises Refusal."""
    goal, kept = road.goal, banked(road)
    if goal.is_ahead:
        raise Refusal(
            f"{goal.heading} goes on, so what was reached on its road stays with it.",
            f"To move one goal with its road: alter 7 under: {end.ref if end else 'none'}",
        )
    if end is None and kept.milestones:
        raise Refusal(
            "A milestone belongs to a goal.", f"Say to which, for example: road move {goal.ref} to: 7 what: reached"
        )
    return kept.goals, [step for _, step in kept.milestones]


async def _has_steps_ahead(talk: Talk, end: Goal) -> bool:
    """Tell whether anything on the road to a goal can still be worked on."""
    await talk.session.flush()
    following = next_step(await road_to(talk, end))
    return following is not None and following.thing is not end


def _counted(goals: tuple[Road, ...], steps: list[Milestone]) -> str:
    counted = ((len(goals), "goal"), (len(steps), "milestone"))
    return " and ".join(many(count, noun) for count, noun in counted if count)


@command("road drop", title="Drop a road", examples=["road drop 3"])
async def drop(talk: Talk, goal: Annotated[TheGoal, "The goal at the end of the road."]) -> Reply:
    """Drop every goal that is still open on the road to a goal."""
    open_ = all_open(await held_road_to(talk, goal))
    if not open_:
        return replies.nothing_left(goal)
    for one in open_:
        one.goal.state, one.goal.ended_at = GoalState.dropped, talk.now
    change = await changes.record(talk, f"dropped what was open on the road to {goal.named}", goal)
    return replies.all_dropped(open_, undo_button(change))
