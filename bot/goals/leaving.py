"""Words that speak of leaving are written where nobody but their writer reads them, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.expressing import means_leaving
from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.models import Goal
    from bot.talk import Talk

_HINT = "Keep it in a goal of your own, which nobody else sees: type new, and the words."


def refuse_in_others(talk: Talk, goal: Goal, *words: str | None) -> None:
    """Raise Refusal where any of `words` speaks of leaving and `goal` is somebody else's, who would read it."""
    if goal.person_id != talk.me.id and any(means_leaving(said, goal.misread) for said in words):
        raise Refusal("That speaks of leaving, and whoever set this goal would read it.", _HINT)


def refuse_as_title(talk: Talk, goal: Goal) -> None:
    """Raise Refusal for a title that means leaving, where `goal` is somebody else's or a team's own."""
    if goal.team:
        raise Refusal("That speaks of leaving, and everybody in the channel would read it.", _HINT)
    if goal.person_id != talk.me.id:
        raise Refusal("That speaks of leaving, and whoever set this goal would read it.", _HINT)


def refuse_as_wording(goal: Goal, wording: str) -> None:
    """Raise Refusal for a new wording for others that means leaving, unless its owner says that these words do not."""
    if wording != goal.wording and means_leaving(wording, goal.misread):
        raise Refusal(
            "That speaks of leaving, so I would tell it to nobody.",
            "Say what you want to do or to learn, for example: Lead a project of my own",
            about="wording",
        )
