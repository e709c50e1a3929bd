"""The other rhythms that words may mean, one tap away: "every Sunday 2:30" is in the afternoon, or at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.rhythm import rhythm_in_words
from bot.messages import CALL_LIMIT, Button, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Goal

_MOST = 2
"""How many are offered."""


def other_rhythms(goal: Goal, rules: Sequence[str]) -> tuple[Section, ...]:
    """Offer to ask about a goal by one of `rules`, which its words may mean as well."""
    calls = ((rhythm_in_words(rule), f"nudges {goal.ref} rhythm: {rule}") for rule in rules)
    fitting = [(words, call) for words, call in calls if len(call) <= CALL_LIMIT][:_MOST]
    buttons = tuple(Button(words[:1].upper() + words[1:], call) for words, call in fitting)
    said = " or ".join(words for words, _ in fitting)
    return (Section(f"Or did you mean {said}?", buttons=buttons),) if buttons else ()
