"""Have and get as acts: a thing gets done (have my teeth checked), a talk is held, a plain thing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.parse import Sentence, Word

FARTHEST = 8
"""Words after the verb among which it may be told what gets done."""
_BREAKS = ("preposition", "mark", "conjunction")
_NO_THING = (
    "outcomenoun",
    "general",
    "skill",
    "vagueadjective",
    "degree",
    "decided",
    "metric",
    "role",
    "person",
    "n",
)


def had(sentence: Sentence, at: int, *, phrase: bool) -> bool:
    """Tell whether have, or get that is no part of a phrase (get rid of), is an act here."""
    word = sentence.words[at]
    getting = word.isa("getverb") and not phrase
    if not word.isa("haveverb") and not getting:
        return False
    amount = at + 1 >= len(sentence) or sentence.words[at + 1].isa("degree", "negation", "none")
    happens = not amount and (_gets_done(sentence, at) or _talks(sentence, at))
    return happens or (getting and _fetched(sentence, at))


def _gets_done(sentence: Sentence, at: int) -> bool:
    """Tell whether something is done to a thing, wherever it is: the mole on my shoulder checked."""
    placed = False
    for here in range(at + 1, min(at + 1 + FARTHEST, len(sentence))):
        following = sentence.words[here + 1] if here + 1 < len(sentence) else None
        if _done(sentence, here) and (here > at + 2 or _told_of_others(following)):
            return not _told_of_others(following) and (not placed or _ends(following))
        if not sentence.words[here].isa(*_BREAKS):
            continue
        where = sentence.words[here].isa("placeprep") and following is not None and following.isa("definite")
        if placed or not where or here <= at + 2:
            return False
        placed = True
    return False


def _told_of_others(following: Word | None) -> bool:
    """Tell whether somebody does it to one: the raise my boss promised me."""
    return following is not None and following.isa("pronoun")


def _ends(following: Word | None) -> bool:
    return following is None or following.isa("mark", "preposition", "near", "everyword", "today")


def _done(sentence: Sentence, at: int) -> bool:
    """Tell whether a word says what is done to something: checked, serviced (but not decided by others: accepted)."""
    word = sentence.words[at]
    unknown = not word.classes and "done" in word.shape
    known = word.isa("participle") or (word.isa("past") and word.isa("deliver", "act"))
    return (known or unknown) and not sentence.isa(at, "decided")


def _talks(sentence: Sentence, at: int) -> bool:
    """Tell whether a talk is held with somebody or somewhere: have a talk with Ingrid."""
    for here in range(at + 1, min(at + 1 + FARTHEST, len(sentence))):
        following = sentence.words[here + 1] if here + 1 < len(sentence) else None
        if sentence.isa(here, "talking") and (following is None or following.isa(*_BREAKS)):
            return following is not None and following.isa("besideprep")
        if sentence.words[here].isa(*_BREAKS):
            return False
    return False


def _fetched(sentence: Sentence, at: int) -> bool:
    """Tell whether a plain thing is got: a flu shot, a library card (but not a raise, nor a better life)."""
    if at + 2 >= len(sentence) or not sentence.words[at + 1].isa("indefinite"):
        return False
    for here in range(at + 2, min(at + 6, len(sentence))):
        word = sentence.words[here]
        if word.isa("preposition", "mark", "conjunction"):
            break
        if sentence.isa(here, *_NO_THING):
            return False
    return True
