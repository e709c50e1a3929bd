"""What is often done next about a goal, to tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Button

if TYPE_CHECKING:
    from bot.models import Goal


def add_button(goal: Goal, style: str) -> Button:
    """Return the button that adds a milestone."""
    return Button("Add a milestone", f"milestone add {goal.ref}", style)


def leave_button(goal: Goal) -> Button:
    """Return the button that gives back the asker's part in somebody else's goal."""
    return Button("Leave it", f"unshare {goal.ref}")


def celebrate_button(call: str) -> Button:
    """Return the button that tells a channel that something was reached, by this call."""
    return Button("Celebrate it in the channel", call)


def tell_buttons(goal: Goal) -> tuple[Button, ...]:
    """Return the button that tells a team of its goal."""
    return (Button("Tell the channel", f"post {goal.ref}"),) if goal.team else ()
