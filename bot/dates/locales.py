"""How people of a language and country write dates and count weeks, from the Unicode locale data in Babel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from bot.dates.when import Locale, Order
from bot.dates.zones import country_of

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def _habits(tag: str) -> tuple[Order, int, str | None]:
    """Return the order of day and month, the first day of the week (Monday is 0) and the country of a locale."""
    import babel  # noqa: PLC0415 - loads its data when it is first needed

    try:
        found = babel.Locale.parse(tag, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return "DMY", 0, None
    pattern = str(found.date_formats["short"].pattern)
    order = "".join(sorted("DMY", key=lambda part: pattern.upper().index(part)))
    usual = cast("Order", order if order in ("DMY", "MDY", "YMD") else "DMY")
    return usual, int(found.first_week_day), found.territory


@cache
def _first_day(country: str) -> int:
    """Return the first day of the week in a country, as the language that most speak there has it; Monday is 0."""
    from babel.core import get_global  # noqa: PLC0415 - as above

    spoken = get_global("territory_languages").get(country, {})
    languages = sorted(spoken, key=lambda language: -float(spoken[language]["population_percent"]))
    return _habits(f"{languages[0].replace('_', '-')}-{country}")[1] if languages else 0


def locale_of(tag: str, working_days: Iterable[int], country: str = "", zone: str = "") -> Locale:
    """Return how someone with the BCP 47 locale `tag` (empty if unknown) and these working days speaks of time.

    The `country` that they set themselves (perhaps `DE-BY`) counts before the one of their locale. Their week begins
    as it does there, or else in the country of their time `zone`: many choose a language and get a country with it.
    """
    order, week_start, usual = _habits(tag) if tag else ("DMY", 0, None)
    home = country.partition("-")[0] or usual
    if tag and (lives := country.partition("-")[0] or country_of(zone)):
        week_start = _first_day(lives)
    return Locale(order=order, week_start=week_start, working_days=frozenset(working_days), country=home)
