"""Reconciles the outbox with the planner: what is new is added, what moved is moved, and the rest is dropped.

Only the next check-in of each track is in the outbox. Once it was sent or left out, the one after it is planned: so
nothing piles up in a downtime, and after a crash in between it is only planned a little later.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.dates.wording import day, moment
from bot.milestones.rows import steps_of
from bot.models import NudgeState, Person
from bot.models.occurrence import BY_DAY
from bot.nudges import planner, reasons, rounds, rows
from bot.nudges.alterations import Alterations, is_ours
from bot.nudges.rows import OVER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Change, Goal, Milestone, Nudge, NudgeKey
    from bot.nudges.planned import Planned


async def reconcile(
    session: AsyncSession,
    goals: Sequence[Goal],
    now: datetime,
    *,
    taken_back: Change | None = None,
    ended: Collection[Nudge] = (),
    afresh: bool = False,
    new_rhythms: Collection[int] = (),
) -> Sequence[Nudge]:
    """Make the waiting nudges of `goals` those that the planner calls for; return all there were before.

    `ended` are the nudges that were just sent or left out, after which the next of their tracks are planned. What the
    change `taken_back` had dropped comes back. With `afresh`, what was held is decided on again at once. Of the
    goals with `new_rhythms`, by row id, the ledger tells the rule, though the next moment may be the same.
    """
    await session.flush()  # rows that are read as values must be in the database
    made = Alterations(now)
    await rounds.join(session, goals)
    ids = [goal.id for goal in goals]
    # One by one: mostly it is the asker, who is in the session already.
    owners = {id_: await session.get_one(Person, id_) for id_ in {goal.person_id for goal in goals}}
    nudges = await rows.known(session, ids, now, dropped=taken_back is not None or bool(ended))
    back = await rows.restored_by_undo(session, nudges, taken_back, now)
    steps = await steps_of(session, ids, withdrawn=True)
    by_goal = _by_goal(nudges, steps, made)
    over = {nudge.id for nudge in ended}
    for goal in goals:
        of_goal, owner = by_goal[goal.id], owners[goal.person_id]
        waiting = [n.due_at for n in of_goal.values() if n.state is NudgeState.waiting or n.id in over]
        # From a day earlier: moving to an eastern time zone puts waiting check-ins into the past.
        tracks = planner.tracks(goal, steps[goal.id], owner.calendar, min([now, *waiting]) - _A_DAY_ROUND_THE_WORLD)
        looks = [_Look.along(track, of_goal, now, over, back) for track in tracks]
        planning = _Planning(session, made, goal, steps[goal.id], owner, new_rhythm=goal.id in new_rhythms)
        await planning.make(looks, of_goal, afresh=afresh)
    await made.write(session)
    return nudges


def _by_goal(
    nudges: Iterable[Nudge], steps: Mapping[int, Sequence[Milestone]], made: Alterations
) -> defaultdict[int | None, dict[NudgeKey, Nudge]]:
    """Return the nudges of each goal by their keys; a milestone may have been moved to another goal meanwhile."""
    goal_of = {step.id: goal for goal, them in steps.items() for step in them}
    found: defaultdict[int | None, dict[NudgeKey, Nudge]] = defaultdict(dict)
    for nudge in nudges:
        goal = goal_of.get(nudge.milestone_id or 0, nudge.goal_id)
        if goal != nudge.goal_id:
            made.alter(nudge, goal_id=goal)
        found[goal][nudge.key] = nudge
    return found


_A_DAY_ROUND_THE_WORLD = timedelta(hours=26)
"""How far apart the same wall time can be in two zones."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What is found along one track."""

    next: Planned | None
    """The next check-in: the first one that waits already, comes back, or is still ahead."""
    last: Nudge | None
    """The nudge of this track that has just ended, if one has."""
    missed: Sequence[Planned]
    """The check-ins that came due while that one waited, and are left out."""

    @classmethod
    def along(
        cls,
        track: Iterator[Planned],
        known: Mapping[NudgeKey, Nudge],
        now: datetime,
        over: Collection[int],
        back: Collection[int],
    ) -> _Look:
        """Go along a track as far as its next check-in.

        After a downtime, one check-in stands for all that came due in it. If the one that was waiting is too old, the
        last one that is not too old takes its place.
        """
        last: Nudge | None = None
        passed: list[Planned] = []
        ahead: Planned | None = None
        for planned in track:
            nudge = known.get(planned.key)
            state = nudge.state if nudge is not None else None
            if nudge is not None and nudge.id in over:
                last = nudge
            elif state in OVER:
                continue
            elif state is NudgeState.waiting or (nudge is not None and nudge.id in back):
                return cls(planned, last, passed)
            elif planned.at > now:
                ahead = planned
                break
            elif last is not None and state is None:
                passed.append(planned)
        too_old = last is not None and last.state is NudgeState.skipped
        if too_old and passed and now - passed[-1].at <= planner.LATE:
            ahead = passed.pop()
        return cls(ahead, last, passed)

    def words(self, owner: Person) -> str:
        """Say in the ledger which check-ins were left out."""
        days = [planned.at.astimezone(owner.calendar.zone).date() for planned in self.missed]
        named = ", ".join(map(day, days[:_NAMED])) + (f" and {len(days) - _NAMED} more" if len(days) > _NAMED else "")
        return f"Left out, as they came due while this one waited: {named}."


_NAMED = 3
"""How many of the days that were left out are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class _Planning:
    """The planning of one goal."""

    session: AsyncSession
    made: Alterations
    goal: Goal
    steps: Sequence[Milestone]
    owner: Person
    new_rhythm: bool = False
    """Its rhythm was altered just now."""

    async def make(self, looks: Sequence[_Look], known: Mapping[NudgeKey, Nudge], *, afresh: bool) -> None:
        """Make the goal's nudges those that were found along its tracks; `known` are those it has, by their keys."""
        wanted = {look.next.key: look.next for look in looks if look.next is not None}
        # Nudges that were dropped, or belonged to a milestone's former goal, come back as check-ins of this goal.
        back = await rows.with_keys(self.session, [key for key in wanted if key not in known])
        for key, nudge in known.items():
            if key not in wanted and is_ours(nudge):
                asked = next((step for step in self.steps if step.id == nudge.milestone_id), None)
                self.made.drop(nudge, reasons.why_dropped(self.goal, asked, nudge, self.owner.calendar))
        for look in looks:
            if look.last is not None and look.missed:
                self.made.tell(look.last, "missed", look.words(self.owner))
        for nudge in back.values():
            self.made.alter(nudge, goal_id=self.goal.id)
        there = {**known, **back}
        for key, planned in wanted.items():
            if key not in there:
                await self._add(planned)
            elif there[key].state is NudgeState.dropped or is_ours(there[key]):
                await self._move(there[key], planned, afresh=afresh)

    async def _move(self, nudge: Nudge, planned: Planned, *, afresh: bool) -> None:
        """Move a nudge to the moment and the place that are planned now; one that was dropped comes back."""
        again = nudge.state is NudgeState.dropped
        if planner.is_elsewhere(nudge, self.goal, planned):
            platform, realm = await self._where(planned)
            self.made.alter(nudge, channel=planned.channel, platform=platform, realm=realm)
            if not again and nudge.due_at == planned.at:
                place = "in its channel" if planned.channel else f"in a direct message{_why_private(planned)}"
                self.made.tell(nudge, "planned", f"Planned anew: I ask {place}.")
        if self.new_rhythm and planned.kind in BY_DAY and is_ours(nudge) and nudge.due_at == planned.at:
            self.made.tell(nudge, "planned", f"Planned anew {_words(planned, self.owner)}")
        self.made.keep(nudge, planned.at, _words(planned, self.owner), afresh=afresh)

    async def _add(self, planned: Planned) -> None:
        """Add a check-in that was never planned before to the outbox."""
        platform, realm = await self._where(planned)
        self.made.add(
            planned.at,
            _words(planned, self.owner),
            subject=planned.subject,
            occurrence=str(planned.occurrence),
            person_id=self.owner.id,
            goal_id=self.goal.id,
            milestone_id=planned.milestone_id,
            platform=platform,
            realm=realm,
            channel=planned.channel,
        )

    async def _where(self, planned: Planned) -> tuple[str, str]:
        """Return the platform and the workspace where a check-in goes: those of the goal's channel, or of its owner."""
        if planned.channel:
            return self.goal.platform, self.goal.realm
        return await rows.way_to(self.session, self.owner)


def _words(planned: Planned, owner: Person) -> str:
    private = f"; I ask you in private{_why_private(planned)}" if planned.private_because else ""
    return f"for {moment(planned.at.astimezone(owner.calendar.zone))}: {planned.rule}{private}."


def _why_private(planned: Planned) -> str:
    return f", as {planned.private_because}" if planned.private_because else ""
