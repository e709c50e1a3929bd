"""Slips of the finger in time words: "wendesday", "septemebr", "tomorow"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.dates.grammar.lexicon import shorter

if TYPE_CHECKING:
    from bot.dates.grammar.lexicon import Lexicon, Meaning

_AT_MOST = 200
"""How many unknown words of one text are looked at."""
_CUES = frozenset({"prep", "every", "shift", "digits", "edge", "number", "ordinal", "article_one"})
_POINTS = frozenset({"edge", "of"})
"""What lets expect a period behind an article: "end of the", "first week of the"."""
_SHIFTED = frozenset({"unit", "weekday", "month"})
"""What a word such as "next" or "last" stands before."""
_COUNTED = frozenset({"article_one", "digits", "number"})
_AFTER = frozenset({"digits", "part", "clock", "meridiem", "after_next", "ago", "from_now"})


def mend(words: list[str], meanings: list[Meaning], known: Lexicon) -> None:
    """Give unknown words that are a slip away from a time word its meaning, where that is safe."""
    tried = 0
    for i, word in enumerate(words):
        shift = _shift(word, known) if not meanings[i] and _is_shifted(meanings, i) else None
        if shift:
            words[i], meanings[i] = shift, known.words[shift]
            continue
        if meanings[i] or len(word) < 4 or len(word) > 14 or word in known.kept:
            continue
        tried += 1
        if tried > _AT_MOST:
            return
        meant = _meant(word, known, cued=_cued(meanings, i))
        if meant:
            words[i] = meant
            meanings[i] = known.words[meant]


def _is_shifted(meanings: list[Meaning], i: int) -> bool:
    """Tell whether a week or a Friday stands behind place `i`, and no "a" or number before it."""
    behind = meanings[i + 1] if i + 1 < len(meanings) else {}
    before = meanings[i - 1] if i else {}
    return not _SHIFTED.isdisjoint(behind) and "brief" not in behind and _COUNTED.isdisjoint(before)


def _shift(word: str, known: Lexicon) -> str | None:
    """Return the one word such as "next" or "this" that `word`, which a week or a Friday follows, misspells."""
    if not 3 <= len(word) <= 12 or not word.isalpha() or word in known.kept:
        return None
    close = [near for near in known.shifts.get(word[0], ()) if OSA.distance(word, near, score_cutoff=1) == 1]
    meant = {known.words[near]["shift"] for near in close}
    return close[0] if len(meant) == 1 else None


def _cued(meanings: list[Meaning], i: int) -> bool:
    """Tell whether the words around place `i` let expect a time."""
    before = meanings[i - 1] if i else {}
    if len(meanings) < 4 or not _CUES.isdisjoint(before):
        return True
    if "article" in before and i > 1 and not _POINTS.isdisjoint(meanings[i - 2]):
        return True
    return i + 1 < len(meanings) and not _AFTER.isdisjoint(meanings[i + 1])


def _meant(word: str, known: Lexicon, *, cued: bool) -> str | None:
    """Return the one time word that `word` misspells, None if there is none or if that is doubtful."""
    found = {near for rest in shorter(word) for near in known.near.get(rest, ()) if near[0] == word[0]}
    close = [near for near in found if OSA.distance(word, near) == 1 and _is_slip(word, near, known)]
    swapped = [near for near in close if sorted(near) == sorted(word)]
    close = swapped or close
    if (
        close
        and all(known.words[near] == known.words[close[0]] for near in close)
        and (cued or len(word) > 6 or (len(word) == 6 and swapped))
    ):
        return close[0]
    if not close and cued and len(word) > 6:
        far = [near for near in known.long.get(word[0], ()) if _twice_off(word, near)]
        return far[0] if len(far) == 1 else None
    return None


def _is_slip(word: str, near: str, known: Lexicon) -> bool:
    """Tell whether one letter for another may be a slip: in a short word it makes another word, "Jane" of "June"."""
    return len(word) != len(near) or len(word) > 5 or sorted(word) == sorted(near) or "unit" in known.words[near]


def _twice_off(word: str, near: str) -> bool:
    """Tell whether two slips make `word` of `near`; of a shorter one they leave too little to tell it by."""
    return len(near) > 7 and abs(len(near) - len(word)) < 3 and OSA.distance(word, near, score_cutoff=2) == 2
