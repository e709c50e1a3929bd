"""The countries in which a person may be at home: their holidays of the same name fall on other days."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence


def countries(s: Sentence) -> tuple[str, ...]:
    """Return the codes of the countries that speak for the person, the surest first; none if nothing does.

    Their own country comes before that of their clocks.
    """
    own = (s.locale.country or "").partition("-")[0]
    there = _of_zone(getattr(s.now.tzinfo, "key", ""))
    return tuple(dict.fromkeys(code for code in (own, there) if code))


@cache
def _of_zone(zone: str) -> str:
    """Return the country whose clocks an IANA zone is, empty if it is no one country's."""
    if "/" not in zone:
        return ""
    from babel.core import get_global  # noqa: PLC0415 - it loads its data when a holiday first asks for it

    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    return str(territories.get(zone) or territories.get(aliases.get(zone, ""), ""))
