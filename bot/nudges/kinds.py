"""What a nudge can be about: a goal or a milestone, whichever fits the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

from sqlmodel import and_, col, select

from bot.checkins.answered_day import is_of_a_period
from bot.checkins.daily_amounts import so_far
from bot.checkins.streaks import A_DAY
from bot.choosing import SUGGESTED, the_one
from bot.commands import Kind
from bot.dates import grammar
from bot.dates.kinds import not_all_heard
from bot.dates.remainder import remainder, understood
from bot.dates.rhythm import days_of, is_within_a_day, rhythm_in_words
from bot.dates.when import Kind as Sort
from bot.dates.wording import moment
from bot.errors import Choice, Refusal
from bot.folding import place_of
from bot.goals import kinds as goals
from bot.goals.owners import on_their_clocks
from bot.goals.sighting import TOLD, Sighting, called, mine, sightings, whose
from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_SEEN, Sight
from bot.kinds import choice, is_off, whole
from bot.milestones import finding as milestones
from bot.milestones.finding import numbered, steps
from bot.milestones.kinds import REF as STEP
from bot.milestones.subjects import About, Subject, about
from bot.models import Checkin, CheckinState, Goal, Intensity, Milestone, Person
from bot.nudges import snoozes
from bot.nudges.answers import COUNTED
from bot.nudges.planned import answered_by, subject_of
from bot.nudges.rhythms import OFF
from bot.nudges.simulation import DAYS_LIMIT
from bot.nudges.tapped import days_asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.dates.when import When
    from bot.models import Nudge, Snooze
    from bot.talk import Talk


Row = TypeVar("Row", Goal, Milestone)


async def subjects(talk: Talk) -> list[Subject]:
    """Return everything the asker can be nudged about."""
    wholes: list[Subject] = [About(goal, goal) for goal in await mine(talk)]
    return [*wholes, *await steps(talk)]


async def put_off(talk: Talk) -> dict[str, Subject]:
    """Return what the asker put off of what channels are asked, by the name that a nudge has for it."""
    found: dict[str, Subject] = {}
    for snooze, goal, step in await snoozes.of(talk.session, talk.me):
        owner = (await talk.session.get_one(Person, goal.person_id)).name
        await on_their_clocks(talk, [goal])
        if step is not None:
            step.goes_by(goal.whose)
        found[f"snooze:{snooze.id}"] = About(
            step or goal, goal, _again(talk, snooze), owner=whose(goal, owner), aside=True
        )
    return found


def _again(talk: Talk, snooze: Snooze) -> str:
    """Say when it is asked again, if that is still ahead."""
    at = snooze.asked_again(talk.calendar)
    return f"I ask again {moment(at.astimezone(talk.calendar.zone))}" if at is not None and at > talk.now else ""


async def named(talk: Talk, nudges: Sequence[Nudge]) -> dict[str, Subject]:
    """Return what the asker's `nudges` ask about, by the name that a nudge has for it."""
    aside = await put_off(talk) if any(nudge.snooze_id is not None for nudge in nudges) else {}
    steps_ = await _rows(talk, Milestone, [nudge.milestone_id for nudge in nudges])
    said = await _said(talk, nudges)
    ids = [*(nudge.goal_id for nudge in nudges), *(step.goal_id for step in steps_)]
    by_id = {goal.id: goal for goal in await _rows(talk, Goal, ids)}
    found: dict[str, Subject] = {subject_of(goal): About(goal, goal) for goal in by_id.values()}
    found |= {subject_of(step): About(step, by_id[step.goal_id]) for step in steps_}
    found |= aside
    there = await so_far(talk.session, by_id.values(), talk.now)
    today = talk.local_now.date()
    return {
        name: one._replace(
            said=one.said or said.get(subject_of(one.thing), ""), so_far=there.get((one.goal.id, today), 0)
        )
        for name, one in found.items()
    }


async def _said(talk: Talk, nudges: Sequence[Nudge]) -> dict[str, str]:
    """Return what the asker has said since the first of `nudges` came due, by what it was said of."""
    if not nudges:
        return {}
    rows = await talk.session.scalars(
        select(Checkin)
        .where(
            col(Checkin.goal_id).in_({nudge.goal_id for nudge in nudges}),
            Checkin.person_id == talk.me.id,
            Checkin.state == CheckinState.given,
            col(Checkin.at) >= min(nudge.due_at for nudge in nudges),
        )
        .order_by(col(Checkin.at))
    )
    days = await days_asked(talk, [nudge for nudge in nudges if nudge.milestone_id is None])
    habits = {goal.id: goal for goal in await _rows(talk, Goal, days) if goal.is_habit}
    return {
        subject: str(row.confidence or COUNTED)
        for row in rows
        for subject in answered_by(row.goal_id, row.milestone_id, counts=row.value is not None)
        if not subject.startswith("goal:") or _is_for(row, days, habits)
    }


def _is_for(row: Checkin, days: Mapping[int, date], habits: Mapping[int, Goal]) -> bool:
    """Tell whether a check-in answers what is asked: of a habit, it must not be for a day before that."""
    goal = habits.get(row.goal_id)
    return goal is None or row.on + is_of_a_period(goal) * A_DAY >= days[row.goal_id]


async def _rows(talk: Talk, table: type[Row], ids: Iterable[int | None]) -> Sequence[Row]:
    return (await talk.session.scalars(select(table).where(col(table.id).in_(set(ids) - {None})))).all()


async def _read(text: str, talk: Talk) -> Subject:
    """Read what a check-in was about: a goal or a milestone of which the asker sees more than how it stands."""
    ref, seen = text.removeprefix("#"), MAY_BE_SEEN
    if goals.REF.fullmatch(ref) and (found := await called(talk, seen, ref)):
        return _about(found[0])
    if STEP.fullmatch(ref) and (found := await called(talk, seen, ref.partition(".")[0])):
        number = int(ref.partition(".")[2])
        goal = _about(found[0])
        if step := await numbered(talk, goal.goal, number, of=seen):
            return step._replace(owner=goal.owner)
    noun, fits = "goal or milestone", place_of(TOLD, text) > 0
    fitting = [_about(one) for one in await sightings(talk, and_(MAY_BE_ADDED_TO, fits))]
    if fitting := [*fitting, *await milestones.with_words(talk, text, of=MAY_BE_ADDED_TO)]:
        return the_one(text, fitting, noun)
    if theirs := await milestones.shown_with_words(talk, text):
        return the_one(text, theirs, noun)
    return _about(the_one(text, await sightings(talk, and_(seen, fits)), noun))


def _about(seen: Sighting) -> Subject:
    if seen.sight < Sight.told:
        raise Refusal(f"You see how “{seen.title}” stands, and no more of it.", f"See show {seen.goal.typed}.")
    return about(seen)


async def _suggest(typed: str, talk: Talk) -> Sequence[Choice]:
    wholes = await goals.suggest_changeable(typed, talk)
    below = [Choice(step.label, step.ref) for step in await milestones.beginning(talk, typed)]
    return [*wholes, *below][:SUGGESTED]


TheSubject: TypeAlias = Annotated[
    Subject,
    Kind("Goal or milestone", "1.2", read=_read, suggest=_suggest),
]


def read_rule(text: str, talk: Talk) -> When:
    """Return the reading of a rhythm: an RFC 5545 rule that fires; raises Refusal for anything else."""
    when = grammar.read(text, talk.local_now, talk.locale)
    if when.kind is Sort.quota:
        raise Refusal(
            f"“{text[:60]}” says how often you do it, not when I ask.", "Name the days, for example: every Monday 9:00"
        )
    if when.kind is not Sort.recurrence:
        raise Refusal(f"I find no rhythm in “{text[:60]}”.", _RHYTHM_HINT)
    if is_within_a_day(str(when.value)):
        often = f"“{text[:60]}” is several times a day; I ask once a day at most."
        raise Refusal(often, "Write it like every day 9:00.")
    if next(days_of(str(when.value), talk.local_now.date(), talk.local_now.date()), None) is None:
        raise Refusal(f"“{text[:60]}” never comes.", _RHYTHM_HINT)
    if rest := remainder(text, when):
        raise not_all_heard(text, rest, [Choice(rhythm_in_words(str(when.value)), understood(text, when))])
    return when


async def _read_rhythm(text: str, talk: Talk) -> str:
    """Return the rule of a rhythm, `off` for none, empty for the goal's own."""
    if is_off(text):
        return OFF
    if text.casefold() in _OWN:
        return ""
    when = read_rule(text, talk)
    if when.zone is not None and when.zone != talk.calendar.zone.key:
        raise Refusal(f"A rhythm goes by your own clock, which is that of {talk.calendar.zone.key}.", _RHYTHM_HINT)
    return str(when.value)


_OWN = frozenset({"own", "its own", "usual", "as usual", "default"})
_RHYTHM_HINT = "Write it like every other Monday 9:00, weekdays at 17:00 or last Friday of each month, or off."


async def _read_days(text: str, _talk: Talk) -> int:
    number = whole(text.casefold().removesuffix("days").removesuffix("day").strip(), 1, DAYS_LIMIT)
    if number is None:
        raise Refusal(f"“{text[:30]}” is no number of days from 1 to {DAYS_LIMIT}.", "Write it like 90.")
    return number


SomeDays: TypeAlias = Annotated[int, Kind("Days", "90", read=_read_days)]
HowClosely: TypeAlias = Annotated[
    Intensity,
    choice(
        "How closely",
        {str(one): one for one in (Intensity.gentle, Intensity.standard, Intensity.close, Intensity.off)},
        unknown="I don't know how to ask “{}”.",
        hint="Use gentle, standard, close or off.",
    ),
]
Rhythm: TypeAlias = Annotated[str, Kind("Rhythm", "every other Monday 9:00", read=_read_rhythm)]
Where: TypeAlias = Annotated[
    str,
    choice(
        "Where",
        {"me": "me", "here": "here"},
        unknown="I can't ask in “{}”.",
        hint="Use here, for the channel that the goal is shown to, or me.",
    ),
]
