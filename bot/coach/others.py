"""Leaving that is not one's own: nobody resigns, two drivers hand in their notice, a notice of another kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.parse import Sentence


def of_others(sentence: Sentence) -> bool:
    """Tell whether the sentence speaks of leaving, but of nobody's own."""
    return sentence.others or _of_somebody(sentence) or _of_another_kind(sentence)


def _of_somebody(sentence: Sentence) -> bool:
    """Tell whether one only has others stay or go: have nobody resign, see no nurse leave."""
    at = sentence.begin
    if at >= len(sentence) or not sentence.isa(at, "haveverb", "keepverb", "causing"):
        return False
    going = (
        here for here in range(at + 1, len(sentence)) if sentence.isa(here, "quitword", "ending", "going", "handing")
    )
    until = next(going, at)
    someone = ("nobodyword", "none", "person", "role", "doers")
    return any(sentence.isa(here, *someone) for here in range(at + 1, until))


def none_goes(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield "have nobody resign": so or not, and of whom."""
    at = sentence.begin
    if _of_somebody(sentence) and at + 2 < len(sentence) and sentence.isa(at + 1, "nobodyword"):
        yield at + 1, at + 3


def _of_another_kind(sentence: Sentence) -> bool:
    """Tell whether a notice is told by what it is about, and is not one's own: the zoning notice."""
    for at in range(sentence.begin + 1, len(sentence)):
        if not sentence.words[at].isa("resignword", "noticeword") or not sentence.isa(at, "resignpaper", "noticeword"):
            continue
        kind = sentence.words[at - 1]
        described = kind.isa(
            "formalword", "vagueadjective", "n", "period", "timeunit", "own", "preposition", "possessive"
        )
        if described or kind.isa("definite", "indefinite", "mark", "conjunction", "verbal") or kind.token.possessive:
            continue
        before = sentence.words[at - 2] if at > sentence.begin + 1 else None
        if before is not None and before.isa("definite", "indefinite", "universal") and not before.isa("own"):
            return True
    return False
