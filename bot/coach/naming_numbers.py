"""Numbers that only name something: a version, a year, an age, a league of the under 12s."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from bot.coach.lexicon import load
from bot.coach.numerals import CURRENCY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.coach.parse import Sentence, Word

# After these a number is a number; after a name it is a version.
_BEFORE_NUMBER = frozenset(
    [
        "mark",
        "numeric",
        "preposition",
        "definite",
        "indefinite",
        "comparator",
        "conjunction",
        "near",
        "universal",
        "degree",
        "vagueadjective",
        "act",
        "deliver",
        "move",
        "reach",
        "rival",
        "metric",
        "haveverb",
    ]
)
_THINGS = ("artefact", "eventnoun", "exam", "outcomenoun", "metric")
"""Nouns of which there may be several, and then they say so."""
LEAST_NAME = 100
"""From here on, a number before a single thing names it: form 1040; what is smaller may be a slip for a plural."""
ENDING = ("mark", "preposition", "conjunction", "definite", "indefinite", "numeric", "auxiliary")
"""Words that end the name of what is counted."""

_CHAIN = 3
"""So many numbers that hyphens tie are no span: 1-2-1s, 5-4-3-2-1, 555-12-34."""


def only_names(sentence: Sentence, at: int) -> bool:
    """Tell whether a number names something, or says how old or how long it is, and counts nothing."""
    return (
        _label(sentence, at)
        or names_one(sentence, at)
        or _course_length(sentence, at)
        or _between_times(sentence, at)
        or _in_a_chain(sentence, at)
        or _age_group(sentence, at)
        or _stands_for_a_thing(sentence, at)
        or _names_a_race(sentence, at)
    )


def _counts(sentence: Sentence, at: int) -> bool:
    """Tell whether the number rates or counts what follows it, though a name may stand before: release 12 episodes."""
    before, after = sentence.words[at - 1], sentence.words[at + 1 : at + 3]
    if before.isa("indefinite") and after and after[0].isa("metric"):
        return True  # a 4.8 rating
    many = any(word.isa("plural") or "plural" in word.shape for word in after)
    return many and at - 1 == sentence.begin and before.isa("act", "deliver")


def _label(sentence: Sentence, at: int) -> bool:
    """Tell whether the number only names something: Python 3, level 5, chapter 4."""
    word = sentence.words[at]
    if word.isa("percent", "money", "unit", "scaled", "numberword", "label") or not at:
        return word.isa("label") or _lettered(sentence, at)
    before, after = sentence.words[at - 1], sentence.words[at + 1] if at + 1 < len(sentence) else None
    if _counts(sentence, at) or (before.text in load().smaller and at > 1 and sentence.words[at - 2].isa("n")):
        return False  # 1 hour 50, 11 stone 4
    if sentence.isa(at - 1, "label", "versionsubject"):
        if at > 1 and sentence.isa(at - 2, "act", "deliver"):
            return True  # pay invoice 17
        return before.isa("versionsubject") or not before.isa("n", "act", "deliver")
    if (before.isa("toword") and at > 1 and sentence.words[at - 2].isa("label")) or (
        word.token.glued and before.isa("numeric")
    ):
        return before.isa("toword") or _label(sentence, at - 1)
    # Named before, nothing counted after: a version or a model (PostgreSQL 16, iPhone 20).
    ends = after is None or after.isa("mark", "preposition", "conjunction", "definite", "auxiliary")
    ends = ends or tied(sentence, at + 1)  # exam 70-480
    return ends and not sentence.isa(at - 1, *_BEFORE_NUMBER)


def _lettered(sentence: Sentence, at: int) -> bool:
    """Tell whether a letter belongs to a name's number: class 7b, ward 4a (but run 5k)."""
    before = sentence.words[at - 1]
    named = at > 0 and before.isa("label") and not before.isa("indefinite", "act", "deliver", "none")
    return named and sentence.words[at].token.word[-2:-1].isdecimal() and sentence.words[at].token.word[-1:].isalpha()


def tied(sentence: Sentence, at: int) -> bool:
    """Tell whether a number stands here that a hyphen ties to the one before: 10-12, 70-480."""
    return at < len(sentence) and sentence.words[at].token.glued and sentence.words[at].isa("numeric")


def names_one(sentence: Sentence, at: int) -> bool:
    """Tell whether a number says which one, since a single thing follows: ISO 27001 audit, the 2027 championship."""
    if _of_a_year(sentence, at) or (tied(sentence, at + 1) and names_one(sentence, at + 1)):
        return True  # the 70-480 exam
    thing = sentence.words[at + 1] if at + 1 < len(sentence) else None
    later = sentence.words[at + 2] if at + 2 < len(sentence) else None
    numeral = sentence.words[at].numeral
    amount = sentence.words[at].isa("percent", "money", "unit", "scaled")
    if (
        thing is None
        or numeral is None
        or amount
        or numeral.value in (0, 1)
        or thing.isa("rank")
        or not thing.isa(*_THINGS)
    ):
        return False
    if any("plural" in word.shape or word.isa("plural") for word in (thing, later) if word is not None):
        return False
    named = at - 1 > sentence.begin and not sentence.isa(at - 1, *_BEFORE_NUMBER)
    return named or sentence.words[at].isa("year") or (numeral.value >= LEAST_NAME and not thing.isa("unit", "metric"))


def _of_a_year(sentence: Sentence, at: int) -> bool:
    """Tell whether a year says which one: the 2025 tax return, our 2026 accounts (but 2000 users, 2025 km)."""
    word, numeral = sentence.words[at], sentence.words[at].numeral
    thing = sentence.words[at + 1] if at + 1 < len(sentence) else None
    if thing is None or numeral is None or not word.isa("year") or not numeral.value % 100:
        return False
    if thing.isa(*ENDING, "unit", "timeunit", "measuring", "period") or thing.text in CURRENCY:
        return False
    certain = at > 0 and (sentence.words[at - 1].isa("definite") or sentence.words[at - 1].token.possessive)
    return certain or not any(word.isa("plural") or "plural" in word.shape for word in _noun_phrase(sentence, at + 1))


def _noun_phrase(sentence: Sentence, start: int) -> Iterator[Word]:
    return takewhile(lambda word: not word.isa(*ENDING), sentence.words[start:])


def _course_length(sentence: Sentence, at: int) -> bool:
    """Tell whether the number describes a thing's length (a 12-week course, my 3 year degree)."""
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    if after is None or not after.isa("period", "timeunit", "unit") or after.isa("plural"):
        return False
    value, before = sentence.words[at].numeral, sentence.words[at - 1] if at else None
    if after.token.glued or value is None or value.value == 1 or before is None:
        return after.token.glued
    mine = before.isa("definite") and after.isa("period") and "plural" not in after.shape
    return before.isa("indefinite") or (mine and at + 2 < len(sentence) and not sentence.words[at + 2].isa(*ENDING))


def _between_times(sentence: Sentence, at: int) -> bool:
    """Tell whether the number says how long it is from one time to the next: every 3 days."""
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    return after is not None and sentence.words[at - 1].isa("everyword") and after.isa("period", "timeunit")


def _in_a_chain(sentence: Sentence, at: int) -> bool:
    """Tell whether a number is one of several that hyphens tie: 1-2-1s, 4-4-2."""
    first, last = at, at + 1
    while first and tied(sentence, first):
        first -= 1
    while tied(sentence, last):
        last += 1
    return last - first >= _CHAIN


def _age_group(sentence: Sentence, at: int) -> bool:
    """Tell whether people of an age are meant: the under 12s, an over 50s club (but in under 12s)."""
    numeral, before = sentence.words[at].numeral, sentence.words[at - 1] if at else None
    if numeral is None or numeral.unit != "s" or before is None or before.text not in ("under", "over"):
        return False
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    certain = at > 1 and sentence.words[at - 2].isa("definite", "indefinite", "lasting")
    return certain or (after is not None and not after.isa(*ENDING) and not after.isa("period", "everyword", "times"))


def _stands_for_a_thing(sentence: Sentence, at: int) -> bool:
    """Tell whether "one" stands for a thing that was named before: a new one, the old one, this one."""
    if sentence.words[at].text != "one" or not at:
        return False
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    ends = after is None or after.isa(*ENDING, "conditional", "pronoun", "everyword", "near")
    led = [word.isa("definite", "indefinite", "another") for word in sentence.words[max(at - 3, 0) : at]]
    return ends and not sentence.words[at - 1].isa("mark", "preposition", "conjunction", "n") and any(led)


def _names_a_race(sentence: Sentence, at: int) -> bool:
    """Tell whether a distance names a race: a 5k, my 10k."""
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    led = at > 0 and (sentence.words[at - 1].isa("indefinite") or sentence.words[at - 1].text in ("my", "our"))
    return led and sentence.isa(at, "standard") and (after is None or not after.isa("unit", "amountword", "metric"))
