"""How much: the numbers of a sentence that count something, told apart from versions, dates, ages and labels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.coach.numerals import CURRENCY, Numeral
from bot.coach.schedule import is_counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.coach.parse import Sentence, Word
    from bot.coach.patterns import Hit
    from bot.coach.schedule import When


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts."""

    value: float
    unit: str
    at: int
    end: int


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
_ENDING = ("mark", "preposition", "conjunction", "definite", "indefinite", "numeric", "auxiliary")
"""Words that end the name of what is counted."""
_NEVER_COUNTED = (
    *_ENDING,
    "everyword",
    "universal",
    "frequency",
    "times",
    "near",
    "conditional",
    "pronoun",
    "negation",
)
"""Small words, of which there are never several: 5 every day, 7 twice a week, ten whenever they shout."""


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
        return word.isa("label")
    before, after = sentence.words[at - 1], sentence.words[at + 1] if at + 1 < len(sentence) else None
    if _counts(sentence, at):
        return False
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
    ends = ends or _tied(sentence, at + 1)  # exam 70-480
    return ends and not sentence.isa(at - 1, *_BEFORE_NUMBER)


def _tied(sentence: Sentence, at: int) -> bool:
    """Tell whether a number stands here that a hyphen ties to the one before: 10-12, 70-480."""
    return at < len(sentence) and sentence.words[at].token.glued and sentence.words[at].isa("numeric")


def names_one(sentence: Sentence, at: int) -> bool:
    """Tell whether a number says which one, since a single thing follows: ISO 27001 audit, the 2027 championship."""
    if _of_a_year(sentence, at) or (_tied(sentence, at + 1) and names_one(sentence, at + 1)):
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
    if thing.isa(*_ENDING, "unit", "timeunit", "measuring", "period") or thing.text in CURRENCY:
        return False
    certain = at > 0 and (sentence.words[at - 1].isa("definite") or sentence.words[at - 1].token.possessive)
    return certain or not any(word.isa("plural") or "plural" in word.shape for word in _noun_phrase(sentence, at + 1))


def _noun_phrase(sentence: Sentence, start: int) -> Iterator[Word]:
    return takewhile(lambda word: not word.isa(*_ENDING), sentence.words[start:])


def _follows(sentence: Sentence, at: int) -> tuple[str, int]:
    """Find the unit after the number: the noun it counts, and where that ends."""
    position = at + 1 + _tied(sentence, at + 1)
    if position < len(sentence) and sentence.words[position].text in CURRENCY:
        return sentence.words[position].text, position + 1
    while position < len(sentence) and sentence.words[position].isa("vagueadjective", "degree"):
        position += 1
    numeral = sentence.words[at].numeral
    named = _named(sentence, position, several=numeral is not None and numeral.value > 1)
    if named:
        return " ".join(word.token.word for word in sentence.words[position:named]), named
    if position < len(sentence) and not sentence.words[position].isa(*_NEVER_COUNTED):
        return sentence.words[position].token.word, position + 1
    return "", position


def _named(sentence: Sentence, position: int, *, several: bool) -> int:
    """Find where the name of what is counted ends: of unit tests, sales calls, dinner parties; 0 if it has none."""
    end = _head(sentence, position)
    if end and several and _goes_on(sentence, end):
        end += 2
    # Of "50 customer quotes", quotes are counted; what only measures, as in "30 minute walks", stays by itself.
    while end and end < len(sentence) and end < position + 4 and not sentence.isa(end - 1, "timeunit", "measuring"):
        word = sentence.words[end]
        timed = word.isa("period", "daypart", "weekday") and not is_counted(sentence, end)
        if timed or word.isa(*_ENDING) or not (word.isa("plural") or "plural" in word.shape):
            break
        end += 1
    return end


def _goes_on(sentence: Sentence, end: int) -> bool:
    """Tell whether one thing that is counted in the plural has its plural two words on: two team building events."""
    if end + 1 >= len(sentence) or sentence.isa(end - 1, "timeunit", "measuring", "period", "plural"):
        return False
    if "plural" in sentence.words[end - 1].shape or sentence.isa(end, *_ENDING, "period", "daypart", "weekday"):
        return False
    last = sentence.words[end + 1]
    if sentence.isa(end, "plural") or last.isa(*_ENDING, "period", "daypart", "weekday"):
        return False
    return last.isa("plural") or "plural" in last.shape


def _head(sentence: Sentence, position: int) -> int:
    """Find where the first word or phrase ends that can be counted; 0 if there is none."""
    phrases = [hit.end for hit in sentence.all("=unit", "=timeunit", "=standard", "notnumber") if hit.start == position]
    if phrases:
        return max(phrases)
    if position < len(sentence) and sentence.words[position].isa("unit", "timeunit", "period"):
        return position + 1
    # A modifier or two may stand before what is counted: enterprise deals, non-fiction books.
    for end in range(position, min(position + 3, len(sentence))):
        word = sentence.words[end]
        if word.isa(*_ENDING):
            break
        if word.isa("unit", "plural") or (not word.classes and "plural" in word.shape) or is_counted(sentence, end):
            return end + 1
    return 0


def _course_length(sentence: Sentence, at: int) -> bool:
    """Tell whether the number describes a thing's length (a 12-week course, a one-page summary)."""
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    if after is None or not after.isa("period", "timeunit", "unit") or after.isa("plural"):
        return False
    value = sentence.words[at].numeral
    return after.token.glued or (
        value is not None and value.value != 1 and at > 0 and sentence.words[at - 1].isa("indefinite")
    )


def _between_times(sentence: Sentence, at: int) -> bool:
    """Tell whether the number says how long it is from one time to the next: every 3 days."""
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    return after is not None and sentence.words[at - 1].isa("everyword") and after.isa("period", "timeunit")


def _ahead(sentence: Sentence, at: int) -> bool:
    """Tell whether a length of time that stands here says how long before something: two weeks before Christmas."""
    if at + 1 >= len(sentence) or not sentence.words[at].isa("period"):
        return False
    return any(hit.start == at + 1 for hit in sentence.all("=aheadword")) or sentence.words[at + 1].isa("aheadword")


def _down_to_it(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether something is brought to that: shorten the form to one page (but write a one-page summary)."""
    after = sentence.words[hit.end] if hit.end < len(sentence) else None
    single = sentence.words[hit.start].isa("numberword") and sentence.words[hit.end - 1].isa("unit")
    ends = after is None or after.isa("mark", "preposition", "conjunction")
    return single and ends and hit.start > sentence.begin + 1 and sentence.words[hit.start - 1].isa("toword")


def quantities(sentence: Sentence, when: When) -> tuple[Quantity, ...]:
    """Find all numbers that measure."""
    masked = {at for hit in when.fixed for at in range(hit.start, hit.end)}
    named = (hit for hit in sentence.all("headcount", "notnumber") if not _down_to_it(sentence, hit))
    masked |= {at for hit in named for at in range(hit.start, hit.end)}
    found: list[Quantity] = []
    for at, word in enumerate(sentence.words):
        numeral = word.numeral
        if at in masked or numeral is None or not word.isa("n"):
            continue
        if (
            _label(sentence, at)
            or names_one(sentence, at)
            or _course_length(sentence, at)
            or _between_times(sentence, at)
        ):
            continue
        if found and found[-1].end > at and sentence.words[at - 1].isa("n"):
            continue  # "two hundred" is one number
        value, end = numeral, at + 1
        while end < len(sentence) and sentence.words[end].isa("numberword") and word.isa("numberword"):
            value, end = _joined(value, sentence.words[end].numeral), end + 1
        if (
            end < len(sentence)
            and sentence.words[end].isa("numberword")
            and numeral.value >= 1
            and sentence.words[end].isa("scaleword")
        ):
            value, end = _joined(value, sentence.words[end].numeral), end + 1
        if _ahead(sentence, end):
            continue
        unit, last = (value.unit, end) if value.unit else _follows(sentence, end - 1)
        found.append(Quantity(value.value, unit, at, last))
    return tuple(found)


def _joined(left: Numeral, right: Numeral | None) -> Numeral:
    """Join number words: twenty five, two hundred."""
    if right is None:
        return left
    value = left.value * right.value if right.value >= 100 else left.value + right.value
    return Numeral(value, left.unit, left.readings)
