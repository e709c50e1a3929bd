"""The countries in which a person may be at home: their holidays of the same name fall on other days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.zones import country_of

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence


def countries(s: Sentence) -> tuple[str, ...]:
    """Return the codes of the countries that speak for the person, the surest first; none if nothing does.

    Their own country comes before that of their clocks.
    """
    own = (s.locale.country or "").partition("-")[0]
    there = country_of(getattr(s.now.tzinfo, "key", ""))
    return tuple(dict.fromkeys(code for code in (own, there) if code))
