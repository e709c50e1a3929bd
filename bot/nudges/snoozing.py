"""“Later” in a channel: whoever says so is asked again in private, and for everybody else nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from bot import changes
from bot.errors import Refusal
from bot.models import Intensity, Milestone, Snooze, SnoozeState
from bot.nudges import planner, replies
from bot.nudges.second_tap import stands

if TYPE_CHECKING:
    from bot.dates.due import Due
    from bot.messages import Reply
    from bot.milestones.subjects import Subject
    from bot.models import Goal
    from bot.talk import Talk


def is_for_oneself(talk: Talk, goal: Goal, step: Milestone | None = None) -> bool:
    """Tell whether “later” is for the asker alone: the channel is asked, and the goal is not just their own."""
    return planner.is_asked_in_channel(goal, step) and (goal.team or goal.person_id != talk.me.id)


def refuse_if_off(goal: Goal) -> None:
    """Raise Refusal if nothing is asked about a goal, so that there is nothing to put off."""
    if goal.intensity is Intensity.off:
        raise Refusal(
            f"The check-ins of {goal.named} are switched off, so there is none to put off.",
            f"To be asked about it again: nudges {goal.typed} standard",
        )


async def snooze(talk: Talk, subject: Subject, to: Due) -> Reply:
    """Ask the asker again in private at another moment; a second time for the same moment changes nothing."""
    goal, step = subject.goal, subject.thing if isinstance(subject.thing, Milestone) else None
    subject = subject._replace(aside=talk.place is None)
    known = (
        await talk.session.scalars(
            select(Snooze).where(
                Snooze.person_id == talk.me.id,
                Snooze.goal_id == goal.id,
                Snooze.milestone_id == (step.id if step is not None else None),
            )
        )
    ).first()
    if known is not None and known.state is SnoozeState.on and (known.later == to or await stands(talk, known, to)):
        again = known.asked_again(talk.calendar)
        if again is not None and again > talk.now:
            return replies.put_off_for_oneself(subject, again, talk.calendar)
    snooze = known or Snooze(
        person_id=talk.me.id,
        goal_id=goal.id,
        milestone_id=step.id if step is not None else None,
        platform="",
        realm="",
        space="",
        channel="",
    )
    snooze.put_off(to, talk.now)
    snooze.state = SnoozeState.on
    snooze.platform, snooze.realm = talk.who.platform, talk.who.realm
    snooze.space, snooze.channel = goal.realm, goal.channel
    talk.session.add(snooze)
    # It is nobody else's business, so it is in the asker's own history and not in the goal's.
    change = await changes.record(talk, f"asked to be asked again about “{subject.title}”")
    return replies.put_off_for_oneself(subject, to.check_in(talk.calendar, talk.now), talk.calendar, change)
