"""A preface that tells how a wish came about, and no goal: "Everyone says I should, so I'd like to …"."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from bot.coach.parse import BREAKS, WISHES
from bot.coach.verbs import verb_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.coach.parse import Sentence
    from bot.coach.patterns import Hit


def after_preface(sentence: Sentence, at: int) -> int:
    """Return where the wish begins behind a preface, if there is one."""
    size = len(sentence)
    wishes = [hit for hit in sentence.all("wish") if at < hit.start and hit.end < size]
    cuts = [here for here in range(at + 1, size - 1) if _cuts(sentence, here)]
    if not (wishes or cuts) or not _narrated(sentence, at):
        return at
    times = sentence.all("loose", "date", "calendar", "cadence", "clock", "past", "=leadin")
    passing = {here for other in times for here in range(other.start, other.end)}
    for hit in sorted(wishes, key=attrgetter("start")):
        if _joined(sentence, at, hit, passing):
            return hit.end
    for here in cuts:
        later = verb_at(sentence, here + 1)
        if later is not None and later.known and later.isa("deliver", "act", "move"):
            return here + 1
    return at


def passed(sentences: Sequence[Sentence]) -> list[bool]:
    """Tell of each sentence whether it only tells what was; of none where all do, since one holds the goal."""
    told = [len(sentences) > 1 and _tells_what_was(sentence) for sentence in sentences]
    return [False] * len(told) if all(told) else told


def _tells_what_was(sentence: Sentence) -> bool:
    """Tell whether a sentence only tells what was, so that its numbers are no goal: I have tried four times."""
    words = sentence.words
    start = next((at for at, word in enumerate(words) if not word.isa("mark")), len(words))
    if any(hit.end - hit.start > 1 for hit in sentence.all(*WISHES)) or start + 2 >= len(words):
        return False
    have = start if words[start].isa("wehave") else start + 1
    if have > start and not words[start].isa("wishsubject"):
        return False
    first, after = words[have], words[have + 1]
    if first.isa("wehave", "haveverb"):
        done = after.isa("past", "participle", "wasverb") or "done" in after.shape
        done = done or (after.isa("act", "deliver") and "plural" not in after.shape)  # I've run
        return done and not words[min(have + 2, len(words) - 1)].isa("toword")
    return first.isa("wasverb", "past")


def _cuts(sentence: Sentence, at: int) -> bool:
    """Tell whether a mark stands here behind which an act may be told."""
    mark, after = sentence.words[at], sentence.words[at + 1]
    return mark.isa("mark") and not after.token.glued and (after.isa("ing") or mark.text in BREAKS)


def _joined(sentence: Sentence, at: int, hit: Hit, passing: set[int]) -> bool:
    """Tell whether a wish is the main clause after what begins here, and not about a noun: the flat I want to buy."""
    words = sentence.words
    if words[at].isa("preposition", "conjunction", "asword", "nowword") or words[hit.start - 1].isa("mark", "andso"):
        return True
    if words[hit.start].isa("wishasking") or any(other.start == hit.start for other in sentence.all("=wishthinking")):
        return True
    before = (here for here in reversed(range(at, hit.start)) if here not in passing)
    told = next((here for here in before if not words[here].isa("wishadverb", "degree", "preposition")), at - 1)
    return told < at or words[told].isa("mark", "andso")  # … so from Monday I'll …


def _narrated(sentence: Sentence, at: int) -> bool:
    """Tell whether the sentence begins by telling something, and not with a wish or an act."""
    wished = any(hit.start < at and hit.end - hit.start > 1 for hit in sentence.all(*WISHES))
    if at >= len(sentence) or wished:
        return False
    told = at > 0 and sentence.words[at - 1].isa("wishsubject")
    return told or verb_at(sentence, at) is None
