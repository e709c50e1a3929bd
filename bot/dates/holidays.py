"""Public holidays, as the library `holidays` knows them."""

from __future__ import annotations

import unicodedata
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


def places(typed: str, own: str = "") -> tuple[str, ...]:
    """Return the codes of what is typed as `de`, `DE-BY`, `Germany`, `Deutschland`, `Bayern`: a country or its part.

    Where several countries have a part of that name, it is that of one's `own`; else all of them.
    """
    words, known = typed.strip(), _codes()
    code, _, part = words.upper().partition("-")
    if code in known and (not part or part in known[code]):
        return (code if not part else f"{code}-{part}",)
    folded = _plain(words)
    named = _names().get(folded) or _names().get(_plain(code)) or ""
    if named in known and (folded in _names() or part in known[named]):
        return (named if folded in _names() else f"{named}-{part}",)
    found = _parts().get(folded, ())
    here = tuple(one for one in found if own and one.startswith(f"{own}-"))
    return here or found


def countries(typed: str, own: str = "") -> Sequence[tuple[str, str]]:
    """Return the codes and names of countries that `typed` may be the beginning of, one's `own` first."""
    words = typed.strip().casefold()
    found = [(code, name) for name, code in sorted(_english().items()) if words in name or code.casefold() == words]
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
def _english() -> Mapping[str, str]:
    """Return the code of each country by its English name."""
    from babel import Locale  # noqa: PLC0415 - it is needed only while somebody sets their country

    names = Locale("en").territories
    return {names[code].casefold(): code for code in _codes() if code in names}


@cache
def _names() -> Mapping[str, str]:
    """Return the code of each country by its names in the languages that Milepost speaks, English before others."""
    from babel import Locale  # noqa: PLC0415 - it is needed only while somebody sets their country

    found: dict[str, str] = {}
    for language in _LANGUAGES:
        names = Locale(language).territories
        for code in _codes():
            if code in names:
                found.setdefault(_plain(names[code]), code)
    return found


@cache
def _parts() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the parts of countries, by the names that they have there."""
    import holidays  # noqa: PLC0415 - see above

    found = {_plain(name): (code,) for name, code in _ENGLISH.items()}
    for code in _english().values():
        for name, part in getattr(holidays, code).subdivisions_aliases.items():
            if (whole := f"{code}-{part}") not in found.get(_plain(name), ()):
                found[_plain(name)] = (*found.get(_plain(name), ()), whole)
    return found


def _plain(name: str) -> str:
    """Leave out capitals and accents, as people do."""
    letters = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


_LANGUAGES = ("en", "de", "fr", "es")
_ENGLISH = {
    "Bavaria": "DE-BY", "Hesse": "DE-HE", "Lower Saxony": "DE-NI", "Saxony": "DE-SN", "Saxony-Anhalt": "DE-ST",
    "Thuringia": "DE-TH", "North Rhine-Westphalia": "DE-NW", "Rhineland-Palatinate": "DE-RP",
    "Catalonia": "ES-CT", "Andalusia": "ES-AN", "Lucerne": "CH-LU", "Geneva": "CH-GE",
    "Tyrol": "AT-7", "Vienna": "AT-9", "Carinthia": "AT-2", "Styria": "AT-6",
}  # fmt: skip
"""Parts of countries that have a name of their own in English, which the library does not know."""
