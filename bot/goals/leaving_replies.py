"""What Milepost says of a goal that stays between its owner and itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.titles import title_told
from bot.messages import Button, Field, Reply, Section, Tone
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Change, Goal


def kept_between_us(goal: Goal) -> Section:
    """Promise to keep a goal of leaving to its owner, who may know better what it is about."""
    return Section(
        "This stays between the two of us. When you tell others about it, I speak only of the skill or the scope "
        "that it asks for, if it asks for any.",
        buttons=(_misread(goal),),
    )


def shown_to_its_owner(goal: Goal) -> tuple[Section, ...]:
    """Say that a goal that its owner looks at is seen by nobody else, and how to say otherwise."""
    if not goal.leaving or goal.is_anothers or goal.team:
        return ()
    return (Section("This stays between the two of us.", buttons=(_misread(goal),)),)


def turned(goal: Goal, change: Change) -> tuple[Section, ...]:
    """Say that a milestone made its goal one of leaving, or that with it nothing speaks of that any more."""
    now = next((edit.after.get("leaving") for edit in change.edits if edit.of == ("goal", goal.id)), None)
    if now is None or goal.leaving is not now:
        return ()
    if now:
        says = f"That speaks of leaving, so all of {goal.named} stays between the two of us from now on."
        return (Section(says, buttons=(_misread(goal),)),)
    return (Section(f"Nothing in {goal.named} speaks of leaving any more, so whoever saw it before sees it again."),)


def _misread(goal: Goal) -> Button:
    return Button("It is not about leaving", f"misread {goal.ref}")


def seen_again(goal: Goal, who: Sequence[Field], steps: Sequence[str]) -> Reply:
    """Name those who would see it again, and what they would read, before they do."""
    words = (Field("They read", title_told(goal)), *(Field("Its milestone", step) for step in steps))
    buttons = (
        Button("They may see it", f"misread {goal.ref} seen: as before", "primary"),
        Button("Stop sharing it", f"unshare {goal.ref}"),
    )
    return Reply(
        title=f"Not about leaving? Then goal {goal.ref} would be seen again: {goal.title}",
        sections=(
            Section("Who sees it then", tuple(who)),
            Section("", words),
            Section(
                "Nothing is changed yet. If nobody is to see it, stop sharing it first, and then say so again.",
                buttons=buttons,
            ),
        ),
        tone=Tone.attention,
        replaces=True,
    )


def never_read_so(goal: Goal) -> Reply:
    """Say that nobody took it for one of leaving, so that nothing is changed."""
    return Reply(
        title=f"I never took goal {goal.ref} to be about leaving: {goal.title}",
        sections=(Section("So nothing changed.", buttons=(Button("Who may see it", f"share {goal.ref}"),)),),
    )


def not_about_leaving(goal: Goal, change: Change, who: Sequence[Field] = ()) -> Reply:
    """Say that it is a goal like others from now on, and who sees it again."""
    already = "" if change.edits else ", as you said"
    return Reply(
        title=f"Goal {goal.ref} is not about leaving{already}: {goal.title}",
        sections=(
            Section(
                "I take your word for it: it may be shown, and I tell it in its own words. New words of it that "
                "speak of leaving stay between us again.",
                fields=tuple(who) if change.edits else (),
                buttons=(Button("Who may see it", f"share {goal.ref}"), *_undo(change)),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )


def confided(goal: Goal, change: Change) -> Reply:
    """Promise to keep it to its owner, whatever its words are."""
    already = "" if change.edits else " already"
    return Reply(
        title=f"Goal {goal.ref} stays between the two of us{already}: {goal.title}",
        sections=(
            Section(
                "Nobody else sees it, whatever was agreed before, and I ask about it in private only.",
                buttons=(_misread(goal), *_undo(change)),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )


def _undo(change: Change) -> tuple[Button, ...]:
    return (undo_button(change),) if change.edits else ()
