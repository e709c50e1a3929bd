"""Goals in a language that the coach does not read: their date, rhythm and number are told, and nothing is judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coach.clause import clause
from bot.coach.horizon import DATES
from bot.coach.measure import measure
from bot.coach.parse import parse
from bot.coach.verdicts import Finding, Reading, Span, Verdict
from bot.dates.when import Kind, Quota, When
from bot.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Sentence, Word

_SHORTEST = 2
"""Letters of a word that tells a language from another."""
_FEWEST = 2
"""Words that tell it; one alone may be a name."""
_SHORTEST_SLIP = 5
"""Letters of a slip that tells it, too: shorter words of any tongue are near to some verb."""
_ACTS = {"act", "deliver"}
_PERIODS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_UNKNOWN = Verdict(None)


def is_read(sentences: Iterable[Sentence], lexicon: Lexicon) -> bool:
    """Tell whether a text may be in the coach's own language: half of its words are, or one that only that has.

    A third is enough behind a verb of its own: "plant 200 tulip bulbs". It is told by what is left without the wish
    and the day, which are often in another tongue than the goal itself.
    """
    pieces = [word for sentence in sentences for word in sentence.words if word.token.kind == "word"]
    words = [piece.token.word for piece in pieces if piece.token.word.isalpha()]
    words = [word for word in words if len(word) >= _SHORTEST]
    known = sum(word in lexicon.words or word in lexicon.spelling.known for word in words)
    said = any(piece.token.possessive or _says_which(piece, beside=known > 0) for piece in pieces)
    enough = 3 if words and lexicon.classes(words[0]) & _ACTS else 2
    known += bool(words) and (_slip_of_an_act(words[0], lexicon) or (known > 0 and _mended_act(pieces[0], lexicon)))
    return said or len(words) < _FEWEST or enough * known >= len(words)


def _says_which(word: Word, *, beside: bool) -> bool:
    """Tell whether a word is "the", "my", "this": `beside` a word of ours "teh", too, but "bis" is no "his"."""
    typed = word.token.word
    return word.isa("definite") and (word.text == typed or (beside and word.text[0] == typed[0]))


def _slip_of_an_act(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a goal begins with a verb of ours that was mistyped: "Clrimb Ben Nevis".

    What ends as verbs of other tongues do is none: "Vender coche".
    """
    if len(word) < _SHORTEST_SLIP or word in lexicon.words or word in lexicon.spelling.known:
        return False
    if word.endswith(lexicon.shapes["elsewhere"]):
        return False
    near = lexicon.spelling.candidates(word)
    return any(not lexicon.classes(other).isdisjoint(_ACTS) and other not in lexicon.bases for other in near)


def _mended_act(word: Word, lexicon: Lexicon) -> bool:
    """Tell whether a short word was mended into a verb: "iork from Lisbon"; it tells beside a word of ours alone."""
    typed = word.token.word
    return word.text != typed and word.isa(*_ACTS) and not typed.endswith(lexicon.shapes["elsewhere"])


def held_back(reading: Reading, dates: Sequence[When], lexicon: Lexicon) -> Reading:
    """Return what is certain of a goal whatever its language is, by the `dates` that were found in it."""
    timed = tuple(when.span for when in dates if when.span is not None and when.kind in _TIMED)
    counted, numbers = _counted(_blanked(reading.text, dates), dates, lexicon)
    return replace(
        reading,
        specific=_UNKNOWN,
        measurable=Verdict("met", numbers) if counted is not None else _UNKNOWN,
        action_based=_UNKNOWN,
        relevant=reading.relevant or _UNKNOWN,
        scheduled=reading.scheduled if reading.scheduled or not timed else Verdict("met", timed),
        too_general=Finding(so=False),
        measure=counted or Measure("done"),
    )


_TIMED = (*DATES, Kind.recurrence, Kind.quota)


def _blanked(text: str, dates: Sequence[When]) -> str:
    """Return a text with blanks where it speaks of time: no number there counts anything."""
    for start, end in (when.cut or when.span or (0, 0) for when in dates):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _counted(text: str, dates: Sequence[When], lexicon: Lexicon) -> tuple[Measure | None, tuple[Span, ...]]:
    """Return how it is counted, by its number and its rhythm, and what shows that."""
    parts = [clause(sentence, []) for sentence in parse(text, lexicon)]
    part = next((one for one in parts if one.quantities), None)
    found = measure(part, lexicon, measurable=True) if part is not None else None
    numbers = tuple(part.sentence.span(one.at, one.end) for one in part.quantities) if part is not None else ()
    quota = next((when for when in dates if isinstance(when.value, Quota)), None)
    if quota is not None and isinstance(quota.value, Quota):
        span = (quota.span,) if quota.span is not None else ()
        return Measure("habit", target=float(quota.value.count), direction="up", per=quota.value.per), span
    rhythm = next((str(when.value) for when in dates if when.kind is Kind.recurrence), "")
    per = _PERIODS.get(rhythm.removeprefix("FREQ="))
    if found is not None and found.kind == "number" and per is not None:
        return Measure("habit", target=found.target, unit=found.unit, direction="up", per=per), numbers
    return (found, numbers) if found is not None and found.kind != "done" else (None, ())
