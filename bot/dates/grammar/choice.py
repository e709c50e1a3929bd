"""The one reading of a text that holds several: the deadline, as a sensible person would take it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dates.when import NOTHING, SURE, Kind, Quota, When

if TYPE_CHECKING:
    from collections.abc import Sequence

RHYTHMS = frozenset({Kind.recurrence, Kind.quota})
_RANK = {"by": 4, "before": 4, "until": 3, "from": 1, "after": 1, "since": 0}
_OTHER = 0.3


def best(found: Sequence[tuple[When, str | None]]) -> When:
    """Return the reading that counts, the rest beside it; each comes with the preposition before it."""
    if not found:
        return NOTHING
    # The surest first: "a weekly review every Friday" is about Fridays.
    rhythms = sorted((pair for pair in found if pair[0].kind in RHYTHMS), key=lambda pair: -pair[0].confidence)
    points = [pair for pair in found if pair[0].kind not in RHYTHMS]
    dated = [pair for pair in points if pair[0].kind is Kind.date]
    if rhythms and dated and rhythms[0][0].confidence < SURE and not isinstance(rhythms[0][0].value, Quota):
        return _beside(max(dated, key=_rank)[0], rhythms)
    if rhythms and points and _rank(max(points, key=_rank)) < _RANK["by"]:
        return _beside(rhythms[0][0], points)
    if points:
        chosen = max(points, key=_rank)
        level = [pair for pair in points if pair is not chosen and _rank(pair) == _rank(chosen)]
        return _beside(chosen[0], [*level, *rhythms])
    return _beside(rhythms[0][0], rhythms[1:])


def _rank(pair: tuple[When, str | None]) -> int:
    return _RANK.get(pair[1] or "", 2)


def _beside(chosen: When, rest: Sequence[tuple[When, str | None]]) -> When:
    others = [replace(when, alternatives=(), confidence=_OTHER) for when, _ in rest if when.kind is not Kind.invalid]
    fresh = [when for when in others if when.value != chosen.value]
    return replace(chosen, alternatives=(*chosen.alternatives, *fresh))
