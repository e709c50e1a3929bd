"""Amounts of several words: half an hour, 1 hour 50, 11 stone 4, 3 in 100, a 5k that is run, 1.5m that are raised."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.coach.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.coach.parse import Sentence


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts."""

    value: float
    unit: str
    at: int
    end: int


_HALF = 0.5
_AND_A = ["and", "a"]
_THOUSAND, _MILLION = 1e3, 1e6
_HOURS_AND = re.compile(r"h([0-5]\d)")
"""What stands behind the hours of 1h05."""
_WHOLES = frozenset({10.0, 100.0, 1000.0})
"""Out of so many a share is told: 3 in 100."""


def settled(sentence: Sentence, found: Iterable[Quantity], head: int | None) -> tuple[Quantity, ...]:
    """Join what belongs together among the numbers of a sentence; ``head`` is the place of its verb."""
    amounts: list[Quantity] = []
    for raw in found:
        last = amounts[-1] if amounts else None
        if last is not None and raw.at < last.end:
            continue
        told_in = any(one.unit.startswith("in ") for one in amounts)
        joined = _joined(sentence, last, raw, told_in=told_in) if last is not None else None
        if joined is not None:
            amounts[-1] = joined
        elif sentence.words[raw.at].text == "half":
            amounts += _half(sentence, raw)
        else:
            amounts.append(_scaled(sentence, _split(raw), head))
    return tuple(_ones(sentence, amounts))


def _joined(sentence: Sentence, last: Quantity, raw: Quantity, *, told_in: bool) -> Quantity | None:
    """Join a number to the one before it: 1 hour 50, two and a half hours, 3 in 100; None if it stands by itself."""
    between = sentence.words[last.end : raw.at]
    texts = [word.text for word in between]
    if sentence.words[raw.at].text == "half" and texts == _AND_A:
        after = sentence.words[raw.at + 1 : raw.at + 2] if not last.unit else ()
        unit = next((word.token.word for word in after if word.isa("unit", "timeunit", "period")), last.unit)
        return _whole(Quantity(last.value + _HALF, unit, last.at, raw.end if last.unit else raw.at + 2))
    if last.value < raw.value and (share := _share(last, raw, texts, told_in=told_in)) is not None:
        return share
    return _compound(last, raw, texts)


def _share(last: Quantity, raw: Quantity, between: Sequence[str], *, told_in: bool) -> Quantity | None:
    """Read so many of so many: 3 in 100, 3 out of 5 games, four nights out of seven."""
    if between == ["in"] and not last.unit and not raw.unit and (told_in or raw.value in _WHOLES):
        return Quantity(last.value, f"in {raw.value:g}", last.at, raw.end)
    if (between == ["of"] and last.unit == "out") or (between == ["out", "of"] and not last.unit):
        return Quantity(last.value, f"out of {raw.value:g}", last.at, raw.end)
    return replace(last, end=raw.end) if between == ["out", "of"] else None


def _compound(last: Quantity, raw: Quantity, between: Sequence[str]) -> Quantity | None:
    """Join the smaller part of a measure to the greater one: 1 hour 50, 11 stone 4, 3 minutes and 20 seconds."""
    lexicon = load()
    smaller = lexicon.smaller.get(last.unit)
    if smaller is None or last.value % 1 or not 0 < raw.value < smaller.many or between not in ([], ["and"]):
        return None
    same = lexicon.bases.get(raw.unit, raw.unit) in smaller.names
    if not same and (raw.unit or between):
        return None
    return Quantity(last.value * smaller.many + raw.value, smaller.unit, last.at, raw.end)


def _split(raw: Quantity) -> Quantity:
    """Read the minutes that are written onto the hours: 1h05."""
    minutes = _HOURS_AND.fullmatch(raw.unit)
    hour = load().smaller["hour"]
    return replace(raw, value=raw.value * hour.many + int(minutes[1]), unit=hour.unit) if minutes else raw


def _half(sentence: Sentence, raw: Quantity) -> list[Quantity]:
    """Read half of something: half an hour, half a dozen chairs; none if it is a noun: the Leeds half."""
    words, at = sentence.words, raw.at + 1
    if (
        raw.at > 3
        and words[raw.at - 4].isa("indefinite")
        and [one.text for one in words[raw.at - 2 : raw.at]] == _AND_A
    ):
        return [_whole(Quantity(1 + _HALF, words[raw.at - 3].token.word, raw.at - 4, raw.at + 1))]  # an hour and a half
    at += at < len(words) and words[at].isa("indefinite")
    word = words[at] if at < len(words) else None
    if word is None:
        return []
    if word.numeral is not None and word.isa("numberword"):
        thing = words[at + 1].token.word if at + 1 < len(words) and "plural" in words[at + 1].shape else ""
        return [Quantity(_HALF * word.numeral.value, thing, raw.at, at + 1 + bool(thing))]
    if not word.isa("unit", "timeunit", "period"):
        return []
    return [_whole(Quantity(_HALF, word.token.word, raw.at, at + 1))]


def _whole(one: Quantity) -> Quantity:
    """Tell half hours in minutes."""
    smaller = load().smaller.get(one.unit)
    if smaller is None or one.unit not in load().seconds:
        return one
    return replace(one, value=one.value * smaller.many, unit=smaller.unit)


def _scaled(sentence: Sentence, raw: Quantity, head: int | None) -> Quantity:
    """Read the letter on a number by what is done: run 5k, raise 1.5m."""
    word = sentence.words[raw.at]
    letter = word.token.word[-1:]
    if letter == "k" and not raw.unit and not word.isa("money") and head is not None:
        covered = sentence.isa(head, "covering") and raw.value >= _THOUSAND
        return replace(raw, value=raw.value / _THOUSAND, unit="km") if covered else raw
    if letter == "m" and raw.unit == "m" and raw.end == raw.at + 1:
        after = sentence.words[raw.end] if raw.end < len(sentence) else None
        things = after is not None and (after.isa("unit") or "plural" in after.shape) and not after.isa("preposition")
        if things or any(sentence.isa(at, "millions") for at in range(sentence.begin, len(sentence))):
            unit, end = (after.token.word, raw.end + 1) if things and after is not None else ("", raw.end)
            return Quantity(raw.value * _MILLION, unit, raw.at, end)
    return raw


def _ones(sentence: Sentence, found: Sequence[Quantity]) -> list[Quantity]:
    """Add the one of "from 90 minutes to an hour", and of "in under an hour"; elsewhere it is no number."""
    amounts = list(found)
    for at in range(sentence.begin + 1, len(sentence) - 1):
        word, unit = sentence.words[at], sentence.words[at + 1]
        if not word.isa("indefinite") or not (unit.isa("timeunit") or unit.text in load().seconds):
            continue
        ends = sentence.words[at - 1].isa("toword") and any(
            one.end <= at - 1 and one.at and sentence.words[one.at - 1].isa("fromword") for one in amounts
        )
        begins = sentence.words[at - 1].isa("fromword") and any(
            one.at >= at + 3 and sentence.words[one.at - 1].isa("toword") for one in amounts
        )
        under = unit.isa("timeunit") and sentence.words[at - 1].text in ("under", "below")
        if ends or begins or under:
            amounts.append(Quantity(1.0, unit.token.word, at, at + 2))
    return sorted(amounts, key=lambda one: one.at)
