"""What a goal's progress is computed from: milestones, check-ins, time off and pauses, read in a few queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import col, func, select

from bot.checkins import rows, streaks
from bot.checkins.conditions import GIVEN_A_NUMBER, NEWEST_FIRST, OF_THE_GOAL
from bot.checkins.inactivity import inactive_spans
from bot.checkins.judging import judged
from bot.checkins.streaks import Period, Span
from bot.checkins.versions import Version, is_turn, turns, versions
from bot.dates.locales import locale_of
from bot.dates.rhythm import days_of
from bot.goals.progress import Figure, Tally, period_of
from bot.milestones.rows import steps_of
from bot.models import Change, Checkin, CheckinState, Goal, GoalState, Milestone, Person
from bot.models.change import altering, in_effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.models import Edit
    from bot.talk import Talk

_NUMBERS = 1_000
"""Numbers that a chart is drawn of."""
_LONGEST_AGO = 3_650
"""Days of a habit that are looked back on."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A goal's owner, by whose calendar its days go."""

    person: Person
    week_start: int
    off: tuple[Span, ...]

    def day(self, at: datetime) -> date:
        """Return the day of a moment on their calendar."""
        return self.person.calendar.day_of(at)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of several goals, by their row ids."""

    owners: dict[int, Owner]
    steps: defaultdict[int, list[Milestone]]
    tallies: dict[int, Tally]
    periods: defaultdict[int, list[Period]]
    extra_days: dict[int, tuple[date, ...]]
    """Days outside of a goal's periods on which something was counted."""
    last: dict[int, Checkin]


async def numbers(talk: Talk, goal: Goal) -> list[tuple[date, float]]:
    """Return the newest numbers given for a goal with their days, oldest first."""
    asked = select(col(Checkin.on), col(Checkin.value)).where(Checkin.goal_id == goal.id, GIVEN_A_NUMBER)
    newest = asked.order_by(*NEWEST_FIRST).limit(_NUMBERS)
    return [(on, value) for on, value in reversed((await talk.session.execute(newest)).all()) if value is not None]


async def facts(talk: Talk, goals: Sequence[Goal]) -> Facts:
    """Read all that `goals` are counted from."""
    owners = await _owners(talk, goals)
    rhythmic = [goal for goal in goals if goal.rhythm or goal.is_habit]
    periods, extra_days = await _periods(talk, rhythmic, owners)
    ends = await rows.ends(talk.session, [goal.id for goal in goals])
    totals = await _totals(talk, [goal.id for goal in goals if goal.team])
    tallies: dict[int, Tally] = {}
    for goal in goals:
        today = owners[goal.person_id].day(talk.now)
        streak, running = streaks.streak(periods[goal.id]), _running(goal, periods[goal.id], today)
        tallies[goal.id] = Tally(
            first=_said(ends.first.get(goal.id)) if goal.has_number else None,
            last=_said(ends.last.get(goal.id)) if goal.has_number else None,
            prior=_said(ends.prior.get(goal.id)) if goal.has_number else None,
            total=totals.get(goal.id, 0.0),
            kept=streak.kept,
            missed=streak.missed,
            excused=streak.excused,
            running=running,
            per=streaks.called(periods[goal.id], period_of(goal)) if goal.rhythm or goal.is_habit else "",
        )
    return Facts(
        owners=owners,
        steps=await steps_of(talk.session, [goal.id for goal in goals], withdrawn=False),
        tallies=tallies,
        periods=periods,
        extra_days=extra_days,
        last=ends.newest,
    )


def _running(goal: Goal, periods: Sequence[Period], today: date) -> float | None:
    """Return what was counted in the period that holds today; None on a day that is none of the habit's."""
    over = goal.ended_at is not None or not periods or periods[-1].outcome is streaks.Outcome.missed
    over = over or periods[-1].span.last < today
    return None if over else periods[-1].counted


def _said(row: Checkin | None) -> Figure | None:
    return Figure(row.on, row.at, row.value) if row is not None and row.value is not None else None


async def roads(talk: Talk, goals: Sequence[Goal]) -> defaultdict[int, list[Goal]]:
    """Return the short-term goals that count on the road of each goal, of all below it too; each goal is met once."""
    found: defaultdict[int, list[Goal]] = defaultdict(list)
    seen = {goal.id for goal in goals}
    known = {goal.id: goal for goal in goals}
    ahead = list(known)
    while ahead:
        below = await rows.below(talk.session, ahead)
        ahead = []
        for child in below:
            put_away = child.archived_at is not None and child.state is not GoalState.achieved
            if child.parent_id is not None and not put_away and not _leads_back(child, known):
                found[child.parent_id].append(child)
                known[child.id] = child
                if child.id not in seen:
                    seen.add(child.id)
                    ahead.append(child.id)
    return found


def _leads_back(child: Goal, known: Mapping[int, Goal]) -> bool:
    """Tell whether a goal lies on its own road: no command allows that, and if it came to be, it must not go round."""
    above, met = child.parent_id, {child.id}
    while above is not None:
        if above in met:
            return True
        met.add(above)
        above = known[above].parent_id if above in known else None
    return False


async def _owners(talk: Talk, goals: Iterable[Goal]) -> dict[int, Owner]:
    people = [talk.me] if any(goal.person_id == talk.me.id for goal in goals) else []
    if others := {goal.person_id for goal in goals} - {talk.me.id}:
        people += (await talk.session.scalars(select(Person).where(col(Person.id).in_(others)))).unique()
    found: dict[int, Owner] = {}
    for one in people:
        week_start = locale_of(one.locale, one.calendar.work_days, one.country, one.zone).week_start
        found[one.id] = Owner(one, week_start, tuple(Span(*off) for off in one.calendar.absences))
    return found


async def _totals(talk: Talk, ids: Sequence[int]) -> dict[int, float]:
    if not ids:
        return {}
    sums = await talk.session.execute(
        select(Checkin.goal_id, func.sum(Checkin.value))
        .where(col(Checkin.goal_id).in_(ids), GIVEN_A_NUMBER)
        .group_by(col(Checkin.goal_id))
    )
    return {goal: float(total or 0) for goal, total in sums}


async def _periods(
    talk: Talk, goals: Sequence[Goal], owners: Mapping[int, Owner]
) -> tuple[defaultdict[int, list[Period]], dict[int, tuple[date, ...]]]:
    """Return the periods of each goal, judged, and the extra days: those outside of them with something counted."""
    found: defaultdict[int, list[Period]] = defaultdict(list)
    extra_days: dict[int, tuple[date, ...]] = {}
    if not goals:
        return found, extra_days
    ids = [goal.id for goal in goals]
    habits = {goal.id for goal in goals if goal.is_habit}
    counted: defaultdict[int, dict[date, float]] = defaultdict(dict)
    for goal_id, on, total, times in await talk.session.execute(
        select(col(Checkin.goal_id), col(Checkin.on), func.sum(Checkin.value), func.count(col(Checkin.id)))
        .where(col(Checkin.goal_id).in_(ids), Checkin.state == CheckinState.given, OF_THE_GOAL)
        .group_by(col(Checkin.goal_id), col(Checkin.on))
    ):
        if goal_id not in habits or total is not None:
            counted[goal_id][on] = float(total) if goal_id in habits and total is not None else float(times)
    edits = await _edits(talk, ids)
    for goal in goals:
        owner = owners[goal.person_id]
        today, was_set = owner.day(talk.now), owner.day(goal.created_at)
        told = [(owner.day(one.at), one.edit) for one in edits[goal.id]]
        standing = [(owner.day(one.at), one.edit) for one in edits[goal.id] if one.stands]
        excused = (*owner.off, *inactive_spans(goal, told, was_set, today))
        held = versions(goal, standing, was_set)
        moments = {owner.day(one.at): one.at for one in edits[goal.id] if one.stands and is_turn(one.edit)}
        turned = await _turned(talk, goal, {on: at for on, at in moments.items() if on in turns(held)})
        found[goal.id] = _judged(goal, held, counted[goal.id], excused, owner, today, turned)
        within = {day for period in found[goal.id] for day in period.days}
        extra_days[goal.id] = tuple(sorted(on for on, n in counted[goal.id].items() if n > 0 and on not in within))
    return found, extra_days


async def _turned(talk: Talk, goal: Goal, moments: Mapping[date, datetime]) -> dict[date, float]:
    """Return what was counted on each of these days before the moment when the goal began to count another thing."""
    found: dict[date, float] = {}
    for on, moment in moments.items():
        said = select(func.sum(Checkin.value)).where(
            Checkin.goal_id == goal.id, Checkin.on == on, GIVEN_A_NUMBER, OF_THE_GOAL, col(Checkin.at) < moment
        )
        if total := (await talk.session.scalars(said)).one():
            found[on] = float(total)
    return found


class _Edited(NamedTuple):
    """One edit of a goal."""

    at: datetime
    edit: Edit
    stands: bool
    """It was not taken back, and is no taking back."""


async def _edits(talk: Talk, ids: Sequence[int]) -> defaultdict[int, list[_Edited]]:
    """Return what was changed of each goal's state and of how it is counted; only those changes leave the database."""
    found: defaultdict[int, list[_Edited]] = defaultdict(list)
    log = await talk.session.scalars(
        select(Change)
        .where(col(Change.goal_id).in_(ids), altering("state", "archived_at", "measure", "rhythm", "rhythm_from"))
        .order_by(col(Change.id))
    )
    changes = log.all()
    stands = {change.id for change in in_effect(changes)}
    for change in changes:
        for edit in change.edits:
            if change.goal_id is not None and edit.of == ("goal", change.goal_id):
                found[change.goal_id].append(_Edited(change.at, edit, change.id in stands))
    return found


def _judged(  # noqa: PLR0917 - all that it depends on
    goal: Goal,
    held: Sequence[Version],
    counted: Mapping[date, float],
    excused: Sequence[Span],
    owner: Owner,
    today: date,
    turned: Mapping[date, float],
) -> list[Period]:
    """Judge a goal's periods from the day it was set, or was first checked in on, to its end or today."""
    was_set = owner.day(goal.created_at)
    first = max(was_set, held[0].rhythm_from or was_set)  # read every day from Monday
    begin = max(min([first, *counted]), today - streaks.A_DAY * _LONGEST_AGO)
    ended = owner.day(goal.ended_at) if goal.ended_at else today
    end = min(today, ended, goal.due_on or today)
    days = Span(begin, max(end, begin))
    return judged(held, counted, excused, days, min(today, max(ended, begin)), owner.week_start, turned)


def comes_first(goal: Goal, today: date) -> date | None:
    """Return the first day of a goal's rhythm where it is still ahead; None without a rhythm, or if it is over."""
    on = next(days_of(goal.rhythm, goal.rhythm_from or today, today), None) if goal.rhythm else None
    is_over = goal.ended_at is not None or (on is not None and goal.due_on is not None and on > goal.due_on)
    return None if is_over else on
