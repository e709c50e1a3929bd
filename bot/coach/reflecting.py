"""Reflecting: six short questions in private, that end in two or three candidates for a goal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.elements import Element, elements
from bot.coach.lexicon import entries, load
from bot.coach.parse import SMALL, parse
from bot.coach.reader import read
from bot.coach.shrugs import is_shrug
from bot.coach.spoken import spoken
from bot.coach.verbs import verb_at
from bot.coach.verdicts import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.coach.verdicts import Reading

_ENDS = re.compile(r"[.!?;]+\s+")
MOST = 3
"""More candidates than this are a list, not a choice."""


@dataclass(frozen=True)
class Reflection:
    """What is said before, asked, and said after; each question can be skipped."""

    opening: str
    questions: tuple[Element, ...]
    closing: str
    skipped: str
    """Said where no question was answered."""


def reflect() -> Reflection:
    """Give the six questions."""
    says = load().says["reflect"]
    return Reflection(says["opening"], elements(), says["closing"], says["skipped"])


def candidates(answers: Iterable[tuple[str, str]], now: datetime) -> tuple[str, ...]:
    """Make goals out of the answers, each with the name of its question; the ripest first.

    They are in the person's own words, with blanks for what is missing. An answer that is none makes no goal.
    """
    given = [(name, answer.strip()) for name, answer in answers if not is_shrug(answer)]
    found = [(_certain(read(answer, now=now)), _candidate(name, answer, now)) for name, answer in given]
    return tuple(goal for _, goal in sorted(found, key=lambda one: -one[0]))


def _certain(reading: Reading) -> int:
    return sum(bool(reading.verdict(name)) for name in CRITERIA)


def _candidate(name: str, answer: str, now: datetime) -> str:
    """Make a goal of one answer: of an act what is missing, of a thing or of how things are what to do about it."""
    says, reading, said = load().says["reflect"], read(answer, now=now), spoken(answer)
    if not reading.is_judged:
        return reading.draft or reading.text
    is_told = (
        _first(answer) in entries(says["telling"]) and answer.partition(" ")[2][:3] == _small_first(said.words)[:3]
    )
    if not said.whole and (is_told or _does(said.words)) and (done := read(said.words, now=now)).action_based:
        return (
            str(says["again"]).format(words=said.words) if is_told and not done.scheduled else done.draft or done.text
        )
    whole = answer.rstrip(".!? ")
    *before, heart = [_small(part) for part in _ENDS.split(whole) if part] or [whole]
    if before and not _is_told(before[0]):
        before, heart = [], _small(whole)
    heart = _sure(heart)
    if _is_told(heart):
        return str(says["because"]).format(words=_small(whole))
    kind = "questions" if _first(heart) in entries(says["asking"]) else "things"
    goal = str(says[kind][name]).format(words=heart)
    return f"{goal}, because {'; '.join(before)}" if before else goal


def _does(words: str) -> bool:
    """Tell whether words begin with an act in its plain form: paint a portrait (but: painting)."""
    sentences = parse(words, load())
    verb = verb_at(sentences[0], 0) if sentences else None
    return verb is not None and verb.known and "gerund" not in sentences[0].words[0].shape


def _first(words: str) -> str:
    return words.casefold().replace("’", "'").partition(" ")[0].strip(",;:")


def _is_told(words: str) -> bool:
    """Tell whether somebody tells how things are: they ask me about rotas (but: people in need)."""
    sentences = parse(words, load())
    told = _first(words) in entries(load().says["reflect"]["telling"])
    return told and bool(sentences) and len(sentences[0]) > 1 and not sentences[0].words[1].isa("preposition")


def _sure(words: str) -> str:
    """Return words without the doubt before them: perhaps a choir."""
    return words.partition(" ")[2] if _first(words) in load().says["reflect"]["doubting"] else words


def _small(words: str) -> str:
    """Begin with a small letter where that says nothing: Two days at home (but: I paint, Excel)."""
    first = words.split(maxsplit=1)[0].casefold().replace("’", "'")
    lexicon = load()
    small = not lexicon.classes(first).isdisjoint((*SMALL, "degree")) or _is_gerund(first)
    return words if not small or first.partition("'")[0] == "i" else _small_first(words)


def _small_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _is_gerund(word: str) -> bool:
    return any("gerund" in name and word.endswith(endings) for name, endings in load().endings)
