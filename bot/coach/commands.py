"""What people ask the coach."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Annotated

from bot import changes
from bot.checkins.standing import Standing, standing, standings
from bot.checkins.wording import heading
from bot.coach import bragging, express_replies, expressing, growing, ladder, reflecting, replies
from bot.coach import elements as six
from bot.coach.apart import parted
from bot.coach.claims import Outcome
from bot.coach.kinds import LADDER, REFLECTION, OneAudience, own_words
from bot.coach.shrugs import is_shrug
from bot.commands import command
from bot.dates.due import Due
from bot.dates.kinds import dated, holds_for_a_span
from bot.dates.rough import bound
from bot.dates.since import Since
from bot.dates.wording import plain_day
from bot.errors import Refusal
from bot.goals import reading
from bot.goals.kinds import OwnGoal, OwnLookedInto
from bot.goals.owners import owner_of
from bot.goals.progress import begins, period_of
from bot.goals.replies import Echo, goal_altered
from bot.goals.rewording import reword
from bot.goals.rows import append, milestones_of, refuse_if_ended
from bot.goals.sighting import Sighting, mine
from bot.line.grammar import Line
from bot.messages import Reply
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.nudges import forecast
from bot.nudges.planned import subject_of
from bot.requests.carrying_out import carry_out
from bot.roads.rows import end_of
from bot.talk import Talk

FIRST_STEP = timedelta(days=30)
"""When the first step down the ladder is due, if nothing else was said."""
A_YEAR = timedelta(days=365)


@command("coach", examples=["coach 1"])
async def coach(talk: Talk, goal: Annotated[OwnLookedInto, "Which goal."]) -> Reply:
    """Read a goal closely: what is there, what is missing, one question."""
    end = await end_of(talk, goal)
    found = reading.read(goal, talk.local_now, end.title if end else "", own=True)
    return replies.goal_read(goal, found, heading(await standing(talk, goal)))


@command("ladder", title="From a wish to a goal", examples=["ladder 1"])
async def ladder_(
    talk: Talk,
    goal: Annotated[OwnGoal, "The goal that is still too wide."],
    see: Annotated[
        str,
        LADDER["see"],
        "In such a week: at work, with people close to you, in your body, with money, or in what you make.",
    ]
    | None = None,
    *,
    serves: Annotated[str, LADDER["serves"], "One or more of the six elements."] | None = None,
    first: Annotated[str, LADDER["first"], "The smallest piece of it; it becomes the first milestone."] | None = None,
) -> Reply:
    """Come from a wide wish to a goal with a first step."""
    if see is None:
        return replies.ladder_shown(goal, ladder.ladder(goal.title))
    refuse_if_ended(goal)
    see = ladder.seen(see)
    goal.elements = serves or goal.elements
    step = _begun(talk, goal, first)
    if beside := ladder.beside(see, goal.reason, talk.local_now):
        line = Line(talk.commands["alter"], {"goal": goal.typed, **beside})
        answer = await carry_out(replace(talk, from_form=False), line)
        shown = answer if isinstance(answer, Reply) else replies.ladder_shown(goal, ladder.ladder(goal.title))
        return replies.climbed_down(shown, goal, step) if step is not None else shown
    see, why = parted(ladder.act(see)) if goal.person_id == talk.me.id else (ladder.act(see), "")
    goal.reason = "; ".join(filter(None, (goal.reason, why)))
    rung = ladder.further_down(see, talk.local_now)
    if rung is not None:
        said = f"answered about goal {goal.ref}"
        answered = await changes.record_if_any(talk, said, goal) if serves or step or why else None
        return replies.asked_further(goal, rung, step, answered, why)
    told = dated(see, talk)
    doubt = await reword(talk, goal, see, told.words)
    goal.state = GoalState.active
    if told.due:
        goal.set_due(told.due, talk.now)
    change = await changes.record(talk, f"made goal {goal.ref} specific", goal)
    asked = await _first_asked(talk, goal)
    echo = Echo(talk.calendar, own=True, begun=step is not None, doubt=doubt, asked=asked)
    found = reading.read(goal, talk.local_now, own=True)
    return replies.climbed_down(goal_altered(goal, change, found, echo), goal, step)


def _begun(talk: Talk, goal: Goal, first: str | None) -> Milestone | None:
    """Add the first step that was named, due within a month if nothing else was said."""
    if not first:
        return None
    said = dated(first, talk)
    return append(talk, goal, said.words, said.due or Due((talk.local_now + FIRST_STEP).date()))


async def _first_asked(talk: Talk, goal: Goal) -> datetime | None:
    """Return, on the asker's clock, when a goal or a milestone of it is asked about next."""
    owner = await owner_of(talk, goal)
    steps = (await milestones_of(talk, [goal]))[goal.id]
    subjects = {subject_of(goal), *map(subject_of, steps)}
    first = await forecast.first_about(talk.session, owner, talk.now, subjects)
    return first.astimezone(talk.calendar.zone) if first else None


@command("reflect", examples=["reflect"])
async def reflect(
    talk: Talk,
    *,
    income: Annotated[str, REFLECTION["income"], "What would you like to earn, and what for?"] | None = None,
    perks: Annotated[str, REFLECTION["perks"], "What around the work would make a weekday better?"] | None = None,
    autonomy: Annotated[str, REFLECTION["autonomy"], "What would you like to decide by yourself?"] | None = None,
    passion: Annotated[str, REFLECTION["passion"], "What do you do without anybody asking you to?"] | None = None,
    strengths: Annotated[str, REFLECTION["strengths"], "What do others come to you for?"] | None = None,
    challenges: Annotated[str, REFLECTION["challenges"], "What would stretch you in a good way?"] | None = None,
) -> Reply:
    """Six short questions about what you want; skip any you like."""
    asked = reflecting.reflect()
    given = dict(zip(REFLECTION, (income, perks, autonomy, passion, strengths, challenges), strict=True))
    answers = [(name, words) for name, words in given.items() if words and not is_shrug(words)]
    if not answers and not any(given.values()):
        return replies.reflection(asked.opening, asked.questions)
    left = [(name, one) for name, one in zip(given, asked.questions, strict=True) if name not in dict(answers)]
    if not answers:
        return replies.nothing_yet(asked.skipped, left)
    return replies.candidates(asked.closing, reflecting.candidates(answers, talk.local_now), left)


@command("grow", title="Grow at a weak point", examples=["grow public speaking"])
async def grow(
    talk: Talk, weak: Annotated[str, own_words("public speaking", "Weak point"), "A weak point, in your words."]
) -> Reply:
    """Turn a weak point into goals that others will notice."""
    del talk
    return replies.grown(weak, growing.grow(weak))


@command("express", title="Say a goal well", examples=["express 1 for: manager", "express billing for: resume"])
async def express(
    talk: Talk,
    goal: Annotated[OwnLookedInto, "Which goal."],
    *,
    for_: Annotated[OneAudience, "Who will hear or read it."],
) -> Reply:
    """Say a goal well: for a resume, an interview, your manager or your team."""
    if goal.state is GoalState.dropped:
        raise Refusal(f"Goal {goal.ref} was dropped, so it is no plan of yours.", "What you reached is told by: brag")
    stands = await standing(talk, goal)
    facts = _facts(goal, stands, await end_of(talk, goal), talk.local_now)
    told = expressing.express(facts, for_)
    if not told:
        return express_replies.nothing_to_tell(goal, for_)
    return express_replies.expressed(goal, for_, told, came=facts.came)


def _facts(goal: Goal, stands: Standing, end: Sighting | None, now: datetime) -> expressing.Facts:
    """Return what may be told of a goal, which leads to `end`; its private reason is not among it."""
    steps = stands.steps
    done = sorted((s for s in steps if s.state is MilestoneState.done and s.ended_at), key=lambda s: s.ended_at)  # type: ignore[arg-type,return-value]
    counted = goal.counts if goal.wording else None  # its own title says how it is counted
    return expressing.Facts(
        title=goal.title,
        wording=goal.wording or None,
        measure=replies.measured(counted) if counted and counted.kind != "done" else None,
        reached=tuple(step.title for step in reversed(done)),
        next_step=next((step.title for step in steps if step.state is MilestoneState.open), None),
        parent=_told(end.goal) if end is not None and end.goal.is_ahead and not end.goal.leaving else None,
        due=_by(goal.due) if goal.due and not holds_for_a_span(_told(goal), now) else None,
        done=goal.state is GoalState.achieved,
        came=_outcome(stands) if goal.state is GoalState.achieved else None,
        so_far=_outcome(stands),
        leaving=goal.leaving,
        misread=goal.misread,
    )


def _outcome(stands: Standing) -> Outcome | None:
    """Return what a goal's numbers say came of it; None if it has none."""
    goal, tally, at = stands.goal, stands.tally, stands.progress.number
    if goal.counts is None or goal.counts.kind == "done":
        return None
    begin = begins(goal, tally, at or 0)
    return Outcome(goal.counts, begin, at, tally.kept, tally.missed, period_of(goal) if goal.is_habit else "")


def _by(due: Due) -> str:
    """Say a date so that it holds later too, and no more exactly than it was said: by the end of summer 2027."""
    said = bound(due.said, due.on) if due.said and expressing.is_ours(due.said) else ""
    return f"by {said or (f'{due.on:%B %Y}' if due.said else plain_day(due.on))}"


def _told(goal: Goal) -> str:
    return goal.wording or goal.title


@command("brag", examples=["brag", "brag since: 2026-01-01", "brag since: last month"])
async def brag(
    talk: Talk,
    *,
    since: Annotated[Since, "From which day, month or year on; a year ago if you leave it out."] | None = None,
) -> Reply:
    """List what you reached, as Markdown for a review or a resume."""
    begin = since or (talk.local_now - A_YEAR).date()
    every = await mine(talk)
    goals = [goal for goal in every if not goal.leaving]
    apart = sum(_is_kept_apart(goal) and _reached_on(goal, talk) >= begin for goal in every if _is_reached(goal))
    stands = await standings(talk, goals)
    feats = [_feat(goal, stands[goal.id], talk) for goal in goals]
    return express_replies.bragged(bragging.brag(feats, begin), plain_day(begin), apart)


def _is_reached(goal: Goal) -> bool:
    return goal.state is GoalState.achieved and goal.ended_at is not None


def _is_kept_apart(goal: Goal) -> bool:
    """Tell whether a goal is told to nobody: it means leaving, or its words do."""
    return goal.leaving or expressing.means_leaving(_told(goal), goal.misread)


def _reached_on(goal: Goal, talk: Talk) -> date:
    return _day(goal.ended_at or talk.now, talk)


def _feat(goal: Goal, stands: Standing, talk: Talk) -> bragging.Feat:
    """Return what was reached of a goal: all of it, or of a dropped one how far its number had come."""
    steps = tuple(
        bragging.Feat(step.title, _day(step.ended_at, talk))
        for step in sorted(stands.steps, key=lambda step: step.ended_at or talk.now)
        if step.state is MilestoneState.done and step.ended_at
    )
    came = _outcome(stands) if goal.ended_at is not None else None
    is_banked = goal.state is GoalState.dropped and came is not None and came.is_on_the_way
    if goal.ended_at is None or not (is_banked or goal.state is GoalState.achieved):
        return bragging.Feat(_told(goal), steps=steps, misread=goal.misread)
    last = stands.tally.last
    return bragging.Feat(
        _told(goal), last.on if is_banked and last is not None else _day(goal.ended_at, talk), steps, came, goal.misread
    )


def _day(moment: datetime, talk: Talk) -> date:
    return moment.astimezone(talk.calendar.zone).date()


@command("elements", examples=["elements"])
async def elements(talk: Talk) -> Reply:
    """Show which of the six elements your goals serve, and which none does."""
    served: dict[str, list[Goal]] = defaultdict(list)
    for goal in await mine(talk):
        if goal.is_ahead:
            for key in goal.elements.split(",") if goal.elements else six.served(_words(goal, talk)):
                served[key].append(goal)
    return replies.elements_shown(served, six.elements())


def _words(goal: Goal, talk: Talk) -> str:
    """Return the words by which a goal is read; its private reason only for the one who set it."""
    return f"{goal.title} {goal.reason}" if goal.person_id == talk.me.id else goal.title
