"""Finding goals: the filters of a list become one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rapidfuzz import process
from sqlalchemy import bindparam, func
from sqlmodel import and_, case, col, exists, false, not_, or_, select, true

from bot.checkins.conditions import NEWEST_FIRST
from bot.coach.elements import served
from bot.goals.sighting import TOLD, Sighting, these
from bot.goals.visibility import MAY_BE_ADDED_TO, MAY_BE_SEEN, VIEWER, has_part
from bot.models import Change, Checkin, CheckinState, Confidence, Goal, GoalState, Person, Role
from bot.storage.array_parameters import among
from bot.storage.folding import place_of
from bot.storage.statements import execute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select

    from bot.replies.paging import Page
    from bot.talk import Talk

SOON = 7
"""Days within which a goal is due soon."""
_ENDED = (GoalState.achieved, GoalState.dropped)
STATES = ("open", "active", "draft", "paused", "reached", "dropped", "archived", "all")
ALSO_CALLED = {"done": "reached", "achieved": "reached", "finished": "reached", "put away": "archived"}
"""What people type for a state."""
ONLY = ("overdue", "at risk")
_NEAR = 75
"""How like a filter's name words are that may be a slip of it, of 100."""
_NEVER = datetime.max.replace(tzinfo=UTC)
"""When what has no date is due."""

_PEOPLES = and_(MAY_BE_SEEN, col(Goal.team).is_(False))
WHOSE = {
    "mine": MAY_BE_ADDED_TO,
    "shared": and_(_PEOPLES, col(Goal.person_id) != VIEWER),
    "team": and_(MAY_BE_SEEN, col(Goal.team).is_(True)),
    "all": MAY_BE_SEEN,
}
"""Whose goals: the asker's (co-owned ones and this team's too), other people's, teams', or all that they may see."""
WITH_ME = "with me"
"""Goals of others in which the asker agreed to have a part without changing them; nobody types this word …"""
_OF_ONE = "one person"
"""… nor this one, for the goals of a person who was named."""
_ANYBODYS = {**WHOSE, WITH_ME: and_(has_part(*Role), MAY_BE_SEEN, not_(MAY_BE_ADDED_TO)), _OF_ONE: _PEOPLES}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is to show; what is left out does not matter."""

    words: str = ""
    whose: str = "mine"
    """As it was typed."""
    person: int | None = None
    """The row id of whose it is, where that is one person."""
    state: str = "open"
    only: str = ""
    due: int | None = None
    """Due within so many days, or overdue."""
    untouched: int | None = None
    """Neither changed nor checked in on for so many days."""
    element: str = ""


def meant(typed: Filter) -> Filter:
    """Return what a person means who types `list overdue` or `list drafts`: the words are a filter's."""
    word = typed.words.casefold()
    if word in ONLY:
        return replace(typed, words="", only=word)
    state = ALSO_CALLED.get(word, word.removesuffix("s"))
    if state in STATES:
        return replace(typed, words="", state=state)
    return replace(typed, words="", whose=word) if word in WHOSE and typed.person is None else typed


def nearly(words: str) -> str:
    """Return the filter whose name is spelled nearly as these words; empty if there is none."""
    near = process.extractOne(words.casefold(), (*ONLY, *STATES, *WHOSE, *ALSO_CALLED), score_cutoff=_NEAR)
    return near[0] if near else ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    goals: Sequence[Sighting]
    all: int
    """How many there are on all pages."""


async def find(talk: Talk, wanted: Filter, page: Page) -> Found:
    """Return one page of the goals that are wanted, next due first; the database does the looking."""
    whose = wanted.whose if wanted.person is None else _OF_ONE
    usual, narrower, blanks = _which(whose, wanted.state), _conditions(wanted, talk), talk.viewer.blanks
    if wanted.due is not None or wanted.only == "overdue":
        narrower.append(await _by_day(talk, wanted, and_(usual, *narrower)))
    if wanted.element:
        narrower.append(await _serving(talk, wanted.element, and_(usual, *narrower)))
    numbered = _numbered(whose, wanted.state)
    asked = numbered.where(*narrower) if narrower else numbered
    rows = (await execute(talk.session, asked, {**blanks, "skip": page.skip, "size": page.size})).all()
    if not rows:
        # Past the last page, no row tells how many there are.
        counted = select(func.count()).select_from(Goal).where(usual, *narrower)
        return Found([], (await talk.session.scalar(counted, blanks) or 0) if page.skip else 0)
    ids = [id_ for id_, _ in rows]
    by_id = await these(talk, ids)
    return Found(_by_moment([by_id[id_] for id_ in ids], talk), rows[0][1])


def _by_moment(page: Sequence[Sighting], talk: Talk) -> list[Sighting]:
    """Sort what is ahead by its due moments: the database has clock times alone, and not the zones they are in."""

    def moment(one: Sighting) -> datetime:
        due = one.goal.due
        return due.moment(talk.calendar) if due is not None else _NEVER

    found: list[Sighting] = []
    for (_, is_ahead), alike in groupby(page, lambda one: (one.goal.state, one.is_ahead)):
        them = list(alike)
        found += sorted(them, key=moment) if is_ahead else them
    return found


def _in_order(asked: Select[int, int]) -> Select[int, int]:
    """Put what is ahead first: by its date, then drafts, then what is set aside; what has ended, newest first."""
    rank = case(
        (col(Goal.archived_at).is_not(None), 5),
        (col(Goal.state) == GoalState.active, 0),
        (col(Goal.state) == GoalState.draft, 1),
        (col(Goal.state) == GoalState.paused, 2),
        (col(Goal.state) == GoalState.achieved, 3),
        else_=4,
    )
    undated = case((col(Goal.due_on).is_(None), 1), else_=0)
    ended = col(Goal.ended_at)
    return asked.order_by(
        rank,
        case((ended.is_(None), 1), else_=0),
        ended.desc(),
        undated,
        col(Goal.due_on),
        case((col(Goal.due_at).is_(None), 1), else_=0),
        col(Goal.due_at),
        col(Goal.number),
        col(Goal.id),
    )


@cache
def _which(whose: str, state: str) -> ColumnElement[bool]:
    return and_(_ANYBODYS[whose], _in_state(state))


@cache
def _numbered(whose: str, state: str) -> Select[int, int]:
    """Return the query of most lists; cached, as putting it together takes longer than executing it."""
    asked = _in_order(select(col(Goal.id), func.count().over()).where(_which(whose, state)))
    return asked.offset(bindparam("skip")).limit(bindparam("size"))


def _conditions(wanted: Filter, talk: Talk) -> list[ColumnElement[bool]]:
    """Return the conditions of a list's filters that are not cached."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.person is not None:
        conditions.append(col(Goal.person_id) == wanted.person)
    if wanted.words:
        conditions.append(place_of(TOLD, wanted.words) > 0)
    if wanted.only == "overdue":
        conditions.append(col(Goal.ended_at).is_(None))
    if wanted.only == "at risk":
        conditions.append(last_said().in_((Confidence.at_risk, Confidence.off_track)))
    if wanted.untouched is not None:
        conditions.append(_untouched(talk.now, wanted.untouched))
    return conditions


_ZONE = func.coalesce(
    col(Goal.due_zone), select(Person.zone).where(col(Person.id) == Goal.person_id).correlate(Goal).scalar_subquery()
)
"""The zone on whose clock a goal is due: the one that was said, or that of whoever set it."""


async def _by_day(talk: Talk, wanted: Filter, which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition on goals that are overdue, or due within some days, by today's date in each goal's zone.

    At any moment there are two or three dates in the world.
    """
    zones = (await talk.session.scalars(select(_ZONE).where(which).distinct(), talk.viewer.blanks)).all()
    of_day: dict[date, list[str]] = defaultdict(list)
    for zone in zones:
        of_day[talk.now.astimezone(ZoneInfo(zone)).date()].append(zone)

    def within(today: date) -> ColumnElement[bool]:
        soon = true() if wanted.due is None else col(Goal.due_on) <= _later(today, wanted.due)
        return and_(soon, col(Goal.due_on) < today if wanted.only == "overdue" else true())

    return or_(false(), *(and_(_ZONE.in_(there), within(today)) for today, there in of_day.items()))


def _in_state(state: str) -> ColumnElement[bool]:
    if state in _IN_STATE:
        return _IN_STATE[state]
    return and_(not_(_ARCHIVED), col(Goal.state) == GoalState(state))


_ARCHIVED = col(Goal.archived_at).is_not(None)
_IN_STATE = {
    "all": true(),
    "archived": _ARCHIVED,
    "reached": and_(not_(_ARCHIVED), col(Goal.state) == GoalState.achieved),
    "open": and_(not_(_ARCHIVED), col(Goal.state).not_in(_ENDED)),
}


def last_said() -> ColumnElement[Confidence]:
    """Return the confidence of a goal's last check-in that gave one, as a value in a question to the database."""
    return (
        select(col(Checkin.confidence))
        .where(Checkin.goal_id == Goal.id, Checkin.state == CheckinState.given, col(Checkin.confidence).is_not(None))
        .order_by(*NEWEST_FIRST)
        .limit(1)
        .correlate(Goal)
        .scalar_subquery()
    )


_CONFIDENCE = select(col(Goal.id), last_said()).where(among(col(Goal.id), "goals"))


async def confidence(talk: Talk, goals: Sequence[int]) -> dict[int, Confidence | None]:
    """Return what was last said of the confidence in goals, by their row ids."""
    rows = await execute(talk.session, _CONFIDENCE, {"goals": goals})
    return {id_: last for id_, last in rows}  # noqa: C416 - rows are not pairs


def _untouched(now: datetime, days: int) -> ColumnElement[bool]:
    since = _back(now, days)
    spoken_of = exists().where(
        col(Checkin.goal_id) == Goal.id, col(Checkin.state) == CheckinState.given, col(Checkin.at) > since
    )
    changed = exists().where(col(Change.goal_id) == Goal.id, col(Change.at) > since)
    return and_(col(Goal.created_at) <= since, not_(spoken_of), not_(changed))


def _later(today: date, days: int) -> date:
    return today + timedelta(days=min(days, (date.max - today).days))


def _back(now: datetime, days: int) -> datetime:
    return now - timedelta(days=min(days, (now - datetime.combine(date.min, time(), UTC)).days))


async def _serving(talk: Talk, element: str, which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Narrow to the goals that serve an element; those that were not told so are read, words only."""
    own = col(Goal.person_id) == talk.me.id
    words = case((own, col(Goal.title) + " " + col(Goal.reason)), else_=TOLD)
    unread = select(Goal.id, words).where(which, col(Goal.elements) == "")
    unsaid = await talk.session.execute(unread, talk.viewer.blanks)
    reading = [id_ for id_, text in unsaid if element in served(text)]
    known = ("," + col(Goal.elements) + ",").contains(f",{element},")
    return or_(known, col(Goal.id).in_(reading))
