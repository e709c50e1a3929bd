"""A plan behind a goal and a colon, which is read as a sentence of its own: be a calmer nurse: I will breathe out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Word

LONGEST_BEGINNING = 2
"""Words with which a plan begins: I will, in every."""


def plan_begins(words: Sequence[Word], at: int, goal: Sequence[Word], lexicon: Lexicon) -> bool:
    """Tell whether a plan begins behind the colon here, and `goal` before it does not only lead to it: my plan."""
    if words[at].text != ":" or all(word.isa("preface", "mark", "n", "doingnow", "opening") for word in goal):
        return False
    begun = " ".join(word.token.word for word in words[at + 1 : at + 1 + LONGEST_BEGINNING]) + " "
    return begun.startswith(tuple(f"{begins} " for begins in lexicon.says["plan"]["begins"]))


def apart(before: str) -> str:
    """Let the colon before a plan end its sentence, where the wish that showed it is put out: be calmer: I will …."""
    said = before.rstrip()
    return f"{said[:-1]};{before[len(said) :]}" if said.endswith(":") else before
