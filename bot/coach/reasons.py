"""A reason in a goal's own sentence: because …, so that I …, in order to …; others would read it with the goal."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.coach.lexicon import FOLDER, entries, load
from bot.coach.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.coach.parse import Sentence
    from bot.coach.verdicts import Span

_FILE = FOLDER / "reasons.toml"
_AROUND = " \t,;:(–—-"
"""What joins a reason to what is said before it."""
Phrases = Mapping[str, Sequence[tuple[str, ...]]]
"""Phrases by their first word."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that was found in a sentence."""

    words: str
    """The reason as it was typed."""
    rest: str
    """The sentence without it."""


@dataclass(frozen=True, slots=True)
class _Tongue:
    """How one language begins a reason."""

    because: Phrases
    aim: Phrases
    own: Phrases
    person: frozenset[str]

    @property
    def first(self) -> frozenset[str]:
        """The words with which it begins one."""
        return frozenset(self.because) | frozenset(self.aim) | frozenset(self.own)


@lru_cache
def _tongues() -> tuple[_Tongue, ...]:
    known = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        _Tongue(
            _phrases(said["because"]), _phrases(said["aim"]), _phrases(said["own"]), frozenset(entries(said["person"]))
        )
        for said in known.values()
    )


def _phrases(block: str) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in (tuple(entry.split()) for entry in entries(block)):
        found[phrase[0]].append(phrase)
    return dict(found)


@lru_cache
def _first() -> frozenset[str]:
    """Return the words with which a reason begins in any language."""
    return frozenset[str]().union(*(tongue.first for tongue in _tongues()))


@lru_cache(maxsize=1024)
def reason_in(text: str) -> Reason | None:
    """Return the reason that a goal's words hold, None where they hold none or nothing else.

    What the goal is counted by is none of it: a clause with a number stays, unless it says because.
    """
    for sentence in parse(text, load()):
        for at, certain in _begins(sentence):
            if (found := _cut(text, sentence, at, counts=not certain)) is not None:
                return found
    return None


def because(sentences: Iterable[Sentence]) -> Span | None:
    """Return where a goal's own words say because of what it is set, None where they do not."""
    for sentence in sentences:
        for at, certain in _begins(sentence):
            if certain and at and at + 1 < len(sentence):
                return sentence.span(at, len(sentence))
    return None


def begins_as_reason(text: str) -> bool:
    """Tell whether words begin with a reason, in any language that is known."""
    return any(at == sentence.begin for sentence in parse(text, load())[:1] for at, _ in _begins(sentence))


def reason_begins(sentence: Sentence) -> int:
    """Return where a sentence turns to its reason, behind which no word tells of the goal; its end, if it does not."""
    return next((at for at, _ in _begins(sentence) if at > sentence.begin), len(sentence))


def holds(words: str, reason: str) -> bool:
    """Tell whether `words` give a private `reason` away."""
    return bool(reason) and reason.casefold() in words.casefold()


def _begins(sentence: Sentence) -> Iterator[tuple[int, bool]]:
    """Yield where a reason of whoever writes begins, and whether it is one whatever follows."""
    words = [word.token.word for word in sentence.words]
    purposes, first = {hit.start for hit in sentence.all("=purpose")}, _first()
    for at, word in enumerate(sentence.words):
        if at not in purposes and words[at] not in first and not word.isa("purpose"):
            continue
        if word.isa("title") or (at and sentence.words[at - 1].isa("negation")):
            continue
        if word.isa("purpose"):
            yield at, True
        for tongue in _tongues():
            speaks = not tongue.person.isdisjoint(words[at:])
            if _starts(words, at, tongue.because):
                yield at, True
            elif _starts(words, at, tongue.aim) or (speaks and (at in purposes or _starts(words, at, tongue.own))):
                yield at, False


def _starts(words: list[str], at: int, phrases: Phrases) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in phrases.get(words[at], ()))


def _cut(text: str, sentence: Sentence, at: int, *, counts: bool) -> Reason | None:
    """Cut a reason out of a text: as far as its sentence goes, or where it comes first, as far as its comma.

    With `counts` it is None where a number stands in it.
    """
    end = len(sentence)
    if at == 0:
        end = next((comma for comma in range(at, end) if sentence.words[comma].text == ","), 0)
    if end - at < 2 or (counts and any(word.numeral for word in sentence.words[at:end])):
        return None
    start, stop = sentence.span(at, end)
    before, after = text[:start].rstrip(_AROUND), text[stop:].lstrip(" ,)")
    rest = f"{before}{'' if after[:1] in ('.', '!', '?', ';') else ' '}{after}".strip()
    rest = rest[:1].upper() + rest[1:] if at == 0 else rest
    words = text[start:stop].strip().rstrip(_AROUND + ").")
    return Reason(words, rest) if any(letter.isalpha() for letter in rest) else None
