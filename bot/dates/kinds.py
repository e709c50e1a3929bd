"""A due date as an argument: what was understood is echoed, what is unclear is asked, never guessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias
from zoneinfo import ZoneInfo

from bot.commands import Kind
from bot.dates import grammar
from bot.dates.due import Due
from bot.dates.when import SURE, When
from bot.dates.when import Kind as Reading
from bot.dates.wording import in_words
from bot.errors import Ambiguous, Choice, Refusal

if TYPE_CHECKING:
    from bot.talk import Talk

_HINT = "Write it like 2027-03-31, tomorrow 17:00 or in 3 days."


def due_from(when: When, now: datetime) -> Due | None:
    """Return the due date that a reading means, None if it means none; `now` is on the person's own clock."""
    if when.kind is Reading.date and isinstance(when.value, date):
        return Due(when.value)
    if when.kind is Reading.datetime and isinstance(when.value, datetime):
        zone = ZoneInfo(when.zone) if when.zone else None
        if when.exact:
            return Due.exactly(when.value.replace(tzinfo=zone or now.tzinfo))
        return Due(when.value.date(), when.value.time(), zone)
    return None


async def _read(text: str, talk: Talk) -> Due:
    now = talk.local_now
    when = grammar.read(text, now)
    due = due_from(when, now)
    if due is None:
        raise _not_a_date(text[:60], when)
    others = [other for reading in when.alternatives if (other := due_from(reading, now))]
    ahead = [d for d in (due, *others) if d.moment(talk.calendar) > talk.now]
    if not ahead:
        raise Refusal(
            f"{in_words(due.shown(talk.calendar))} has passed already.", f"Give a date that is still ahead. {_HINT}"
        )
    if len(ahead) > 1 and when.confidence < SURE:
        choices = [Choice(in_words(d.shown(talk.calendar)), _typed(d)) for d in ahead]
        raise Ambiguous(f"“{text[:60]}” can be read in {len(ahead)} ways.", choices)
    return ahead[0]


def _typed(due: Due) -> str:
    """Return the words that mean exactly this date."""
    return f"{due.on.isoformat()} {due.at:%H:%M}" if due.at else due.on.isoformat()


def _not_a_date(text: str, when: When) -> Refusal:
    if when.kind is Reading.invalid:
        nearest = f" The nearest is {in_words(when.suggestion)}." if when.suggestion else ""
        return Refusal(f"“{text}” does not exist.{nearest}", _HINT)
    if when.kind in (Reading.recurrence, Reading.quota):
        return Refusal(f"“{text}” is a rhythm; I need one date here.", _HINT)
    return Refusal(f"I find no date in “{text}”.", _HINT)


DueDate: TypeAlias = Annotated[Due, Kind("Due", "a date, or a date and time", "2027-03-31", read=_read)]
