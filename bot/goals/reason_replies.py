"""What Milepost says of a reason that stands in a goal's own words, where others read it with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.reasons import reason_in
from bot.messages import Button, Section

if TYPE_CHECKING:
    from bot.models import Goal


def reason_offered(goal: Goal) -> tuple[Section, ...]:
    """Offer to keep a reason that was typed in the sentence from everybody else."""
    found = reason_in(goal.title)
    if found is None or goal.leaving:
        return ()
    read = "everybody here reads it" if goal.team else "whoever sees the goal reads it"
    return (
        Section(
            f"“{found.words}” stands in its words, so {read}. As your private reason, nobody else ever sees it.",
            buttons=(withhold_button(goal),),
        ),
    )


def reason_read(goal: Goal) -> tuple[Section, ...]:
    """Say plainly that the words that others read hold a reason."""
    found = reason_in(goal.wording or goal.title)
    if found is None:
        return ()
    return (
        Section(f"A reason stands in the words that others read: “{found.words}”.", buttons=(withhold_button(goal),)),
    )


def reason_kept(goal: Goal) -> str:
    """Promise what is true of a goal's reason: one in its own words is read with them."""
    if reason_in(goal.wording or goal.title) is None:
        return "Your reason is never shown to anybody."
    return "What you keep as your own reason is never shown to anybody; one in the goal’s words is read with them."


def stays_yours(goal: Goal) -> str:
    """Promise that the reason is not told, as a further sentence; nothing where the goal's words tell one."""
    return " Your reason stays yours." if reason_in(goal.wording or goal.title) is None else ""


def withhold_button(goal: Goal) -> Button:
    """Return the button that makes the reason in a goal's words its private one."""
    return Button("Make it my private reason", f"withhold {goal.ref}")
