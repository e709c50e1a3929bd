"""The one reading of a text that holds several: the deadline, as a sensible person would take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from bot.dates.when import NOTHING, SURE, Kind, When

if TYPE_CHECKING:
    from collections.abc import Sequence

_Said: TypeAlias = tuple[When, str | None]

LASTING = "bis"
"""The preposition that means both "by" and "until": beside a rhythm it says how long that lasts."""
RHYTHMS = frozenset({Kind.recurrence, Kind.quota})
ASIDE = "aside"
"""Stands for the preposition of a time that only says which thing is meant, or what once held."""
TOLD = "told"
"""Stands for the preposition of a day that is told from another one in the text: that other is only where it begins."""
PASSED = "passed"
"""Stands for the preposition of a day that has passed: one that is ahead counts before it."""
_RANK = {TOLD: 5, PASSED: 1, ASIDE: 0, "by": 4, "before": 4, LASTING: 4, "until": 3, "from": 1, "after": 1, "since": 0}
_DAYLESS = frozenset({"FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"})
"""Rhythms of long periods with no day: one that is named beside them, with its hour, is the coming one."""
_OTHER = 0.3
_DOUBTED = RHYTHMS | {Kind.datetime}
"""Readings whose own alternatives are worth offering where they only stand beside the one that counts."""


def best(found: Sequence[_Said]) -> When:
    """Return the reading that counts, the rest beside it; each comes with the preposition before it."""
    if not found:
        return NOTHING
    # The surest first: "a weekly review every Friday" is about Fridays.
    rhythms = sorted((pair for pair in found if pair[0].kind in RHYTHMS), key=lambda pair: -pair[0].confidence)
    points = [pair for pair in found if pair[0].kind not in RHYTHMS]
    dated = [pair for pair in points if pair[0].kind is Kind.date]
    if rhythms:
        rhythms = _precise_first(rhythms)
        if rhythms[0][0].value in _DAYLESS:  # quarterly review 2pm on 30 November
            dated = [pair for pair in points if pair[0].kind in {Kind.date, Kind.datetime}]
        rhythms, points = _lasting(rhythms, points)
    if rhythms and dated and rhythms[0][0].confidence < SURE and not _is_firm(rhythms[0][0]):
        return _beside(max(dated, key=_rank)[0], rhythms)
    plain = [pair for pair in points if pair[1] != TOLD]
    if rhythms and points and max(map(_rank, plain), default=0) < _RANK["by"]:
        return _beside(rhythms[0][0], points)
    if points:
        chosen = max(points, key=_rank)
        others = sorted((pair for pair in points if pair is not chosen and _rank(pair)), key=_rank, reverse=True)
        return _beside(chosen[0], [*others, *rhythms])
    return _beside(rhythms[0][0], rhythms[1:])


def _precise_first(rhythms: list[_Said]) -> list[_Said]:
    """Put the rhythm first that says all that the surest says, and more: "mondays at 8am review it, every week"."""
    surest = rhythms[0]
    says = _said_by(surest)
    precise = max(rhythms, key=lambda pair: len(_said_by(pair)) if _said_by(pair) >= says else 0)
    return [precise, *(pair for pair in rhythms if pair is not precise)] if says else rhythms


def _said_by(pair: _Said) -> frozenset[str]:
    rule = pair[0].value
    return frozenset(rule.split(";")) if isinstance(rule, str) else frozenset()


def _is_firm(rhythm: When) -> bool:
    """Tell whether a rhythm counts before a day, however it is read: a quota, or one that has its last day."""
    return not isinstance(rhythm.value, str) or "UNTIL=" in rhythm.value


def _lasting(rhythms: list[_Said], points: list[_Said]) -> tuple[list[_Said], list[_Said]]:
    """Let the day until which a rhythm lasts be a part of it, wherever in the sentence it stands."""
    points = [(when, "until" if name == LASTING else name) for when, name in points]
    rhythm, lead = rhythms[0]
    until = next((when.value for when, name in points if name == "until" and when.kind is Kind.date), None)
    rule = rhythm.value
    if not isinstance(rule, str) or "UNTIL=" in rule or "COUNT=" in rule or not isinstance(until, date):
        return rhythms, points
    others = tuple(replace(o, value=_until(o.value, until)) for o in rhythm.alternatives if isinstance(o.value, str))
    bound = replace(rhythm, value=_until(rule, until), alternatives=(*others, _alone(rhythm), *rhythm.alternatives))
    return [(bound, lead), *rhythms[1:]], points


def _until(rule: str, last: date) -> str:
    """Return a rule that ends with a day, its keys in the usual order."""
    head = [key for key in rule.split(";") if key.startswith(("FREQ", "INTERVAL"))]
    tail = rule.split(";")[len(head) :]
    return ";".join([*head, f"UNTIL={last:%Y%m%d}T235959", *tail])


def _alone(when: When) -> When:
    return replace(when, alternatives=(), confidence=_OTHER)


def _rank(pair: _Said) -> int:
    return _RANK.get(pair[1] or "", 2)


def _beside(chosen: When, rest: Sequence[_Said]) -> When:
    others = [_alone(when) for when, _ in rest if when.kind is not Kind.invalid]
    others += [_alone(other) for when, _ in rest if when.kind in _DOUBTED for other in when.alternatives]
    known = [chosen.value, *(when.value for when in chosen.alternatives)]
    fresh = [when for place, when in enumerate(others) if when.value not in (*known, *_values(others[:place]))]
    return replace(chosen, alternatives=(*chosen.alternatives, *fresh))


def _values(found: Sequence[When]) -> list[object]:
    return [when.value for when in found]
