"""What can be typed in a goal's place, and a title's."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, TypeAlias

from sqlmodel import col, select

from bot.commands import Kind
from bot.errors import Ambiguous, Choice, Refusal
from bot.models import Goal, GoalState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk

REF = re.compile(r"[0-9]{1,9}")
"""How a goal is called by number."""
TITLE_LIMIT = 200
"""Characters in a title."""
_SHOWN = 10
"""How many choices are still a choice."""


async def read_title(text: str, _talk: Talk) -> str:
    """Read a title: one line, nothing invisible in it."""
    title = " ".join("".join(c if unicodedata.category(c)[0] != "C" or c == "\u200d" else " " for c in text).split())
    if "___" in title:
        raise Refusal("There is still a blank in it.", f"Fill it in: {title[:120]}")
    if not title:
        raise Refusal("I see no words there.", "Say it in one sentence, for example: Ship the billing API")
    if len(title) > TITLE_LIMIT:
        raise Refusal(
            f"That is {len(title):,} characters; a title has up to {TITLE_LIMIT}.",
            f"Keep the heart of it, for example: {title[:40].rsplit(' ', 1)[0]}",
        )
    return title


async def mine(talk: Talk, ref: str = "") -> Sequence[Goal]:
    """Return the asker's goals, or only the one called `ref`; those still ahead first, then by number."""
    asked = select(Goal).where(Goal.person_id == talk.me.id, Goal.state != GoalState.withdrawn)
    if ref:
        asked = asked.where(Goal.number == int(ref))
    goals = await talk.session.scalars(asked.order_by(col(Goal.number)))
    return sorted(goals, key=lambda goal: goal.ended_at is not None)


def fitting(words: str, titles: dict[str, str]) -> list[str]:
    """Return the refs whose title begins with `words`; if none does, those that contain them."""
    typed = words.casefold()
    return [ref for ref, title in titles.items() if title.casefold().startswith(typed)] or [
        ref for ref, title in titles.items() if typed in title.casefold()
    ]


def only(words: str, found: Sequence[Choice], noun: str) -> str:
    """Return the one that was found; several are a menu, never a guess."""
    if not found:
        raise Refusal(f"You have no {noun} “{words[:60]}”.", "Type list to see your goals.")
    if len(found) > 1:
        raise Ambiguous(f"Several fit “{words[:60]}”. Which one do you mean?", found[:_SHOWN])
    return found[0].value


async def _read_goal(text: str, talk: Talk) -> Goal:
    ref = text.removeprefix("#")
    if REF.fullmatch(ref) and (called := await mine(talk, ref)):
        return called[0]
    goals = {goal.ref: goal for goal in await mine(talk)}
    found = fitting(text, {ref: goal.title for ref, goal in goals.items()})
    active = [ref for ref in found if goals[ref].ended_at is None]
    choices = [Choice(f"{ref} {goals[ref].title}", ref) for ref in active or found]
    return goals[only(text, choices, "goal")]


async def _suggest_goals(typed: str, talk: Talk) -> Sequence[Choice]:
    words = typed.casefold()
    labels = ((goal.ref, f"{goal.ref} {goal.title}") for goal in await mine(talk))
    return [Choice(label, ref) for ref, label in labels if words in label.casefold()][:25]


Sentence: TypeAlias = Annotated[str, Kind("", "one sentence", "Ship the billing API", read=read_title)]
TheGoal: TypeAlias = Annotated[
    Goal,
    Kind("Goal", "a goal, by its number or a part of its title", "1", read=_read_goal, suggest=_suggest_goals),
]
