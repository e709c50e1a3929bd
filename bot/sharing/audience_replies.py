"""What Milepost says when somebody decides who sees a goal: nobody, a channel, the workspace, the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.buttons import tell_buttons
from bot.goals.reason_replies import reason_read, stays_yours
from bot.goals.titles import title_told
from bot.messages import Button, Reply, Section, Tone
from bot.models import Audience, Goal
from bot.replies.wording import undo_button
from bot.sharing.replies import over, stop_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Change


def audience_already(goal: Goal, still: Sequence[str]) -> Reply:
    """Say that it was shown to just them before; `still` see it by a part of their own."""
    return Reply(
        title=f"Goal {goal.ref} is shown to {'no channel' if still else goal.audience.named} already",
        sections=_still(goal, still),
        replaces=True,
    )


def _still(goal: Goal, still: Sequence[str]) -> tuple[Section, ...]:
    """Say who sees a goal all the same, and how that ends."""
    if not still:
        return ()
    names = ", ".join(still)
    return (Section(f"{names} still {'sees' if len(still) == 1 else 'see'} it.", buttons=(stop_button(goal),)),)


def asked_no_more(goal: Goal, names: Sequence[str], still: Sequence[str], change: Change) -> Reply:
    """Say that an invitation was taken back."""
    return Reply(
        title=f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} no longer asked about goal {goal.ref}",
        sections=(Section(buttons=(undo_button(change),)), *_still(goal, still)),
        tone=Tone.good,
        replaces=True,
    )


def audience_changed(goal: Goal, change: Change, still: Sequence[str]) -> Reply:
    """Say who sees it from now on; `still` see it by a part of their own, whatever its audience."""
    seen = f"Nobody sees it but {', '.join(('you', *still))}." if goal.audience is Audience.private else ""
    return Reply(
        title=f"Goal {goal.ref} is shown to {goal.audience.named}",
        sections=(
            Section(
                seen
                or f"They read: “{title_told(goal)}”, how far it is, how sure you are, whether it is stuck "
                f"(never by what), and its milestones.{stays_yours(goal)}{over(goal)}",
                buttons=(undo_button(change),),
            ),
            *(reason_read(goal) if not seen else ()),
        ),
        tone=Tone.good,
        replaces=True,
    )


def given(goal: Goal, change: Change | None = None) -> Reply:
    """Say that a goal is the team's of this channel from now on, or was before."""
    return Reply(
        title=f"Goal {goal.ref} is {'now ' if change else ''}this team’s own: {title_told(goal)}",
        sections=(
            Section(
                "Everybody in this channel sees it and "
                f"{'adds to its number' if goal.has_number else 'checks in on it'}, and I ask about it here. "
                f"Only you change it, and those who own it with you.{stays_yours(goal)}",
                buttons=(
                    *tell_buttons(goal),
                    Button("Make it mine again", f"share {goal.ref} with: nobody"),
                    *((undo_button(change),) if change else ()),
                ),
            ),
            *reason_read(goal),
        ),
        tone=Tone.good,
        replaces=True,
    )


def taken_home(goal: Goal, change: Change) -> Reply:
    """Say that a team's goal is one person's again."""
    stands = " From now on a check-in says where it stands." if goal.has_number else ""
    return Reply(
        title=f"Goal {goal.ref} is yours again, and its channel no longer sees it",
        sections=(
            Section(
                f"What was added to it stays counted.{stands}",
                buttons=(undo_button(change),),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )
