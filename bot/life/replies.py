"""What Milepost says when a goal ends, waits or goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import minute
from bot.goals.fields import dates, owner_hears
from bot.goals.replies import crowded
from bot.messages import BLANK, Button, Reply, Section, Tone
from bot.models import GoalState
from bot.replies.wording import many, undo_button
from bot.roads.replies import left_behind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.models import Change, Goal
    from bot.roads.road import Road


_NAMED = 3
"""Things left open that are named; the rest is counted."""


def achieved(road: Road, change: Change, stands: str, left: Sequence[str], offer: Sequence[Section] = ()) -> Reply:
    """Celebrate, briefly, and `offer` to do so with others.

    Say what is left: where its number `stands` short of the target, what stays open.
    """
    goal = road.goal
    show = (Button("Show them", f"show {goal.ref}"),) if left else ()
    again = (_reopen(goal),) if left or stands else ()
    more = f"; and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    stay = "stays" if len(left) == 1 else "stay"
    open_ = f"{many(len(left), 'milestone')} {stay} open: {'; '.join(left[:_NAMED])}{more}." if left else ""
    counted = f"Counted: {stands}." if stands else ""
    words = ("Well done. I'll stop asking about it.", counted, open_, owner_hears(goal, change))
    return Reply(
        title=f"Goal {goal.ref} is reached: {goal.title}",
        sections=(
            Section(
                text=" ".join(filter(None, words)),
                buttons=(*show, *again, undo_button(change)),
            ),
            *offer,
            *left_behind(road, ()),
        ),
        tone=Tone.good,
        replaces=True,
    )


def dropped(road: Road, ends: Sequence[Goal], change: Change) -> Reply:
    """Confirm without judgement; what was reached is kept, and may go on under one of `ends`."""
    goal, words = road.goal, "Nothing more will come about it. To find it again, type list state: dropped."
    return Reply(
        title=f"Goal {goal.ref} is dropped: {goal.title}",
        sections=(
            Section(
                text=f"{words} {owner_hears(goal, change)}".strip(),
                buttons=(undo_button(change),),
            ),
            *left_behind(road, ends),
        ),
        replaces=True,
    )


def ended_already(goal: Goal, at: datetime, who: str) -> Reply:
    """Say when it ended, on the asker's clock, and by whom; the second tap is harmless, and the way back stays."""
    by = f" by {who}" if who else ""
    show = Button("Show the goal", f"show {goal.ref}")
    return _waiting(goal, f"was {goal.state.said}{by} on {minute(at)} already", "", _reopen(goal), show)


def paused(goal: Goal, change: Change) -> Reply:
    """Say that all is quiet until they want it back."""
    text = "I'll ask nothing about it or its milestones until you resume it. Streaks wait too."
    return _waiting(
        goal, "is paused", f"{text} {owner_hears(goal, change)}".strip(), _resume(goal), undo_button(change)
    )


def paused_already(goal: Goal, since: datetime) -> Reply:
    """Say since when, on the asker's clock; the second tap is harmless."""
    return _waiting(goal, f"is paused already, since {minute(since)}", "", _resume(goal))


def _waiting(goal: Goal, what: str, text: str, *buttons: Button) -> Reply:
    """Say in which state a goal is that is not worked on, and offer what can be done about it."""
    return Reply(f"Goal {goal.ref} {what}: {goal.title}", (Section(text, buttons=buttons),), replaces=True)


def _resume(goal: Goal) -> Button:
    return Button("Resume", f"resume {goal.ref}")


def _reopen(goal: Goal) -> Button:
    return Button("Reopen", f"reopen {goal.ref}")


def nothing_to_pause(goal: Goal) -> Reply:
    """Say that a draft is quiet anyway."""
    start = Section("Nothing is asked about it anyway.", buttons=(Button("Start", f"start {goal.ref}"),))
    return Reply(title=f"Goal {goal.ref} is a draft: {goal.title}", sections=(start,))


def going_on(
    goal: Goal, verb: str, change: Change, *, calendar: Calendar, now: datetime, crowd: Sequence[Goal]
) -> Reply:
    """Say that a goal is worked on again, and when it will be asked about."""
    late = goal.due is not None and goal.due.moment(calendar) <= now
    text = "Its date has passed, so give it a new one." if late else ""
    dated = (Button("Give it a date", f"form alter {goal.ref} by: {BLANK}", "primary"),) if late or not goal.due else ()
    if goal.state is GoalState.draft:
        text = "It is a draft again, so I'll not ask about it."
    return Reply(
        title=f"Goal {goal.ref} is {verb}: {goal.title}",
        sections=(
            Section(
                f"{text} {owner_hears(goal, change)}".strip(),
                dates(goal, calendar, asked=not late, now=now),
                (*dated, undo_button(change)),
            ),
            *crowded(crowd, goal),
        ),
        tone=Tone.good,
        replaces=True,
    )


def active_already(goal: Goal, since: datetime) -> Reply:
    """Say since when, on the asker's clock; the second tap is harmless."""
    return Reply(title=f"Goal {goal.ref} is active already, since {minute(since)}: {goal.title}", replaces=True)


def archived(goal: Goal, change: Change) -> Reply:
    """Say where it went."""
    text = f"{owner_hears(goal, change)} Nothing more will come about it. To find it, type list state: archived"
    return _waiting(goal, "is archived", text.strip(), _reopen(goal), undo_button(change))


def archived_already(goal: Goal, at: datetime) -> Reply:
    """Say when, on the asker's clock; the second tap is harmless."""
    return _waiting(goal, f"was archived on {minute(at)} already", "", _reopen(goal))
