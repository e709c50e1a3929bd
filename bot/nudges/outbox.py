"""The outbox: what is planned is written in the same transaction as the change that caused it.

Of each track (a due date's, a rhythm's) only the next check-in is in it. When that one was sent or left out, the one
after it is planned; so nothing piles up in a downtime, and a crash in between only means that it is planned later.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, bindparam
from sqlmodel import col, or_, select

from bot import bell
from bot.dates.wording import day, moment
from bot.models import (
    Account,
    Change,
    Goal,
    GoalState,
    LedgerEntry,
    Milestone,
    Nudge,
    NudgeState,
    Person,
    Share,
    Team,
)
from bot.nudges import digests, planner, reasons, snoozes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.talk import Talk

_REMEMBERED = timedelta(days=40)
"""How long after its moment a check-in can still be answered, or be brought back by an undo."""
OVER = (NudgeState.sent, NudgeState.skipped, NudgeState.failed)
"""States in which a check-in is behind us."""
# What nearly every command asks is put together once: that takes longer than the asking.
_THESE: BindParameter[int] = bindparam("goals", expanding=True)
_STEPS = select(Milestone).where(col(Milestone.goal_id).in_(_THESE))
_KNOWN = (
    select(Nudge)
    .where(
        col(Nudge.goal_id).in_(_THESE),
        col(Nudge.share_id).is_(None),
        col(Nudge.snooze_id).is_(None),
        or_(
            Nudge.state == NudgeState.waiting,
            col(Nudge.due_at) > bindparam("since"),
            col(Nudge.occurrence).not_like("rhythm %"),
        ),
    )
    .order_by(col(Nudge.id))
)
_KNOWN_BUT_DROPPED = _KNOWN.where(Nudge.state != NudgeState.dropped)
_CALLED = select(Nudge).where(
    col(Nudge.subject).in_(bindparam("subjects", expanding=True)),
    col(Nudge.occurrence).in_(bindparam("occurrences", expanding=True)),
)
_ACCOUNTS = select(Account).where(Account.person_id == bindparam("person")).order_by(col(Account.id)).limit(1)


def note(session: AsyncSession, nudge: Nudge, at: datetime, step: str, words: str) -> None:
    """Write one step of a nudge's story into the ledger."""
    session.add(LedgerEntry(nudge_id=nudge.id, at=at, step=step, words=words))


async def replan(talk: Talk, change: Change) -> None:
    """Plan anew whatever `change` touched, and let whoever sends know."""
    await _replan(talk, change)
    await bell.ring(talk.session)


async def _replan(talk: Talk, change: Change) -> None:
    """Plan its goals anew, all of the person's if their calendar changed, and what a team or a snooze calls for."""
    if any(edit.table in ("person", "time_off") for edit in change.edits):
        await _replan_all(talk)
    for team in {edit.row for edit in change.edits if edit.table == "team"}:
        await digests.plan(talk.session, await talk.session.get_one(Team, team), talk.now)
    if any(edit.table == "snooze" for edit in change.edits):
        await snoozes.plan(talk.session, talk.me, talk.now)
    if not change.goals:
        return
    goals = [await talk.session.get_one(Goal, number) for number in sorted(change.goals)]
    if any(goal.team for goal in goals):
        await snoozes.answered(talk, change.goals, change.summary)
    subjects = {f"{table}:{row}" for table, row in change.rows}
    if any(edit.table == "checkin" for edit in change.edits):
        subjects |= {planner.subject_of(goal) for goal in goals}
    nudges = await _reconcile(talk.session, goals, talk.now, undoing=change.undoes is not None)
    # What a person changes about a thing they were asked about is their answer.
    asked = [nudge for nudge in nudges if nudge.state is NudgeState.sent or nudge.delivery_id is not None]
    for nudge in {nudge.subject: nudge for nudge in asked if nudge.subject in subjects}.values():
        note(talk.session, nudge, talk.now, "answered", f"Answered: {_who(talk, nudge)} {change.summary}.")


async def answered(talk: Talk, thing: Goal | Milestone, summary: str) -> None:
    """Write down that the last check-in about `thing` was answered by something said of its goal."""
    asked = select(Nudge).where(Nudge.subject == planner.subject_of(thing), col(Nudge.delivery_id).is_not(None))
    last = (await talk.session.scalars(asked.order_by(col(Nudge.id).desc()).limit(1))).first()
    if last is not None:
        note(talk.session, last, talk.now, "answered", f"Answered: {_who(talk, last)} {summary}.")


def _who(talk: Talk, nudge: Nudge) -> str:
    """Name whoever answers, where a whole channel was asked and reads it."""
    return (talk.me.name or "somebody") if nudge.channel else "you"


async def place_anew(session: AsyncSession, goals: Collection[int], now: datetime) -> None:
    """Plan the check-ins of `goals`, by their row ids, for where they belong by now."""
    await _reconcile(session, (await session.scalars(select(Goal).where(col(Goal.id).in_(goals)))).all(), now)
    await session.flush()
    await bell.ring(session)


async def replan_all(talk: Talk) -> None:
    """Plan all that the person is asked anew: their calendar changed. What was held is looked at again at once."""
    await _replan_all(talk)
    await bell.ring(talk.session)


async def _replan_all(talk: Talk) -> None:
    await snoozes.plan(talk.session, talk.me, talk.now, afresh=True)
    goals = select(Goal).where(Goal.person_id == talk.me.id, Goal.state == GoalState.active)
    nudges = await _reconcile(talk.session, (await talk.session.scalars(goals)).all(), talk.now)
    for nudge in nudges:
        if _is_ours(nudge) and nudge.run_at != nudge.due_at:
            nudge.run_at = nudge.due_at
    offers = select(Nudge).where(
        Nudge.person_id == talk.me.id, col(Nudge.share_id).is_not(None), Nudge.state == NudgeState.waiting
    )
    for nudge in await talk.session.scalars(offers):
        if _is_ours(nudge):
            nudge.run_at = nudge.due_at


async def ask(session: AsyncSession, share: Share, goal: Goal, person: Person, now: datetime) -> None:
    """Tell `person` at once what happened with a share: the one asked, or the owner whom they answered."""
    account = await _account(session, person)
    nudge = Nudge(
        subject=f"share:{share.id}",
        occurrence=f"{share.state} {now.isoformat()}",
        person_id=person.id,
        goal_id=goal.id,
        share_id=share.id,
        platform=account.platform,
        realm=account.realm,
        due_at=now,
        run_at=now,
        followed=True,
    )
    session.add(nudge)
    await session.flush()
    note(session, nudge, now, "planned", f"Planned at once: the share was {share.state}.")
    await bell.ring(session)


async def follow(session: AsyncSession, now: datetime, limit: int = 200) -> int:
    """Plan what comes after nudges that were sent or left out; returns how many there were, at most `limit`."""
    ended = (
        await session.scalars(
            select(Nudge)
            .where(col(Nudge.state).in_(OVER), col(Nudge.followed).is_(False))
            .order_by(col(Nudge.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    ).all()
    for nudge in ended:
        nudge.followed = True
    ids = {nudge.goal_id for nudge in ended if nudge.goal_id is not None}
    if ids:
        goals = (await session.scalars(select(Goal).where(col(Goal.id).in_(ids)))).all()
        await _reconcile(session, goals, now, ended=ended)
    for team in {nudge.team_id for nudge in ended if nudge.team_id is not None}:
        await digests.plan(session, await session.get_one(Team, team), now)
    if ended:
        await bell.ring(session)
    return len(ended)


async def known(
    session: AsyncSession, goals: Sequence[int], now: datetime, *, dropped: bool = False
) -> Sequence[Nudge]:
    """Return the nudges about goals, by their row ids, that the planning has to know of.

    Of a daily rhythm there are thousands that are long past, and none of those comes back. What was asked of a date
    is needed, however old: a time off that reaches into the past may move it ahead. What was `dropped` is left out
    if not asked for: there is one for each time that something was put off or moved.
    """
    asked = _KNOWN if dropped else _KNOWN_BUT_DROPPED
    return (await session.scalars(asked, {"goals": goals, "since": now - _REMEMBERED})).all()


async def _reconcile(
    session: AsyncSession,
    goals: Sequence[Goal],
    now: datetime,
    *,
    undoing: bool = False,
    ended: Collection[Nudge] = (),
) -> Sequence[Nudge]:
    """Make the waiting nudges of `goals` those that the planner calls for; return all there were before.

    What those that have just `ended` kept waiting is planned or, where they told of it, left out.
    """
    ids = [goal.id for goal in goals]
    # One by one: whoever asks is mostly the owner, and in the session already.
    owners = {id_: await session.get_one(Person, id_) for id_ in {goal.person_id for goal in goals}}
    nudges = await known(session, ids, now, dropped=undoing or bool(ended))
    steps: dict[int, list[Milestone]] = defaultdict(list)
    goal_of: dict[int | None, int] = {}
    for step in await session.scalars(_STEPS, {"goals": ids}):
        steps[step.goal_id].append(step)
        goal_of[step.id] = step.goal_id
    by_goal: dict[int | None, dict[tuple[str, str], Nudge]] = defaultdict(dict)
    for nudge in nudges:
        # A milestone may have been moved to another goal.
        nudge.goal_id = goal_of.get(nudge.milestone_id, nudge.goal_id)
        by_goal[nudge.goal_id][nudge.subject, nudge.occurrence] = nudge
    over = {nudge.id for nudge in ended}
    for goal in goals:
        owner = owners[goal.person_id]
        of_goal = by_goal[goal.id]
        waiting = [n.due_at for n in of_goal.values() if n.state is NudgeState.waiting or n.id in over]
        # From earlier: a move to the east puts what is still waiting into the past.
        tracks = planner.tracks(goal, steps[goal.id], owner.calendar, min([now, *waiting]) - _A_DAY_ROUND_THE_WORLD)
        looks = [_Look.along(track, of_goal, now, over, undoing=undoing) for track in tracks]
        wanted = {(look.next.subject, look.next.occurrence): look.next for look in looks if look.next is not None}
        back = await _dropped(session, goal, [key for key in wanted if key not in of_goal])
        for key, nudge in of_goal.items():
            if key not in wanted and _is_ours(nudge):
                nudge.state = NudgeState.dropped
                asked = next((step for step in steps[goal.id] if step.id == nudge.milestone_id), None)
                note(
                    session,
                    nudge,
                    now,
                    "dropped",
                    f"Dropped: {reasons.why_dropped(goal, asked, nudge, owner.calendar)}.",
                )
        for look in looks:
            if look.last is not None and look.missed:
                note(session, look.last, now, "missed", look.words(owner))
        of_goal |= back
        for key, planned in wanted.items():
            if key in of_goal:
                await _move(session, of_goal[key], goal, planned, owner=owner, now=now)
        await _add(session, goal, [p for key, p in wanted.items() if key not in of_goal], owner, now)
    return nudges


async def _dropped(session: AsyncSession, goal: Goal, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Nudge]:
    """Return those of `keys` that were in the outbox before: they come back, as check-ins of `goal`."""
    if not keys:
        return {}
    subjects, occurrences = zip(*keys, strict=True)
    before = await session.scalars(_CALLED, {"subjects": subjects, "occurrences": occurrences})
    found = {(nudge.subject, nudge.occurrence): nudge for nudge in before}
    back = {key: found[key] for key in keys if key in found}
    for nudge in back.values():
        nudge.goal_id = goal.id
    return back


_A_DAY_ROUND_THE_WORLD = timedelta(hours=26)
"""How far apart the same wall time can be in two zones."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look along one track finds."""

    next: planner.Planned | None
    """The next check-in: the first that is not over, and still ahead or waiting already."""
    last: Nudge | None
    """The one that has just ended …"""
    missed: Sequence[planner.Planned]
    """… and those that passed while it waited, and are left out."""

    @classmethod
    def along(
        cls,
        track: Iterator[planner.Planned],
        known: Mapping[tuple[str, str], Nudge],
        now: datetime,
        over: Collection[int],
        *,
        undoing: bool,
    ) -> _Look:
        """Go along a track as far as its next check-in.

        After a downtime, one message tells of all that came due in it. If the one that was waiting is too old for
        that, the last one that is not takes its place.
        """
        last: Nudge | None = None
        passed: list[planner.Planned] = []
        ahead: planner.Planned | None = None
        for planned in track:
            nudge = known.get((planned.subject, planned.occurrence))
            state = nudge.state if nudge is not None else None
            if nudge is not None and nudge.id in over:
                last = nudge
            elif state in OVER:
                continue
            elif state is NudgeState.waiting or (undoing and state is NudgeState.dropped):
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
        """Say what was left out."""
        days = [planned.at.astimezone(owner.calendar.zone).date() for planned in self.missed]
        named = ", ".join(map(day, days[:_NAMED])) + (f" and {len(days) - _NAMED} more" if len(days) > _NAMED else "")
        return f"Left out, as they came due while this one waited: {named}."


_NAMED = 3
"""Days that were left out and are named; the rest is counted."""


def _is_ours(nudge: Nudge) -> bool:
    """Tell whether it is still ours to move or drop: once it is being sent, the deliverer looks again by itself."""
    return nudge.state is NudgeState.waiting and nudge.delivery_id is None


async def _move(
    session: AsyncSession, nudge: Nudge, goal: Goal, planned: planner.Planned, *, owner: Person, now: datetime
) -> None:
    """Put a nudge to the moment and the place that are planned now; one that was dropped comes back."""
    again = nudge.state is NudgeState.dropped
    if (again or _is_ours(nudge)) and is_elsewhere(nudge, goal, planned):
        nudge.channel = planned.channel
        nudge.platform, nudge.realm = await _where(session, goal, planned, owner)
        if not again and nudge.due_at == planned.at:
            place = "in its channel" if planned.channel else f"in a direct message{_why_private(planned)}"
            note(session, nudge, now, "planned", f"Planned anew: I ask {place}.")
    if again or (_is_ours(nudge) and nudge.due_at != planned.at):
        nudge.state, nudge.lease, nudge.delivery_id = NudgeState.waiting, None, None
        nudge.due_at = nudge.run_at = planned.at
        note(session, nudge, now, "planned", f"Planned {'again' if again else 'anew'} {_words(planned, owner)}")


async def _add(session: AsyncSession, goal: Goal, new: Sequence[planner.Planned], owner: Person, now: datetime) -> None:
    """Put what is planned for the first time into the outbox."""
    if not new:
        return
    added = [
        Nudge(
            subject=planned.subject,
            occurrence=planned.occurrence,
            person_id=owner.id,
            goal_id=goal.id,
            milestone_id=planned.milestone_id,
            platform=platform,
            realm=realm,
            channel=planned.channel,
            due_at=planned.at,
            run_at=planned.at,
        )
        for planned in new
        for platform, realm in [await _where(session, goal, planned, owner)]
    ]
    session.add_all(added)
    await session.flush()
    for nudge, planned in zip(added, new, strict=True):
        note(session, nudge, now, "planned", f"Planned {_words(planned, owner)}")


def _words(planned: planner.Planned, owner: Person) -> str:
    private = f"; I ask you in private{_why_private(planned)}" if planned.private_because else ""
    return f"for {moment(planned.at.astimezone(owner.calendar.zone))}: {planned.rule}{private}."


def _why_private(planned: planner.Planned) -> str:
    return f", as {planned.private_because}" if planned.private_because else ""


def is_elsewhere(nudge: Nudge, goal: Goal, planned: planner.Planned) -> bool:
    """Tell whether it is planned for another place now."""
    there = (goal.platform, goal.realm, planned.channel)
    return (nudge.platform, nudge.realm, nudge.channel) != there if planned.channel else bool(nudge.channel)


async def _where(session: AsyncSession, goal: Goal, planned: planner.Planned, owner: Person) -> tuple[str, str]:
    """Return the platform and the workspace where it is asked: those of the goal's channel, or of the owner."""
    if planned.channel:
        return goal.platform, goal.realm
    account = await _account(session, owner)
    return account.platform, account.realm


async def _account(session: AsyncSession, owner: Person) -> Account:
    """Return the account that this person's nudges go to: the one they first came with."""
    with session.no_autoflush:  # accounts are never changed here
        return (await session.scalars(_ACCOUNTS, {"person": owner.id})).one()
