"""The measure in a goal's words: from where to where, of what, which way, and how often."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot.coach.lexicon import load
from bot.coach.numerals import CURRENCY
from bot.measure import Measure

if TYPE_CHECKING:
    from bot.coach.amounts import Quantity
    from bot.coach.clause import Clause
    from bot.coach.lexicon import Lexicon

LEAST_PAY = 1_000
"""A bare number from here on that is earned a year is money."""
Way = Literal["up", "down"]
"""Which way leads to a number. A level may lie above or below: then it is None."""


def _period(clause: Clause, lexicon: Lexicon, start: int) -> str | None:
    """Read the period after a, per or every, or out of weekly and its like."""
    words = clause.sentence.words
    for at in range(start, len(words)):
        word = words[at]
        if clause.sentence.isa(at, "ofweek") and any(hit.end > at for hit in clause.when.cadence):
            return "week"  # four nights out of seven
        if word.isa("frequency"):
            return lexicon.rhythms.get(word.text, "year")
        if word.isa("ratecue") and at + 1 < len(words):
            after = words[at + 1]
            if after.text == "half" and at and words[at - 1].isa("joiner"):
                continue  # an hour and a half
            if after.isa("period", "daypart"):
                return lexicon.rhythms.get(after.text, "day" if after.isa("daypart") else after.text)
            if after.isa("weekday", "weekdayshort"):
                return "week"
    return None


def _direction(clause: Clause, start: float | None, target: float, at: int) -> Way | None:
    if start is not None and start != target:
        return "down" if target < start else "up"
    return "down" if _timed(clause, at) else _brought(clause, at) or _limited(clause, at)


def _limited(clause: Clause, at: int) -> Way | None:
    """Tell which way leads to a number, by what limits it (at most, under), its verb, or what it is a level of."""
    words = clause.sentence.words
    for hit in clause.sentence.all("=downward"):
        if at - 3 <= hit.start < at:
            return "down"
    if at and words[at - 1].isa("downward"):
        return "down"
    verb = words[clause.verb.start] if clause.verb is not None else None
    if verb is None or verb.isa("falling", "rising"):
        return "down" if verb is not None and verb.isa("falling") else "up"
    return _at_a_level(clause, at)


def _brought(clause: Clause, at: int) -> Way | None:
    """Tell which way something is brought: costs *down to* 40k, sales *up to* 40k (but settle down to, spend up to)."""
    words = clause.sentence.words
    if at < 2 or not words[at - 1].isa("toword") or clause.verb is None:
        return None
    verb, way, before = words[clause.verb.start], words[at - 2], words[at - 3] if at > 2 else words[0]
    if way.isa("downword"):
        return None if before.isa("calming") else "down"
    return "up" if way.isa("upword") and verb.isa("move", "improve", "reach", "getverb", "goverb") else None


def _at_a_level(clause: Clause, at: int) -> Way | None:
    """Tell which way leads to a level that no word of the sentence calls low or high: an error rate of 1 %, 75 kg."""
    verb, words = clause.verb, clause.sentence.words
    if verb is not None and (
        words[verb.start].isa("weighing")
        or ((verb.isa("state", "reach") or words[verb.start].isa("getverb")) and _weighs(clause, at))
    ):
        return None
    if not at or not words[at - 1].isa("toword", "ofword"):
        return "up"
    named = [here for here in clause.contents() if here < at]
    if any(clause.sentence.isa(here, "eitherway") for here in named):
        return None
    return "down" if any(clause.sentence.isa(here, "betterlow") for here in named) else "up"


def _weighs(clause: Clause, at: int) -> bool:
    """Tell whether a weight is all that is said: 75 kg (but not 75 kg of coal)."""
    words, numeral = clause.sentence.words, clause.word(at).numeral
    glued = numeral is not None and bool(numeral.unit)
    unit = numeral.unit if numeral is not None and glued else words[at + 1].text if at + 1 < len(words) else ""
    said = next(clause.contents(at + (1 if glued else 2)), None)
    return said is None and "bodyunit" in load().classes(unit)


def _timed(clause: Clause, at: int) -> bool:
    """Tell whether a number says in how short a time: 10 km in 50 minutes, beat 1 hour 50."""
    words = clause.sentence.words
    if not 0 < at < len(words) - 1 or not words[at + 1].isa("timeunit"):
        return False
    return words[at - 1].isa("inword", "withinword", "beating")


def _moved(clause: Clause, counts: tuple[Quantity, ...]) -> tuple[Quantity, Quantity] | None:
    """Find "from A … to B"."""
    words = clause.sentence.words
    for first, second in itertools.pairwise(counts):
        between = words[first.at + 1 : second.at]
        if first.at and words[first.at - 1].isa("fromword") and any(word.isa("toword") for word in between):
            return first, second
    return None


def _alike(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Tell both ends in one unit, the smaller one: from 90 minutes to an hour, from 1 in 10 to 1 in 5."""
    if first.unit != second.unit and first.unit.startswith("in ") and second.unit.startswith("in "):
        return (_percent(first), _percent(second))
    seconds = load().seconds
    one, other = seconds.get(first.unit, 0), seconds.get(second.unit, 0)
    if not one or not other or one == other:
        return first, second
    smaller = first if one < other else second
    return _told_in(first, smaller.unit), _told_in(second, smaller.unit)


def _percent(one: Quantity) -> Quantity:
    return replace(one, value=100 * one.value / float(one.unit.removeprefix("in ")), unit="%")


def _told_in(one: Quantity, unit: str) -> Quantity:
    seconds = load().seconds
    return replace(one, value=one.value * seconds[one.unit] / seconds[unit], unit=unit)


def measure(clause: Clause, lexicon: Lexicon, *, measurable: bool) -> Measure | None:
    """Read the measure of a sentence that has one."""
    if not measurable:
        return None
    parts = {at for hit in clause.sentence.all("fraction") for at in range(hit.start, hit.end)}
    counts = tuple(quantity for quantity in clause.quantities if quantity.at not in parts)  # "in half" counts nothing
    moved = _moved(clause, counts)
    if moved:
        first, second = _alike(*moved)
        unit = second.unit or first.unit or None
        if clause.word(second.end - 1).isa("rateword", "bycue") or (
            second.unit and clause.word(second.end - 1).isa("month")
        ):
            unit = first.unit or None
        way = _direction(clause, first.value, second.value, second.at)
        return Measure("number", first.value, second.value, unit, way, _period(clause, lexicon, second.at))
    return _counted(clause, counts, lexicon) if counts else _uncounted(clause, lexicon)


def _uncounted(clause: Clause, lexicon: Lexicon) -> Measure:
    """Measure what has no number: it is done, or done again and again."""
    if not clause.when.cadence:
        return Measure("done")
    times = next((lexicon.times[w.text] for w in clause.sentence.words if w.text in lexicon.times), 1.0)
    return Measure("habit", None, times, None, "up", _period(clause, lexicon, 0) or "week")


def _counted(clause: Clause, counts: tuple[Quantity, ...], lexicon: Lexicon) -> Measure:
    """Measure what has a number that does not move from one to another."""
    habit = bool(clause.when.cadence)
    if habit and (often := _often(clause, counts, lexicon)) is not None:
        way, per = _direction(clause, None, *often), _period(clause, lexicon, often[1])
        return Measure("habit", None, often[0], None, way, per or "week")
    if len(counts) > 1 and _coordinated(clause, *counts[:2]):
        return Measure("habit", None, 1.0, None, "up", _period(clause, lexicon, 0)) if habit else Measure("done")
    main = next(
        (q for q in counts if q.at and (clause.word(q.at - 1).isa("limitprep") or _timed(clause, q.at))), counts[0]
    )
    way = _direction(clause, None, main.value, main.at)
    if _is_total(clause, counts):
        return Measure(
            "number", None, main.value, main.unit or None, way, None, way == "down" and _is_by(clause, main.at)
        )
    habit = habit and not _earns(clause, main, lexicon)
    per = _period(clause, lexicon, main.at) or ("day" if habit else None)  # 5 km every 3 days: on each of its days
    by = way == "down" and _is_by(clause, main.at)
    return Measure("habit" if habit else "number", None, main.value, main.unit or None, way, per, by)


def _often(clause: Clause, counts: tuple[Quantity, ...], lexicon: Lexicon) -> tuple[float, int] | None:
    """Return how many times something is done that has an amount of its own, and where: 5 km *three times* a week."""
    words = clause.sentence.words
    said = [(quantity.value, quantity.at) for quantity in counts[1:] if quantity.unit == "times"]
    if not _is_rated(clause, counts[0]):
        said += [(one.value, one.at) for one in counts[1:] if _are_days(clause, one) and _is_rated(clause, one)]
    said += [
        (float(lexicon.times[words[at].text]), at)
        for at in range(counts[0].end, len(words) - 1)
        if words[at].text in lexicon.times and words[at + 1].isa("ratecue", "frequency")
    ]
    return next((one for one in said if one[0] > 1), None)  # once a week, it is the amount that counts


def _is_rated(clause: Clause, quantity: Quantity) -> bool:
    """Tell whether a number is so many in each period: £500 a month, 5 days a week."""
    others = {one.at for one in clause.quantities if one is not quantity}
    return any(quantity.at <= hit.start <= quantity.end and hit.start not in others for hit in clause.when.cadence)


def _are_days(clause: Clause, quantity: Quantity) -> bool:
    """Tell whether days or parts of them are counted: 5 days, four nights."""
    unit = clause.word(quantity.end - 1)
    return quantity.end - quantity.at == 2 and (unit.isa("daypart", "partplural") or unit.text in ("days", "nights"))


def _is_total(clause: Clause, counts: tuple[Quantity, ...]) -> bool:
    """Tell whether the first number is all of it, and a rhythm tells its steps: pay off £6,000, £500 a month."""
    first, words = counts[0], clause.sentence.words
    return not _is_rated(clause, first) and any(
        _is_rated(clause, one) and one.unit in ("", first.unit) and words[one.at - 1].isa("mark") for one in counts[1:]
    )


def _coordinated(clause: Clause, first: Quantity, second: Quantity) -> bool:
    """Tell whether two things are counted, so that neither alone is the goal: one paper and two blog posts."""
    between = clause.sentence.words[first.end : second.at]
    joined = bool(between) and between[0].isa("joiner") and all(word.isa("act", "deliver") for word in between[1:])
    return joined and bool(first.unit) and bool(second.unit) and first.unit != second.unit


def _earns(clause: Clause, main: Quantity, lexicon: Lexicon) -> bool:
    """Tell whether so much a year is what one comes to earn, and not what is done anew every year."""
    earning = clause.verb is not None and clause.sentence.isa(clause.verb.start, "earning")
    signed = main.unit in CURRENCY or "currency" in lexicon.classes(main.unit)
    money = signed if main.unit else main.value >= LEAST_PAY
    return earning and money and _period(clause, lexicon, main.at) == "year"


def _is_by(clause: Clause, at: int) -> bool:
    """Tell whether a number that falls says by how much: lose 5 kg, cut the costs by 200."""
    words = clause.sentence.words
    if at and words[at - 1].isa("bycue"):
        return True
    before = clause.verb.start if clause.verb is not None else -1
    between = words[before + 1 : at]
    return 0 <= before < at and words[before].isa("losing") and all(w.isa("definite", "ordinal", "my") for w in between)
