"""What people ask about themselves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot import changes
from bot.commands import command
from bot.errors import Refusal
from bot.kinds import Number
from bot.messages import Reply
from bot.models import TimeOff, TimeOffState
from bot.people import replies
from bot.people.days_off import BACK_LIMIT
from bot.people.kinds import (
    Budget,
    Celebrate,
    ClockTime,
    Country,
    Days,
    Quiet,
    RollRule,
    WorkingDays,
    Zone,
    days_in_words,
)
from bot.people.zone_change import moved
from bot.talk import Talk

AHEAD_LIMIT = 366
"""Days ahead within which a time off has to end."""


async def _current(talk: Talk) -> Mapping[str, str]:
    """Return the asker's settings as they would type them."""
    me = talk.me
    return {
        "zone": me.zone,
        "quiet": "none" if me.quiet_from == me.quiet_to else f"{me.quiet_from:%H:%M}-{me.quiet_to:%H:%M}",
        "days": days_in_words(me.work_days).casefold(),
        "start": f"{me.work_start:%H:%M}",
        "country": me.country or "none",
        "roll": str(me.roll),
        "budget": str(me.daily_nudges),
        "celebrate": str(me.celebrates),
    }


@command(
    "settings",
    title="Your settings",
    current=_current,
    examples=[
        "settings",
        "settings zone: Europe/Lisbon",
        "settings quiet: 20:00-08:00 days: mon-fri start: 9:00",
        "settings country: DE-BY roll: before budget: 2",
        "settings celebrate: always",
    ],
)
async def settings(
    talk: Talk,
    *,
    zone: Annotated[Zone, "Where your clock is."] | None = None,
    quiet: Annotated[Quiet, "When nothing is sent to you."] | None = None,
    days: Annotated[WorkingDays, "The days you work."] | None = None,
    start: Annotated[ClockTime, "When your work starts; check-ins without a time arrive then."] | None = None,
    country: Annotated[Country, "Whose public holidays are days off."] | None = None,
    roll: Annotated[RollRule, "Where a check-in goes whose day is a day off."] | None = None,
    budget: Annotated[Budget, "Messages a day, at most; the rest waits and comes together."] | None = None,
    celebrate: Annotated[Celebrate, "Whether a channel hears that you reached what it sees: ask, always or never."]
    | None = None,
) -> Reply:
    """See or change when Milepost may reach you."""
    me, before = talk.me, talk.me.calendar.zone
    if all(given is None for given in (zone, quiet, days, start, country, roll, budget, celebrate)):
        return replies.settings_shown(me, talk.now)
    answers_question = zone is not None and not me.zone_chosen
    if zone is not None:
        me.zone, me.zone_settled, me.zone_chosen = zone.key, True, True
    if quiet is not None:
        me.quiet_from, me.quiet_to = quiet
    me.work_days = days or me.work_days
    me.work_start = start if start is not None else me.work_start
    me.country = country if country is not None else me.country
    me.roll = roll or me.roll
    me.daily_nudges = budget or me.daily_nudges
    me.celebrates = celebrate or me.celebrates
    change = await changes.record_if_any(talk, "changed your settings")
    shown = replies.settings_shown(me, talk.now, change)
    if me.zone != before.key:
        shown = replace(shown, sections=(*shown.sections, *replies.moved_along(await moved(talk, before))))
    # The zone is asked for below some other answer, which is to stay.
    return replace(shown, replaces=False) if answers_question else shown


@command("away", examples=["away", "away 2026-12-21 to 2027-01-06", "away tomorrow", "away next week"])
async def away(
    talk: Talk, days: Annotated[Days, "From when to when; leave it out to see what is planned."] | None = None
) -> Reply:
    """Take days off: nothing is asked until you are back, and streaks wait."""
    today = talk.local_now.date()
    if days is None:
        return replies.times_off(talk.me, today)
    first, last = days
    if last < today:
        raise Refusal("Those days have passed already.", "Give days that are still ahead, for example: away tomorrow")
    if first < today - timedelta(days=BACK_LIMIT):
        raise Refusal(
            f"{replies.span(first, last)} begins too long ago: a time off may have begun {BACK_LIMIT} days back.",
            f"For example: away {today - timedelta(days=BACK_LIMIT)} to {last}",
        )
    if last > today + timedelta(days=AHEAD_LIMIT):
        raise Refusal("That is more than a year ahead.", "For a long break, pause your goals instead.")
    planned = (one for one in talk.me.absences if one.state is TimeOffState.planned)
    meeting = [one for one in planned if one.first <= last and first <= one.last]
    known = next((one for one in meeting if one.first <= first and last <= one.last), None)
    if known is not None:
        return replies.away(known, talk.me)
    for one in meeting:
        first, last = min(first, one.first), max(last, one.last)
        one.state = TimeOffState.withdrawn
    off = TimeOff(person_id=talk.me.id, first=first, last=last)
    talk.session.add(off)
    await talk.session.flush()
    await talk.session.refresh(talk.me, ["absences"])
    change = await changes.record(talk, f"took {replies.span(first, last)} off")
    return replies.away(off, talk.me, change)


@command("back", examples=["back"])
async def back(
    talk: Talk, which: Annotated[Number, "Which time off; the one you are in if you leave it out."] | None = None
) -> Reply:
    """Be back from a time off, or take back one that is planned."""
    today = talk.local_now.date()
    planned = [one for one in talk.me.absences if one.state is TimeOffState.planned and one.last >= today]
    found = [one for one in planned if (one.first <= today if which is None else one.id == which)]
    if which is None and not found and len(planned) == 1:
        found = planned  # there is only one that they can mean
    if not found:
        raise Refusal("You are not off now." if which is None else "That time off is over.", "Type away to see yours.")
    for off in found:
        if off.first < today:
            off.last = today - timedelta(days=1)
        else:
            off.state = TimeOffState.withdrawn
    spans = " and ".join(replies.span(off.first, off.last) for off in found)
    begun = any(off.first <= today for off in found)
    change = await changes.record(talk, "came back from your time off" if begun else f"took back {spans} off")
    return replies.back(talk.me, today, change, begun=begun)
