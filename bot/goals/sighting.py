"""A goal as somebody looks at it: how much of it they see, what they call it, and what they have to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import and_, case, col, func, or_, select

from bot.goals.owners import on_their_clocks
from bot.goals.titles import title_told
from bot.goals.visibility import (
    MAY_BE_ADDED_TO,
    MAY_BE_CHANGED,
    MAY_BE_SEEN,
    SNOOZED,
    VIEWER,
    Sight,
    may_add,
    sight,
)
from bot.models import Goal, Person, Role, Share, ShareState
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement
    from sqlmodel.sql.expression import Select

    from bot.talk import Talk


STILL_AHEAD = and_(col(Goal.ended_at).is_(None), col(Goal.archived_at).is_(None))
"""The condition on goals in which there is still something to do, as `Goal.is_ahead` is of one."""


def whose(goal: Goal, owner: str | None) -> str:
    """Say whose a goal is, at the beginning of a line; `owner` is the name of the one who set it."""
    return "Team" if goal.team else owner or "Somebody"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A goal as somebody looks at it."""

    goal: Goal
    sight: Sight
    owner: str
    """The name of the one who set it."""
    part: Role | None = None
    """What they agreed to have to do with it, if it is somebody else's."""
    may_add: bool = False
    """They may check in on it."""

    @property
    def title(self) -> str:
        """Its words: as told to others, for others."""
        return self.goal.title if self.sight >= Sight.shared else title_told(self.goal)

    @property
    def ref(self) -> str:
        """How the asker calls it."""
        return self.goal.ref

    @property
    def typed(self) -> str:
        """What the asker types for it: its number, or a beginning of its words."""
        return self.goal.typed

    @property
    def label(self) -> str:
        """How a menu names it; one that the asker has no number for, by whose it is."""
        return f"{self.ref} {self.title}" if self.goal.is_numbered else f"{self.whose}: {self.title}"

    @property
    def whose(self) -> str:
        """Whose it is, at the beginning of a line."""
        return whose(self.goal, self.owner)

    @property
    def is_own(self) -> bool:
        """The asker set it: only then its reason and its plan for bad days are shown."""
        return self.sight is Sight.whole

    @property
    def is_ahead(self) -> bool:
        """There is still something to do about it."""
        return self.goal.is_ahead


def _seen() -> Select[Goal, Share, str, bool]:
    """Return the question for goals as the viewer sees them: nearly every command asks it, so it is made once."""
    share = and_(Share.goal_id == Goal.id, Share.person_id == VIEWER, Share.state == ShareState.agreed)
    over = case((STILL_AHEAD, 0), else_=1)
    nameless = case((or_(Goal.person_id == VIEWER, col(Share.number).is_not(None)), 0), else_=1)
    asked = select(Goal, Share, Person.name, SNOOZED).join(Person, col(Person.id) == Goal.person_id)
    return asked.outerjoin(Share, share).order_by(over, nameless, col(Goal.number), col(Goal.id))


_SEEN = _seen()
_UNDER = _SEEN.where(MAY_BE_SEEN, among(col(Goal.parent_id), "goals"))
_NUMBER: ColumnElement[int] = bindparam("number")
_BY_RULE = {rule: _SEEN.where(rule) for rule in (MAY_BE_SEEN, MAY_BE_ADDED_TO, MAY_BE_CHANGED)}
"""What is asked by one rule alone, and which of them the asker calls by a number, or a button by their row id."""
_CALLED = {
    rule: asked.where(or_(and_(Goal.person_id == VIEWER, Goal.number == _NUMBER), Share.number == _NUMBER))
    for rule, asked in _BY_RULE.items()
}
_THESE: dict[ColumnElement[bool] | None, Select[Goal, Share, str, bool]] = {
    rule: asked.where(among(col(Goal.id), "goals")) for rule, asked in ((None, _SEEN), *_BY_RULE.items())
}


async def sightings(talk: Talk, which: ColumnElement[bool], limit: int | None = None) -> list[Sighting]:
    """Return the goals of the condition `which` as the asker sees them.

    Those still ahead come first, then by what the asker calls them; each is named as the asker names it.
    """
    asked = _BY_RULE[which] if which in _BY_RULE else _SEEN.where(which)
    return await _sighted(talk, asked if limit is None else asked.limit(limit))


async def called(talk: Talk, rule: ColumnElement[bool], ref: str) -> list[Sighting]:
    """Return the goal of one of the rules that the asker calls `ref`, if there is one."""
    if ref.startswith("~"):
        return list((await these(talk, [int(ref[1:])], rule)).values())
    return await _sighted(talk, _CALLED[rule], number=int(ref))


async def these(talk: Talk, ids: Iterable[int], rule: ColumnElement[bool] | None = None) -> dict[int, Sighting]:
    """Return the goals of these row ids as the asker sees them; with a `rule`, those only that it lets through."""
    return {one.goal.id: one for one in await _sighted(talk, _THESE[rule], goals=list(ids))}


async def under(talk: Talk, ends: Sequence[int]) -> list[Sighting]:
    """Return the goals that the asker may see and that lie right under others, by the row ids of those."""
    return await _sighted(talk, _UNDER, goals=ends) if ends else []


async def _sighted(talk: Talk, asked: Select[Goal, Share, str, bool], **blanks: int | Sequence[int]) -> list[Sighting]:
    part: Share | None  # none where the join found none
    found: list[Sighting] = []
    for goal, part, owner, snoozed in await talk.session.execute(asked, talk.viewer.blanks | blanks):
        if goal.person_id != talk.me.id:
            goal.call(str(part.number) if part is not None and part.number else f"~{goal.id}", owner)
        role = part.role if part is not None else None
        seen = sight(goal, talk.viewer, part, snoozed=snoozed)
        found.append(Sighting(goal, seen, owner, role, may_add(goal, talk.viewer, part, snoozed=snoozed)))
    await on_their_clocks(talk, [one.goal for one in found])
    return found


TOLD = case((MAY_BE_CHANGED, col(Goal.title)), else_=func.coalesce(func.nullif(col(Goal.wording), ""), col(Goal.title)))
"""A goal's words as the viewer sees them, for questions to the database."""


async def mine(talk: Talk) -> list[Goal]:
    """Return the goals that the asker may change, those still ahead first."""
    return [one.goal for one in await sightings(talk, MAY_BE_CHANGED)]
