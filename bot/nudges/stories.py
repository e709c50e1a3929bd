"""Why a check-in came, waited or did not come: its story, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import moment
from bot.messages import Button, Field, Menu, Reply, Section
from bot.models import Milestone
from bot.nudges.planner import why_not

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.subjects import Subject
    from bot.models import LedgerEntry, Nudge
    from bot.replies.paging import Page


def story(
    subject: Subject,
    nudges: Sequence[tuple[Nudge, Sequence[LedgerEntry], Sequence[str]]],
    as_it_stands: Mapping[int, str],
    calendar: Calendar,
    page: Page,
) -> Reply:
    """Tell the stories of the nudges about a thing, newest first, each with its steps worded for the reader.

    `as_it_stands` says of those that wait, by row id, what will become of them.
    """
    if not nudges:
        return _no_story(subject)
    turning = tuple(Button(label, call) for label, call in page.turning(f"why {subject.ref}", "Newer", "Older"))
    return Reply(
        title=f"Why and when I asked about {subject.label}{page.words}",
        sections=tuple(
            Section(
                text=f"Check-in for {_clock(nudge.due_at, calendar)}: {as_it_stands.get(nudge.id, nudge.state)}",
                fields=tuple(
                    Field(_clock(_as_finely(entry.at, nudge), calendar), said)
                    for entry, said in zip(entries, words, strict=True)
                ),
                # Last of all, where the page ends.
                buttons=turning if nudge is nudges[-1][0] else (),
            )
            for nudge, entries, words in nudges
        ),
        note=f"Times are in {calendar.zone.key}.",
    )


def of_milestones(steps: Sequence[Subject]) -> tuple[Section, ...]:
    """Offer the stories of a goal's milestones, which are told by themselves."""
    options = tuple(Button(step.label, f"why {step.ref}") for step in steps)
    return (Section("Its milestones:", menu=Menu("Why of a milestone", options)),) if options else ()


def _no_story(subject: Subject) -> Reply:
    """Say why nothing was asked that the one who wants to know may hear of; of others it may have been."""
    goal, step = subject.goal, subject.thing if isinstance(subject.thing, Milestone) else None
    why = why_not(goal, step)
    if goal.asks:
        if why:
            return Reply(title=f"Nothing is asked about “{subject.title}”: {why}")
        return Reply(title=f"{goal.asks} alone is asked about “{subject.title}”, in private")
    if why:
        told = f"Nothing is asked about it: {why}."
    elif subject.thing.due is not None:
        told = "None is planned."
    else:
        told = "It has no date. Give it one, and the check-in comes then."
    return Reply(title=f"No check-in was planned for {subject.label}", sections=(Section(text=told),))


def _as_finely(at: datetime, nudge: Nudge) -> datetime:
    """Leave out the seconds of a step, unless its nudge was due at a given second."""
    return at if nudge.due_at.second else at.replace(second=0)


def _clock(at: datetime, calendar: Calendar) -> str:
    return moment(at.astimezone(calendar.zone).replace(tzinfo=None))
