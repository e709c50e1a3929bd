"""What is told to others: one goal for whoever hears of it, and all that was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.reasons import reason_in
from bot.messages import BLANK, Button, Reply, Section

if TYPE_CHECKING:
    from bot.coach.claims import Outcome
    from bot.coach.expressing import Audience
    from bot.models import Goal

_HEARD_BY: dict[Audience, str] = {
    "resume": "a resume",
    "interview": "an interview",
    "manager": "my manager",
    "team": "my team",
}


def expressed(goal: Goal, audience: Audience, text: str, *, came: Outcome | None) -> Reply:
    """Show a goal as it could be told, to copy; `came` is what its numbers say came of it, once it was ended."""
    again = [Button(f"For {_HEARD_BY[other]}", f"express {goal.ref} for: {other}") for other in _HEARD_BY]
    own = [] if goal.leaving or goal.ended_at else [Button("Word it myself", f"form alter {goal.ref} wording: {BLANK}")]
    held = "No word of leaving is in it" if goal.leaving else "Only what the goal itself holds is in it"
    never = "" if reason_in(text) else ", and never your reason"
    short = (
        f"{came.words.capitalize()}: no more than that is told. " if came and came.is_short and not goal.leaving else ""
    )
    return Reply(
        title=f"For {_HEARD_BY[audience].replace('my', 'your')}",
        sections=(
            Section(text),
            Section(buttons=(*(one for one in again if not one.call.endswith(audience)), *own)),
        ),
        note=f"{short}{held}{never}. Copy it to where you need it.",
        replaces=True,
    )


def nothing_to_tell(goal: Goal, audience: Audience) -> Reply:
    """Say that a goal of leaving asks for no skill and no scope, so that there is nothing in it for others."""
    who = _HEARD_BY[audience].replace("my", "your")
    days = {"manager": " Tell them yourself when the day comes.", "team": " They are told when the day comes."}
    needs = f"for {who} to hear" if audience in days else f"for {who}"
    sure = (Button("It is not about leaving", f"misread {goal.ref}"),)
    told = f"There is nothing in it {needs}.{days.get(audience, '')}"
    if goal.confided:
        told = f"You keep it between the two of us, so there is nothing in it {needs}."
    return Reply(
        title=f"For {who}",
        sections=(Section(told, buttons=sure),),
        replaces=True,
    )


def bragged(markdown: str, since: str, apart: int = 0) -> Reply:
    """List what was reached, ready to be pasted; goals that stay `apart` are only counted, for their owner's eyes."""
    left_out = _left_out(apart)
    if not markdown and apart:
        return Reply(
            title=left_out,
            sections=(Section(f"Nothing else was reached since {since}, as far as I know."),),
            note="For your eyes only.",
        )
    if not markdown:
        return Reply(
            title=f"Nothing was reached since {since}, as far as I know",
            sections=(Section("Mark a milestone done, and it stands here, for example: milestone done 1.1"),),
        )
    aside = f"For your eyes only: {left_out[:1].lower()}{left_out[1:]}." if apart else ""
    return Reply(
        title=f"Reached since {since}",
        sections=(Section(markdown),),
        note=f"Markdown, to paste into a review. {aside}".rstrip(),
    )


def _left_out(apart: int) -> str:
    if apart == 1:
        return "One goal that stays between us was reached; it is left out here"
    return f"{apart} goals that stay between us were reached; they are left out here"
