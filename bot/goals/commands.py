"""What people ask of goals: to set, change, plan and copy them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any

from sqlmodel import col, func, select

from bot import changes
from bot.checkins.kinds import HowCounted
from bot.checkins.recounting import recounted
from bot.coach.kinds import Because, Elements, OwnWords, ToldAs, own_words
from bot.coach.replies import answered_by, measured
from bot.coach.verdicts import Reading
from bot.commands import command
from bot.dates.due import Due
from bot.dates.kinds import Dated, DueDate, NewDate, dated
from bot.dates.soon import soon
from bot.errors import Refusal
from bot.goals import reading, replies
from bot.goals.asked_next import in_its_rhythm
from bot.goals.blanks import refuse_no_day
from bot.goals.fields import Was, due_typed
from bot.goals.kinds import OwnGoal, TheGoal, Under
from bot.goals.leaving import refuse_as_wording
from bot.goals.rewording import beside_its_words, reword
from bot.goals.rows import append, begin, milestones_of, refuse_if_ended, too_many
from bot.goals.sighting import STILL_AHEAD
from bot.goals.templates import OneTemplate
from bot.goals.titles import Sentence, Wording, continued, read_title
from bot.kinds import Nothing, kind_of, or_none
from bot.measure import Measure
from bot.messages import Reply, Section
from bot.milestones.due_after_goal import after_its_goal
from bot.milestones.subjects import About
from bot.models import Goal, GoalState, MilestoneState
from bot.roads.rows import end_of, put_under
from bot.sharing.belonging import give, team_here
from bot.sharing.kinds import ForTeam
from bot.talk import Talk

_NewReason = Annotated[str | Nothing, or_none(kind_of(OwnWords))]
_NewElements = Annotated[str | Nothing, or_none(kind_of(Elements), "Elements")]
_NewTold = Annotated[str | Nothing, or_none(kind_of(ToldAs), "Wording for others")]
"""Words, or none any more."""


async def _echoed(talk: Talk, goal: Goal) -> replies.Echo:
    """Return what an answer tells of a goal beside its own words."""
    end = await end_of(talk, goal)
    steps = (await milestones_of(talk, [goal]))[goal.id]
    short_term = await talk.session.scalar(
        select(func.count()).select_from(Goal).where(Goal.parent_id == goal.id, Goal.state != GoalState.withdrawn)
    )
    asked, why_then = await in_its_rhythm(talk, goal, "rhythm")
    review, _ = await in_its_rhythm(talk, goal, "review")
    return replies.Echo(
        calendar=talk.calendar,
        own=goal.person_id == talk.me.id,
        end=end,
        begun=bool(steps or short_term),
        review=review,
        asked=asked,
        why_then=why_then,
        crowd=await too_many(talk),
    )


async def _alike(talk: Talk, goal: Goal) -> Goal | None:
    """Return another goal of the asker, still ahead, that has the very same words."""
    asked = select(Goal).where(
        Goal.person_id == talk.me.id,
        Goal.id != goal.id,
        func.lower(Goal.title) == func.lower(goal.title),
        Goal.team == goal.team,
        Goal.state != GoalState.withdrawn,
        STILL_AHEAD,
    )
    return (await talk.session.scalars(asked.order_by(col(Goal.number)).limit(1))).first()


@command(
    "new",
    examples=[
        "new Ship the billing API by: 2027-03-31",
        "new Read 24 books in 2027",
        "new Resolve 200 tickets by: 31 March for: team",
        "new template: reading",
    ],
    elsewhere=["alter", "nudges", "plan", "share", "checkin"],
)
async def new(
    talk: Talk,
    goal: Annotated[Sentence, "What you mean to reach, in one sentence."],
    *,
    by: Annotated[DueDate, "When it is due, if the sentence does not say."] | None = None,
    why: Annotated[OwnWords, "Your own reason; nobody else ever sees it."] | None = None,
    template: Annotated[OneTemplate, "Begin with a goal that others set often; its form opens."] | None = None,
    under: Annotated[Under, "The long-term goal that it leads to."] | None = None,
    for_: Annotated[ForTeam, "Whose goal: yours, or this channel’s team’s, to which everybody here adds."] = False,
) -> Reply:
    """Set a goal."""
    del template  # by now its words are the goal's
    place = team_here(talk, "new Resolve 200 tickets by: 31 March for: team") if for_ else None
    meant = _or_soon(dated(goal, talk), talk)
    meant = replace(meant, words=goal, due=by, others=()) if by else meant
    row = begin(talk, meant.words, reason=why or "", rhythm=meant.rhythm, begins=meant.begins)
    row.set_due(meant.due, talk.now)
    doubt = reading.take_over(row, goal, talk.local_now)
    if isinstance(under, Goal):
        await put_under(talk, row, under)
    found = reading.read(row, talk.local_now, under.title if isinstance(under, Goal) else "", own=True)
    row.state = GoalState.draft if found.too_general else GoalState.active
    await talk.session.flush()
    if place is not None:
        await give(talk, row, place)
    change = await changes.record(talk, f"set {row.named}{' for the team' if row.team else ''}", row)
    echo = replace(await _echoed(talk, row), doubt=doubt, alike=await _alike(talk, row))
    return replies.goal_set(row, change, found, replace(echo, **_also_said(meant)), meant.others)


def _or_soon(meant: Dated, talk: Talk) -> Dated:
    """Offer the moment that the end of its words may mean, unless it says how long it takes to do so much."""
    moment = None if meant.due or meant.others or meant.rhythm else soon(meant.words, talk)
    if moment is None:
        return meant
    counted = reading.said(moment[0], "", talk.local_now).measure
    return meant if counted is not None and counted.kind != "done" else replace(meant, others=(moment[1],))


def _also_said(meant: Dated) -> dict[str, Any]:
    """Return what an answer tells of a rhythm in the words beside what was understood."""
    return {"rhythms": meant.rhythms, "unkept": meant.unkept}


async def _current(talk: Talk, goal: Goal) -> Mapping[str, str]:
    """Return how a goal stands: the reason only to whoever set it."""
    end, due = await end_of(talk, goal), goal.due
    return {
        "to": goal.title,
        "by": due_typed(due, talk.calendar) if due else "",
        "under": "" if end is None else end.ref if end.goal.is_numbered else end.title,
        "why": goal.reason if goal.person_id == talk.me.id else "",
        "wording": goal.wording,
        "measure": _measure_typed(goal),
    }


async def _questions(talk: Talk, goal: Goal, values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the coach's question that a new wording with blanks answers."""
    end = await end_of(talk, goal)
    found = reading.read(goal, talk.local_now, end.title if end else "", own=goal.person_id == talk.me.id)
    return {"to": answered_by(values.get("to", ""), goal, found)}


def _measure_typed(goal: Goal) -> str:
    """Return how a goal is counted as one would type it; nothing where it is done or not done."""
    if goal.counts is None or goal.counts.kind == "done":
        return ""
    words = measured(goal.counts)
    return f"below {words.removeprefix('down to ')}" if words.startswith("down to ") else words


@command(
    "alter",
    title="Change a goal",
    elsewhere=["nudges", "plan", "share", "checkin"],
    current=_current,
    questions=_questions,
    opens=True,
    examples=[
        "alter 1 by: end of Q2 because: the vendor is late",
        "alter 1 Ship the billing API to all customers",
        "alter 2 under: 1",
    ],
)
async def alter(
    talk: Talk,
    goal: Annotated[TheGoal, "Which goal."],
    to: Annotated[Wording, "What it says from now on; … stands for what it says now."] | None = None,
    *,
    by: Annotated[NewDate, "Its new date."] | None = None,
    because: Annotated[Because, "Why it changes; kept in its history."] | None = None,
    under: Annotated[Under, "The long-term goal that it leads to."] | None = None,
    why: Annotated[_NewReason, "Your own reason, or none; nobody else ever sees it."] | None = None,
    wording: Annotated[_NewTold, "How it is told to others, instead of its title, or none."] | None = None,
    serves: Annotated[_NewElements, "Which of the six elements it serves, or none."] | None = None,
    measure: Annotated[HowCounted, "How it is counted."] | None = None,
) -> Reply:
    """Change what a goal says, its date, its road, its reason, how it is counted or told."""
    if any(given is not None for given in (to, by, why, wording, serves, measure)):
        refuse_if_ended(goal)  # it can still be moved to another road
    elif under is None:
        raise Refusal("What should change?", f"For example: alter {goal.typed} by: end of Q2", about="to")
    if why is not None and goal.person_id != talk.me.id:
        raise Refusal("The private reason is that of whoever set the goal.", "You can say why it changes: because: …")
    to = await read_title(continued(goal.title, to), talk) if to else None
    held = talk.calendar.day_of(goal.created_at) < talk.local_now.date()
    was = Was(goal.counts, goal.rhythm, held) if to is not None or measure is not None else None
    if measure is not None and (unclear := await recounted(talk, goal, measure, to or goal.title)) is not None:
        return unclear
    meant, doubt = await _reworded(talk, goal, to, by, counted=measure is None)
    was = was and beside_its_words(goal, was, to, talk.local_now)
    if meant.due is not None or isinstance(by, Nothing):
        goal.set_due(meant.due, talk.now)
    goal.reason = _instead(goal.reason, why)
    refuse_as_wording(goal, worded := _instead(goal.wording, wording))
    goal.wording = worded
    goal.elements = _instead(goal.elements, serves)
    if under is not None:
        await put_under(talk, goal, under if isinstance(under, Goal) else None)
    found = await _read_again(talk, goal, why=why)
    change = await changes.record_if_any(talk, f"changed {goal.named}", goal, reason=because or "")
    echo = replace(await _echoed(talk, goal), was=was, doubt=doubt, **(_also_said(meant) if to is not None else {}))
    said = replies.goal_altered(goal, change, found, echo, meant.others)
    return replace(said, sections=(*said.sections, *await _left_behind(talk, goal))) if meant.due else said


async def _reworded(
    talk: Talk, goal: Goal, to: str | None, by: Due | Nothing | None, *, counted: bool
) -> tuple[Dated, Measure | None]:
    """Say a goal in other words, if there are any: return what they mean, and a measure that is asked about."""
    due = by if isinstance(by, Due) else None
    if to is None:
        return Dated(goal.title, due), None
    meant = Dated(to, due) if by else _newly_dated(to, goal, talk)
    if by is None and meant.due is None and not meant.rhythm:
        refuse_no_day(talk, goal, to)
    return meant, await reword(talk, goal, to, meant.words, counted=counted)


async def _read_again(talk: Talk, goal: Goal, *, why: str | Nothing | None) -> Reading:
    """Let the coach read what a goal has become: a draft that has something to begin with is active from now on."""
    end = await end_of(talk, goal)
    found = reading.read(goal, talk.local_now, end.title if end else "", own=goal.person_id == talk.me.id)
    if goal.state is GoalState.draft and not found.too_general:
        goal.state = GoalState.active
    if why is not None and found.question is not None and found.question.point == "relevant":
        return replace(found, question=None)  # that has just been answered
    return found


def _newly_dated(to: str, goal: Goal, talk: Talk) -> Dated:
    """Read new words; a date that stands in the earlier ones, too, says nothing new, whatever it is read as today."""
    meant = dated(to, talk)
    with suppress(Refusal):  # what the earlier ones named has passed
        before = dated(goal.title, talk)
        if before.words == goal.title and before.due == meant.due:
            return replace(meant, due=None, others=())
    return meant


async def _left_behind(talk: Talk, goal: Goal) -> Sequence[Section]:
    """Ask about the open milestones that are due after the goal's new date."""
    steps = (await milestones_of(talk, [goal]))[goal.id]
    return after_its_goal([About(step, goal) for step in steps if step.state is MilestoneState.open], talk.calendar)


def _instead(said: str, words: str | Nothing | None) -> str:
    """Return what stands in the place of what was `said`: nothing new, nothing at all, or other words."""
    if words is None:
        return said
    return "" if isinstance(words, Nothing) else continued(said, words)


@command(
    "plan", title="Plan for a bad day", examples=["plan 1 if: a customer calls then: write one line before I answer"]
)
async def plan(
    talk: Talk,
    goal: Annotated[OwnGoal, "Which goal."],
    *,
    if_: Annotated[str | Nothing, or_none(own_words("a customer calls", "If")), "What may come in between, or none."],
    then: Annotated[str | Nothing, or_none(own_words("write one line before I answer", "Then")), "What you do then."],
) -> Reply:
    """Decide beforehand what to do when something comes in between."""
    if isinstance(if_, Nothing) or isinstance(then, Nothing):
        goal.obstacle = goal.response = ""
        return replies.plan_dropped(goal, await changes.record_if_any(talk, f"dropped the plan of {goal.named}", goal))
    goal.obstacle, goal.response = if_, then
    change = await changes.record_if_any(talk, f"planned for an obstacle of {goal.named}", goal)
    return replies.obstacle_planned(goal, change)


@command("copy", title="Copy a goal", examples=["copy 1"])
async def copy(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Set a goal like an earlier one, with its milestones but without dates."""
    steps = (await milestones_of(talk, [goal]))[goal.id]
    row = begin(talk, goal.title, reason=goal.reason, rhythm=goal.rhythm)
    row.measure, row.elements = goal.measure, goal.elements
    row.leaving, row.confided, row.misread = goal.leaving, goal.confided, goal.misread
    row.asking, row.asking_from = goal.asking, talk.local_now.date() if goal.asking_from else None
    await talk.session.flush()
    for step in steps:
        append(talk, row, step.title, value=step.value)
    change = await changes.record(talk, f"copied {goal.named} as {row.named}", row)
    return replies.goal_set(row, change, reading.read(row, talk.local_now, own=True), await _echoed(talk, row))
