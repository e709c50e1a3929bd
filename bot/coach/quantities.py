"""How much: the numbers of a sentence that count something, told apart from versions, dates, ages and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.amounts import Quantity, settled
from bot.coach.naming_numbers import ENDING, only_names, tied
from bot.coach.numerals import CURRENCY, Numeral
from bot.coach.schedule import is_counted

if TYPE_CHECKING:
    from bot.coach.parse import Sentence
    from bot.coach.patterns import Hit
    from bot.coach.schedule import When


_SMALL = ("everyword", "universal", "frequency", "times", "near", "conditional", "pronoun", "negation")
"""Small words, of which there are never several: 5 every day, 7 twice a week, ten whenever they shout."""


def _follows(sentence: Sentence, at: int) -> tuple[str, int]:
    """Find the unit after the number: the noun it counts, and where that ends."""
    position = at + 1 + tied(sentence, at + 1)
    if position < len(sentence) and sentence.words[position].text in CURRENCY:
        return sentence.words[position].text, position + 1
    while position < len(sentence) and sentence.words[position].isa("vagueadjective", "degree"):
        position += 1
    numeral = sentence.words[at].numeral
    named = _named(sentence, position, several=numeral is not None and numeral.value > 1)
    if named:
        return " ".join(word.token.word for word in sentence.words[position:named]), named
    if position < len(sentence) and not sentence.words[position].isa(*ENDING, *_SMALL):
        return sentence.words[position].token.word, position + 1
    return "", at + 1 + tied(sentence, at + 1)


def _named(sentence: Sentence, position: int, *, several: bool) -> int:
    """Find where the name of what is counted ends: of unit tests, sales calls, dinner parties; 0 if it has none."""
    end = _head(sentence, position)
    if end and several and _goes_on(sentence, end):
        end += 2
    # Of "50 customer quotes", quotes are counted; what only measures, as in "30 minute walks", stays by itself.
    while end and end < len(sentence) and end < position + 4 and not sentence.isa(end - 1, "timeunit", "measuring"):
        word = sentence.words[end]
        timed = word.isa("period", "daypart", "weekday") and not is_counted(sentence, end)
        if timed or word.isa(*ENDING) or not (word.isa("plural") or "plural" in word.shape):
            break
        end += 1
    return end


def _goes_on(sentence: Sentence, end: int) -> bool:
    """Tell whether one thing that is counted in the plural has its plural two words on: two team building events."""
    if end + 1 >= len(sentence) or sentence.isa(end - 1, "timeunit", "measuring", "period", "plural"):
        return False
    if "plural" in sentence.words[end - 1].shape or sentence.isa(end, *ENDING, "period", "daypart", "weekday"):
        return False
    last = sentence.words[end + 1]
    if sentence.isa(end, "plural") or last.isa(*ENDING, "period", "daypart", "weekday"):
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
        if word.isa(*ENDING):
            break
        if word.isa("unit", "plural") or (not word.classes and "plural" in word.shape) or is_counted(sentence, end):
            return end + 1
    return 0


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


def _is_someday(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether "one day" stands at an edge, where it says some day: write a book one day (but take one day off)."""
    first = hit.start <= sentence.begin or sentence.words[hit.start - 1].isa("mark")
    ends = hit.end >= len(sentence) or sentence.words[hit.end].isa("terminal")
    return first or (ends and hit.start > sentence.begin + 1 and not sentence.words[hit.start - 1].isa("preposition"))


def quantities(sentence: Sentence, when: When, head: int | None) -> tuple[Quantity, ...]:
    """Find all numbers that measure; ``head`` is the place of the verb."""
    someday = [hit for hit in when.vague if hit.group == "loose" and _is_someday(sentence, hit)]
    masked = {at for hit in (*when.fixed, *someday) for at in range(hit.start, hit.end)}
    named = (hit for hit in sentence.all("headcount", "notnumber") if not _down_to_it(sentence, hit))
    masked |= {at for hit in named for at in range(hit.start, hit.end)}
    found: list[Quantity] = []
    for at, word in enumerate(sentence.words):
        numeral = word.numeral
        if at in masked or numeral is None or not word.isa("n"):
            continue
        if only_names(sentence, at):
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
    return settled(sentence, found, head)


def _joined(left: Numeral, right: Numeral | None) -> Numeral:
    """Join number words: twenty five, two hundred."""
    if right is None:
        return left
    value = left.value * right.value if right.value >= 100 else left.value + right.value
    return Numeral(value, left.unit, left.readings)
