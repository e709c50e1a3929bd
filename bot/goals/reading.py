"""How the coach reads a goal in the database: its title together with its date, its measure and its reason."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.checkins.measuring import Wanted, is_doubtful, sound
from bot.checkins.units import as_typed
from bot.coach import reader
from bot.coach.verdicts import Verdict
from bot.dates import grammar
from bot.dates.rhythm import is_in_each_week, parts
from bot.dates.when import Kind
from bot.goals import unread_days
from bot.measure import Measure
from bot.messages import BLANK

if TYPE_CHECKING:
    from datetime import datetime

    from bot.coach.verdicts import Question, Reading
    from bot.models import Goal


def read(goal: Goal, now: datetime, end: str = "", *, own: bool = False) -> Reading:
    """Return what the coach finds in `goal`; `now` is on its owner's clock.

    `end` is the title of the goal on whose road it lies, as the reader may see it. With `own` the private reason is
    read too: then the answer is for the owner alone.
    """
    why = (goal.reason if own else "") or end
    found = reader.read(goal.title, why=why or None, now=now, due=goal.due_on or bool(goal.rhythm))
    found = unread_days.asked(goal, found, now)
    if goal.counts is None or goal.counts.target is None:
        return found
    known = found if found.measurable else replace(found, measurable=Verdict("met"))
    return replace(known, question=None) if found.question and _asks_how_much(found.question) else known


def _asks_how_much(question: Question) -> bool:
    """Tell whether a question is about the number that a goal is counted by: where it stands, where it goes."""
    from_to = any(_FROM_TO in answer.wording for answer in question.answers)
    return question.point == "measurable" or question.counts or from_to


_MENTION = re.compile(r"<?(?<!\w)[@#][&!]?\d+>?|<a?:\w+:\d+>")
"""Whom or what a platform mentions by a number, which counts nothing."""
_FROM_TO = f"from {BLANK} to {BLANK}"

_QUARTER = 3
"""Months in a quarter of a year."""
_ONCE = Measure("habit", target=1.0, direction="up")


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says beside its date."""

    measure: Measure | None
    """How it is counted."""
    doubt: Measure | None
    """How its numbers would count it, where its words go the other way: then it has no measure before that is asked."""
    leaving: bool
    """It means leaving the employer."""


def said(sentence: str, rhythm: str, now: datetime) -> Said:
    """Return what `sentence`, which names `rhythm`, says beside its date; `now` is on its owner's clock."""
    sentence = _MENTION.sub("somebody", sentence)
    found = reader.read(sentence, now=now)
    timeless = _timeless(sentence, now)
    read = (reader.read(timeless, now=now) if timeless != sentence else found).measure
    # A rhythm makes a habit, however its days are written: Run Tue/Thu.
    measure = _ONCE if rhythm and (read is None or read.kind == "done") else sound(read)
    measure = replace(measure, **_beats(rhythm)) if measure and _is_once(measure) else measure
    if measure and measure.is_habit and measure.per == "day" and rhythm and not is_in_each_week(rhythm):
        measure = replace(measure, per=None)  # a book every other week: its rhythm counts it
    measure = replace(measure, unit=as_typed(measure.unit, sentence)) if measure else None
    # What is lost is counted up from nothing, so there is no doubt about its way.
    doubtful = measure is not None and not (read and read.by) and is_doubtful(Wanted(measure), sentence)
    return Said(None if doubtful else measure, measure if doubtful else None, bool(found.leaving_employer))


def take_over(goal: Goal, sentence: str, now: datetime) -> Measure | None:
    """Set a new goal's measure from its sentence; return the measure to ask about, if its direction is in doubt."""
    found = said(sentence, goal.rhythm, now)
    goal.measure, goal.leaving = asdict(found.measure) if found.measure else None, found.leaving
    return found.doubt


def _timeless(sentence: str, now: datetime) -> str:
    """Return a sentence without the numbers of its dates, in whatever language they are said: none of them counts."""
    for when in reversed(grammar.read_all(sentence, now)):
        start, end = when.span or (0, 0)
        if when.kind in (Kind.date, Kind.datetime) and any(letter.isdigit() for letter in sentence[start:end]):
            start, end = when.cut or (start, end)
            sentence = sentence[:start] + sentence[end:]
    return sentence


def _is_once(measure: Measure) -> bool:
    return measure.is_habit and measure.target == 1 and measure.unit is None


def _beats(rule: str) -> dict[str, Any]:
    """Return how often, and in what, a habit is done by its rhythm: on Tuesdays and Thursdays is twice a week.

    What lies further apart than a period of the calendar is counted by its rhythm.
    """
    said = parts(rule)
    every, days, months = (said.get(name, none) for name, none in (("INTERVAL", "1"), ("BYDAY", ""), ("BYMONTH", "")))
    found: tuple[int, str | None]
    match said.get("FREQ"), int(every):
        case "DAILY", 1:
            found = 1, "day"  # every six hours, too, is asked about every day
        case "WEEKLY", 1:
            found = len(days.split(",")), "week"
        case "MONTHLY", 1 if not months:
            listed = "" if "BYSETPOS" in said else said.get("BYMONTHDAY", days)
            found = len(listed.split(",")), "month"
        case "MONTHLY", every_so_many if every_so_many == _QUARTER or _is_each_quarter(months):
            found = 1, "quarter"
        case "YEARLY", 1:
            found = len(months.split(",")), "year"
        case _:
            found = 1, None
    return {"target": float(found[0]), "per": found[1]} if said else {}


def _is_each_quarter(months: str) -> bool:
    """Tell whether these are four months, each a quarter of a year after the one before."""
    return [int(month) % _QUARTER for month in months.split(",") if month] in [[first] * 4 for first in range(_QUARTER)]
