"""How people of a language and country write dates and count weeks, from the Unicode locale data in Babel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from bot.dates.when import Locale, Order
from bot.dates.zones import country_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Habits(NamedTuple):
    order: Order = "DMY"
    week_start: int = 0
    """The first day of the week; Monday is 0."""
    country: str | None = None
    by_24_hours: bool = False


@cache
def _habits(tag: str) -> _Habits:
    """Return how people of a locale write dates and times, when their week begins, and their country."""
    import babel  # noqa: PLC0415 - loads its data when it is first needed

    try:
        found = babel.Locale.parse(tag, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return _Habits()
    pattern = str(found.date_formats["short"].pattern)
    order = "".join(sorted("DMY", key=lambda part: pattern.upper().index(part)))
    usual = cast("Order", order if order in ("DMY", "MDY", "YMD") else "DMY")
    by_24_hours = "H" in str(found.time_formats["short"].pattern)
    return _Habits(usual, int(found.first_week_day), found.territory, by_24_hours)


@cache
def _of_country(country: str) -> _Habits:
    """Return how people write dates and times in a country, by the language that most speak there."""
    from babel.core import get_global  # noqa: PLC0415 - as above

    spoken = get_global("territory_languages").get(country, {})
    languages = sorted(spoken, key=lambda language: -float(spoken[language]["population_percent"]))
    return _habits(f"{languages[0].replace('_', '-')}-{country}") if languages else _Habits()


def locale_of(tag: str, working_days: Iterable[int], country: str = "", zone: str = "") -> Locale:
    """Return how someone with the BCP 47 locale `tag` (empty if unknown) and these working days speaks of time.

    The `country` that they set themselves (perhaps `DE-BY`) counts before the one of their locale. Their week begins
    as it does there, or else in the country of their time `zone`: many choose a language and get a country with it. So
    do the hours of their day.
    """
    usual = _habits(tag) if tag else _Habits()
    lives = country.partition("-")[0] or country_of(zone)
    there = _of_country(lives) if tag and lives else usual
    return Locale(
        order=usual.order,
        week_start=there.week_start,
        working_days=frozenset(working_days),
        country=country.partition("-")[0] or usual.country,
        by_24_hours=there.by_24_hours,
    )
