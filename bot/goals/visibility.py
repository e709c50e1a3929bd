"""The one rule of who may see what of a goal: lists, search, menus, charts and digests all go through it.

As conditions on goals, so that what is not to be seen never leaves the database, the rule is put together once, with
blanks that each viewer fills in (docs/decisions/0011).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, bindparam
from sqlmodel import and_, col, not_, or_, select

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


NOBODY = 0
"""No person's row."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks, and from where."""

    person_id: int
    account: Address
    """The account that they look from."""
    place: Address | None = None
    """The channel that they look from; None in a direct message."""

    @classmethod
    def of_channel(cls, place: Address) -> Viewer:
        """Return a channel that looks for itself: it sees what everybody there may see, and has no part in any goal."""
        return cls(NOBODY, place, place)

    @property
    def realm(self) -> tuple[str, str]:
        """The workspace that they look from: where the channel is, or else that of their account."""
        where = self.place or self.account
        return where.platform, where.realm

    @property
    def blanks(self) -> dict[str, Any]:
        """What fills in the blanks of the conditions on goals."""
        platform, realm = self.realm
        return {
            "viewer": self.person_id,
            "viewer_from_platform": self.account.platform,
            "viewer_from_realm": self.account.realm,
            "viewer_platform": platform,
            "viewer_realm": realm,
            "viewer_in_channel": self.place is not None,
            "viewer_channel": self.place.id if self.place is not None else "",
        }


VIEWER: ColumnElement[int] = bindparam("viewer")
"""The blank for the viewer."""
_IN_CHANNEL: ColumnElement[bool] = bindparam("viewer_in_channel", type_=Boolean)


_BY_ROLE = {
    Role.owner: Sight.shared,
    Role.contributor: Sight.told,
    Role.manager: Sight.told,
    Role.witness: Sight.status,
}
_ADDING = (Role.owner, Role.contributor)


def sight(goal: Goal, viewer: Viewer, share: Share | None = None, *, snoozed: bool = False) -> Sight:
    """Return what `viewer`, whose part in it is `share`, may see of `goal`.

    With `snoozed` the goal is one of `SNOOZED`. A goal of leaving the employer is seen by the one who set it and by
    nobody else, whatever was agreed before.
    """
    if goal.state is GoalState.withdrawn:
        return Sight.nothing
    if goal.person_id == viewer.person_id:
        return Sight.whole
    if goal.leaving:
        return Sight.nothing
    part = _BY_ROLE[share.role] if share is not None and share.state is ShareState.agreed else Sight.nothing
    return max(part, Sight.told if snoozed or _in_audience(goal, viewer) else Sight.nothing)


def may_add(goal: Goal, viewer: Viewer, share: Share | None, *, snoozed: bool = False) -> bool:
    """Tell whether `viewer` may check in on `goal`; the arguments are those of `sight`.

    That does not follow from what they see: a manager sees as much as a contributor, and yet adds to a team's goal only
    in its channel, like everybody there.
    """
    seen = sight(goal, viewer, share, snoozed=snoozed)
    if seen in (Sight.nothing, Sight.whole):
        return seen is Sight.whole
    adds = share is not None and share.state is ShareState.agreed and share.role in _ADDING
    return adds or (goal.team and (snoozed or _in_audience(goal, viewer)))


def _in_audience(goal: Goal, viewer: Viewer) -> bool:
    if not goal.realm or (goal.platform, goal.realm) != viewer.realm:
        return False
    if goal.audience is Audience.channel:
        return viewer.place is not None and viewer.place.id == goal.channel
    return goal.audience is Audience.workspace


def has_part(*roles: Role) -> ColumnElement[bool]:
    """Return the condition on goals in which the viewer agreed to have one of these parts."""
    agreed = select(Share.goal_id).where(
        Share.person_id == VIEWER, Share.state == ShareState.agreed, col(Share.role).in_(roles)
    )
    return col(Goal.id).in_(agreed)


def _snoozed() -> ColumnElement[bool]:
    put_off = select(Snooze.goal_id).where(
        Snooze.person_id == VIEWER,
        Snooze.state == SnoozeState.on,
        Snooze.platform == bindparam("viewer_from_platform"),
        Snooze.realm == bindparam("viewer_from_realm"),
    )
    still = put_off.where(
        Snooze.goal_id == Goal.id, Snooze.space == Goal.realm, Snooze.channel == Goal.channel
    ).correlate(Goal)
    own = and_(col(Goal.team).is_(True), col(Goal.audience) == Audience.channel)
    there = col(Goal.platform) == bindparam("viewer_from_platform")
    return and_(not_(_IN_CHANNEL), col(Goal.id).in_(put_off), own, there, still.exists())


def _here() -> ColumnElement[bool]:
    channel = and_(
        col(Goal.audience) == Audience.channel, _IN_CHANNEL, col(Goal.channel) == bindparam("viewer_channel")
    )
    return and_(
        col(Goal.realm) != "",
        col(Goal.platform) == bindparam("viewer_platform"),
        col(Goal.realm) == bindparam("viewer_realm"),
        or_(col(Goal.audience) == Audience.workspace, channel),
    )


def _mine_or(*others: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition on goals that the viewer set, or for which one of the conditions `others` holds.

    Each of these begins with something that an index finds, so that none makes the database scan all goals.
    """
    shared = (and_(col(Goal.leaving).is_(False), other) for other in others)
    return and_(col(Goal.state) != GoalState.withdrawn, or_(col(Goal.person_id) == VIEWER, *shared))


SNOOZED = _snoozed()
"""Team goals of which the viewer snoozed a check-in in the channel, so that it comes again as a direct message.

In direct messages of the account that they used in the channel, they see such a goal as long as the channel does.
"""
MAY_BE_SEEN = _mine_or(has_part(*Role), _here(), SNOOZED)
"""The rule: it lets through exactly the goals of which `sight` is more than nothing."""
MAY_BE_CHANGED = _mine_or(has_part(Role.owner))
"""Goals that the viewer set or owns together with others."""
SET_BY_VIEWER = _mine_or()
"""Goals that the viewer set: what may show the private reason is done with these alone."""
MAY_BE_ADDED_TO = _mine_or(has_part(*_ADDING), and_(col(Goal.team).is_(True), _here()), SNOOZED)
"""Goals that the viewer may check in on, their own and their teams': exactly those for which `may_add` holds."""
