"""What a goal says, without the wish before it and the day that it is for.

"By 30 June, open the shop.", "I want to open the shop in Q3" and "Open the shop" say the same of what is done. So the
wish in front, and what speaks of the calendar at the front or the end of a sentence, are found first and put out of
the text, until there is no more of them: one more changes no more than the first. The days are kept for Scheduled.
What stands within a sentence stays there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.naming_times import is_past
from bot.coach.parse import openings, parse
from bot.coach.patterns import Hit
from bot.coach.plans import apart
from bot.coach.verbs import VERBS, verb_at

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
_CALENDAR = ("month", "weekday", "weekdayshort", "season", "quarter", "fiscal", "shortend", "edge", "isodate")
"""Words that a date may begin with if nothing leads to it, and that name a thing as well: a Q3 roadmap."""
_BELONGS = ("preposition", "definite", "indefinite", "everyword", "universal", "n", "deliver", "act")
"""What such a date belongs to: the last Friday, plan Q3."""
_DAY = ("month", "weekday", "year", "day", "period", "season", "quarter", "holidayname", "shortend")
"""Words that a date may end with."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A goal without the wishes and the days at the edges of its sentences."""

    text: str
    """What was read, with blanks in place of them."""
    sentences: tuple[Sentence, ...]
    days: tuple[Span, ...]
    """Where the days stood that were taken off."""


def plain(text: str, lexicon: Lexicon, *, year: int) -> Plain:
    """Read a text without the wishes and the days at the edges of its sentences; ``year`` is the current one."""
    sentences, days = parse(text, lexicon), list["Span"]()
    for _ in range(MOST):
        found = [edge for sentence in sentences for edge in _edges(sentence, year, alone=len(sentences) == 1)]
        if not found:
            break
        for day, (start, end) in found:
            text = apart(text[:start]) + " " * (end - start) + text[end:]
            days += [day] if day else []
        sentences = parse(text, lexicon)
    return Plain(text, sentences, tuple(days))


def _edges(sentence: Sentence, year: int, *, alone: bool) -> Iterator[tuple[Span | None, Span]]:
    """Yield where a wish or a day stands in front and where a day stands at the end: the day, and what is put out.

    A sentence that says nothing else is taken off as a whole, unless it stands alone: Call Marco. This weekend.
    """
    told = [at for at, word in enumerate(sentence.words) if not word.isa("mark")]
    if not told:
        return
    unbounded = [hit for hit in sentence.all("loose") if sentence.isa(hit.end - 1, "somanyperiods")]
    dated = [hit for hit in sentence.all("date") if not _meets(hit, unbounded)]
    begin = wished = openings(sentence.hits).get(told[0], 0)
    titled = sentence.words[told[0]].isa("opening") and len(told) > 1 and sentence.words[told[0] + 1].text == ":"
    if titled:
        begin = told[0] + 2
        yield None, sentence.span(told[0], begin)  # goal: …
    elif told[0] < wished <= min(sentence.begin, told[-1]):
        within = (hit for hit in dated if told[0] <= hit.start and hit.end <= wished)
        day = next((sentence.span(hit.start, hit.end) for hit in within), None)  # my goal for the summer is to …
        yield day, sentence.span(told[0], wished)
    else:
        begin = told[0]
    hits = [_trimmed(sentence, hit) for hit in sentence.all("calendar")]
    hits = [
        hit
        for hit in hits
        if not (
            is_past(sentence, hit, year)
            or sentence.words[hit.end - 1].isa("weekdayplural")
            or _meets(hit, unbounded)  # in the coming months
            or _is_own(sentence, hit)
        )
    ]
    whole = next((hit for hit in hits if hit.start == told[0] and hit.end == told[-1] + 1 and not alone), None)
    if whole is not None:
        yield sentence.span(whole.start, whole.end), sentence.span(whole.start, whole.end)
        return
    for hit in hits:
        if hit.start == begin == told[0] and hit.end <= told[-1] and _in_front(sentence, hit):
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


def _meets(hit: Hit, others: list[Hit]) -> bool:
    return any(other.start < hit.end and hit.start < other.end for other in others)


def _trimmed(sentence: Sentence, hit: Hit) -> Hit:
    end = min(hit.end, len(sentence))
    while sentence.words[end - 1].isa("mark"):
        end -= 1
    return Hit(hit.group, hit.start, end)


def _is_own(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether it begins with a day that is somebody's own: my last day next month."""
    return hit.start > 0 and sentence.words[hit.start].isa("lastish") and sentence.words[hit.start - 1].isa("my")


def _in_front(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a day in front belongs to all that follows: by 30 June, next year (but Q3 numbers)."""
    first, last, after = sentence.words[hit.start], sentence.words[hit.end - 1], sentence.words[hit.end]
    if after.text in _MARKS:
        return True
    goes_on = after.isa(*_GOES_ON) and after.text == after.token.word and verb_at(sentence, hit.end) is None
    goes_on = goes_on and not after.isa("weekdayplural", "partplural")  # on 12 May: Saturdays are free
    return not (last.token.possessive or after.token.glued or goes_on or first.isa(*_CALENDAR))


def _at_end(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a day at the end belongs to all that stands before: in Q3, next Friday (but plan Q3)."""
    first, last, before = sentence.words[hit.start], sentence.words[hit.end - 1], sentence.words[hit.start - 1]
    if before.text in _MARKS:
        return True
    joined = before.isa("conjunction") and hit.start > 1 and sentence.words[hit.start - 2].isa(*_DAY)
    if last.token.possessive or joined or before.isa("everyword") or _so_long_before(sentence, hit):
        return False  # every last Friday this year
    if first.isa("near"):
        acted_on = hit.start - 1 == sentence.begin and "gerund" not in before.shape  # but networking this year
        acted_on |= before.isa("preposition") and not (before.isa("direction") or _closes(sentence, hit.start - 1))
        return not (acted_on or before.isa("definite"))  # plan next week, the plan for next week
    return not (
        first.isa("edge", "definite") or (first.isa(*_CALENDAR) and before.isa(*_BELONGS))
    )  # a fresh start this year


def _closes(sentence: Sentence, at: int) -> bool:
    """Tell whether a preposition belongs to what stands before it: the agency I work for, this year."""
    told = sentence.words[max(at - 2, 0) : at]
    return len(told) == 2 and told[0].isa("relative") and told[1].isa(*VERBS)


def _so_long_before(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether it is told how long before: two weeks before Christmas (but for two weeks before Christmas)."""
    length = sentence.words[max(hit.start - 3, 0) : hit.start]
    counted = len(length) == 3 and length[1].isa("n", "indefinite") and length[2].isa("period")
    return counted and not length[0].isa("preposition") and sentence.words[hit.start].isa("aheadword")
