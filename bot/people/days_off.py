"""Which days somebody takes off: one, a span, all until a day, a number of them, or those of a weekend."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.dates import grammar
from bot.dates.kinds import not_all_heard
from bot.dates.remainder import remainder, understood
from bot.dates.rhythm import days_of
from bot.dates.when import Kind as Sort
from bot.dates.wording import day
from bot.errors import Ambiguous, Asked, Choice, Refusal
from bot.kinds import is_off

if TYPE_CHECKING:
    from bot.talk import Talk

_COUNT = r"(?:the )?(?:next )?(?P<count>[1-9]\d{0,2}|an?) (?P<unit>days?|weeks?)"
_RUN = re.compile(rf"(?:for )?{_COUNT}(?: (?:from|starting|beginning)(?: on)? (?P<first>.+))?", re.IGNORECASE)
_RUN_BEHIND = re.compile(rf"(?:from |starting )?(?P<first>.+?),? for {_COUNT}", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:from )?(?:now |today )?(?:until|till?|through|thru|up to|bis|hasta|jusqu['’]?(?:au?|à)) (?P<last>.+)",
    re.IGNORECASE,
)
_ENDING = frozenset({"end", "ends", "over", "back", "cancel", "done", "finished", "delete", "remove", "clear"})
"""What people say who want their time off to end."""
_OPEN_ENDED = re.compile(
    r"(?:until|till?) (?:i(?:'|’| a)?m back|i (?:say|tell|type|come|return|get|am)\b.*|further notice|whenever)"
    r"|.*\bsay so|indefinitely|for ?ever|open[- ]end(?:ed)?|for (?:now|a while|some time)|a while",
    re.IGNORECASE,
)
_HINT = "Write it like 2026-12-21 to 2027-01-06, until Friday, 3 days or next week."
_WEEK = 7
_SPAN = re.compile(r"\s+(?:to|until|till|through|bis|-|–|—)\s+", re.IGNORECASE)
BACK_LIMIT = 60
"""Days back at which a time off may have begun."""


async def read_days_off(text: str, talk: Talk) -> tuple[date, date]:
    """Return the first and the last day; "until Friday" and "3 days" begin today, "next week" is the whole of it."""
    words, today = " ".join(text.split()), talk.local_now.date()
    run = _RUN.fullmatch(words) or _RUN_BEHIND.fullmatch(words)
    if run is not None:
        first = _span(run["first"], talk)[0] if run["first"] else today
        count = int(run["count"]) if run["count"].isdigit() else 1
        return first, first + timedelta(days=count * (_WEEK if run["unit"].casefold().startswith("w") else 1) - 1)
    if is_off(words) or words.casefold() in _ENDING:
        raise Asked(
            "Is your time off over?",
            "To be asked again from now on, type back. To see it, type away.",
            ["back", "away"],
        )
    if _OPEN_ENDED.fullmatch(words):
        raise Refusal(
            "A time off needs its last day.",
            "Give a late one, for example: away 3 weeks. It ends earlier as soon as you type back.",
        )
    if (until := _UNTIL.fullmatch(words)) is not None:
        is_whole = "thr" in words[: until.start("last")].casefold()  # through next week
        return today, _span(until["last"], talk)[1] if is_whole else _last_day(until["last"], talk)
    return _span(words, talk)


def _last_day(text: str, talk: Talk) -> date:
    """Return the last day of what lasts until then; a week ahead can be meant with or without it, so it is asked."""
    first, last = _span(text, talk)
    before, today = first - timedelta(days=1), talk.local_now.date()
    if first == last or before < today:
        return last
    choices = [Choice(f"{day(today)} to {day(end)}", f"{today} to {end}") for end in (before, last)]
    raise Ambiguous(f"“until {text[:60]}” can mean two last days. Do you mean:", choices)


def _span(text: str, talk: Talk) -> tuple[date, date]:
    """Return the days that words about time name, from the first to the last."""
    when = grammar.read(text, talk.local_now, talk.locale)
    if when.kind is not Sort.recurrence and (turned := _backwards(text, when.range, talk)) is not None:
        raise _turned_round(*turned, talk.local_now.date())
    if when.kind in (Sort.date, Sort.recurrence) and (rest := remainder(text, when)):
        raise not_all_heard(text, rest, [Choice(understood(text, when), understood(text, when))])
    if when.kind is Sort.date and when.range is not None:
        return when.range
    if when.kind is Sort.date and isinstance(when.value, date):
        return when.value, when.value
    once = any(other.kind is Sort.date for other in when.alternatives)  # "every Friday" can be nothing else
    if when.kind is Sort.recurrence and once and (days := _in_a_row(str(when.value), talk.local_now.date())):
        return days
    if when.kind is Sort.invalid:
        raise Refusal(f"“{text[:60]}” has a day that does not exist.", _HINT)
    raise Refusal(f"I find no days in “{text[:60]}”.", _HINT)


def _backwards(text: str, heard: tuple[date, date] | None, talk: Talk) -> tuple[date, date] | None:
    """Return the two days of a span if the first comes after the last; `heard` is how the grammar read the span.

    Where the first was said with no year, it may lie in the year before: “21 Dec to 5 Jan”, said on the 3rd.
    """
    ends = _SPAN.split(text.strip())
    found = [grammar.read(end, talk.local_now, talk.locale) for end in ends] if len(ends) == 2 else []
    days = [one.value for one in found if one.kind is Sort.date and one.range is None and type(one.value) is date]
    if len(days) != 2 or days[0] <= days[1]:
        return None
    later = grammar.read(ends[0], talk.local_now + 2 * timedelta(days=366), talk.locale)
    is_near = heard is not None and heard[0] >= talk.local_now.date() - timedelta(days=BACK_LIMIT)
    return None if is_near and later.value != days[0] else (days[0], days[1])


def _turned_round(first: date, last: date, today: date) -> Refusal:
    """Ask about a span that goes backwards; its days the other way round are offered where they can be taken."""
    message = f"{day(first)} comes after {day(last)}."
    if last < today - timedelta(days=BACK_LIMIT):
        return Refusal(message, "Give the first day before the last one.")
    return Ambiguous(f"{message} Did you mean:", [Choice(f"{day(last)} to {day(first)}", f"{last} to {first}")])


def _in_a_row(rule: str, today: date) -> tuple[date, date] | None:
    """Return the coming days of a rhythm that names weekdays next to each other: Friday to Sunday."""
    named = rule.partition("BYDAY=")[2].partition(";")[0].split(",")
    coming = islice(days_of(rule, today, today), 2 * len(named))
    ahead = [day for day in coming if day > today]
    for first in ahead:
        last = first + timedelta(days=len(named) - 1)
        if first - timedelta(days=1) not in ahead and last in ahead:
            return first, last
    return None
