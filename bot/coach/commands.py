"""What people ask the coach."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from sqlmodel import col, select

from bot import changes
from bot.coach import elements as six
from bot.coach import expressing, growing, ladder, reflecting, replies
from bot.coach.kinds import Elements, OneAudience, OwnWords
from bot.commands import command
from bot.dates.due import Due
from bot.dates.kinds import PastDay, dated
from bot.dates.wording import day, in_words
from bot.goals import reading
from bot.goals.kinds import OwnGoal, Sentence, mine
from bot.goals.replies import Echo, goal_altered
from bot.goals.rows import append, milestones_of, refuse_if_ended
from bot.messages import Reply
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.talk import Talk

FIRST_STEP = timedelta(days=30)
"""When the first step down the ladder is due, if nothing else was said."""
A_YEAR = timedelta(days=365)


@command("coach", examples=["coach 1"])
async def coach(talk: Talk, goal: Annotated[OwnGoal, "Which goal."]) -> Reply:
    """Read a goal closely: what is there, what is missing, one question."""
    return replies.goal_read(goal, reading.read(goal, talk.local_now))


@command("ladder", examples=["ladder 1"])
async def ladder_(
    talk: Talk,
    goal: Annotated[OwnGoal, "The goal that is still too wide."],
    see: Annotated[Sentence, "What would someone see you do in a week where it was true?"] | None = None,
    *,
    serves: Annotated[Elements, "Which of the six elements it serves most."] | None = None,
    first: Annotated[Sentence, "The smallest piece that you could show someone within a month."] | None = None,
) -> Reply:
    """Come from a wide wish to a goal with a first step."""
    if see is None:
        return replies.ladder_shown(goal, ladder.ladder(goal.title))
    refuse_if_ended(goal)
    told = dated(see, talk)
    reading.take_over(goal, see, talk.local_now)
    goal.title, goal.rhythm, goal.state = told.words, told.rhythm, GoalState.active
    goal.elements = serves or goal.elements
    if told.due:
        goal.set_due(told.due, talk.now)
    step = None
    if first:
        begun = dated(first, talk)
        step = append(talk, goal, begun.words, begun.due or Due((talk.local_now + FIRST_STEP).date()))
    change = await changes.record(talk, f"made goal {goal.ref} specific", goal)
    echo = Echo(talk.calendar, begun=step is not None)
    return replies.climbed_down(goal_altered(goal, change, reading.read(goal, talk.local_now), echo), goal, step)


@command("reflect", examples=["reflect"])
async def reflect(
    talk: Talk,
    *,
    income: Annotated[OwnWords, "What would you like to earn, and what for?"] | None = None,
    perks: Annotated[OwnWords, "What around the work would make a weekday better?"] | None = None,
    autonomy: Annotated[OwnWords, "What would you like to decide by yourself?"] | None = None,
    passion: Annotated[OwnWords, "What do you do without anybody asking you to?"] | None = None,
    strengths: Annotated[OwnWords, "What do others come to you for?"] | None = None,
    challenges: Annotated[OwnWords, "What would stretch you in a good way?"] | None = None,
) -> Reply:
    """Six short questions about what you want; skip any you like."""
    del talk
    asked = reflecting.reflect()
    given = (income, perks, autonomy, passion, strengths, challenges)
    answers = {element.key: words for element, words in zip(asked.questions, given, strict=True) if words}
    if not answers:
        return replies.reflection(asked.opening, asked.questions)
    return replies.candidates(asked.closing, reflecting.candidates(answers))


@command("grow", examples=["grow public speaking"])
async def grow(talk: Talk, weak: Annotated[OwnWords, "A weak point, in your words."]) -> Reply:
    """Turn a weak point into goals that others will notice."""
    del talk
    return replies.grown(weak, growing.grow(weak))


@command("express", examples=["express 1 for: manager", "express billing for: resume"])
async def express(
    talk: Talk,
    goal: Annotated[OwnGoal, "Which goal."],
    *,
    for_: Annotated[OneAudience, "Who will hear or read it."],
) -> Reply:
    """Say a goal well: for a resume, an interview, your manager or your team."""
    facts = _facts(talk, goal, (await milestones_of(talk, [goal]))[goal.id])
    return replies.expressed(goal, for_, expressing.express(facts, for_))


def _facts(talk: Talk, goal: Goal, steps: Sequence[Milestone]) -> expressing.Facts:
    """Return what may be told of a goal; its private reason is not among it."""
    done = sorted((s for s in steps if s.state is MilestoneState.done and s.ended_at), key=lambda s: s.ended_at)  # type: ignore[arg-type,return-value]
    open_ = next((step.title for step in steps if step.state is MilestoneState.open), None)
    counted = replies.measured(goal.counts)
    return expressing.Facts(
        title=goal.title,
        wording=goal.wording or None,
        measure=counted if goal.counts and goal.counts.kind != "done" else None,
        reached=tuple(step.title for step in reversed(done)),
        next_step=open_,
        due=f"by {in_words(goal.due.shown(talk.calendar))}" if goal.due else None,
        done=goal.state is GoalState.achieved,
    )


@command("brag", examples=["brag", "brag since: 2026-01-01"])
async def brag(
    talk: Talk, *, since: Annotated[PastDay, "From which day on; a year ago if you leave it out."] | None = None
) -> Reply:
    """List what you reached, as Markdown for a review or a resume."""
    begin = since or (talk.local_now - A_YEAR).date()
    goals = [goal for goal in await mine(talk) if not goal.leaving]
    steps = await talk.session.scalars(
        select(Milestone)
        .where(col(Milestone.goal_id).in_([goal.id for goal in goals]), Milestone.state == MilestoneState.done)
        .order_by(col(Milestone.ended_at))
    )
    reached: dict[int, list[Milestone]] = defaultdict(list)
    for step in steps:
        reached[step.goal_id].append(step)
    lines: list[str] = []
    for goal in goals:
        mine_ = [s for s in reached[goal.id] if s.ended_at and _day(s.ended_at, talk) >= begin]
        done = goal.state is GoalState.achieved and goal.ended_at is not None and _day(goal.ended_at, talk) >= begin
        if done or mine_:
            said = (
                expressing.express(_facts(talk, goal, reached[goal.id]), "resume")
                if done
                else goal.wording or goal.title
            )
            lines.append(f"- {said}" + (f" ({day(_day(goal.ended_at, talk))})" if done and goal.ended_at else ""))
            lines += [f"  - {step.title} ({day(_day(step.ended_at, talk))})" for step in mine_ if step.ended_at]
    return replies.bragged(lines, day(begin))


def _day(moment: datetime, talk: Talk) -> date:
    return moment.astimezone(talk.calendar.zone).date()


@command("elements", examples=["elements"])
async def elements(talk: Talk) -> Reply:
    """Show which of the six elements your goals serve, and which none does."""
    served: dict[str, list[Goal]] = defaultdict(list)
    for goal in await mine(talk):
        if goal.ended_at is None:
            for key in goal.elements.split(",") if goal.elements else six.served(f"{goal.title} {goal.reason}"):
                served[key].append(goal)
    return replies.elements_shown(served, six.elements())
