"""The ladder: from what is too general, by questions, down to a first step one could watch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.apart import and_why, is_a_day, is_how_often, is_reason, names_when
from bot.coach.elements import elements, served
from bot.coach.lexicon import load
from bot.coach.reader import read
from bot.coach.shrugs import is_shrug
from bot.coach.verdicts import CRITERIA

if TYPE_CHECKING:
    from datetime import datetime

WATCHABLE = 2
"""Of the five words, so many make something of what names no act that one can watch: be home by six."""
_PLAN = re.compile(r"[:;]\s+")
_TO = re.compile(r"^to\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rung:
    """One more question, a rung further down, with answers to tap: a label, and a wording with blanks."""

    question: str
    taps: tuple[tuple[str, str], ...]


def ladder(text: str) -> tuple[str, ...]:
    """Give the questions that lead from a wide wish to a specific goal with a first milestone."""
    likely = served(text)
    # The elements that the wish already speaks of come first.
    ordered = sorted(elements(), key=lambda e: likely.index(e.key) if e.key in likely else len(likely))
    listed = ", ".join(element.name.lower() for element in ordered)
    return tuple(question.format(elements=listed) for question in load().says["ladder"]["rungs"])


def seen(answer: str) -> str:
    """Return what one would be seen to do, without “they would see me”."""
    words = " ".join(answer.split())
    openings = load().says["ladder"]["openings"]
    opening = next((o for o in openings if words.casefold().replace("’", "'").startswith(f"{o} ")), "")
    return words[len(opening) :].strip()


def beside(see: str, reason: str, now: datetime) -> dict[str, str]:
    """Return what becomes of a goal, by the names of `alter`, where an answer tells only why, or a day.

    Empty where it tells what one would be seen to do. “To get away from my boss” is what for, “to ring her on Sundays”
    is not.
    """
    if is_shrug(see):
        return {}
    if is_a_day(see, now):
        return {"by": see}
    is_aim = bool(_TO.match(see)) and not names_when(see, now)
    return and_why(reason, see) if is_aim or is_reason(see) else {}


def act(see: str) -> str:
    """Return what one would be seen to do, without “to” before it."""
    return _TO.sub("", see).strip()


def further_down(see: str, now: datetime) -> Rung | None:
    """Return what is asked next where an answer says nothing that one could watch; None where it does."""
    says = load().says["ladder"]
    if is_shrug(see):
        return Rung(str(says["none"]), tuple((label, words) for label, words in says["none_taps"]))
    if is_how_often(see, now):
        return _rung("often", "often_taps", see)
    reading = read(see, now=now)
    plans = _PLAN.split(see)[1:]  # be kinder: every Sunday I will call Mum
    if not reading.is_judged or any(read(plan, now=now).action_based for plan in plans):
        return None
    certain = sum(bool(reading.verdict(name)) for name in CRITERIA)
    if not reading.too_general and (reading.action_based or certain >= WATCHABLE):
        return None
    return _rung("wide" if reading.too_general else "thing", "wide_taps", see)


def _rung(question: str, taps: str, see: str) -> Rung:
    says, bare = load().says["ladder"], see.rstrip(".!? ")
    offered = tuple((label, words.replace("{see}", bare)) for label, words in says[taps])
    return Rung(str(says[question]).replace("{see}", bare), offered)
