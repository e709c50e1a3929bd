"""What the words of a milestone say: its title, its date, and where the goal's number should stand by then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.checkins.amounts import read_amount
from bot.checkins.counting import refuse_if_of_another
from bot.checkins.units import amount, same_unit
from bot.dates.kinds import dated
from bot.dates.soon import soon
from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.checkins.amounts import Amount
    from bot.dates.due import Due
    from bot.measure import Measure
    from bot.models import Goal
    from bot.talk import Talk

_LISTED = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+")
"""What stands before a line of a list."""
_NUMBER = re.compile(r"(?<![\w.,-])[-+\u2212]?[$€£¥]?\d")
"""Where a number begins: not within a word, such as p95."""
_REACHES = re.compile(r"\b(?:to|at|reach|reaches)\s+(?=[-\u2212]?[$€£¥]?\d)", re.IGNORECASE)
WHOLE = 100
_LINE = "value:"


@dataclass(frozen=True, slots=True)
class Draft:
    """A milestone as it was typed."""

    title: str
    due: Due | None = None
    others: tuple[Due, ...] = ()
    """What its date could also have meant."""
    has_two: bool = False
    """Its title names another date."""
    refused: Refusal | None = None
    """Why it cannot be a milestone as it was typed."""


def apart(text: str) -> list[str]:
    """Take several milestones apart: a semicolon or a new line stands between them."""
    parts = (_LISTED.sub("", part).strip() for part in re.split(r"[;\n]", text))
    return [part for part in parts if part]


def draft(words: str, talk: Talk) -> Draft:
    """Read one milestone; raises Refusal for a day that does not exist."""
    told = dated(words, talk)
    # A milestone is done once: where its days come round, on the first of them.
    due, others = (told.due, told.others) if told.due or not told.others else (told.others[0], told.others[1:])
    if due is None and not told.rhythm and (moment := soon(words, talk)) is not None:
        # Nothing is measured by a milestone, so it is how long something takes only beside another number.
        title, at = moment
        return Draft(words, others=(at,)) if _NUMBER.search(title) else Draft(title, at)
    left = dated(told.words, talk) if told.due is not None and told.words != words else None
    # The full stop behind its date ended what was said, and is no part of what is called so in a list.
    title = told.words if told.due is None or told.words.endswith("..") else told.words.removesuffix(".")
    return Draft(title, due, others, has_two=left is not None and left.due is not None and not left.due.said)


def read_value(words: str, unit: str | None = None) -> Amount:
    """Read where a number of `unit` should stand; raises Refusal where no number is said, or more than that."""
    found = read_amount(words, unit)
    if found is None:
        raise Refusal(f"I find no number in “{words[:30]}”.", "Write it like 500 ms, 12 or 60 %.")
    if found.change in ("more", "less"):
        raise Refusal(
            "A value says where the number should stand by then, not by how much it moves.",
            f"Give that number alone, for example: {_LINE} {amount(found.value, None)}",
        )
    return found


def value_of(goal: Goal, said: str | None, title: str) -> float | None:
    """Return where the goal's number should stand, as it was `said` or as the words of a milestone have it.

    Raises Refusal if it was said of a goal that counts no number, or counts something else.
    """
    counted = goal.counts
    if said is None:
        return _in_words(title, counted) if counted is not None and counted.has_number else None
    if counted is None or not counted.has_number:
        raise Refusal(
            f"Goal {goal.ref} does not count a number, so a milestone of it has no value.",
            f"Say what it counts, for example: alter {goal.ref} measure: from 0 to 10 pages",
        )
    found = read_value(said, counted.unit)
    if not _is_share(found.unit):
        refuse_if_of_another(goal, counted, found, _LINE)
    return _stands(found, counted)


def _in_words(title: str, counted: Measure) -> float | None:
    """Return the goal's number that a title names: with the goal's own unit, or bare where it says `to` or `reach`."""
    reaching = _REACHES.search(title)
    begin = _NUMBER.search(title, reaching.end() if reaching else 0)
    found = read_amount(title[begin.start() :], counted.unit) if begin else None
    if found is None or found.change in ("more", "less") or found.out_of not in (None, counted.target):
        return None
    bare = not found.unit or _is_share(found.unit)
    if not (_is_its_own(found.unit, counted.unit) or (bare and reaching)):
        return None
    value, ends = _stands(found, counted), sorted((counted.start or 0.0, counted.target or 0.0))
    return value if ends[0] <= value <= ends[1] else None


def _is_its_own(said: str, unit: str | None) -> bool:
    """Tell whether what was said behind a number begins with the goal's unit, in no more words than that has."""
    words, most = said.split(), len(unit.split()) if unit else 0
    return unit is not None and any(same_unit(" ".join(words[:n]), unit) for n in range(1, min(most, len(words)) + 1))


def _is_share(unit: str) -> bool:
    return bool(unit) and same_unit(unit.split(maxsplit=1)[0], "%")


def _stands(said: Amount, counted: Measure) -> float:
    """Return a number of the goal; a share in percent is one of the way from start to target."""
    value = -said.value if said.change == "minus" else said.value
    if not _is_share(said.unit) or same_unit(counted.unit or "", "%"):
        return value
    start, target = counted.start or 0.0, counted.target or 0.0
    return start + (target - start) * value / WHOLE
