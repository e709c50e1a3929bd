"""What a nudge can be about: a goal or a milestone, whichever fits the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

from sqlmodel import col, select

from bot.commands import Kind
from bot.dates import grammar
from bot.dates.rhythm import days_of
from bot.dates.when import Kind as Reading
from bot.errors import Choice, Refusal
from bot.goals import kinds as goals
from bot.goals.kinds import fitting, mine, only
from bot.milestones import kinds as milestones
from bot.milestones.kinds import steps
from bot.models import Checkin, CheckinState, Goal, Intensity, Milestone
from bot.nudges.planner import subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.when import When
    from bot.dates.workdays import Calendar
    from bot.models import Nudge
    from bot.talk import Talk


Row = TypeVar("Row", Goal, Milestone)


@dataclass(frozen=True, slots=True)
class Subject:
    """A goal or one of its milestones."""

    ref: str
    thing: Goal | Milestone
    goal: Goal
    said: str = ""
    """What was said of its goal since it was asked about."""
    missed: bool = False
    """The check-in before this one was not answered."""
    stands_for: tuple[datetime, ...] = ()
    """The moments it was due at, if it comes late."""

    @property
    def label(self) -> str:
        """How lists name it, for example `1.2 Draft the schema`."""
        return f"{self.ref} {self.thing.title}"

    def is_asked(self, calendar: Calendar, now: datetime) -> bool:
        """Tell whether it waits for an answer: not ended, and not put off to a moment that is still ahead."""
        at = self.thing.asked_at(calendar)
        put_off = self.thing.later is not None and at is not None and at > now
        return self.thing.ended_at is None and self.goal.ended_at is None and not put_off


async def subjects(talk: Talk) -> list[Subject]:
    """Return everything the asker can be nudged about."""
    wholes = [Subject(goal.ref, goal, goal) for goal in await mine(talk)]
    return wholes + [Subject(step.ref, step.milestone, step.goal) for step in await steps(talk)]


async def named(talk: Talk, nudges: Sequence[Nudge]) -> dict[str, Subject]:
    """Return what the asker's `nudges` ask about, by the name that a nudge has for it."""
    by_id = {goal.id: goal for goal in await _rows(talk, Goal, [nudge.goal_id for nudge in nudges])}
    steps_ = await _rows(talk, Milestone, [nudge.milestone_id for nudge in nudges])
    said = await _said(talk, nudges)
    found = {subject_of(goal): Subject(goal.ref, goal, goal, said.get(goal.id, "")) for goal in by_id.values()}
    for step in steps_:
        goal = by_id[step.goal_id]
        found[subject_of(step)] = Subject(f"{goal.ref}.{step.number}", step, goal, said.get(goal.id, ""))
    return found


async def _said(talk: Talk, nudges: Sequence[Nudge]) -> dict[int, str]:
    """Return what the asker has said since the first of `nudges` came due, by the goal's row id."""
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
    return {row.goal_id: str(row.confidence or "checked in") for row in rows}


async def _rows(talk: Talk, table: type[Row], ids: Sequence[int | None]) -> Sequence[Row]:
    return (await talk.session.scalars(select(table).where(col(table.id).in_(set(ids) - {None})))).all()


async def _read(text: str, talk: Talk) -> Subject:
    ref = text.removeprefix("#")
    if goals.REF.fullmatch(ref) and (called := await mine(talk, ref)):
        return Subject(ref, called[0], called[0])
    if milestones.REF.fullmatch(ref) and (steps_ := await steps(talk, ref)):
        return Subject(steps_[0].ref, steps_[0].milestone, steps_[0].goal)
    by_ref = {subject.ref: subject for subject in await subjects(talk)}
    found = fitting(text, {ref: subject.thing.title for ref, subject in by_ref.items()})
    return by_ref[only(text, [Choice(by_ref[ref].label, ref) for ref in found], "goal or milestone")]


async def _suggest(typed: str, talk: Talk) -> Sequence[Choice]:
    fitting_ = (s for s in await subjects(talk) if typed.casefold() in s.label.casefold())
    return [Choice(subject.label, subject.ref) for subject in fitting_][:25]


TheSubject: TypeAlias = Annotated[
    Subject,
    Kind("Goal or milestone", "a goal or a milestone, like 1 or 1.2", "1.2", read=_read, suggest=_suggest),
]


async def _read_how(text: str, _talk: Talk) -> Intensity:
    if text.casefold() not in {*Intensity}:
        raise Refusal(f"I don't know how to ask “{text[:30]}”.", "Use gentle, standard, close or off.")
    return Intensity(text.casefold())


def read_rule(text: str, talk: Talk) -> When:
    """Return the reading of a rhythm: an RFC 5545 rule that fires; raises Refusal for anything else."""
    when = grammar.read(text, talk.local_now, talk.locale)
    if when.kind is Reading.quota:
        raise Refusal(
            f"“{text[:60]}” says how often you do it, not when I ask.", "Name the days, for example: every Monday 9:00"
        )
    if when.kind is not Reading.recurrence:
        raise Refusal(f"I find no rhythm in “{text[:60]}”.", _RHYTHM_HINT)
    if next(days_of(str(when.value), talk.local_now.date(), talk.local_now.date()), None) is None:
        raise Refusal(f"“{text[:60]}” never comes.", _RHYTHM_HINT)
    return when


async def _read_rhythm(text: str, talk: Talk) -> str:
    """Return the rule of a rhythm, empty for none."""
    if text.casefold() in ("none", "off", "no", "never"):
        return ""
    when = read_rule(text, talk)
    if when.zone is not None and when.zone != talk.calendar.zone.key:
        raise Refusal(f"A rhythm goes by your own clock, which is that of {talk.calendar.zone.key}.", _RHYTHM_HINT)
    return str(when.value)


_RHYTHM_HINT = "Write it like every other Monday 9:00, weekdays at 17:00 or last Friday of each month, or off."


async def _read_where(text: str, _talk: Talk) -> str:
    if text.casefold() not in ("here", "me"):
        raise Refusal(f"I can't ask in “{text[:30]}”.", "Use here, for the channel that the goal is shown to, or me.")
    return text.casefold()


HowClosely: TypeAlias = Annotated[
    Intensity,
    Kind(
        "How closely",
        "gentle, standard, close or off",
        "gentle",
        read=_read_how,
        options=("gentle", "standard", "close", "off"),
    ),
]
Rhythm: TypeAlias = Annotated[str, Kind("Rhythm", "a rhythm", "every other Monday 9:00", read=_read_rhythm)]
Where: TypeAlias = Annotated[str, Kind("Where", "here or me", "me", read=_read_where, options=("me", "here"))]
