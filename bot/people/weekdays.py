"""Days of the week as people type them: short or long, in their own language or another that Milepost speaks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LANGUAGES = ("en", "de", "fr", "es")
_LEAST = 2
"""Letters of a name that name a day."""
_TO = re.compile(r"\s*[-–—]\s*|\s+(?:to|bis|à|a)\s+")
_APART = re.compile(r"[,;/\s]+(?:(?:and|und|et|y)\s+)?")


def weekday(typed: str, language: str = "") -> int | None:
    """Return the day that `typed` names, Monday is 0; where languages differ, the person's own `language` goes first.

    None if it names none.
    """
    word = _plain(typed)
    if len(word) < _LEAST:
        return None
    for names in map(_names, dict.fromkeys((language or "en", *_LANGUAGES))):
        found = {day for day, name in names if name.startswith(word) or word.startswith(name)}
        if len(found) == 1:
            return found.pop()
    return None


def weekdays(typed: str, language: str = "") -> tuple[frozenset[int], str]:
    """Return the days of `mon-fri`, `Mo bis Fr` or `sun, mon and tue`; and the part that is no day, if there is one."""
    days: set[int] = set()
    for part in filter(None, _APART.split(_TO.sub("-", typed.strip()))):
        ends = [weekday(name, language) for name in part.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return frozenset(), part
        days |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    return frozenset(days), ""


def _plain(name: str) -> str:
    """Leave out what people leave out: capitals, accents, the dot of a short form."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).strip(" .")


@cache
def _names(language: str) -> tuple[tuple[int, str], ...]:
    """Return the days of a language with their names, as Unicode's locale data in Babel has them."""
    import babel  # noqa: PLC0415 - it is needed only while somebody sets their days

    try:
        names = babel.Locale.parse(language, sep="-").days["stand-alone"]["wide"]
    except (ValueError, babel.UnknownLocaleError):
        return ()
    return tuple((day, _plain(name)) for day, name in names.items())
