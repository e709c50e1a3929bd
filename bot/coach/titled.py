"""Words that are nothing but a name: a title in quotation marks, a book called 1984, a class called 9B."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coach.numerals import CURRENCY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.coach.parse import Word

QUOTES = frozenset('"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}')
LONGEST_TITLE = 10
"""Words in a title."""
_LETTERS = "abcdef"
"""Letters written onto a number that make it the name of a class or a door: 9B, flat 3a."""
_HIGHEST = 13
"""The highest year of a school: from here on, a letter is rather a unit."""


def titled(words: Sequence[Word]) -> list[Word]:
    """Take the words of a title in quotation marks for nothing but a name, and what is read by its number: 1984."""
    found, opened = list(words), None
    for at, word in enumerate(words):
        if _number_for_title(words, at):
            found[at] = _name(word)
        elif _names_a_class(words, at):
            found[at] = replace(word, classes=frozenset({"code", "title"}), numeral=None)
        if word.text not in QUOTES:
            continue
        if opened is not None and 1 < at - opened <= LONGEST_TITLE + 1:
            for inner in range(opened + 1, at):
                found[inner] = _name(words[inner])
            opened = None
        else:
            opened = at
    return found


def _name(word: Word) -> Word:
    return replace(word, classes=frozenset({"title"}), numeral=None, shape=frozenset())


def _number_for_title(words: Sequence[Word], at: int) -> bool:
    """Tell whether a number is a book or a film, since nothing is counted: read 1984 (but read 1984 pages, read 24)."""
    typed = words[at].token.word
    if not at or len(typed) != 4 or not typed.isdecimal() or not words[at - 1].isa("reading"):
        return False
    return at + 1 == len(words) or words[at + 1].isa("mark", "preposition", "conjunction")


def _names_a_class(words: Sequence[Word], at: int) -> bool:
    """Tell whether a letter behind a number makes it a name: 9B, 7a (but 2b users, $9b)."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    typed = word.token.word
    if typed[-1:] not in _LETTERS or not typed[:-1].isdecimal() or int(typed[:-1]) > _HIGHEST:
        return False
    return not (typed.endswith("b") and after is not None and (after.isa("unit", "metric") or after.text in CURRENCY))
