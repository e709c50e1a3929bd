"""What people ask about goals."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Annotated

from sqlmodel import col, select

from bot import changes
from bot.commands import Kind, command
from bot.dates.kinds import DueDate
from bot.errors import Refusal
from bot.goals import replies
from bot.goals.kinds import Sentence, TheGoal, mine
from bot.kinds import Number, Words
from bot.messages import Reply
from bot.models import Change, Goal, GoalState, Milestone, MilestoneState
from bot.talk import Talk

GOALS_LIMIT = 1_000
"""Goals that one person can have set."""


async def _read_state(text: str, _talk: Talk) -> str:
    if text.casefold() not in _STATES:
        raise Refusal(f"I don't know the state “{text[:30]}”.", f"Use one of {', '.join(_STATES)}.")
    return text.casefold()


_STATES = ("active", "achieved", "dropped", "all")
_State = Annotated[str, Kind("State", "a state", "active", read=_read_state, options=_STATES)]


async def milestones_of(talk: Talk, goals: Iterable[Goal]) -> dict[int | None, list[Milestone]]:
    """Return the milestones of each goal, in their order, by the goal's row id."""
    rows = await talk.session.scalars(
        select(Milestone)
        .where(
            col(Milestone.goal_id).in_([goal.id for goal in goals]),
            Milestone.state != MilestoneState.withdrawn,
        )
        .order_by(col(Milestone.number))
    )
    found: dict[int | None, list[Milestone]] = defaultdict(list)
    for milestone in rows:
        found[milestone.goal_id].append(milestone)
    return found


@command("new", examples=["new Ship the billing API by: 2027-03-31", "new Read 24 books"])
async def new(
    talk: Talk,
    goal: Annotated[Sentence, "What you mean to reach, in one sentence."],
    *,
    by: Annotated[DueDate, "When it is due."] | None = None,
) -> Reply:
    """Set a goal."""
    if talk.me.goals_numbered >= GOALS_LIMIT:
        raise Refusal(f"You have set {GOALS_LIMIT:,} goals, which is as many as I can hold.", "Talk to your operator.")
    talk.me.goals_numbered += 1
    row = Goal(person_id=talk.me.id, number=talk.me.goals_numbered, title=goal, created_at=talk.now)
    row.set_due(by, talk.now)
    talk.session.add(row)
    await talk.session.flush()
    change = await changes.record(talk, f"set goal {row.ref}", row)
    return replies.goal_set(row, talk.calendar, change)


@command("list", examples=["list", "list billing", "list state: all page: 2"])
async def list_(
    talk: Talk,
    words: Annotated[Words, "Only goals with these words in their title."] = "",
    *,
    state: Annotated[_State, "Only goals in this state."] = "active",
    page: Annotated[Number, "Which page, from 1."] = 1,
) -> Reply:
    """List your goals."""
    goals = await mine(talk)
    found = [g for g in goals if state in ("all", g.state) and words.casefold() in g.title.casefold()]
    if not goals:
        return replies.no_goals()
    if not found:
        return replies.nothing_found(f"“{words[:40]}”" if words else f"state: {state}")
    pages = -(-len(found) // replies.PAGE)
    if not 1 <= page <= pages:
        raise Refusal(
            f"There is no page {page}.",
            f"There {'are' if pages > 1 else 'is'} {pages}, for example: list page: {pages}",
        )
    shown: Sequence[Goal] = found[(page - 1) * replies.PAGE : page * replies.PAGE]
    steps = await milestones_of(talk, shown)
    again = " ".join(filter(None, ("list", words[:50], f"state: {state}" if state != "active" else "")))
    return replies.goals_listed(
        [(g, steps[g.id]) for g in shown], talk.calendar, found=len(found), number=page, again=again
    )


@command("show", examples=["show 1", "show billing"])
async def show(talk: Talk, goal: Annotated[TheGoal, "Which goal."]) -> Reply:
    """Show a goal with its milestones."""
    return replies.goal_shown(goal, (await milestones_of(talk, [goal]))[goal.id], talk.calendar)


@command("done", examples=["done 1"])
async def done(talk: Talk, goal: Annotated[TheGoal, "Which goal is reached."]) -> Reply:
    """Say that a goal is reached."""
    return await _end(talk, goal, GoalState.achieved)


@command("drop", examples=["drop 1"])
async def drop(talk: Talk, goal: Annotated[TheGoal, "Which goal to let go."]) -> Reply:
    """Let a goal go; nothing more is sent about it."""
    return await _end(talk, goal, GoalState.dropped)


async def _end(talk: Talk, goal: Goal, state: GoalState) -> Reply:
    if goal.ended_at is not None:
        return replies.goal_ended_already(goal, goal.ended_at.astimezone(talk.calendar.zone))
    goal.state, goal.ended_at = state, talk.now
    verb = "reached" if state is GoalState.achieved else "dropped"
    change = await changes.record(talk, f"{verb} goal {goal.ref}", goal)
    return replies.goal_achieved(goal, change) if state is GoalState.achieved else replies.goal_dropped(goal, change)


@command("later", examples=["later 1 tomorrow", "later 1 in 2 hours"])
async def later(
    talk: Talk, goal: Annotated[TheGoal, "Which goal."], to: Annotated[DueDate, "When to ask again."]
) -> Reply:
    """Put off the check-in of a goal; its due date stays."""
    if goal.state is not GoalState.active:
        raise Refusal(f"Goal {goal.ref} is {goal.state}, so nothing will be asked about it.", f"See show {goal.ref}.")
    goal.later_at = to.check_in(talk.calendar, talk.now)
    change = await changes.record(talk, f"put off the check-in of goal {goal.ref}", goal)
    return replies.check_in_put_off(f"goal {goal.ref}", goal, talk.calendar, change)


@command("undo", examples=["undo"])
async def undo(
    talk: Talk, change: Annotated[Number, "Which change; your last one if you leave it out."] | None = None
) -> Reply:
    """Take back your last change."""
    last = await changes.last(talk)
    asked = await talk.session.get(Change, change) if change is not None else last
    if asked is None or asked.person_id != talk.me.id:
        raise Refusal("There is nothing to take back.", "I keep your last 20 changes.")
    goal = await talk.session.get(Goal, asked.goal_id) if asked.goal_id else None
    if await changes.is_undone(talk, asked):
        return replies.taken_back(asked.summary, goal)
    if last is None or asked.id != last.id:
        newer = f"Type undo to take back your last change first: you {last.summary}." if last else ""
        raise Refusal(f"You have changed other things since you {asked.summary}.", newer)
    await changes.undo(talk, asked)
    return replies.taken_back(asked.summary, goal)
