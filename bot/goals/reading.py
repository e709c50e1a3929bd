"""How the coach reads a goal that is kept: its title together with its date, its measure and its reason."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from bot.checkins.measuring import sound
from bot.checkins.units import as_typed
from bot.coach import reader
from bot.dates import grammar
from bot.dates.when import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from bot.coach.verdicts import Measure, Reading
    from bot.models import Goal


def read(goal: Goal, now: datetime, parent: Goal | None = None) -> Reading:
    """Return what the coach finds in `goal`, which may lie on the road to `parent`; `now` is on its owner's clock."""
    why = (goal.reason if goal.is_theirs else "") or (parent.title if parent else "")
    found = reader.read(goal.title, why=why or None, now=now, due=goal.due_on or bool(goal.rhythm))
    counted = goal.counts is not None and goal.counts.target is not None
    if counted and found.question and found.question.point == "measurable":
        return replace(found, question=None)
    return found


def take_over(goal: Goal, sentence: str, now: datetime, *, counted: bool = True) -> None:
    """Keep with `goal` what `sentence` says beside its date: how it is `counted`, and whether it means leaving."""
    found = reader.read(sentence, now=now)
    if counted:
        timeless = _timeless(sentence, now)
        measure = sound((reader.read(timeless, now=now) if timeless != sentence else found).measure)
        measure = replace(measure, **_beats(goal.rhythm)) if measure and _is_once(measure) else measure
        goal.measure = asdict(replace(measure, unit=as_typed(measure.unit, sentence))) if measure else None
    goal.leaving = bool(found.leaving_employer)


def _timeless(sentence: str, now: datetime) -> str:
    """Return a sentence without the numbers of its dates, in whatever language they are said: none of them counts."""
    for when in reversed(grammar.read_all(sentence, now)):
        start, end = when.span or (0, 0)
        if when.kind in (Kind.date, Kind.datetime) and any(letter.isdigit() for letter in sentence[start:end]):
            start, end = when.cut or (start, end)
            sentence = sentence[:start] + sentence[end:]
    return sentence


def _is_once(measure: Measure) -> bool:
    return measure.kind == "habit" and measure.target == 1 and measure.unit is None


def _beats(rule: str) -> dict[str, Any]:
    """Return how often, and in what, a habit is done by its rhythm: on Tuesdays and Thursdays is twice a week."""
    said = dict(part.split("=", 1) for part in rule.split(";") if part)
    every, days = int(said.get("INTERVAL", "1")), len(said.get("BYDAY", "").split(","))
    match said.get("FREQ"):
        case "DAILY" if every > 1:
            return {"target": float(max(7 // every, 1)), "per": "week"}
        case "WEEKLY" if every == 1:
            return {"target": float(days), "per": "week"}
        case "WEEKLY":
            return {"target": float(max(4 * days // every, 1)), "per": "month"}
        case "MONTHLY" if every == 1:
            return {"target": 1.0, "per": "month"}
    return {}
