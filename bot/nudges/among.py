"""One answer among several: what a message asked about, read from the tables each time it is drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, or_, select

from bot.models import Change, Checkin, Nudge, NudgeState
from bot.models.change import in_effect
from bot.nudges.foresight import last_said
from bot.nudges.kinds import named
from bot.nudges.planned import answered_by, each_once, subject_of
from bot.nudges.together import waits
from bot.recording import row_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.milestones.kinds import Subject
    from bot.models import Goal
    from bot.nudges.together import Asked
    from bot.talk import Talk

_FIRST = ("due", "later", "lead")
"""Kinds before which nothing was asked."""
_CHANGES = 100
"""Changes among which an answer is looked for."""


async def asked_in(talk: Talk, message: int) -> list[Asked]:
    """Return what the asker was asked in a message, next due first; nothing for anybody else's."""
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
    return [
        (
            about[subject]._replace(missed=subject in missed, change=_by_which(answered, said, about[subject])),
            kind,
        )
        for subject, kind in kinds(nudges).items()
        if subject in about
    ]


async def asked_alone(talk: Talk, answer: Change) -> tuple[Asked, int] | None:
    """Return what the asker was asked in a message of its own that `answer` answered, and the message.

    None where it was one of several things, where a channel was asked, or where it waits for no answer any more.
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
    """Return as what one of `subjects` was asked about in a message to the asker or to a channel."""
    asked = select(Nudge).where(
        col(Nudge.subject).in_(subjects),
        Nudge.delivery_id == message,
        or_(Nudge.person_id == talk.me.id, col(Nudge.channel) != ""),
    )
    return next(iter(kinds((await talk.session.scalars(asked)).all()).values()), None)


def kinds(nudges: Sequence[Nudge]) -> dict[str, str]:
    """Return what is asked about and as what, each once."""
    asked = [(nudge.subject, nudge.occurrence.partition(" ")[0]) for nudge in nudges]
    return dict(each_once(asked, lambda one: one))


async def _answered(talk: Talk, nudges: Sequence[Nudge]) -> list[Change]:
    """Return what the asker changed since the first of `nudges` came due and has not taken back, newest first."""
    if not nudges:
        return []
    mine = select(Change).where(Change.person_id == talk.me.id, col(Change.at) >= min(one.due_at for one in nudges))
    return in_effect(await talk.session.scalars(mine.order_by(col(Change.id).desc()).limit(_CHANGES)))


async def _said_by(talk: Talk, answered: Sequence[Change]) -> Mapping[int, Collection[str]]:
    """Return what each of the changes that are check-ins answers for, by the change's row id."""
    rows = {change.id: [row for table, row in change.rows if table == "checkin"] for change in answered}
    ids = [row for those in rows.values() for row in those]
    found = (await talk.session.scalars(select(Checkin).where(col(Checkin.id).in_(ids)))).all() if ids else []
    names = {one.id: answered_by(one.goal_id, one.milestone_id, counts=one.value is not None) for one in found}
    return {id_: {name for row in those for name in names.get(row, ())} for id_, those in rows.items()}


def _by_which(answered: Sequence[Change], said: Mapping[int, Collection[str]], subject: Subject) -> int | None:
    """Return the change by which a thing was answered for last: its own, something said of it, or its goal's end."""
    own = {row_of(subject.thing)}
    own |= {("goal", subject.goal.id)} if subject.goal.ended_at is not None else set()
    name = subject_of(subject.thing)
    return next((change.id for change in answered if own & change.rows or name in said[change.id]), None)


async def _missed(talk: Talk, nudges: Sequence[Nudge], message: int, goals: Sequence[Goal]) -> set[str]:
    """Return what was asked about before without an answer, of these `goals`."""
    follows = [nudge for nudge in nudges if not nudge.occurrence.startswith(_FIRST)]
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
    said = await last_said(talk.session, {goal.id: (goal, talk.calendar.zone) for goal in goals})
    return {
        nudge.subject
        for nudge in follows
        if nudge.subject in before and (nudge.subject not in said or said[nudge.subject] < before[nudge.subject])
    }
