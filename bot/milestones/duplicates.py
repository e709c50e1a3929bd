"""Milestones that were added twice: both stay, and one is offered to be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Button, Section
from bot.models import Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.milestones.subjects import Step

_TAPS = 3
"""How many can be dropped at once."""


def said_already(added: Sequence[Step], those: Sequence[Milestone]) -> tuple[Section, ...]:
    """Mention gently which of the milestones just `added` say the very same as another open one of `those`."""
    found = [(step, other) for step in added if (other := _first_like(step.thing, those)) is not None]
    if not found:
        return ()
    said = ", ".join(f"{step.goal.ref}.{other.number} says the same as {step.ref}" for step, other in found)
    buttons = tuple(Button(f"Drop {step.ref}", f"milestone drop {step.ref}") for step, _ in found[:_TAPS])
    return (Section(f"{said}. Both may stay; if you meant only one, drop the other again.", buttons=buttons),)


def _first_like(step: Milestone, those: Sequence[Milestone]) -> Milestone | None:
    """Return the first open one with the same words and the same day that was there before `step`."""
    before = (one for one in those if one.number < step.number and one.state is MilestoneState.open)
    return next((one for one in before if one.title.casefold() == step.title.casefold() and one.due == step.due), None)
