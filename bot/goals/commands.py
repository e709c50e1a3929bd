"""What people ask about goals."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

from sqlmodel import col, select

from bot import changes
from bot.checkins.commands import recounted
from bot.checkins.kinds import HowCounted
from bot.checkins.standing import standing, standings
from bot.coach.kinds import Elements, OwnWords, own_words
from bot.commands import Kind, command
from bot.dates.due import Due
from bot.dates.kinds import AskAgain, Dated, DueDate, dated
from bot.errors import Refusal
from bot.goals import reading, replies
from bot.goals.kinds import OwnGoal, SeenGoal, Sentence, TheGoal, Wording, continued, mine, read_title
from bot.goals.templates import OneTemplate
from bot.goals.visibility import Sight
from bot.kinds import Number, Words
from bot.messages import Reply
from bot.models import Change, Goal, GoalState, Milestone, MilestoneState
from bot.sharing.replies import told
from bot.talk import Talk

MILESTONES_LIMIT = 100
"""Milestones that one goal can have."""
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


def begin(talk: Talk, title: str, *, reason: str = "", rhythm: str = "") -> Goal:
    """Give the asker a new goal with the next number; raises Refusal when they have as many as there may be."""
    if talk.me.goals_numbered >= GOALS_LIMIT:
        raise Refusal(f"You have set {GOALS_LIMIT:,} goals, which is as many as I can hold.", "Talk to your operator.")
    talk.me.goals_numbered += 1
    goal = Goal(
        person_id=talk.me.id,
        number=talk.me.goals_numbered,
        title=title,
        reason=reason,
        rhythm=rhythm,
        rhythm_from=talk.local_now.date() if rhythm else None,
        created_at=talk.now,
    )
    talk.session.add(goal)
    return goal


def append(talk: Talk, goal: Goal, title: str, due: Due | None = None) -> Milestone:
    """Add a milestone to a goal that has its row id; raises Refusal when it has as many as there may be."""
    if goal.milestones_numbered >= MILESTONES_LIMIT:
        raise Refusal(
            f"Goal {goal.ref} has had {MILESTONES_LIMIT} milestones, which is as many as a goal can hold.",
            "Set a second goal for the rest, for example: new The rest of it",
        )
    goal.milestones_numbered += 1
    milestone = Milestone(goal_id=goal.id, number=goal.milestones_numbered, title=title, created_at=talk.now)
    milestone.set_due(due, talk.now)
    talk.session.add(milestone)
    return milestone


def refuse_if_ended(goal: Goal) -> None:
    """Raise Refusal for a goal that was reached or dropped."""
    if goal.ended_at is not None:
        raise Refusal(
            f"Goal {goal.ref} is {goal.state}, so it stays as it is.", "Type list to see the goals ahead of you."
        )


@command(
    "new",
    examples=["new Ship the billing API by: 2027-03-31", "new Read 24 books in 2027", "new template: reading"],
)
async def new(
    talk: Talk,
    goal: Annotated[Sentence, "What you mean to reach, in one sentence."],
    *,
    by: Annotated[DueDate, "When it is due, if the sentence does not say."] | None = None,
    why: Annotated[OwnWords, "Your own reason; nobody else ever sees it."] | None = None,
    template: Annotated[OneTemplate, "Begin with a goal that others set often; its form opens."] | None = None,
) -> Reply:
    """Set a goal."""
    del template  # by now its words are the goal's
    told = dated(goal, talk)
    told = replace(told, words=goal, due=by, others=()) if by else told
    row = begin(talk, told.words, reason=why or "", rhythm=told.rhythm)
    row.set_due(told.due, talk.now)
    reading.take_over(row, goal, talk.local_now)
    found = reading.read(row, talk.local_now)
    row.state = GoalState.draft if found.too_general else GoalState.active
    await talk.session.flush()
    change = await changes.record(talk, f"set goal {row.ref}", row)
    return replies.goal_set(row, talk.calendar, change, found, told.others)


@command("alter", examples=["alter 1 by: end of Q2", "alter 1 Ship the billing API to all customers"])
async def alter(
    talk: Talk,
    goal: Annotated[TheGoal, "Which goal."],
    to: Annotated[Wording, "What it says from now on; … stands for what it says now."] | None = None,
    *,
    by: Annotated[DueDate, "Its new date."] | None = None,
    why: Annotated[OwnWords, "Your own reason; nobody else ever sees it."] | None = None,
    wording: Annotated[
        str, own_words("Make billing reliable", "Told as"), "How it is told to others, instead of its title."
    ]
    | None = None,
    serves: Annotated[Elements, "Which of the six elements it serves."] | None = None,
    measure: Annotated[HowCounted, "How it is counted."] | None = None,
) -> Reply:
    """Change what a goal says, its date, its reason, how it is counted or told."""
    if not any(given is not None for given in (to, by, why, wording, serves, measure)):
        raise Refusal("What should change?", f"For example: alter {goal.ref} by: end of Q2")
    refuse_if_ended(goal)
    to = await read_title(continued(goal.title, to), talk) if to else None
    if measure is not None and (doubt := await recounted(talk, goal, measure, to or goal.title)) is not None:
        return doubt
    told = Dated(to or goal.title, by) if by or not to else dated(to, talk)
    if to is not None:
        reading.take_over(goal, to, talk.local_now, counted=measure is None)
        goal.title, goal.rhythm = told.words, told.rhythm
        goal.rhythm_from = talk.local_now.date() if told.rhythm else None
    if told.due is not None:
        goal.set_due(told.due, talk.now)
    goal.reason = continued(goal.reason, why) if why is not None else goal.reason
    goal.wording = wording if wording is not None else goal.wording
    goal.elements = serves if serves is not None else goal.elements
    found = reading.read(goal, talk.local_now)
    if goal.state is GoalState.draft and not found.too_general:
        goal.state = GoalState.active
    if why is not None and found.question is not None and found.question.point == "relevant":
        found = replace(found, question=None)  # that has just been answered
    change = await changes.record(talk, f"changed goal {goal.ref}", goal)
    return replies.goal_altered(goal, talk.calendar, change, found, told.others)


@command("plan", examples=["plan 1 if: a customer calls then: write one line before I answer"])
async def plan(
    talk: Talk,
    goal: Annotated[OwnGoal, "Which goal."],
    *,
    if_: Annotated[str, own_words("a customer calls"), "What may come in between."],
    then: Annotated[str, own_words("write one line before I answer"), "What you will do then."],
) -> Reply:
    """Decide beforehand what to do when something comes in between."""
    goal.obstacle, goal.response = if_, then
    change = await changes.record(talk, f"planned for an obstacle of goal {goal.ref}", goal)
    return replies.obstacle_planned(goal, change)


@command("copy", examples=["copy 1"])
async def copy(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Set a goal like an earlier one, with its milestones but without dates."""
    steps = (await milestones_of(talk, [goal]))[goal.id]
    row = begin(talk, goal.title, reason=goal.reason, rhythm=goal.rhythm)
    row.measure, row.elements, row.leaving = goal.measure, goal.elements, goal.leaving
    await talk.session.flush()
    for step in steps:
        append(talk, row, step.title)
    change = await changes.record(talk, f"copied goal {goal.ref} as goal {row.ref}", row)
    return replies.goal_set(row, talk.calendar, change, reading.read(row, talk.local_now))


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
    found = [
        g
        for g in goals
        if state in ("all", g.state, "active" if g.state is GoalState.draft else "")
        and words.casefold() in g.title.casefold()
    ]
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
    stands = await standings(talk, shown)
    again = " ".join(filter(None, ("list", words[:50], f"state: {state}" if state != "active" else "")))
    return replies.goals_listed(
        [(g, stands[g.id].progress) for g in shown], talk.calendar, found=len(found), number=page, again=again
    )


@command("show", examples=["show 1", "show billing"])
async def show(talk: Talk, goal: Annotated[SeenGoal, "Which goal."]) -> Reply:
    """Show a goal with its milestones, as far as you may see it."""
    stands = await standing(talk, goal.goal)
    if goal.sight < Sight.shared:
        return told(goal, stands.steps, stands.progress, talk.calendar)
    return replies.goal_shown(goal.goal, stands.steps, stands.progress, talk.calendar)


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
    talk: Talk, goal: Annotated[TheGoal, "Which goal."], to: Annotated[AskAgain, "When to ask again."]
) -> Reply:
    """Put off the check-in of a goal; its due date stays."""
    if goal.state is not GoalState.active:
        raise Refusal(f"Goal {goal.ref} is {goal.state}, so nothing will be asked about it.", f"See show {goal.ref}.")
    goal.put_off(to, talk.now)
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
