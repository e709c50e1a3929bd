"""How much somebody says: a number with its unit, as people type it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.checkins.units import vocabulary
from bot.coach.lexicon import load
from bot.coach.numerals import read_numeral

LARGEST = 1e12
"""Numbers beyond this are a slip of the keyboard."""
_COMMENT = re.compile(r"[,;:](?=\s)\s*|\s[-–—]\s(?=\D)")
_FROM = re.compile(r"from\s+\S.*?\s+to\s+(?=\S*\d)", re.IGNORECASE)
_OF = re.compile(r"(?P<done>\S+)\s*(?:/|\bout of\b|\bof\b)\s*(?P<all>[\d.,]+)(?P<unit>.*)", re.IGNORECASE)
_SIGNED = re.compile(r"(?P<sign>[-+\u2212\u2013]?)\s*(?P<number>[$€£¥]?\d\S*)\s*(?P<unit>.*)", re.DOTALL)
_TENS = 20


Change: TypeAlias = Literal["", "more", "less", "minus"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was said."""

    value: float
    unit: str = ""
    """The words behind the number, or a sign of money before it."""
    change: Change = ""
    """A step from where things stand: `+3` is `more`, `2 fewer` is `less`; `-3` (`minus`) may be a plain number too."""
    out_of: float | None = None
    """The 24 of `12 of 24`."""
    comment: str = ""
    """What was said behind the comma of `3 hours, was hard`."""


def read_amount(words: str, unit: str | None = None) -> Amount | None:
    """Read `42 %`, `from 40 to 42`, `+3`, `three more books`, `12 of 24`; None if no number is there to begin with.

    `unit` is what the goal counts in: where that is `k`, the k of `45k` is no thousand.
    """
    counted, _, comment = _COMMENT.sub("\n", " ".join(words.split()), count=1).partition("\n")
    found = _read(_without_lead(_FROM.sub("", counted, count=1)), unit)
    return replace(found, comment=comment.strip()) if found and abs(found.value) <= LARGEST else None


def kept(words: str) -> str | None:
    """Return what else is said by words like `done, and it felt good`; None if they do not say that it was done."""
    first, _, comment = _COMMENT.sub("\n", " ".join(words.split()), count=1).partition("\n")
    return comment.strip() if first.casefold().strip(" .!") in vocabulary().kept else None


def _read(said: str, unit: str | None) -> Amount | None:
    change, said = _change(said)
    of = _OF.fullmatch(said)
    if of and (done := _number(of["done"], unit)) and (whole := _number(of["all"], unit)) and not done[1]:
        return Amount(done[0], of["unit"].strip(), change, whole[0])
    signed = _SIGNED.fullmatch(said)
    if signed is None:
        return _in_words(said, change)
    found = _number(signed["number"], unit)
    if found is None:
        return None
    value, written = found
    rest = signed["unit"].strip(" .!")
    step, rest = _change(rest)
    if signed["sign"]:
        step = "more" if signed["sign"] == "+" else "minus"
    return Amount(value, " ".join(filter(None, (written, rest))), change or step)


def _without_lead(said: str) -> str:
    """Take off what may stand before a number and says nothing: at, now, about."""
    head, _, rest = said.partition(" ")
    return _without_lead(rest) if head.casefold() in vocabulary().lead and rest else said.removeprefix("=").strip()


def _change(said: str) -> tuple[Change, str]:
    """Take off a first word that makes a number a step."""
    head, _, rest = said.partition(" ")
    words = vocabulary()
    step: Change = "more" if head.casefold() in words.more else "less" if head.casefold() in words.less else ""
    return (step, rest) if step else ("", said)


def _number(token: str, unit: str | None) -> tuple[float, str] | None:
    """Return what a token counts and the unit written onto it."""
    plain = token.casefold().rstrip(".,;!")
    if unit and len(unit) == 1 and plain.endswith(unit.casefold()):
        plain = plain[:-1]
    numeral = read_numeral(plain)
    if numeral is None or "n" not in numeral.readings:
        letters = re.fullmatch(r"([\d.,]+)([^\W\d_]{4,})", plain)
        numeral = read_numeral(letters[1]) if letters else None
        return (numeral.value, letters[2]) if letters and numeral and "n" in numeral.readings else None
    return numeral.value, numeral.unit


def _in_words(said: str, change: Change) -> Amount | None:
    """Read a number in words, with what follows it: `forty-two books`, `twice`."""
    lexicon, words = load(), said.replace("-", " ").split()
    if words and words[0].casefold() in lexicon.times:
        return Amount(lexicon.times[words[0].casefold()], " ".join(words[1:]), change)
    value, at = 0.0, 0
    for word in words:
        found = lexicon.numbers.get(word.casefold())
        if found is None or (at and not (found >= 100 or (value % _TENS == 0 and 0 < found < 10) or value >= 100)):
            break
        value, at = (value * found if found >= 100 and value else value + found), at + 1
    if not at:
        return None
    step, rest = _change(" ".join(words[at:]))
    return Amount(value, rest, change or step)
