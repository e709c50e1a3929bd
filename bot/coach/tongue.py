"""Goals in a language that the coach does not read: their date, rhythm and number are told, and nothing is judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot.coach.clause import clause
from bot.coach.counted_elsewhere import is_most, little_words
from bot.coach.horizon import DATES, LONGEST_SENTENCE
from bot.coach.measure import measure
from bot.coach.parse import parse
from bot.coach.verdicts import Finding, Reading, Span, Verdict
from bot.dates.grammar import read_all
from bot.dates.when import Kind, Quota, When
from bot.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.coach.lexicon import Lexicon
    from bot.coach.parse import Sentence, Word

_SHORTEST = 2
"""Letters of a word that tells a language from another."""
_FEWEST = 2
"""Words that tell it; one alone may be a name."""
_FEWEST_LITTLE = 2
"""Small words of another tongue that tell it, where English has none in between."""
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
    known = sum(
        word in lexicon.words or (word in lexicon.spelling.known and not little_words([word])) for word in words
    )
    said = any(piece.token.possessive or _says_which(piece, beside=known > 0) for piece in pieces)
    if not said and len(words) == 1 and not known:
        return _looks_english(words[0], lexicon)  # Steuererklärung, of which the day was taken off
    if not said and little_words(words) >= _FEWEST_LITTLE and not any(_is_small(word, lexicon) for word in words):
        return False  # 10 Seiten am Tag lesen
    enough = 3 if words and lexicon.classes(words[0]) & _ACTS else 2
    known += bool(words) and (_slip_of_an_act(words[0], lexicon) or (known > 0 and _mended_act(pieces[0], lexicon)))
    return said or len(words) < _FEWEST or enough * known >= len(words)


def _says_which(word: Word, *, beside: bool) -> bool:
    """Tell whether a word is "the", "my", "this": `beside` a word of ours "teh", too, but "bis" is no "his"."""
    typed = word.token.word
    return word.isa("definite") and (word.text == typed or (beside and word.text[0] == typed[0]))


def _is_small(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a small one of English, and of no other tongue."""
    return not little_words([word]) and bool(lexicon.classes(word) & {"preposition", "definite", "conjunction"})


def _looks_english(word: str, lexicon: Lexicon) -> bool:
    """Tell whether one unknown word may be English: by its ending, or as a slip of a word of ours: "Meditaiton"."""
    if not word.isascii():
        return False
    shape = {name for name, endings in lexicon.endings if word.endswith(endings)}
    ends = bool(shape & {"noun", "gerund"}) or ("plural" in shape and "singular" not in shape)  # no Jahresabschluss
    slip = len(word) >= _SHORTEST_SLIP and bool(lexicon.spelling.candidates(word))
    return ends or slip


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


def held_back(reading: Reading, dates: Sequence[When], lexicon: Lexicon, now: datetime) -> Reading:
    """Return what is certain of a goal whatever its language is, by the `dates` that were found in it."""
    timed = tuple(when.span for when in dates if when.span is not None and when.kind in _TIMED)
    counted, numbers = _often(reading.text, now, lexicon)
    timed = timed or numbers
    if counted is None:
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


def _often(text: str, now: datetime, lexicon: Lexicon) -> tuple[Measure | None, tuple[Span, ...]]:
    """Return so many in each period, and whether that is a limit: höchstens 2 Mahnungen pro Monat."""
    quotas = [when for when in read_all(text[:LONGEST_SENTENCE], now) if isinstance(when.value, Quota) and when.span]
    for when in quotas:
        if not isinstance(when.value, Quota) or when.span is None:
            continue
        start, end = when.span
        found, _ = _number(text[start:end], lexicon)
        unit = found.unit if found is not None and found.target == when.value.count else None
        way: Literal["up", "down"] = "down" if is_most(text[:start]) else "up"
        return Measure("habit", target=float(when.value.count), unit=unit, direction=way, per=when.value.per), (
            when.span,
        )
    return None, ()


def _number(text: str, lexicon: Lexicon) -> tuple[Measure | None, tuple[Span, ...]]:
    """Return what a number counts, and where it stands; what is one only by a slip is none: In *eine* Kanzlei."""
    parts = [clause(sentence, []) for sentence in parse(text, lexicon)]
    part = next((one for one in parts if one.quantities), None)
    if part is None or any(part.word(one.at).text != part.word(one.at).token.word for one in part.quantities):
        return None, ()
    spans = [part.sentence.span(one.at, one.end) for one in part.quantities]
    found = measure(part, lexicon, measurable=True)
    if found is not None and found.start is not None:
        spans = [(spans[0][0], spans[-1][1])]  # von 12 auf 5 Tage
    return found, tuple(spans)


def _counted(text: str, dates: Sequence[When], lexicon: Lexicon) -> tuple[Measure | None, tuple[Span, ...]]:
    """Return how it is counted, by its number and its rhythm, and what shows that."""
    found, numbers = _number(text, lexicon)
    rhythm = next((str(when.value) for when in dates if when.kind is Kind.recurrence), "")
    per = _PERIODS.get(rhythm.removeprefix("FREQ="))
    if found is not None and found.kind == "number" and per is not None:
        return Measure("habit", target=found.target, unit=found.unit, direction="up", per=per), numbers
    return (found, numbers) if found is not None and found.kind != "done" else (None, ())
