"""The countries in which a person may be at home: their holidays of the same name fall on other days."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dates.grammar.sentence import Sentence


def countries(s: Sentence) -> tuple[str, ...]:
    """Return the codes of the countries that speak for the person, the surest first; none if nothing does.

    Their own country comes before that of their clocks.
    """
    own = (s.locale.country or "").partition("-")[0]
    there = _of_zones().get(getattr(s.now.tzinfo, "key", ""), "")
    return tuple(dict.fromkeys(code for code in (own, there) if code))


@cache
def _of_zones() -> Mapping[str, str]:
    """Return the country of each IANA zone."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in rows}
