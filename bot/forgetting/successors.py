"""Who goes on with the goals of somebody who leaves: whoever owns them too, or somebody of their team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.models import (
    Account,
    Checkin,
    CheckinState,
    Goal,
    GoalState,
    Person,
    Role,
    Share,
    ShareState,
    Team,
    TeamState,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk

_HAS_ACCOUNT = select(Account.id).where(Account.person_id == Person.id).exists()
"""The condition on people who can be asked something: whoever left cannot."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A goal that goes on when the one who set it has left."""

    goal: Goal
    to: Person
    """Who goes on with it."""
    part: Share | None
    """What they had to do with it so far, if anything."""

    @property
    def owned_it(self) -> bool:
        """They owned it already, together with whoever left."""
        return self.part is not None and self.part.role is Role.owner and self.part.state is ShareState.agreed


async def goals_of(talk: Talk) -> Sequence[Goal]:
    """Return all goals that the asker set, those that were taken back too."""
    return (await talk.session.scalars(select(Goal).where(Goal.person_id == talk.me.id).order_by(col(Goal.id)))).all()


async def successions(talk: Talk, goals: Sequence[Goal]) -> list[Succession]:
    """Return which of `goals`, the asker's own, go on with whom.

    What nobody but the asker may see, as it speaks of leaving or was taken back, goes with them.
    """
    found: list[Succession] = []
    for goal in goals:
        if goal.leaving or goal.state is GoalState.withdrawn:
            continue
        if (owner := await _co_owner(talk, goal)) is not None:
            found.append(Succession(goal, *owner))
        elif goal.team and (colleague := await _of_the_team(talk, goal)) is not None:
            found.append(Succession(goal, colleague, await _part_of(talk, goal, colleague)))
    return found


async def _co_owner(talk: Talk, goal: Goal) -> tuple[Person, Share] | None:
    """Return who has owned it longest beside the asker."""
    asked = select(Person, Share).join(Share, col(Share.person_id) == Person.id)
    agreed = (Share.goal_id == goal.id, Share.role == Role.owner, Share.state == ShareState.agreed)
    rows = await talk.session.execute(asked.where(*agreed, _HAS_ACCOUNT).order_by(col(Share.id)))
    row = rows.first()
    return (row[0], row[1]) if row is not None else None


async def _of_the_team(talk: Talk, goal: Goal) -> Person | None:
    """Return the colleague who added to a team's goal last, or else who looks after the digest of its channel."""
    added = (
        select(Person)
        .join(Checkin, col(Checkin.person_id) == Person.id)
        .where(Checkin.goal_id == goal.id, Checkin.state == CheckinState.given, Person.id != talk.me.id, _HAS_ACCOUNT)
        .order_by(col(Checkin.at).desc(), col(Checkin.id).desc())
    )
    if (colleague := (await talk.session.scalars(added.limit(1))).first()) is not None:
        return colleague
    there = (Team.platform == goal.platform, Team.realm == goal.realm, Team.channel == goal.channel)
    looks_after = select(Person).join(Team, col(Team.person_id) == Person.id)
    asked = looks_after.where(*there, Team.state != TeamState.withdrawn, Person.id != talk.me.id, _HAS_ACCOUNT)
    return (await talk.session.scalars(asked)).first()


async def _part_of(talk: Talk, goal: Goal, person: Person) -> Share | None:
    asked = select(Share).where(Share.goal_id == goal.id, Share.person_id == person.id)
    return (await talk.session.scalars(asked)).first()
