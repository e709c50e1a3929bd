"""How a goal was counted, and since when: read from the log of what was changed; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.checkins.units import is_bare, same_unit
from bot.goals.progress import in_periods, on_its_days, period_of
from bot.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.models import Edit, Goal

_FIELDS = ("measure", "rhythm", "rhythm_from")


@dataclass(frozen=True, slots=True)
class Version:
    """How a goal was counted from a day on."""

    since: date
    counts: Measure | None
    rhythm: str = ""
    rhythm_from: date | None = None

    @property
    def has_periods(self) -> bool:
        """Tell whether it has periods to be kept."""
        return bool(self.rhythm) or (self.counts is not None and self.counts.is_habit)

    def has_same_periods(self, other: Version) -> bool:
        """Tell whether both have the same periods; they may differ in how much is asked for in each."""
        mine, others = ((one.has_periods, period_of(one), _own_rhythm(one)) for one in (self, other))
        return mine == others


def _own_rhythm(version: Version) -> tuple[str, date | None]:
    """Return the rhythm by which a version is judged; where its periods are the calendar's, none."""
    if in_periods(version):
        return "", None
    return version.rhythm, None if on_its_days(version) else version.rhythm_from


def versions(goal: Goal, edits: Sequence[tuple[date, Edit]], was_set: date) -> list[Version]:
    """Return how `goal` was counted from the day it `was_set` on, the earliest first; the last one holds today.

    `edits` are those of its changes that still stand, each with the day it was made, the earliest first. A version that
    was replaced on the day it began never held.
    """
    fields: Mapping[str, Any] = {name: getattr(goal, name) for name in _FIELDS}
    found: list[Version] = []
    for on, edit in reversed(edits):
        if edit.is_new or not edit.was.keys() & fields.keys():
            continue
        _put_before(found, on, fields)
        fields = {name: edit.was.get(name, value) for name, value in fields.items()}
    _put_before(found, was_set, fields)
    return found


def _put_before(later: list[Version], on: date, fields: Mapping[str, Any]) -> None:
    """Put the version that held from a day on before the `later` ones; an equal first one is extended instead."""
    if later and later[0].since <= on:
        return
    measure, begun = fields["measure"], fields["rhythm_from"]
    begun = date.fromisoformat(begun) if isinstance(begun, str) else begun
    one = Version(on, Measure(**measure) if measure else None, fields["rhythm"], begun)
    if later and (later[0].counts, later[0].rhythm) == (one.counts, one.rhythm):
        later.pop(0)
    later.insert(0, one)


def stretches(found: Iterable[Version]) -> list[list[Version]]:
    """Group neighbouring versions that have the same periods; those without periods are left out."""
    joined: list[list[Version]] = []
    for one in found:
        if joined and one.has_same_periods(joined[-1][-1]):
            joined[-1].append(one)
        else:
            joined.append([one])
    return [stretch for stretch in joined if stretch[0].has_periods]


def turns(found: Sequence[Version]) -> set[date]:
    """Return the days on which what is counted became something else: times became minutes."""
    return {
        now.since
        for before, now in pairwise(found)
        if before.counts is not None and now.counts is not None and not _counts_the_same(before.counts, now.counts)
    }


def is_turn(edit: Edit) -> bool:
    """Tell whether an edit changes what is counted, or begins or ends the counting."""
    before, now = edit.was.get("measure"), edit.after.get("measure")
    if before and now:
        return not _counts_the_same(Measure(**before), Measure(**now))
    return before != now


def _counts_the_same(one: Measure, other: Measure) -> bool:
    if is_bare(one.unit) or is_bare(other.unit):
        return is_bare(one.unit) and is_bare(other.unit)
    return same_unit(one.unit or "", other.unit or "")
