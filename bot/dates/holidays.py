"""Public holidays, as the library `holidays` knows them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


def holiday(country: str, day: date) -> str:
    """Return the name of the public holiday that `day` is in `country` (ISO 3166, perhaps `DE-BY`), in English.

    Empty if it is none, or if the country is empty.
    """
    return _of_year(country, day.year).get(day, "") if country else ""


def place(typed: str) -> str | None:
    """Return the code of a country or one of its parts, typed as `de`, `DE-BY` or `Germany`; None if there is none."""
    code, _, part = typed.strip().upper().partition("-")
    known = _codes()
    code = code if code in known else _names().get(typed.strip().casefold(), "")
    if code not in known:
        return None
    return f"{code}-{part}" if part in known[code] else code if not part or code == typed.strip().upper() else None


def countries(typed: str, own: str = "") -> Sequence[tuple[str, str]]:
    """Return the codes and names of countries that `typed` may be the beginning of, one's `own` first."""
    words = typed.strip().casefold()
    found = [(code, name) for name, code in sorted(_names().items()) if words in name or code.casefold() == words]
    parts = [
        (f"{code}-{part}", f"{code}-{part}")
        for code, names in sorted(_codes().items())
        for part in sorted(names)
        if words and f"{code}-{part}".casefold().startswith(words)
    ]
    by_place = sorted(found, key=lambda one: (one[0] != own, not one[1].startswith(words)))
    return [*((code, name.title()) for code, name in by_place), *parts]


@lru_cache(maxsize=512)
def _of_year(country: str, year: int) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415 - it takes a third of a second, and most people name no country

    code, _, part = country.partition("-")
    kind = getattr(holidays, code)
    language = "en_US" if "en_US" in kind.supported_languages else None
    return dict(holidays.country_holidays(code, subdiv=part or None, years=year, language=language))


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    import holidays  # noqa: PLC0415 - see above

    return {code: frozenset(parts) for code, parts in holidays.list_supported_countries().items()}


@cache
def _names() -> Mapping[str, str]:
    """Return the code of each country by its English name."""
    from babel import Locale  # noqa: PLC0415 - it is needed only while somebody sets their country

    names = Locale("en").territories
    return {names[code].casefold(): code for code in _codes() if code in names}
