"""What becomes of a goal: reached, let go, set aside, put away, taken up again."""

from datetime import datetime
from typing import Annotated

from bot import changes
from bot.celebrations import celebrating
from bot.checkins.standing import standing
from bot.coach.kinds import Because
from bot.commands import command
from bot.errors import Refusal
from bot.goals.kinds import ActiveGoal, DraftGoal, EndedGoal, OpenGoal, PausedGoal, TheGoal
from bot.goals.progress import WHOLE, begins, way
from bot.goals.rows import refuse_if_ended, too_many
from bot.life import replies
from bot.life.kinds import Done
from bot.messages import Reply
from bot.milestones import ending
from bot.models import Change, Goal, GoalState, MilestoneState
from bot.roads.road import Road
from bot.roads.rows import ends_for, road_to
from bot.talk import Talk


@command("done", title="Reach a goal", examples=["done 1", "done 1.2"])
async def done(talk: Talk, goal: Annotated[Done, "Which goal is reached, or which milestone is done."]) -> Reply:
    """Say that a goal is reached, or a milestone done."""
    if not isinstance(goal, Goal):
        return await ending.done(talk, goal)
    return await _end(talk, goal, GoalState.achieved)


@command("drop", examples=["drop 1", "drop 1 because: the product was stopped"])
async def drop(
    talk: Talk,
    goal: Annotated[OpenGoal, "Which goal to let go."],
    *,
    because: Annotated[Because, "Why; kept in its history."] = "",
) -> Reply:
    """Let a goal go; what was reached on the way is kept, and nothing more is sent about it."""
    return await _end(talk, goal, GoalState.dropped, because)


async def _end(talk: Talk, goal: Goal, state: GoalState, because: str = "") -> Reply:
    """End a goal; one that has ended already says so, and a second tap gets the same answer again."""
    if goal.ended_at is not None:
        made = await _just_now(talk, goal, "state", state) if goal.state is state else None
        if made is None:
            by = await changes.that_made(talk, goal, ("goal", goal.id), "state", goal.state)
            at = goal.ended_at.astimezone(talk.calendar.zone)
            return replies.ended_already(goal, at, await changes.by_whom(talk, by))
        change = made
    else:
        refuse_if_ended(goal)
        goal.state, goal.ended_at = state, talk.now
        await celebrating.agreed_always(talk, goal)
        verb = "reached" if state is GoalState.achieved else "dropped"
        change = await changes.record(talk, f"{verb} goal {goal.ref}", goal, reason=because)
    road = await road_to(talk, goal)
    if state is GoalState.achieved:
        offer = await celebrating.offer(talk, goal)
        return replies.achieved(road, change, *await _left_open(talk, road), offer)
    return replies.dropped(road, await ends_for(talk, goal), change)


@command("start", title="Start a draft", examples=["start 1"])
async def start(talk: Talk, goal: Annotated[DraftGoal, "Which draft to work on from now on."]) -> Reply:
    """Work on a draft from now on: it is asked about when it comes due."""
    return await _go_on(talk, goal, "started")


@command("pause", examples=["pause 1"])
async def pause(talk: Talk, goal: Annotated[ActiveGoal, "Which goal to set aside."]) -> Reply:
    """Set a goal aside for a while; nothing is asked about it until you resume it."""
    refuse_if_ended(goal)
    if goal.state is GoalState.paused:
        if made := await _just_now(talk, goal, "state", GoalState.paused):
            return replies.paused(goal, made)
        return replies.paused_already(goal, await _since(talk, goal, GoalState.paused))
    if goal.state is GoalState.draft:
        return replies.nothing_to_pause(goal)
    goal.state = GoalState.paused
    change = await changes.record(talk, f"paused goal {goal.ref}", goal)
    return replies.paused(goal, change)


@command("resume", examples=["resume 1"])
async def resume(talk: Talk, goal: Annotated[PausedGoal, "Which goal to go on with."]) -> Reply:
    """Go on with a paused goal."""
    return await _go_on(talk, goal, "resumed")


async def _go_on(talk: Talk, goal: Goal, verb: str) -> Reply:
    refuse_if_ended(goal)
    if goal.state is GoalState.active:
        return replies.active_already(goal, await _since(talk, goal, GoalState.active))
    goal.state = GoalState.active
    return await _going_on(talk, goal, verb)


async def _going_on(talk: Talk, goal: Goal, verb: str) -> Reply:
    """Log that a goal is worked on again, and say so."""
    change = await changes.record(talk, f"{verb} goal {goal.ref}", goal)
    return replies.going_on(goal, verb, change, calendar=talk.calendar, now=talk.now, crowd=await too_many(talk))


@command("archive", title="Archive a goal", examples=["archive 1"])
async def archive(talk: Talk, goal: Annotated[TheGoal, "Which goal to put away."]) -> Reply:
    """Put a goal away, out of your lists; nothing is asked about it any more."""
    if goal.archived_at is not None:
        if made := await _just_now(talk, goal, "archived_at", goal.archived_at):
            return replies.archived(goal, made)
        return replies.archived_already(goal, goal.archived_at.astimezone(talk.calendar.zone))
    goal.archived_at = talk.now
    change = await changes.record(talk, f"archived goal {goal.ref}", goal)
    return replies.archived(goal, change)


@command("reopen", examples=["reopen 1"])
async def reopen(talk: Talk, goal: Annotated[EndedGoal, "Which goal to take up again."]) -> Reply:
    """Take up a goal again that was reached, dropped, paused or archived."""
    if goal.standing == GoalState.active:
        return replies.active_already(goal, await _since(talk, goal, GoalState.active))
    if goal.standing == GoalState.draft:
        raise Refusal(f"Goal {goal.ref} is a draft.", f"To be asked about it all the same: start {goal.ref}")
    if goal.state is not GoalState.draft:
        goal.state = GoalState.active
    goal.ended_at = goal.archived_at = None
    return await _going_on(talk, goal, "reopened")


async def _left_open(talk: Talk, road: Road) -> tuple[str, list[str]]:
    """Return of a goal that is reached what was not: where its number stands, and the milestones that stay open."""
    goal = road.goal
    open_ = [step for step in road.milestones if step.state is MilestoneState.open]
    # A goal that is reached counts as whole, so what was counted is looked at by itself.
    measure, at, short = goal.counts, road.progress.number, goal.is_habit
    if measure is not None and measure.has_number:
        begin = begins(goal, (await standing(talk, goal)).tally, at or 0)
        short = at is None or way(measure, begin, at) < WHOLE
    words = road.progress.words.partition(", ")[0] if short else ""
    return words, [f"{goal.ref}.{one.number} {one.title}" for one in open_]


async def _just_now(talk: Talk, goal: Goal, name: str, value: object) -> Change | None:
    """Return the change that made a goal what it is, if it was a first tap of the asker's a moment ago."""
    made = await changes.that_made(talk, goal, ("goal", goal.id), name, value)
    return made if made is not None and changes.was_just_now(talk, made) else None


async def _since(talk: Talk, goal: Goal, state: GoalState) -> datetime:
    """Return, on the asker's clock, when a goal came into the state that it is in."""
    made = await changes.that_made(talk, goal, ("goal", goal.id), "state", state)
    return (made.at if made is not None else goal.created_at).astimezone(talk.calendar.zone)
