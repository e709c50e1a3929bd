"""What people ask about themselves."""

from typing import Annotated

from bot import changes
from bot.commands import command
from bot.messages import Reply
from bot.people import replies
from bot.people.kinds import ClockTime, Quiet, WorkingDays, Zone
from bot.talk import Talk


@command(
    "settings",
    examples=[
        "settings",
        "settings zone: Europe/Lisbon",
        "settings quiet: 20:00-08:00 days: mon-fri start: 9:00",
    ],
)
async def settings(
    talk: Talk,
    *,
    zone: Annotated[Zone, "Where your clock is."] | None = None,
    quiet: Annotated[Quiet, "When nothing is sent to you."] | None = None,
    days: Annotated[WorkingDays, "The days you work."] | None = None,
    start: Annotated[ClockTime, "When your work starts; check-ins without a time arrive then."] | None = None,
) -> Reply:
    """See or change when Milepost may reach you."""
    me = talk.me
    if not any(given is not None for given in (zone, quiet, days, start)):
        return replies.settings_shown(me, talk.now)
    if zone is not None:
        me.zone, me.zone_settled, me.zone_chosen = zone.key, True, True
    if quiet is not None:
        me.quiet_from, me.quiet_to = quiet
    me.work_days = days or me.work_days
    me.work_start = start if start is not None else me.work_start
    change = await changes.record(talk, "changed your settings")
    return replies.settings_shown(me, talk.now, change)
