"""A reading as plain values, the way programs get it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.coach.verdicts import CRITERIA, Reading

if TYPE_CHECKING:
    from bot.measure import Measure


def to_json(reading: Reading) -> dict[str, Any]:
    """Give a reading as JSON can carry it."""
    evidence = {name: [list(span) for span in reading.verdict(name).evidence] for name in CRITERIA}
    evidence["too_general"] = [list(span) for span in reading.too_general.evidence]
    evidence["leaving_employer"] = [list(span) for span in reading.leaving_employer.evidence]
    return {
        **{name: reading.verdict(name).level for name in CRITERIA},
        "too_general": reading.too_general.so,
        "leaving_employer": reading.leaving_employer.so,
        "evidence": evidence,
        "question": reading.question.text if reading.question else None,
        "draft": reading.draft,
        "measure": _measure(reading.measure) if reading.measure else None,
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "kind": measure.kind,
        "start": measure.start,
        "target": measure.target,
        "unit": measure.unit,
        "direction": measure.direction,
        "per": measure.per,
    }
