"""What a goal's words claim of its number, and how they are told where that number says less: 12 of 20 bugs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.checkins.units import amount, is_bare, number, same_unit
from bot.coach.clause import clause
from bot.coach.lexicon import load
from bot.coach.measure import measure
from bot.coach.parse import parse
from bot.coach.tense import in_past
from bot.replies.wording import many

if TYPE_CHECKING:
    from bot.coach.amounts import Quantity
    from bot.coach.clause import Clause
    from bot.measure import Measure


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the numbers of a goal say came of it, or has come of it so far."""

    measure: Measure
    begin: float = 0
    at: float | None = None
    """Where its number stands; None where nobody has said one: then its owner's word counts."""
    kept: int = 0
    """Periods of a habit that were kept …"""
    missed: int = 0
    """… and those that were not."""
    per: str = ""
    """What a habit is counted by, for example `week`."""

    @property
    def is_short(self) -> bool:
        """Tell whether its number is short of its target, or a habit was not kept each time."""
        if self.measure.is_habit:
            return self.missed > 0
        return self.measure.target is not None and self.falls_short(self.measure.target)

    def falls_short(self, target: float) -> bool:
        """Tell whether its number is short of `target`."""
        if self.at is None:
            return False
        return self.at > target if self._falls else self.at < target

    @property
    def is_on_the_way(self) -> bool:
        """Tell whether something of it came about."""
        if self.measure.is_habit:
            return self.kept > 0
        return self.at is not None and (self.at < self.begin if self._falls else self.at > self.begin)

    @property
    def _falls(self) -> bool:
        return self.measure.falls(self.begin)

    @property
    def words(self) -> str:
        """Say what came of it: `ended at 12 of 20 bugs`, `kept 8 of 10 weeks`."""
        if self.measure.is_habit:
            return f"kept {self.kept} of {many(self.kept + self.missed, self.per)}"
        return f"ended at {self.figure}"

    @property
    def figure(self) -> str:
        """Say where its number stands: `12 of 20 bugs`, `350 ms`."""
        at, target, unit = self.at or 0, self.measure.target or 0, self.measure.unit
        if self.begin == 0 and not self._falls:
            return f"{number(at)} of {amount(target, unit)}"
        return amount(at, unit)


@dataclass(frozen=True, slots=True)
class Told:
    """A goal's words, and what is to be told beside them."""

    words: str
    beside: str = ""
    """What came of it; empty where the words say no more than that."""
    is_past: bool = True
    """They may be said of the past."""

    @property
    def line(self) -> str:
        """All of it as one line, in the past where it may be said so."""
        words = in_past(self.words) if self.is_past else self.words
        return "; ".join(filter(None, (words, self.beside)))


def told(title: str, came: Outcome | None) -> Told:
    """Tell a goal that was ended, so that it claims nothing that its own numbers deny."""
    if came is None:
        return Told(title)
    if came.measure.is_habit:
        return Told(title, came.words, came.is_on_the_way) if came.is_short else Told(title)
    part = next((one for one in map(clause, parse(title, load())) if one.quantities), None)
    claimed = _claimed(part, came.measure) if part else None
    if not (came.falls_short(claimed.value) if claimed else came.is_short):
        return Told(title)
    restated = _restated(title, part, claimed, came) if part and claimed and came.is_on_the_way else None
    return Told(restated) if restated else Told(title, came.words, is_past=False)


def _claimed(part: Clause, counted: Measure) -> Quantity | None:
    """Find the number in the words that says where the goal's own is to come."""
    said = measure(part, load(), measurable=True)
    if said is None or said.kind != "number":
        return None
    main = next((one for one in part.quantities if one.value == said.target), None)
    bare = is_bare(said.unit) or is_bare(counted.unit)
    return main if main and (bare or same_unit(str(said.unit), str(counted.unit))) else None


def _restated(title: str, part: Clause, claimed: Quantity, came: Outcome) -> str | None:
    """Put the number that was reached into the words, where it reads well: of 20 bugs, to 350 ms."""
    word, after = part.word(claimed.at), claimed.at + 1
    numeral = word.numeral
    joined = after < len(part.sentence) and part.word(after).isa("numberword")
    if numeral is None or joined or came.at is None or numeral.value != claimed.value:
        return None
    counted = part.verb is not None and part.verb.end == claimed.at
    ratio = numeral.unit == "%" or claimed.unit in load().says["express"]["ratios"]
    start, end = part.sentence.span(claimed.at, after)
    reached = amount(came.at, numeral.unit or None)
    if (claimed.at and part.word(claimed.at - 1).isa("toword")) or (counted and ratio):
        return f"{title[:start]}{reached}{title[end:]}"
    if counted and came.measure.direction != "down":
        aim = number(claimed.value) if word.isa("numberword") else title[start:end]
        return f"{title[:start]}{reached} of {aim}{title[end:]}"
    return None
