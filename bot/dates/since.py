"""The day from which on something is told: of a month, a quarter or a year its first, and the one that has begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.dates import grammar
from bot.dates.kinds import PastDay, not_all_heard
from bot.dates.remainder import remainder
from bot.dates.rough import lasting
from bot.dates.wording import in_words
from bot.errors import Choice
from bot.kinds import kind_of

if TYPE_CHECKING:
    from bot.dates.when import Locale
    from bot.talk import Talk

_A_YEAR = timedelta(days=365)


async def _read_since(text: str, talk: Talk) -> date:
    first = begun(text, talk.local_now, talk.locale)
    if first is None:
        return await kind_of(PastDay).read(text, talk)  # type: ignore[no-any-return]
    if rest := remainder(text, grammar.read(text, talk.local_now, talk.locale)):
        raise not_all_heard(text, rest, [Choice(in_words(first), first.isoformat())])
    return first


def begun(text: str, now: datetime, locale: Locale) -> date | None:
    """Return the first day of the range that words name, the latest one that has begun; None if they name none."""
    heard = _range(text, now, locale)
    if heard is None or heard[0] <= now.date():
        return heard[0] if heard else None
    # November and Q1 come round each year; next month and 2027 do not.
    comes_round = lasting(text, heard[1]) == text and heard[1] - heard[0] < _A_YEAR / 2
    earlier = _range(text, now - _A_YEAR, locale) if comes_round else None
    return earlier[0] if earlier is not None and earlier[0] <= now.date() else None


def _range(text: str, now: datetime, locale: Locale) -> tuple[date, date] | None:
    return grammar.read(text, now, locale).range


Since: TypeAlias = Annotated[date, replace(kind_of(PastDay), read=_read_since)]
"""A day that has passed, or the first one of a range that has begun."""
