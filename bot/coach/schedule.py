"""When: the words of a sentence that set a date, a bounded period, a cadence or a clock time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.hours import hours
from bot.coach.naming_times import event_follows, is_condition, is_no_hour, only_names
from bot.coach.numerals import CURRENCY
from bot.coach.patterns import Hit

if TYPE_CHECKING:
    from bot.coach.parse import Sentence, Word


_SMALL = ("mark", "preposition", "conjunction", "definite", "indefinite", "n")
LONGEST_GUESS = 5
"""Letters of a month, weekday or feast that may have been taken for one only by a slip."""
_NAMED = ("month", "weekday", "weekdayshort", "holidayname", "season")
_TIMED = ("period", "daypart", "weekday", "timeunit")


@dataclass(frozen=True)
class When:
    """The time words of a sentence."""

    fixed: tuple[Hit, ...]
    """Dates, bounded periods, ages, named events, clock times."""
    cadence: tuple[Hit, ...]
    """Every Monday, twice a week: these also measure."""
    vague: tuple[Hit, ...]
    """Someday, within 4 hours, last month: about time, but no schedule."""

    @property
    def scheduled(self) -> tuple[Hit, ...]:
        """All that sets a time."""
        return self.fixed + self.cadence

    def masked(self) -> frozenset[int]:
        """Which words speak of time, and so of nothing else."""
        return frozenset(at for hit in (*self.scheduled, *self.vague) for at in range(hit.start, hit.end))


def _inside(hit: Hit, others: list[Hit]) -> bool:
    return any(o.start <= hit.start and hit.end <= o.end and o is not hit for o in others)


def _trim(sentence: Sentence, hit: Hit) -> Hit:
    end = min(hit.end, len(sentence))
    while end > hit.start + 1 and sentence.words[end - 1].isa("terminal"):
        end -= 1
    return hit if end == hit.end else Hit(hit.group, hit.start, end)


def _response_time(sentence: Sentence, hit: Hit, head: int) -> bool:
    """Tell whether "within two days" says how fast something is answered, each time, and not by when it is done."""
    words = sentence.words[hit.start : hit.end]
    lasting = words[0].isa("withinword") or (words[0].isa("inword") and len(words) > 2 and words[1].isa("n"))
    if not lasting or not sentence.isa(head, "response"):
        return False
    always = words[0].isa("withinword") and sentence.isa(head, "answering")
    return always or any(word.isa("universal") for word in sentence.words[head : hit.start])


def _bounded_day(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether "one day" is a length (within one day), not someday."""
    one = hit.group == "loose" and hit.start > 0 and sentence.words[hit.start].isa("n")
    return one and sentence.words[hit.start - 1].isa("lengthprep")


def _amount(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether what looks like a year is an amount: down to 2000 euros, from 1000 to 2000 users."""
    words, after = sentence.words[hit.start : hit.end], sentence.words[hit.end : hit.end + 1]
    if after and words[0].isa("fromword") and words[-1].isa("year") and after[0].isa("toword"):
        until = sentence.words[hit.end + 1 : hit.end + 3]
        return bool(until) and until[0].isa("n") and (not until[0].isa("year") or len(until) == 2)
    if not after or not words[0].isa("toword") or not words[-1].isa("year"):
        return False
    counted = not after[0].classes and "plural" in after[0].shape
    return counted or after[0].text in CURRENCY or after[0].isa("unit", "plural")


def is_counted(sentence: Sentence, at: int) -> bool:
    """Tell whether a word of time is what is counted, or says which kind of it: 4 weekends, date nights, day trips."""
    words = sentence.words
    after, many = words[at + 1] if at + 1 < len(words) else None, "plural" in words[at].shape
    if at and words[at - 1].isa("degree"):
        return many  # more evenings
    if at and words[at - 1].isa("n"):
        return many or (after is not None and after.isa("plural") and not after.isa(*_TIMED))
    if not many or at < 2 or not words[at - 2].isa("n") or "plural" in words[at - 1].shape:
        return False
    return not words[at - 1].isa("measuring", *_TIMED, *_SMALL)


def _guessed(word: Word) -> bool:
    """Tell whether a short name of a time was mistyped, and is as near to many another word: jull, full."""
    return word.text != word.token.word and len(word.text) <= LONGEST_GUESS and word.isa(*_NAMED)


def _unlikely(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a time was only guessed from a slip, and nothing stands with it that stands with a time."""
    words = sentence.words[hit.start : hit.end]
    first = words[0]
    if len(words) > 2 or words[-1].isa("n", "year") or not any(_guessed(word) for word in words):
        return False
    led = first.isa("preposition", "n", "near", "edge", "universal")
    return not led and not (first.isa("definite") and event_follows(sentence, hit.end))


def _real_date(sentence: Sentence, hit: Hit, head: int) -> bool:
    words = sentence.words[hit.start : hit.end]
    first, last = words[0], words[-1]
    head = max((found.end - 1 for found in sentence.all("=deliver", "=act") if found.start == head), default=head)
    before = sentence.words[hit.start - 1] if hit.start else None
    after = sentence.words[hit.end] if hit.end < len(sentence) else None
    if len(words) <= 2 and any(w.isa("monthlike") for w in words):
        # "to march in the parade", "the sun": take the month only where nothing verbal or nounlike speaks against it.
        if first.isa("preposition", "definite", "n", "near", "edge", "universal", "mark") or last.isa("n", "year"):
            return not first.isa("verbal")
        return False
    if last.isa("season") and first.isa("definite") and after is not None:
        # "the spring campaign" names a campaign.
        return after.isa("mark", "preposition", "conjunction", "n")
    if len(words) == 1 and first.isa("weekday") and after is not None and before is not None:
        # "swap my Monday shift" and "cut Monday meetings" name what is swapped and cut.
        direct = not any(word.isa("preposition") for word in sentence.words[head + 1 : hit.start])
        naming = (
            direct
            and (before.isa("definite", "move") or before.token.possessive)
            and not after.isa("mark", "preposition", "conjunction", "n", "daypart")
        )
        return not naming or sentence.isa(head, "holding")
    if len(words) == 1 and first.isa("year"):
        tool = before is not None and not before.classes and sentence.isa(head, "using")  # work with SolidWorks 2026
        return before is None or not (tool or before.isa("versionsubject"))
    return True


def _adjective(sentence: Sentence, at: int, head: int | None) -> bool:
    """Tell whether weekly, monthly … only names a thing (the weekly email), so that nothing is done weekly."""
    after = sentence.words[at + 1] if at + 1 < len(sentence) else None
    if after is None or after.isa("mark", "preposition", "conjunction", "universal", "n", "definite", "numeric"):
        return False
    if sentence.isa(at, "metric"):
        return True
    if head is None:
        return False
    before = sentence.words[at - 1] if at else None
    if sentence.isa(head, "holding"):
        return before is not None and before.isa("own") and not sentence.isa(head, "act")
    return True


def _unbound(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether "a day" is no rate: take a day off, in a week."""
    words = sentence.words[hit.start : hit.end]
    return words[0].isa("indefinite") and not any(w.isa("n", "times", "unit", "timeunit") for w in words)


def _rate(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether "a day" says how often: something counted stands before it (two litres of water a day)."""
    after = sentence.words[hit.end] if hit.end < len(sentence) else None
    if sentence.words[hit.end - 1].text == "half" and (
        (after is not None and after.isa("unit", "timeunit")) or sentence.words[hit.start - 1].isa("joiner")
    ):
        return False  # one and a half hours, an hour and a half
    before = sentence.words[hit.start - 1] if hit.start else None
    if before is None or before.isa("preposition", "definite", "near", "state"):
        return False
    if before.isa("mark") and before.text not in CURRENCY:  # 50 € a week
        return False
    one = hit.start > 1 and sentence.words[hit.start - 2].isa("indefinite")  # a photo a day
    return one or any(word.isa("n", "times") for word in sentence.words[: hit.start])


def _for_each(sentence: Sentence, at: int) -> bool:
    """Tell whether a slash ties a period to what is counted: 3 runs/week."""
    if at < 2 or not sentence.words[at].token.glued or not sentence.isa(at, "period") or sentence.isa(at, "plural"):
        return False
    before = sentence.words[at - 1]
    return (before.isa("plural") or "plural" in before.shape) and any(
        word.isa("n") for word in sentence.words[max(at - 3, 0) : at - 1]
    )


def _age(sentence: Sentence, hit: Hit, head: int) -> bool:
    """Tell whether "by 45" is an age: a plain number, and no verb that moves numbers."""
    number = sentence.words[hit.start + 1]  # a preposition stands before it, and perhaps one after
    numeral = number.numeral
    plain = number.isa("n") and not number.isa("percent", "money", "unit", "dotted")
    moved = sentence.isa(head, "move", "improve") and not sentence.words[hit.start].isa("beforeword")
    return numeral is not None and plain and 18 <= numeral.value <= 90 and not moved


def _paced(sentence: Sentence, hit: Hit, head: int | None) -> bool:
    """Tell whether the rate belongs to a number that is moved: from 120 to 40 a week, from 3 to 1 coffees a day."""
    aper = any(w.isa("rateword") for w in sentence.words[hit.start : hit.end])
    begun = [start for start in sentence.all("startnumber") if start.start < hit.start]
    if not aper or not begun:
        return False
    if head is not None and sentence.isa(head, "move"):
        return True
    often = any(w.isa("times") or w.text in ("days", "nights") for w in sentence.words[hit.start : hit.end])
    return not often and any(start.end + 1 == hit.start for start in begun)


def _fixed(sentence: Sentence, vague: list[Hit], head: int) -> list[Hit]:
    """Find dates, periods and clock times; what only says how fast goes to the vague ones."""
    fixed: list[Hit] = []
    loose = [hit for hit in vague if hit.group == "loose"]
    for raw in sentence.all("date", "clock", "agelike"):
        hit = _trim(sentence, raw)
        if _inside(hit, vague) or any(v.start <= hit.start < v.end for v in loose):
            continue
        if _response_time(sentence, hit, head):
            vague.append(hit)
        elif _amount(sentence, hit) or only_names(sentence, hit, head) or _unlikely(sentence, hit):
            continue
        elif hit.group == "clock":
            fixed += [] if is_no_hour(sentence, hit) else [hit]
        elif _age(sentence, hit, head) if hit.group == "agelike" else _real_date(sentence, hit, head):
            fixed.append(hit)
    return fixed


def when(sentence: Sentence, head: int | None) -> When:
    """Find the time words; ``head`` is the place of the sentence's verb, if it has one."""
    vague = [_trim(sentence, hit) for hit in sentence.all("past", "loose") if not _bounded_day(sentence, hit)]
    fixed = _fixed(sentence, vague, head or 0)
    fixed += [hit for hit in hours(sentence, head) if not _inside(hit, fixed + vague)]
    cadence = [Hit("cadence", at, at + 1) for at in range(len(sentence)) if _for_each(sentence, at)]
    for raw in sentence.all("cadence"):
        hit = _trim(sentence, raw)
        single = hit.end == hit.start + 1
        if single and is_counted(sentence, hit.start):
            continue
        if not _inside(hit, vague) and not _unbound(sentence, hit):
            (vague if _paced(sentence, hit, head) or is_condition(sentence, hit) else cadence).append(hit)
    for hit in sentence.all("rate"):
        if is_condition(sentence, hit):
            vague.append(_trim(sentence, hit))
        elif _rate(sentence, hit) and not _inside(hit, vague + cadence + fixed) and not _paced(sentence, hit, head):
            cadence.append(hit)
    for at, word in enumerate(sentence.words):
        if not word.isa("frequency") or any(hit.start <= at < hit.end for hit in cadence):
            continue
        if not _adjective(sentence, at, head):
            cadence.append(Hit("cadence", at, at + 1))
    return When(tuple(fixed), tuple(cadence), tuple(vague))
