"""Words of time that set none: they name a thing (winter barley, the accounts of 2025) or belong to a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.parse import Sentence
    from bot.coach.patterns import Hit

FARTHEST = 3
"""Words after a season among which the event may be named that takes place in it: the May board meeting."""
_EVENTS = ("eventnoun", "occasion", "exam", "holidaybreak", "lifefest", "period", "daypart", "weekday", "timeunit")
_NO_NOUN = (
    "mark",
    "preposition",
    "conjunction",
    "definite",
    "indefinite",
    "universal",
    "pronoun",
    "auxiliary",
    "negation",
    "numeric",
    "times",
    "frequency",
    "everyword",
    "near",
    "degree",
    "comes",
    "eventverb",
    "wishadverb",
)
_PLACED = ("numeric", "near", "edge", "universal", "everyword")
"""Words that say which month or season is meant, and so that it is one."""


def only_names(sentence: Sentence, hit: Hit, head: int) -> bool:
    """Tell whether a date only says which thing is meant; ``head`` is the place of the verb.

    What one is at, or does before, takes place then: at the Christmas market, in the autumn round.
    """
    last = sentence.words[hit.end - 1]
    if last.isa("year"):
        return _of_a_year(sentence, hit)
    article, placed = hit.end - 2, any(sentence.words[at].isa(*_PLACED) for at in range(hit.start, hit.end))
    held = article > 0 and sentence.words[article].isa("definite") and sentence.isa(article - 1, "inword", "limitword")
    if last.isa("month") and hit.end == hit.start + 1 and 0 < hit.start == head + 1:
        return True  # ask April about it
    return not placed and not held and _stands_before_a_thing(sentence, hit)


def _stands_before_a_thing(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a month, a season or a feast has the place of an adjective."""
    first, last = sentence.words[hit.start], sentence.words[hit.end - 1]
    if last.isa("month"):
        return first.isa("definite") and _followed_by_thing(sentence, hit.end)
    feast = sentence.isa(hit.end - 1, "holidayname")
    after = hit.start > 0 and sentence.words[hit.start - 1].isa("preposition")
    timed = (first.isa("preposition") and (feast or _acts(sentence, hit.end))) or (feast and after)
    if timed or not (feast or last.isa("season")):
        return False  # before Christmas dinner
    return _followed_by_thing(sentence, hit.end)


def _of_a_year(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether a thing is of a year: the annual report of 2027 (but the end of 2027)."""
    of = hit.start if sentence.words[hit.start].isa("ofword") else hit.start - 1
    if hit.end - of != 2 or of < 1 or not sentence.words[of].isa("ofword"):
        return False
    return not sentence.isa(of - 1, "edge", "period", "ordinal", "quarter", "month", "season", "n", "timeunit")


def _followed_by_thing(sentence: Sentence, at: int) -> bool:
    """Tell whether a thing follows that is no event: barley, but not a term, nor a board meeting."""
    if at >= len(sentence) or sentence.words[at].isa(*_NO_NOUN):
        return False
    return not event_follows(sentence, at)


def event_follows(sentence: Sentence, at: int) -> bool:
    """Tell whether an event is named here, and so what stands before it may say when: board meeting."""
    for here in range(at, min(at + FARTHEST, len(sentence))):
        if sentence.words[here].isa("mark", "preposition", "conjunction"):
            return False
        if sentence.isa(here, *_EVENTS):
            return True
    return False


def _acts(sentence: Sentence, at: int) -> bool:
    return at < len(sentence) and sentence.words[at].isa("deliver", "act", "move")


def is_no_hour(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether 7:40 is how long something takes, a pace or a scale: 2k in 7:40, 5:10 a mile, drawn at 1:50."""
    at = next((here for here in range(hit.start, hit.end) if sentence.words[here].isa("ratio")), 0)
    if not at or hit.end - at > 1:
        return False  # 7:30 pm
    before, after = sentence.words[at - 1], sentence.words[at + 1 : at + 4]
    if after and after[0].isa("rateword") and any(word.isa("measuring") for word in after):
        return True
    if before.isa("toword", "fromword"):
        moved = any(word.isa("standard", "racing", "scaleratio") for word in sentence.words)
        return moved or sentence.words[at - 2].isa("downword")
    lasts = before.isa("ahead", "limitprep", "ofword") or sentence.isa(at - 1, "comparator")
    scale = sentence.words[at].text.startswith("1:") and any(word.isa("toscale") for word in sentence.words)
    return lasts or scale


def is_condition(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether "a month" belongs to what must come true first: once my channel makes 3,000 a month."""
    if not sentence.words[hit.start].isa("ratecue") or sentence.words[hit.start].isa("everyword"):
        return False
    for at in range(hit.start - 2, 0, -1):
        word = sentence.words[at]
        if word.isa("mark"):
            return False
        if sentence.isa(at, "conditional") and not sentence.words[at + 1].isa("ratecue"):
            return True
    return False


def is_past(sentence: Sentence, hit: Hit, year: int) -> bool:
    """Tell whether a bare year lies behind, so that a thing is of it: my tax return for 2025 (but by 2025)."""
    first, last = sentence.words[hit.start], sentence.words[hit.end - 1]
    if hit.end - hit.start > 2 or not last.isa("year") or last.numeral is None or first.isa("limitword"):
        return False
    due = hit.end - hit.start == 1 and hit.start > 0 and sentence.words[hit.start - 1].isa("limitword")
    return last.numeral.value < year and not due
