"""What a message asked about, and what was answered since: read from the tables whenever it is drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, or_, select

from bot.models import Change, Checkin, Nudge, NudgeState
from bot.models.change import in_effect
from bot.nudges.bundle import waits
from bot.nudges.contact_history import last_said
from bot.nudges.planned import answered_by, each_once, subject_of
from bot.nudges.subjects import named
from bot.storage.recording import row_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.milestones.subjects import Subject
    from bot.models import Goal
    from bot.nudges.bundle import Asked
    from bot.talk import Talk

_FIRST = ("due", "later", "lead")
"""Kinds of check-ins that come before any other about the same date, so that none was missed before them."""
_CHANGES = 100
"""How many of the latest changes are searched for an answer."""


async def asked_in(talk: Talk, message: int) -> list[Asked]:
    """Return what the asker was asked in a message, next due first; nothing if the message was for somebody else."""
    nudges = (
        await talk.session.scalars(
            select(Nudge)
            .where(Nudge.person_id == talk.me.id, Nudge.delivery_id == message, col(Nudge.share_id).is_(None))
            .order_by(col(Nudge.due_at), col(Nudge.id))
        )
    ).all()
    about = await named(talk, nudges)
    missed = await _missed(talk, nudges, message, [one.goal for one in about.values()])
    answered = await _answered(talk, nudges)
    said = await _said_by(talk, answered)
    days = {nudge.subject: nudge.asked_for for nudge in nudges}
    return [
        (
            about[subject]._replace(
                missed=subject in missed,
                change=_by_which(answered, said, about[subject]),
                asked_for=days[subject],
            ),
            kind,
        )
        for subject, kind in kinds(nudges).items()
        if subject in about
    ]


async def asked_alone(talk: Talk, answer: Change) -> tuple[Asked, int] | None:
    """Return what `answer` answered, and the row id of the message that asked about it alone.

    None if that message asked about several things, or a channel, or if it needs no answer any more.
    """
    said = await _said_by(talk, [answer])
    names = {f"{table}:{row}" for table, row in answer.rows} | {*said[answer.id]}
    came = select(Nudge).where(
        Nudge.person_id == talk.me.id,
        Nudge.state == NudgeState.sent,
        Nudge.channel == "",
        col(Nudge.subject).in_(names),
        col(Nudge.due_at) <= answer.at,
        col(Nudge.share_id).is_(None),
    )
    last = (await talk.session.scalars(came.order_by(col(Nudge.due_at).desc(), col(Nudge.id).desc()).limit(1))).first()
    if last is None or last.delivery_id is None or talk.place is not None:
        return None
    asked = await asked_in(talk, last.delivery_id)
    if len(asked) != 1 or not waits(*asked[0], talk.calendar, talk.now):
        return None
    return asked[0], last.delivery_id


async def kind_in(talk: Talk, message: int, subjects: Sequence[str]) -> str | None:
    """Return the kind of the check-in on one of `subjects` in a message to the asker or a channel; None without one."""
    asked = select(Nudge).where(
        col(Nudge.subject).in_(subjects),
        Nudge.delivery_id == message,
        or_(Nudge.person_id == talk.me.id, col(Nudge.channel) != ""),
    )
    return next(iter(kinds((await talk.session.scalars(asked)).all()).values()), None)


def kinds(nudges: Sequence[Nudge]) -> dict[str, str]:
    """Return the kind of check-in for each subject, each once."""
    asked = [(nudge.subject, nudge.kind) for nudge in nudges]
    return dict(each_once(asked, lambda one: one))


async def _answered(talk: Talk, nudges: Sequence[Nudge]) -> list[Change]:
    """Return the asker's changes since the first of `nudges` came due that are not undone, newest first."""
    if not nudges:
        return []
    mine = select(Change).where(Change.person_id == talk.me.id, col(Change.at) >= min(one.due_at for one in nudges))
    return in_effect(await talk.session.scalars(mine.order_by(col(Change.id).desc()).limit(_CHANGES)))


async def _said_by(talk: Talk, answered: Sequence[Change]) -> Mapping[int, Collection[str]]:
    """Return the subjects that the check-ins of each change answer for, by the change's row id."""
    rows = {change.id: [row for table, row in change.rows if table == "checkin"] for change in answered}
    ids = [row for those in rows.values() for row in those]
    found = (await talk.session.scalars(select(Checkin).where(col(Checkin.id).in_(ids)))).all() if ids else []
    names = {one.id: answered_by(one.goal_id, one.milestone_id, counts=one.value is not None) for one in found}
    return {id_: {name for row in those for name in names.get(row, ())} for id_, those in rows.items()}


def _by_which(answered: Sequence[Change], said: Mapping[int, Collection[str]], subject: Subject) -> int | None:
    """Return the row id of the last change that answered for a thing: its own, a check-in on it, or its goal's end."""
    own = {row_of(subject.thing)}
    own |= {("goal", subject.goal.id)} if subject.goal.ended_at is not None else set()
    name = subject_of(subject.thing)
    return next((change.id for change in answered if own & change.rows or name in said[change.id]), None)


async def _missed(talk: Talk, nudges: Sequence[Nudge], message: int, goals: Sequence[Goal]) -> set[str]:
    """Return those subjects whose last check-in before this `message` was left unanswered."""
    follows = [nudge for nudge in nudges if nudge.kind not in _FIRST]
    if not follows:
        return set()
    asked = (
        select(Nudge.subject, func.max(Nudge.due_at))
        .where(
            col(Nudge.subject).in_({nudge.subject for nudge in follows}),
            Nudge.state == NudgeState.sent,
            Nudge.delivery_id != message,
            col(Nudge.due_at) < max(nudge.due_at for nudge in follows),
        )
        .group_by(col(Nudge.subject))
    )
    before = {subject: at for subject, at in await talk.session.execute(asked)}  # noqa: C416 - rows are not pairs
    clocks = {goal.id: (goal, (goal.whose or talk.calendar).zone) for goal in goals}
    said = await last_said(talk.session, clocks)
    return {
        nudge.subject
        for nudge in follows
        if nudge.subject in before and (nudge.subject not in said or said[nudge.subject] < before[nudge.subject])
    }
