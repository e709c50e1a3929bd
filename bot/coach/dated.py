"""The day that a goal is for, taken off its sentences: but for Scheduled, it reads the same with one and without.

"By 30 June, open the shop.", "Open the shop in Q3" and "Open the shop" say the same of what is done. So what speaks of
the calendar at the front or the end of a sentence is found first, kept for Scheduled, and put out of the text, until
there is no more of it: a second date changes no more than the first. What stands within a sentence stays there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.naming_times import is_past
from bot.coach.parse import parse
from bot.coach.patterns import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Sentence
    from bot.coach.verdicts import Span

MOST = 8
"""So many times over is looked for another date."""
_MARKS = frozenset(",:;-(\N{EN DASH}\N{EM DASH}")
"""Marks that set a date off."""
_GOES_ON = ("daypart", "period", "weekday", "month", "season", "holidaybreak", "timeunit", "joiner", "ofword")
"""What belongs to the date before it: Friday evening, May and June."""
_CALENDAR = ("month", "weekday", "weekdayshort", "season", "near", "quarter", "fiscal", "shortend", "edge", "isodate")
"""Words that a date may begin with if nothing leads to it."""
_APART = ("month", "weekday", "season", "quarter", "fiscal", "shortend", "edge")
"""Of these, the ones that name a thing as well: a Q3 roadmap, the summer campaign."""
_BELONGS = ("preposition", "conjunction", "definite", "indefinite", "everyword", "universal", "n", "deliver", "act")
"""What a date belongs to that stands behind it with no word of its own: the next Friday, plan Q3."""


@dataclass(frozen=True, slots=True)
class Undated:
    """A goal without the days that stand at the edges of its sentences."""

    sentences: tuple[Sentence, ...]
    days: tuple[Span, ...]
    """Where the days stood that were taken off."""


def undated(text: str, lexicon: Lexicon, *, year: int) -> Undated:
    """Read a text without the days at the edges of its sentences; ``year`` is the current one."""
    sentences, days = parse(text, lexicon), list["Span"]()
    for _ in range(MOST):
        found = [edge for sentence in sentences for edge in _edges(sentence, year)]
        if not found:
            break
        for day, (start, end) in found:
            text = text[:start] + " " * (end - start) + text[end:]
            days.append(day)
        sentences = parse(text, lexicon)
    return Undated(sentences, tuple(days))


def _edges(sentence: Sentence, year: int) -> Iterator[tuple[Span, Span]]:
    """Yield where a day stands in front and where one stands at the end, each alone and with the marks around it."""
    told = [at for at, word in enumerate(sentence.words) if not word.isa("mark")]
    hits = [_trimmed(sentence, hit) for hit in sentence.all("calendar")]
    hits = [hit for hit in hits if not (is_past(sentence, hit, year) or sentence.words[hit.end - 1].isa("weekdayplural"))]
    begin = told[0] if told else 0
    for hit in hits:
        if hit.start == begin and hit.end <= told[-1] and _in_front(sentence, hit):
            begin = next(at for at in told if at >= hit.end)
            yield sentence.span(hit.start, hit.end), sentence.span(0, begin)
    for hit in hits:
        if hit.start > begin and hit.end == told[-1] + 1 and _at_end(sentence, hit):
            start = hit.start
            while sentence.words[start - 1].text in _MARKS:
                start -= 1
            closes = hit.end < len(sentence) and sentence.words[hit.end].text == ")"
            yield sentence.span(hit.start, hit.end), sentence.span(start, hit.end + closes)
            break


def _trimmed(sentence: Sentence, hit: Hit) -> Hit:
    end = min(hit.end, len(sentence))
    while sentence.words[end - 1].isa("mark"):
        end -= 1
    return Hit(hit.group, hit.start, end)


def _bare(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether no word leads to a day: Q3, next Friday (but in Q3, 12 May)."""
    return sentence.words[hit.start].isa(*_CALENDAR)


def _in_front(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a day in front belongs to all that follows: by 30 June, next year (but Q3 numbers)."""
    first, last, after = sentence.words[hit.start], sentence.words[hit.end - 1], sentence.words[hit.end]
    if after.text in _MARKS:
        return True
    if last.token.possessive or after.token.glued or after.isa(*_GOES_ON):
        return False
    return not (first.isa(*_APART) and _bare(sentence, hit))


def _at_end(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a day at the end belongs to all that stands before: in Q3, next Friday (but plan Q3)."""
    before, last = sentence.words[hit.start - 1], sentence.words[hit.end - 1]
    if before.text in _MARKS:
        return True
    if last.token.possessive or before.isa("conjunction") or _so_long_before(sentence, hit):
        return False
    return not (_bare(sentence, hit) and before.isa(*_BELONGS))


def _so_long_before(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether it is told how long before a day: two weeks before Christmas (but for two weeks before Christmas)."""
    length = sentence.words[max(hit.start - 3, 0) : hit.start]
    counted = len(length) == 3 and length[1].isa("n", "indefinite") and length[2].isa("period")
    return counted and not length[0].isa("preposition") and sentence.words[hit.start].isa("aheadword")
