"""From a number in a check-in to the value to keep for its goal; raises Refusal for a number that does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checkins.units import amount, is_bare, is_known, same_unit
from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.checkins.amounts import Amount
    from bot.measure import Measure
    from bot.models import Goal

DIGITS = 9
"""Decimals that are kept when a number is converted; what people count has fewer."""


def counts_up(goal: Goal) -> bool:
    """Tell whether its check-ins add up: a habit's times, a team's contributions."""
    return goal.team or goal.is_habit


def adds_plain(goal: Goal) -> bool:
    """Tell whether a plain number is added to what was said so far, and does not say where it stands.

    A team's goal that goes from one number to another is said like anybody's: at 7 on the way from 10 to 5.
    """
    return counts_up(goal) and not (goal.team and goal.has_number and goal.counts and goal.counts.start is not None)


def contributed(goal: Goal, number: float, total: float) -> float:
    """Return what brings the number of a team's goal to where somebody says that it stands.

    `total` is what was contributed so far: that is what a team's check-ins keep.
    """
    measure = goal.counts
    return round((measure.sign * (number - (measure.start or 0)) if measure else number) - total, DIGITS)


def stood_after(goal: Goal, total: float) -> float:
    """Return where the number of a team's goal stands after so much was contributed in all."""
    measure = goal.counts
    return (measure.start or 0) + measure.sign * total if measure else total


def taken(goal: Goal, said: Amount, at: float | None) -> float:
    """Return the value to keep for `said`; `at` is where the goal's number stood on that day, None if unknown.

    Where a team's goal is said by where it stands, that is what is returned. Raises Refusal for what does not fit.
    """
    measure = goal.counts
    if measure is None or measure.target is None or not (measure.has_number or measure.is_habit):
        measured = "3 times a week" if goal.rhythm else "from 0 to 100 %"
        raise Refusal(
            f"{goal.heading} is done or not done, so it has no number to move.",
            f"Say how it goes in words, or have it counted, for example: alter {goal.typed} measure: {measured}",
        )
    refuse_if_of_another(goal, measure, said, f"checkin {goal.typed}")
    if measure.is_habit:
        if said.change in ("less", "minus"):
            raise Refusal(
                "Check-ins of a habit are added up, so there is nothing to take away from.",
                f"For none on a day, write: checkin {goal.typed} 0. Undo takes back the last.",
            )
        return said.value
    signed = -said.value if said.change in ("less", "minus") else said.value
    below_zero = min(measure.start or 0, measure.target) < 0
    if goal.team and adds_plain(goal):
        return _added(goal, measure, signed, at)
    if not said.change or (said.change == "minus" and below_zero):
        return signed
    if at is None and measure.start is None and measure.direction != "up":
        raise Refusal(
            f"I don't know yet where {goal.named} stands, so I can't count on from there.",
            f"Give the number itself first, for example: checkin {goal.typed} {amount(measure.target, measure.unit)}",
        )
    return _on_from(goal, measure, measure.start or 0 if at is None else at, signed, below_zero=below_zero)


def _on_from(goal: Goal, measure: Measure, at: float, step: float, *, below_zero: bool) -> float:
    """Return where a step leads; nothing is counted below zero that neither begins nor ends there."""
    if at + step >= 0 or below_zero:
        return at + step
    there, here = amount(at + step, measure.unit), amount(at, measure.unit)
    raise Refusal(
        f"{goal.heading} stands at {here}, so {amount(abs(step), None)} less would be {there}.",
        f"Say where it stands, for example: checkin {goal.typed} {here}",
    )


def _added(goal: Goal, measure: Measure, step: float, at: float | None) -> float:
    """Return what is added to a team's number; no more is taken back than was added."""
    so_far = 0.0 if at is None else abs(at - (measure.start or 0))
    if so_far + step >= 0:
        return step
    raise Refusal(
        f"{amount(so_far, measure.unit)} were added so far, so {amount(-step, None)} can't be taken back.",
        f"To add: checkin {goal.typed} 5. To take back your last check-in: undo",
    )


def refuse_if_of_another(goal: Goal, measure: Measure, said: Amount, line: str) -> None:
    """Raise Refusal for a number of something else, or of another whole; `line` is what stands before a right one."""
    _refuse_unit(goal, measure, said, line)
    if said.out_of is not None and said.out_of != measure.target:
        raise Refusal(
            f"You said “of {amount(said.out_of, None)}”, and {goal.named} aims at "
            f"{amount(measure.target or 0, measure.unit)}.",
            f"Give the number alone, for example: {line} {amount(said.value, measure.unit)}",
        )


def _refuse_unit(goal: Goal, measure: Measure, said: Amount, line: str) -> None:
    words = said.unit.split()
    if not words:
        return
    prefixes = [" ".join(words[:end]) for end in range(1, len(words) + 1)]
    if is_bare(measure.unit):
        known = next((part for part in prefixes if is_known(part)), "")
        if not measure.is_habit or not known:
            return
        hint = f"Say how many times, for example: {line} 2"
        raise Refusal(f"{goal.heading} counts times, not “{known}”.", hint)
    if measure.unit and any(same_unit(part, measure.unit) for part in prefixes):
        return
    hint = f"For example: {line} {amount(said.value, measure.unit)}"
    if same_unit(prefixes[0], "%") and measure.has_number:
        begin, target = measure.start or 0, measure.target or 0
        there = begin + (target - begin) * said.value / 100
        hint = (
            f"{amount(said.value, '%')} of the way would be {amount(round(there, 2), measure.unit)}: "
            f"{line} {amount(round(there, 2), measure.unit)}"
        )
    raise Refusal(f"{goal.heading} counts {_named(measure.unit)}, not “{said.unit[:40]}”.", hint)


def _named(unit: str | None) -> str:
    return f"in {unit}" if unit and not unit.isalpha() else str(unit)
