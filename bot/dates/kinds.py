"""A due date as an argument: what was understood is echoed, what is unclear is asked, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, TypeAlias
from zoneinfo import ZoneInfo

from bot.commands import Kind
from bot.dates import deadlines, grammar
from bot.dates.due import Due, typed
from bot.dates.grammar.days import week_close
from bot.dates.halves import as_meant, rhythms_meant
from bot.dates.remainder import remainder
from bot.dates.rhythm import is_within_a_day
from bot.dates.rough import lasting
from bot.dates.undated import without
from bot.dates.when import SURE, When
from bot.dates.when import Kind as Sort
from bot.dates.wording import in_words
from bot.errors import Ambiguous, Choice, Impossible, Refusal
from bot.kinds import Nothing, kind_of, or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk

_OR = re.compile(r"\s+(?:or|oder|ou|o)\s+(?P<other>[^\W\d_]+)", re.IGNORECASE)
_ARTICLE = re.compile(r"^the (?=\S+$)", re.IGNORECASE)
_SECONDS = re.compile(r":\d\d:\d\d|\d\s*s\b|\bse[ckg]\w*", re.IGNORECASE)
"""Where somebody spoke of seconds …"""
_SOON = timedelta(minutes=2)
"""… or of something this near, the seconds count; in two hours they are only the chance of when it was typed."""
_ANOTHER_MONTH = 45
"""Days after which it is another month, whatever day it is."""
_LEAP_DAYS_APART = 8
"""Years from one 29 February to the next, at worst."""
_HINT = "Write it like 2027-03-31, tomorrow 17:00 or in 3 days."


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence with what it says of time taken apart."""

    words: str
    """The sentence without its deadline."""
    due: Due | None = None
    others: tuple[Due, ...] = ()
    """What the deadline could also have meant."""
    rhythm: str = ""
    """An RFC 5545 rule, if the sentence names one …"""
    begins: date | None = None
    """… and the day ahead from which on it, or so much a week, is to be done."""
    rhythms: tuple[str, ...] = ()
    """What the rhythm could also have meant."""
    unkept: str = ""
    """The words that leave out of a rhythm or a count what cannot be left out: "except in August"."""


def dated(sentence: str, talk: Talk) -> Dated:
    """Read the deadline and the rhythm out of a sentence; raises Refusal for a day that does not exist or has passed.

    A day that has passed is part of what the sentence tells where neither its place nor the words before it say that it
    is the deadline. The deadline's words are taken out if any other word is left.
    """
    found = _readings(sentence, talk)
    told = _rhythmic(sentence, found, talk)
    passed, begins = None, told.begins
    recurs = any(when.kind in {Sort.recurrence, Sort.quota} for when in found)
    once: tuple[Due, ...] = ()
    for when in reversed(found):
        if when.kind is Sort.invalid:
            raise _not_a_date(sentence, when)
        if deadlines.is_start(sentence, when, recurs=recurs):
            begins = _first_day(when, talk) or begins
            continue
        ahead = _ahead(when, sentence, talk)
        if ahead and when.kind is Sort.recurrence and "UNTIL" not in str(when.value):
            once = tuple(ahead)  # Tuesday and Thursday: each week, or these two days
        elif ahead:
            others = tuple(ahead[1:])
            return replace(told, words=without(sentence, when), due=ahead[0], others=others, begins=begins)
        due = due_from(when, sentence, talk.local_now)
        if due is not None and deadlines.is_named(sentence, when):
            raise _passed(due, talk)
        if due is not None and deadlines.ends(sentence, when):
            passed = _passed(due, talk, said=sentence[slice(*(when.span or (0, 0)))])
    if passed is not None and not told.rhythm:
        raise passed
    return replace(told, others=once, begins=begins)


def _rhythmic(sentence: str, found: Sequence[When], talk: Talk) -> Dated:
    """Return what a sentence says of a rhythm, its dates aside."""
    said = _surest_rhythm(found)
    rhythms = rhythms_meant(said, sentence, by_24_hours=talk.locale.by_24_hours) if said is not None else ()
    unkept = next((when.unkept for when in found if when.unkept), (0, 0))
    begins = _first_day(said, talk) if said is not None and said.range else None
    return Dated(sentence, rhythm=_rhythm(found), begins=begins, rhythms=rhythms, unkept=sentence[slice(*unkept)])


def _first_day(when: When, talk: Talk) -> date | None:
    """Return the day on which what a reading means begins; None if it is none, or not ahead."""
    value = when.range[0] if when.range else when.value
    day = value.date() if isinstance(value, datetime) else value
    return day if isinstance(day, date) and day > talk.local_now.date() else None


def deadline_said(text: str, now: datetime) -> str:
    """Return the words of `text` that say its deadline, whoever reads them: named as one, or else its last date."""
    found = [when for when in grammar.read_all(text, now) if when.span and not deadlines.is_start(text, when)]
    ahead = [when for when in found if (due := due_from(when, text, now)) and due.on >= now.date()]
    meant = [when for when in ahead if deadlines.is_named(text, when)] or ahead
    return text[slice(*meant[-1].span)] if meant and meant[-1].span else ""


def holds_for_a_span(text: str, now: datetime) -> bool:
    """Tell whether `text` says for how long it holds: no complaints in December."""
    return any(deadlines.is_span(text, when) for when in grammar.read_all(text, now) if when.span)


def rhythm_in(sentence: str, talk: Talk) -> str:
    """Return the RFC 5545 rule of the rhythm that a sentence names, empty if it names none.

    What is done every six hours is asked about every day.
    """
    return _rhythm(_readings(sentence, talk))


def _rhythm(found: Sequence[When]) -> str:
    said = _surest_rhythm(found)
    rule = str(said.value) if said is not None else ""
    return "FREQ=DAILY" if is_within_a_day(rule) else rule


def _surest_rhythm(found: Sequence[When]) -> When | None:
    rhythms = (when for when in found if when.kind is Sort.recurrence)
    return max(rhythms, key=attrgetter("confidence"), default=None)


def _readings(sentence: str, talk: Talk) -> list[When]:
    """Return what a sentence says of time, in order; two readings of one deadline as one."""
    found = [_either(when, sentence, talk) for when in grammar.read_all(sentence, talk.local_now, talk.locale)]
    ends = [when.cut[1] if when.cut else 0 for when in found]
    return [when for place, when in enumerate(found) if ends[place] > max(ends[:place], default=-1)]


def _either(when: When, sentence: str, talk: Talk) -> When:
    """Take "by Friday or Monday" for one deadline that can be read in two ways."""
    if when.kind is not Sort.date or when.span is None or when.cut is None:
        return when
    said = _OR.match(sentence, when.span[1])
    other = grammar.read(f"by {said['other']}", talk.local_now, talk.locale) if said else None
    if said is None or other is None or other.kind is not Sort.date:
        return when
    other = replace(other, span=said.span("other"))
    return replace(when, cut=(when.cut[0], said.end()), alternatives=(other, *when.alternatives))


def _ahead(when: When, text: str, talk: Talk) -> list[Due]:
    """Return the dates that a reading may mean and that are still ahead, the likeliest first."""
    readings = (due_from(reading, text, talk.local_now) for reading in (when, *when.alternatives))
    ahead = [due for due in readings if due is not None and due.moment(talk.calendar) > talk.now]
    once = {typed(due): replace(due, whose=talk.calendar) for due in reversed(ahead)}
    return as_meant([*reversed(once.values())], text, by_24_hours=talk.locale.by_24_hours)


def due_from(when: When, text: str, now: datetime) -> Due | None:
    """Return the due date that a reading of `text` means, None if it means none; `now` is on the person's own clock."""
    if when.kind is Sort.date and isinstance(when.value, date):
        said = text[slice(*when.span)] if when.approximate and when.span else ""
        said = _ARTICLE.sub("", said) if deadlines.only_names(text, when) else said  # of the April exam: April
        return Due(when.value, said=lasting(said, when.value))
    if when.kind is Sort.datetime and isinstance(when.value, datetime):
        zone = ZoneInfo(when.zone) if when.zone else None
        if when.exact:
            moment = when.value.replace(tzinfo=zone or now.tzinfo)
            is_fine = _SECONDS.search(text[slice(*(when.span or (0, len(text))))]) or moment - now <= _SOON
            return Due.exactly(moment if is_fine else moment.replace(second=0, microsecond=0))
        return Due(when.value.date(), when.value.time(), zone)
    return None


async def _read(text: str, talk: Talk) -> Due:
    return _ahead_of_now(text, grammar.read(text, talk.local_now, talk.locale), talk)


def _ahead_of_now(text: str, when: When, talk: Talk) -> Due:
    """Return the one date ahead that `when`, the reading of `text`, means; raises Refusal if it is none, or several."""
    due = due_from(when, text, talk.local_now)
    if due is None:
        raise _not_a_date(text, when)
    ahead = _ahead(when, text, talk)
    if not ahead:
        raise _passed(due, talk)
    if rest := remainder(text, when):
        raise not_all_heard(text, rest, [Choice(in_words(d.shown(talk.calendar)), typed(d)) for d in ahead[:3]])
    if len(ahead) > 1 and when.confidence < SURE:
        choices = [Choice(in_words(d.shown(talk.calendar)), typed(d)) for d in ahead]
        raise Ambiguous(f"“{text[:60]}” can be read in {len(ahead)} ways.", choices)
    return ahead[0]


async def _read_again(text: str, talk: Talk) -> Due:
    """Read when to ask again: who says next week wants peace until it begins, not until it ends."""
    when = grammar.read(text, talk.local_now, talk.locale)
    if not when.approximate or when.range is None:
        return _ahead_of_now(text, when, talk)
    first, last = when.range
    is_whole = when.value in (last, week_close(first))  # and no part of it: early next week, mid-June
    if is_whole and first > talk.local_now.date():
        return Due(talk.calendar.work_day(first))
    return _ahead_of_now(text, when, talk)


async def _read_past(text: str, talk: Talk) -> date:
    past = _past(text, talk)
    if not past and (day := _last_so_named(text, talk)):
        past = [day]
    # "Sunday" is the one ahead for whoever plans, and the last one for whoever tells.
    past = past or _past(f"last {text}", talk)
    if not past:
        raise Refusal(f"I find no past day in “{text[:60]}”.", "Write it like 2026-01-31.")
    if rest := remainder(text, grammar.read(text, talk.local_now, talk.locale)):
        raise not_all_heard(text, rest, [Choice(in_words(past[0]), past[0].isoformat())])
    return past[0]


def _past(text: str, talk: Talk) -> list[date]:
    """Return the days that words may mean and that have come, the likeliest first."""
    when = grammar.read(text, talk.local_now, talk.locale)
    readings = (reading.value for reading in (when, *when.alternatives))
    return [day for day in readings if type(day) is date and day <= talk.local_now.date()]


def _last_so_named(text: str, talk: Talk) -> date | None:
    """Return the most recent day that a day and a month without a year can mean; None for any other words.

    Such words name the same day of the year whenever they are read; "in 3 days" and "the 23rd" do not.
    """

    def read(days_ago: int) -> date | None:
        when = grammar.read(text, talk.local_now - timedelta(days=days_ago), talk.locale)
        return when.value if type(when.value) is date and not when.approximate else None

    ahead, earlier = read(0), read(_ANOTHER_MONTH)
    if ahead is None or earlier is None or not _same_day(ahead, earlier):
        return None
    found = (read(365 * years) for years in range(1, _LEAP_DAYS_APART + 1))
    today = talk.local_now.date()
    return next((day for day in found if day is not None and day <= today and _same_day(day, ahead)), None)


def _same_day(one: date, other: date) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def not_all_heard(text: str, rest: str, choices: Sequence[Choice]) -> Ambiguous:
    """Name the words of a date or a rhythm that were not understood; `choices` are what the others mean."""
    return Ambiguous(f"I don't understand “{rest[:40]}” in “{text[:60]}”. Do you mean:", choices)


def _passed(due: Due, talk: Talk, *, said: str = "") -> Refusal:
    shown = in_words(due.shown(talk.calendar))
    if not said:
        return Refusal(f"{shown} has passed already.", f"Give a date that is still ahead. {_HINT}")
    return Refusal(
        f"“{said}”, {shown}, has passed already.",
        f"When shall it be? {_HINT} If that day is only part of the words, write “from” before it.",
    )


def _not_a_date(text: str, when: When) -> Refusal:
    """Say what is wrong with `text`, of which `when` is the reading; a day that does not exist is named alone."""
    if when.kind is Sort.invalid:
        start, end = when.span or (0, len(text))
        named = text[start:end]
        if when.suggestion is None:
            return Refusal(f"“{named[:60]}” does not exist.", _HINT)
        nearest = in_words(when.suggestion)
        typed = when.suggestion.isoformat()[:16].replace("T", " ")
        instead = Choice(nearest, f"{text[:start]}{typed}{text[end:]}")
        return Impossible(f"“{named[:60]}” does not exist. The nearest is {nearest}.", instead, _HINT)
    if when.kind in (Sort.recurrence, Sort.quota):
        return Refusal(f"“{text[:60]}” is a rhythm; I need one date here.", _HINT)
    return Refusal(f"I find no date in “{text[:60]}”.", _HINT)


DueDate: TypeAlias = Annotated[Due, Kind("Due", "2027-03-31", read=_read)]
NewDate: TypeAlias = Annotated[Due | Nothing, or_none(kind_of(DueDate), "New date")]
"""A date, or none any more."""
AskAgain: TypeAlias = Annotated[Due, Kind("Ask again", "tomorrow", read=_read_again)]
PastDay: TypeAlias = Annotated[date, Kind("Day", "2026-01-01", read=_read_past)]
