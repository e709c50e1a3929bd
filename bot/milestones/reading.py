"""What the words of a milestone say: its title, its date, and where the goal's number should stand by then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.numerals import read_numeral
from bot.dates.kinds import dated
from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.dates.due import Due
    from bot.measure import Measure
    from bot.models import Goal
    from bot.talk import Talk

_LISTED = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+")
"""What stands before a line of a list."""
_AMOUNT = re.compile(r"(?P<number>\d[\d.,]*[^\W\d_]?)\s*(?P<unit>%|percent\b|[^\W\d_]+)?", re.IGNORECASE)
_REACHES = re.compile(r"\b(?:to|at|reach|reaches)\s+(?=\d)", re.IGNORECASE)
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was said."""

    number: float
    unit: str = ""
    """The word behind it; `%` is a share of the way."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A milestone as it was typed."""

    title: str
    due: Due | None = None
    others: tuple[Due, ...] = ()
    """What its date could also have meant."""
    amount: Amount | None = None
    """A number in its words that may be one of the goal's."""
    reaches: bool = False
    """The words say that it is to be reached: `to 60 %`."""


def apart(text: str) -> list[str]:
    """Take several milestones apart: a semicolon or a new line stands between them."""
    parts = (_LISTED.sub("", part).strip() for part in re.split(r"[;\n]", text))
    return [part for part in parts if part]


def draft(words: str, talk: Talk) -> Draft:
    """Read one milestone; raises Refusal for a day that does not exist."""
    told = dated(words, talk, least=1)
    reaching = _REACHES.search(told.words)
    found = amount(told.words[reaching.end() :] if reaching else told.words)
    return Draft(told.words, told.due, told.others, found, bool(reaching))


def amount(words: str) -> Amount | None:
    """Return the first number in some words, with the word behind it."""
    found = _AMOUNT.search(words)
    if found is None:
        return None
    numeral = read_numeral(found["number"].rstrip(".,").casefold())
    if numeral is None or "n" not in numeral.readings:
        digits = re.match(r"[\d.,]*\d", found["number"])
        numeral = read_numeral(digits[0]) if digits else None
    if numeral is None:
        return None
    unit = (found["unit"] or "").casefold()
    return Amount(numeral.value, "%" if unit == "percent" else unit)


def value_of(goal: Goal, said: Amount | None, read: Draft) -> float | None:
    """Return where the goal's number should stand, as it was `said` or as the words of a milestone have it.

    Raises Refusal if it was said of a goal that counts no number.
    """
    counted = goal.counts if goal.counts is not None and goal.counts.kind == "number" else None
    if said is not None:
        if counted is None or counted.target is None:
            raise Refusal(
                f"Goal {goal.ref} does not count a number, so a milestone of it has no value.",
                f"Say what it counts, for example: alter {goal.ref} Cut p95 latency from 800 to 300 ms",
            )
        return _stands(said, counted)
    if counted is None or read.amount is None:
        return None
    same = read.amount.unit.rstrip("s") == (counted.unit or "").casefold().rstrip("s")
    if not (same and read.amount.unit) and not (read.reaches and read.amount.unit in ("", "%")):
        return None
    value = _stands(read.amount, counted)
    ends = sorted((counted.start or 0.0, counted.target or 0.0))
    return value if ends[0] <= value <= ends[1] else None


def _stands(said: Amount, counted: Measure) -> float:
    """Return a number of the goal; a share in percent is one of the way from start to target."""
    if said.unit != "%" or counted.unit == "%":
        return said.number
    start, target = counted.start or 0.0, counted.target or 0.0
    return start + (target - start) * said.number / WHOLE
