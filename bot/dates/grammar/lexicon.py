"""The words that speak of time, read from one file per language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Meaning: TypeAlias = dict[str, int | str]
"""What a word means in each class that it belongs to: `{"month": 5}`."""

_ELISION = re.compile(r"\b(l|d|qu)'(?=\w)")

MENDED = frozenset({"weekday", "weekdays", "month", "unit", "day", "rhythm", "closing", "feast", "part"})
"""The classes whose words are worth recognising when they are misspelt."""
_LONG = 6
"""Words with more letters than these are told even behind two slips."""
DATED = frozenset({"weekday", "weekdays", "month"})
"""Those of them that are unmistakable enough for two slips, or in a further language."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of several languages at once."""

    words: Mapping[str, Meaning]
    """Each single word, folded, and what it means."""
    phrases: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]]]
    """By their first two words, what follows in phrases of several words, the longest first."""
    near: Mapping[str, tuple[str, ...]]
    """Each word worth mending, by all that is left of it when one letter is dropped."""
    long: Mapping[str, tuple[str, ...]]
    """The long ones among them by their first letter: two slips in one are forgiven."""
    shifts: Mapping[str, tuple[str, ...]]
    """By their first letter the words such as "next" and "this", in which slips are forgiven before a week or a day."""
    kept: frozenset[str]
    """Words that look like a misspelt time word and are none."""


def fold(word: str) -> str:
    """Return `word` without case and accents, as words are looked up; "à" stays apart from "a"."""
    if word in {"à", "À"}:
        return "à"
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c)).replace("’", "'")


def shorter(word: str) -> Iterator[str]:
    """Yield `word` and all that is left of it when one letter is dropped."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


@cache
def load(languages: tuple[str, ...]) -> Lexicon:
    """Read the lexicons of `languages`, once; where two disagree about a word, the first one wins."""
    words: dict[str, Meaning] = {}
    phrases: dict[str, dict[tuple[str, ...], Meaning]] = {}
    kept: set[str] = set()
    native: frozenset[str] = frozenset()
    for language in (*languages, "zones"):
        native = native or frozenset(words)
        for kind, value, entry in _entries(language):
            if kind == "never_mend":
                kept.add(fold(entry))
                continue
            for spelling in _spellings(entry):
                first, *rest = spelling.split(" ")
                meaning = (
                    phrases.setdefault(first, {}).setdefault(tuple(rest), {}) if rest else words.setdefault(first, {})
                )
                meaning.setdefault(kind, value)
    mended = [w for w, meaning in words.items() if _worth_mending(w, meaning, native=w in native)]
    long = [w for w in mended if not DATED.isdisjoint(words[w]) or "day" in words[w]]
    shifts = [w for w, meaning in words.items() if _is_shift(w, meaning, native=w in native)]
    near, initials = _neighbours(mended), _initials([w for w in long if len(w) > _LONG])
    return Lexicon(words, _longest_first(phrases), near, initials, _initials(shifts), frozenset(kept))


def _entries(language: str) -> Iterator[tuple[str, int | str, str]]:
    """Yield class, meaning and word of every entry of one file."""
    source = files("bot.dates") / "lexicons" / f"{language}.toml"
    for kind, table in tomllib.loads(source.read_text("utf-8")).items():
        for key, entries in table.items():
            value = int(key) if key.lstrip("-").isdigit() else key
            for entry in entries:
                yield kind, value, entry


def _spellings(entry: str) -> set[str]:
    """Return the ways to write an entry: as it is, and for German also with `ae` for `ä`."""
    written = _ELISION.sub(r"\1' ", entry.casefold())
    long = written.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {" ".join(map(fold, spelling.split(" "))) for spelling in (written, long)}


def _longest_first(
    phrases: Mapping[str, Mapping[tuple[str, ...], Meaning]],
) -> dict[str, dict[str, tuple[tuple[tuple[str, ...], Meaning], ...]]]:
    found: dict[str, dict[str, tuple[tuple[tuple[str, ...], Meaning], ...]]] = {}
    for first, rests in phrases.items():
        seconds = found.setdefault(first, {})
        for rest, meaning in sorted(rests.items(), key=lambda item: -len(item[0])):
            seconds[rest[0]] = (*seconds.get(rest[0], ()), (rest, meaning))
    return found


def _worth_mending(word: str, meaning: Meaning, *, native: bool) -> bool:
    """Tell whether slips in a word are looked for; of a further language only in the names of days and months."""
    if not word.isalpha() or "brief" in meaning or (MENDED if native else DATED).isdisjoint(meaning):
        return False
    return len(word) > (3 if native and "feast" not in meaning else 5)


def _is_shift(word: str, meaning: Meaning, *, native: bool) -> bool:
    """Tell whether slips in a word such as "next" are looked for; "past" is near to too many others."""
    return "shift" in meaning and word.isalpha() and len(word) > (3 if native else 5) and "past" not in meaning


def _neighbours(mended: list[str]) -> dict[str, tuple[str, ...]]:
    near: dict[str, tuple[str, ...]] = {}
    for word in mended:
        for rest in shorter(word):
            near[rest] = (*near.get(rest, ()), word)
    return near


def _initials(mended: list[str]) -> dict[str, tuple[str, ...]]:
    long: dict[str, tuple[str, ...]] = {}
    for word in mended:
        long[word[0]] = (*long.get(word[0], ()), word)
    return long
