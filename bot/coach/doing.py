"""Whether a line begins with a verb for sure: design the poster, but not design review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.lexicon import entries, load
from bot.coach.parse import parse
from bot.coach.verbs import longest, verb_at

if TYPE_CHECKING:
    from bot.coach.parse import Sentence

_OBJECTS = ("definite", "indefinite", "universal", "everyword", "pronoun", "times", "frequency", "degree", "newness")
"""Words that follow a verb, and stand between no two nouns that name one thing: the, every, it, twice, new."""


def does(line: str) -> bool:
    """Tell whether a line surely begins with what somebody does, and names no thing: test run, market study."""
    sentences = parse(line, load())
    return bool(sentences) and not _named(line) and _does(sentences[0], 0)


def _does(sentence: Sentence, at: int) -> bool:
    verb = verb_at(sentence, at)
    if verb is None or sentence.words[at].text not in _says("naming"):
        return verb is not None
    return _takes(sentence, longest(sentence, at)[0], is_phrase=verb.end > at + 1)


def _takes(sentence: Sentence, at: int, *, is_phrase: bool) -> bool:
    """Tell whether what stands here can only be what is done to something, and no second part of a name."""
    if at >= len(sentence):
        return is_phrase  # warm up, but not: test
    word = sentence.words[at]
    if word.isa("conjunction"):
        return _does(sentence, at + 1)
    if word.isa("n"):
        return _counts(sentence, at)
    return word.isa(*_OBJECTS) or word.token.possessive or (is_phrase and word.isa("preposition", "mark"))


def _counts(sentence: Sentence, at: int) -> bool:
    """Tell whether a number counts what follows it: mock 3 interviews, but not: sprint 3, release 2 review."""
    numeral, behind = sentence.words[at].numeral, at + 1
    while behind < len(sentence) and sentence.words[behind].isa("n", "ofword", "newness", "vagueadjective", "degree"):
        behind += 1  # train 2 of 3 new ward clerks
    after = sentence.words[behind : behind + 2]
    return bool(numeral and numeral.unit) or any(
        "plural" in word.shape or word.isa("plural", "measuring", "currency") for word in after
    )


def _named(line: str) -> bool:
    """Tell whether a line begins with the name of a thing that a verb begins: finish line."""
    return f"{line.casefold()} ".startswith(tuple(f"{name} " for name in _says("named")))


def _says(name: str) -> frozenset[str]:
    return frozenset(entries(load().says["express"][name]))
