"""Why a planned check-in does not come, or not now, in words for the ledger and for `why`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.dates.wording import moment
from bot.models.occurrence import BY_DAY, ROUND, Occurrence
from bot.nudges import planner, rhythms

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.models import Goal, Milestone, Nudge
    from bot.nudges.pacing import Held
    from bot.nudges.planned import Planned

_A_SECOND = timedelta(seconds=1)


def called_for(goal: Goal, milestone: Milestone | None, nudge: Nudge, calendar: Calendar) -> Planned | None:
    """Return the check-in that the planner calls for in the place of a nudge now; None if it calls for none."""
    milestones = [milestone] if milestone is not None else []
    for track in planner.tracks(goal, milestones, calendar, nudge.due_at - _A_SECOND):
        for planned in track:
            if planned.subject != nudge.subject:
                break  # a track is all of one thing
            if planned.key == nudge.key:
                return planned
            if planned.at > nudge.due_at:
                break
    return None


def will_be_left_out(planned: Planned | None, said: datetime | None, *, somebody: bool) -> str:
    """Say why a check-in that waits will be left out; empty if it will come.

    `said` is when its subject was last checked in on; `somebody` says that this may have been anybody of a channel.
    """
    if planned is not None and planned.is_answered(said):
        whose = "somebody has" if somebody else "you have"
        return f"it will be left out, as {whose} said how it stands since I last asked"
    return ""


def will_wait(at: datetime, held: Held, now: datetime) -> str:
    """Say when a held check-in will come, and what it waits for; `at` and `now` are in the reader's time zone."""
    after = held.after(now.date())
    return f"it comes {moment(at.replace(tzinfo=None))}, {after if held.sent else f'as {after}'}"


def why_dropped(goal: Goal, milestone: Milestone | None, nudge: Nudge, calendar: Calendar) -> str:
    """Say why a check-in is not planned any more, or waits for another one that comes first."""
    if ended := planner.why_not(goal, milestone):
        return ended
    if called_for(goal, milestone, nudge, calendar) is not None:
        return f"another check-in comes before it, as I ask {_how(goal)}; this one is planned again after that"
    if nudge.kind == ROUND:
        return "no channel asks for it before its digest any more, or not then"
    if nudge.kind in BY_DAY:
        return "I ask in another rhythm now" if rhythms.rhythm_of(goal) is not None else "I ask in no rhythm any more"
    return _of_a_date(milestone or goal, goal, nudge)


def _of_a_date(thing: Goal | Milestone, goal: Goal, nudge: Nudge) -> str:
    """Say whether the date was changed, the check-in put off, or the closeness of asking changed."""
    asked = Occurrence.read(nudge.occurrence)
    if asked.of_date != "due":
        return "it was put off once more" if thing.later is not None else "it is not put off any more"
    if thing.due is None:
        return "it has no date any more"
    is_same = (asked.on, asked.at, asked.zone) == (thing.due_on, thing.due_at, thing.due_zone)
    if not is_same or asked.given not in (None, thing.dated_at):
        return "the date was changed"
    return "it was put off" if thing.later is not None else f"I ask {_how(goal)} by now"


def _how(goal: Goal) -> str:
    """Say how closely a goal is asked about, as an adverb."""
    return {"close": "closely", "gentle": "gently", "standard": "at the usual times"}.get(goal.intensity, "otherwise")
