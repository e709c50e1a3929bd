"""The one rule of who may see what of a goal: lists, search, menus, charts and digests all go through it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from sqlmodel import and_, col, false, or_, select

from bot.models import Audience, Goal, GoalState, Role, Share, ShareState, Snooze, SnoozeState

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from bot.messages import Address


class Sight(IntEnum):
    """How much of a goal somebody sees; each sees what the ones before it see."""

    nothing = 0
    """Not even that it exists."""
    status = 1
    """Its words as told to others, and how it stands: a witness."""
    told = 2
    """Its milestones, numbers and dates too: its manager, its audience and those who add to it."""
    shared = 3
    """Its history and notes too, and may change it: a co-owner."""
    whole = 4
    """The private reason too: the one who set it."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks, and from where."""

    person_id: int
    account: Address
    """The account that they look from."""
    place: Address | None = None
    """The channel that they look from; None in a direct message."""

    @property
    def realm(self) -> tuple[str, str]:
        """The workspace that they look from: where the channel is, or else that of their account."""
        where = self.place or self.account
        return where.platform, where.realm


_BY_ROLE = {
    Role.owner: Sight.shared,
    Role.contributor: Sight.told,
    Role.manager: Sight.told,
    Role.witness: Sight.status,
}


def sight(goal: Goal, viewer: Viewer, share: Share | None = None, *, aside: bool = False) -> Sight:
    """Return what `viewer`, whose part in it is `share`, may see of `goal`.

    With `aside` it is `asked_aside`: they look from where they answer what they put off in its channel.
    A goal of leaving the employer is seen by the one who set it and by nobody else, whatever was agreed before.
    """
    if goal.state is GoalState.withdrawn:
        return Sight.nothing
    if goal.person_id == viewer.person_id:
        return Sight.whole
    if goal.leaving:
        return Sight.nothing
    part = _BY_ROLE[share.role] if share is not None and share.state is ShareState.agreed else Sight.nothing
    return max(part, Sight.told if aside or _in_audience(goal, viewer) else Sight.nothing)


def _in_audience(goal: Goal, viewer: Viewer) -> bool:
    if not goal.realm or (goal.platform, goal.realm) != viewer.realm:
        return False
    if goal.audience is Audience.channel:
        return viewer.place is not None and viewer.place.id == goal.channel
    return goal.audience is Audience.workspace


def may_be_seen(viewer: Viewer) -> ColumnElement[bool]:
    """Return the rule as a condition on goals, so that what is not to be seen never leaves the database.

    It lets through exactly the goals of which `sight` is more than nothing.
    """
    return _mine_or(viewer, or_(has_part(viewer, *Role), _here(viewer), asked_aside(viewer)))


def may_be_changed(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on goals that `viewer` set or owns together with others."""
    return _mine_or(viewer, has_part(viewer, Role.owner))


def may_be_added_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on goals that `viewer` may check in on: their own, and those of their teams."""
    team = and_(col(Goal.team).is_(True), or_(_here(viewer), asked_aside(viewer)))
    return _mine_or(viewer, or_(has_part(viewer, Role.owner, Role.contributor), team))


def asked_aside(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on team goals of which `viewer` put off a check-in, to be asked in a direct message.

    There, and by the account that they were in the channel with, they see such a goal as long as that channel does.
    """
    if viewer.place is not None:
        return false()
    put_off = select(Snooze.id).where(
        Snooze.goal_id == Goal.id,
        Snooze.person_id == viewer.person_id,
        Snooze.state == SnoozeState.on,
        Snooze.platform == viewer.account.platform,
        Snooze.realm == viewer.account.realm,
        Snooze.space == Goal.realm,
        Snooze.channel == Goal.channel,
    )
    own = and_(col(Goal.team).is_(True), col(Goal.audience) == Audience.channel)
    return and_(own, col(Goal.platform) == viewer.account.platform, put_off.exists())


def _mine_or(viewer: Viewer, others: ColumnElement[bool]) -> ColumnElement[bool]:
    shared = and_(col(Goal.leaving).is_(False), others)
    return and_(col(Goal.state) != GoalState.withdrawn, or_(col(Goal.person_id) == viewer.person_id, shared))


def has_part(viewer: Viewer, *roles: Role) -> ColumnElement[bool]:
    """Return the condition on goals in which `viewer` agreed to have one of these parts."""
    agreed = select(Share.goal_id).where(
        Share.person_id == viewer.person_id, Share.state == ShareState.agreed, col(Share.role).in_(roles)
    )
    return col(Goal.id).in_(agreed)


def _here(viewer: Viewer) -> ColumnElement[bool]:
    platform, realm = viewer.realm
    channel = viewer.place.id if viewer.place else None
    audience = or_(
        col(Goal.audience) == Audience.workspace,
        and_(col(Goal.audience) == Audience.channel, col(Goal.channel) == channel),
    )
    return and_(col(Goal.realm) != "", col(Goal.platform) == platform, col(Goal.realm) == realm, audience)
