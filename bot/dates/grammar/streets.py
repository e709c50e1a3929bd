"""Streets and squares that are called after a day: "24 May Street", "Straße des 17. Juni", "calle 2 de Mayo"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dates.grammar.sentence import Sentence

_NAMING = frozenset({"weekday", "month", "season", "part"})
_WORD = 3
"""The meaning of a word that ends the name of a street only at the end of a clause, as it is another word, too."""
_DATE = 6
"""How many words the day in the name of a street has at most: "8 Mai 1945", "1 er - Mai"."""
_JOINED = 3
"""How many names one compound of a street holds at most: "August-Bebel-Straße"."""


def named_places(s: Sentence) -> Iterator[int]:
    """Yield the places of the words about time that are a part of a street's name."""
    for i, meaning in enumerate(s.meanings):
        if "street" in meaning and s.said(i)[0].isupper() and not (s.glued(i) and s.has(i, "ordinal_mark")):
            yield from _before(s, i)
        if "street_of" in meaning:
            yield from _behind(s, i)


def _before(s: Sentence, i: int) -> Iterator[int]:
    """Yield what stands before "Street": its day, a month behind a number, or the parts of a compound."""
    if s.number(i, "street") == _WORD and not s.closes(i + 1):
        return  # on 8 October Close the books
    at = i
    while i - at < _JOINED * 2 and at > 0 and s.text[s.ends[at - 1] : s.starts[at]] in {"", "-"}:
        at -= 1
        yield at
    at -= 1
    if at < i - 1 or s.number(i, "street") == 2 or _NAMING.isdisjoint(s.meaning(at)) or not s.said(at)[:1].isupper():
        return
    yield at
    if s.has(at, "month"):
        number = at - 2 if s.has(at - 1, "ordinal_mark") else at - 1
        yield from range(number, at) if s.digits(number, 5) is not None else ()


def _behind(s: Sentence, i: int) -> Iterator[int]:
    """Yield the day behind "Straße des", "rue du", "calle"."""
    bare = s.number(i, "street_of") == 2
    first = s.skip(i + 1, "of")
    if first == i + 1 and not bare:
        return
    if s.digits(first, 2) is None:
        if s.has(first, "month") and s.said(first)[:1].isupper():
            yield first
        return
    for at in range(first + 1, min(first + _DATE, s.size)):
        if s.has(at, "month"):
            year = at + 1 if s.digits(at + 1) is not None and len(s.word(at + 1)) == 4 else at
            yield from range(first, year + 1)
            return
        if not (s.has(at, "mark") or s.has(at, "of") or s.has(at, "ordinal_mark") or s.glued(at)):
            return
